"""What a client of the reconciliation service asks: JSON checked and turned into records.

Policy: what the specification does not allow is refused in words that repeat nothing of it, because
a query holds names. A field of a record is a property; the column that is reconciled is the name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cohortmatch.core.errors import SettingsError
from cohortmatch.values.fields import FIELDS, PERSONAL

__all__ = [
    "PROPERTIES",
    "TYPE",
    "ExtendQuery",
    "RecordQuery",
    "WrongQuery",
    "extend_of",
    "queries_of",
]

TYPE = "person"
PROPERTIES = {name: entry.words for name, entry in FIELDS.items() if name in PERSONAL}
"""The properties that a query may give, by the names of the fields."""
MOST_QUERIES, MOST_IDS = 200, 1_000
"""Queries of a batch, and people of a data extension, at most."""
LIMIT, MOST_CANDIDATES = 5, 40
"""Candidates of one query: by default, and at most."""
LONGEST = 500
"""Characters of a value."""
MIDNIGHT = re.compile(r"^(\d{4}-\d\d-\d\d)T00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d\d:?\d\d)?$")
"""A day, as OpenRefine sends a date."""


class WrongQuery(SettingsError):
    """A request that the specification does not allow, or that is too large."""


@dataclass(frozen=True, repr=False)
class RecordQuery:
    """One query of a batch: the record's texts by field, and how many candidates are wanted."""

    record: Mapping[str, str]
    limit: int = LIMIT

    def __repr__(self) -> str:
        return f"<RecordQuery of {len(self.record)} fields>"


@dataclass(frozen=True, repr=False)
class ExtendQuery:
    """A data extension: the people asked about by their ids, and the properties asked for."""

    ids: tuple[str, ...]
    properties: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<ExtendQuery of {len(self.ids)} people>"


def queries_of(text: str) -> dict[str, RecordQuery]:
    """The queries of a batch by their keys, from its JSON; WrongQuery where it is not one."""
    told = _object(_json(text, "queries"), "queries")
    if len(told) > MOST_QUERIES:
        raise WrongQuery(f"queries: at most {MOST_QUERIES:,} at once; send them in smaller batches")
    return {key: _query(_object(each, "queries: each query")) for key, each in told.items()}


def extend_of(text: str, known: Mapping[str, str]) -> ExtendQuery:
    """A data extension from its JSON; `known` are the properties that there are."""
    told = _object(_json(text, "extend"), "extend")
    ids = _list(told.get("ids"), "extend: ids")
    if len(ids) > MOST_IDS:
        raise WrongQuery(f"extend: at most {MOST_IDS:,} ids at once; send them in smaller batches")
    if not all(isinstance(each, str) for each in ids):
        raise WrongQuery("extend: ids: each must be text")
    asked = (
        _object(each, "extend: properties: each")
        for each in _list(told.get("properties"), "extend: properties")
    )
    names = tuple(_known(each.get("id"), known, "extend: properties: id") for each in asked)
    return ExtendQuery(tuple(ids), names)


def _query(told: Mapping[str, Any]) -> RecordQuery:
    name, given = told.get("query"), told.get("properties")
    if name is not None and not isinstance(name, str):
        raise WrongQuery("queries: query: must be text")
    if name is None and not given:
        raise WrongQuery("queries: each needs query, or properties")
    _refuse_other_types(told.get("type"))
    properties = _properties([] if given is None else _list(given, "queries: properties"))
    return RecordQuery(_with_name(properties, name or ""), _limit(told.get("limit")))


def _refuse_other_types(given: object) -> None:
    types = given if isinstance(given, list) else [given]
    if not all(each is None or isinstance(each, str) for each in types):
        raise WrongQuery("queries: type: must be text, or a list of texts")
    asked = [each for each in types if each]
    if asked and TYPE not in asked:
        raise WrongQuery(f"queries: type: there is no such type; there is “{TYPE}” alone")


def _limit(given: object) -> int:
    if given is None:
        return LIMIT
    if isinstance(given, bool) or not isinstance(given, int | float) or not given >= 1:
        raise WrongQuery("queries: limit: must be a number from 1")
    return int(min(given, MOST_CANDIDATES))


def _properties(given: Sequence[object]) -> dict[str, str]:
    """The texts by field; several values of one field stand in one cell."""
    found: dict[str, list[str]] = {}
    for each in given:
        told = _object(each, "queries: properties: each")
        name = _known(told.get("pid"), PROPERTIES, "queries: properties: pid")
        values = told.get("v")
        several = values if isinstance(values, list) else [values]
        found.setdefault(name, []).extend(map(_text, several))
    return {name: "; ".join(filter(None, texts)) for name, texts in found.items()}


def _with_name(record: dict[str, str], query: str) -> dict[str, str]:
    """The record with the column that is reconciled: the whole name, or with one part among the
    properties the other part; with both parts, or a name, among them it is not looked at."""
    parts = {part for part in ("surname", "forename") if record.get(part)}
    if record.get("name") or len(parts) == 2:
        return record
    other = {frozenset(): "name", frozenset({"surname"}): "forename"}.get(
        frozenset(parts), "surname"
    )
    return {**record, other: _text(query)}


def _text(value: object) -> str:
    """A property's value as text; of an entity its name."""
    if isinstance(value, dict):
        value = value.get("name", value.get("id"))
    if value is None or isinstance(value, list | dict):
        raise WrongQuery("queries: properties: v: must be text, a number, a flag or an entity")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    if len(text) > LONGEST:
        raise WrongQuery(f"queries: a value is longer than {LONGEST} characters")
    return MIDNIGHT.sub(r"\1", text)


def _known(name: object, known: Mapping[str, str], what: str) -> str:
    if not isinstance(name, str) or name not in known:
        raise WrongQuery(f"{what}: there is no such property; there are {', '.join(known)}")
    return name


def _json(text: str, what: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise WrongQuery(f"{what}: is not JSON") from None


def _object(given: object, what: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise WrongQuery(f"{what}: must be a JSON object")
    return given


def _list(given: object, what: str) -> list[Any]:
    if not isinstance(given, list):
        raise WrongQuery(f"{what}: must be a list")
    return given
