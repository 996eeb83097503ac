"""What a panel changes of its own list between two meetings: status, next step, last contact, lead
and note; by the headings of its own columns.

The words are in `data/typed_fields.toml`; the kinds of a status are those of `status`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from cohortmatch.core.types import ColumnUse
from cohortmatch.people.status import kind_of
from cohortmatch.values.text import fold

__all__ = ["FIELDS", "TypedField", "typed_field", "typed_fields"]

CARRIED = frozenset(("status", "other", "free_text", "ignored"))
"""Fields of columns that matching does not read."""


class TypedField(NamedTuple):
    """One thing that is typed: what it is (`status`, `step`, `contact`, `lead`, `note`), the
    heading that it stands under, and whether the list has that column already."""

    kind: str
    heading: str
    on_list: bool


class _Field(NamedTuple):
    label: str
    kinds: tuple[str, ...]
    phrases: tuple[str, ...]
    unless: frozenset[str]


@cache
def _read() -> dict[str, _Field]:
    path = files("cohortmatch.people").joinpath("data", "typed_fields.toml")
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        name: _Field(
            field["label"],
            tuple(field.get("kinds", ())),
            tuple(field.get("phrases", ())),
            frozenset(field.get("unless", ())),
        )
        for name, field in told.items()
    }


FIELDS: Mapping[str, str] = {name: field.label for name, field in _read().items()}
"""What can be typed, each with the heading of the column that is added where there is none."""


@cache
def typed_field(heading: str) -> str:
    """What a column is of, by its heading: "status", "step", "contact", "lead" or "note"; '' for
    any other.

    >>> typed_field("RAG"), typed_field("Next steps"), typed_field("Action owner")
    ('status', 'step', 'lead')
    >>> typed_field("Lead officer"), typed_field("Gang")
    ('lead', '')
    """
    kind, words = kind_of(heading), re.findall(r"[a-z0-9]+", fold(heading))
    told = f" {' '.join(words)} "
    for name, field in _read().items():
        said = any(f" {phrase} " in told for phrase in field.phrases)
        if kind in field.kinds or (kind not in _status_kinds() and said):
            return "" if field.unless.intersection(words) else name
    return ""


def typed_fields(columns: Iterable[ColumnUse]) -> tuple[TypedField, ...]:
    """What can be typed about the rows of a list: under each of its own columns of that kind, and
    under a heading of its own where the list has none."""
    uses = [each for each in columns if each.field in CARRIED and not each.person]
    own = [(typed_field(each.heading), each) for each in uses if not each.is_again]
    return tuple(_in_order([TypedField(kind, each.heading, True) for kind, each in own if kind]))


def _in_order(own: list[TypedField]) -> Iterator[TypedField]:
    for kind, label in FIELDS.items():
        found = [each for each in own if each.kind == kind]
        yield from found or [TypedField(kind, label, False)]


@cache
def _status_kinds() -> frozenset[str]:
    return frozenset(kind for field in _read().values() for kind in field.kinds)
