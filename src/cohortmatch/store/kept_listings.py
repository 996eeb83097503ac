"""What a listing said, as text that a store keeps, and back: so that a later run can compare it.

Policy: only what matching uses is kept: names, dates, numbers, addresses. Ages, which are of one
day, addresses that are no evidence, and columns that nobody has explained are not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from cohortmatch.core.arrays import Int32s
from cohortmatch.core.types import (
    ABSENT,
    INSTITUTION,
    Field,
    ListInfo,
    Listings,
    NameKind,
    Names,
    Role,
)
from cohortmatch.linkage.comparing.unexplained_columns import PREFIX
from cohortmatch.values.addresses import Address
from cohortmatch.values.dates import DateOfBirth
from cohortmatch.values.identifiers import KINDS, Identifier

__all__ = ["KeptDetails", "KeptListing", "as_texts", "details_of", "listings_of_kept"]

AGE = "age"
MIDDLE, STREET = "middle", "street"


class KeptListing(NamedTuple):
    """A listing that a store remembers: its list, and what it said, as `as_texts` gives it."""

    list_name: str
    said: str

    def __repr__(self) -> str:
        return f"<KeptListing of {self.list_name}>"


class KeptDetails(NamedTuple):
    """What a listing said, in words: the name as recorded, folded, and each field's values."""

    forename: str
    surname: str
    fields: Mapping[str, frozenset[str]]

    def __repr__(self) -> str:
        return f"<KeptDetails of {len(self.fields)} fields>"


def details_of(said: str) -> KeptDetails | None:
    """What a listing said, out of its text as `as_texts` gives it; None for '', where nothing is
    kept."""
    if not said:
        return None
    forms, values = json.loads(said)
    recorded = [form for form in forms if form[0] == NameKind.recorded][:1]
    given, surname = (word or "" for form in recorded or [[0, "", ""]] for word in form[1:])
    fields = {name: frozenset(_words(name, each) for each in held) for name, held in values.items()}
    return KeptDetails(given, surname, fields)


def _words(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    return str(_value(name, value)) if name in KINDS else ", ".join(part for part in value if part)


def as_texts(listings: Listings) -> list[str]:
    """What each listing says, as JSON: the forms of the name, and every field's values."""
    names = _forms(listings.names)
    fields = {MIDDLE: listings.names.middle, STREET: listings.names.street} | {
        name: field
        for name, field in sorted(listings.fields.items())
        if name not in (AGE, "email") and not name.startswith((INSTITUTION, PREFIX))
    }
    said = {name: [_text(value) for value in field.values] for name, field in fields.items()}
    return [
        json.dumps([forms, _values(fields, said, place)], ensure_ascii=False)
        for place, forms in enumerate(names)
    ]


def _forms(names: Names) -> list[list[list[Any]]]:
    """Each listing's forms of the name: kind, given name, surname."""
    words = [*names.words, None]
    assert words[ABSENT] is None
    every = [
        [kind, words[given], words[surname]]
        for kind, given, surname in zip(
            names.kind.tolist(), names.given.tolist(), names.surname.tolist(), strict=True
        )
    ]
    ends = names.offsets.tolist()
    return [every[ends[place] : ends[place + 1]] for place in range(len(names))]


def _values(
    fields: Mapping[str, Field[Any]], said: Mapping[str, Sequence[Any]], place: int
) -> dict[str, list[Any]]:
    found = {}
    for name, field in fields.items():
        codes = field.codes[field.offsets[place] : field.offsets[place + 1]].tolist()
        if codes:
            found[name] = [said[name][code] for code in codes]
    return found


def _text(value: Any) -> Any:
    if isinstance(value, Address):
        return list(value)
    if isinstance(value, Identifier) and not value.is_valid:
        return [str(value), value.why_not]
    return str(value) if isinstance(value, Identifier | DateOfBirth) else value


def listings_of_kept(kept: Sequence[KeptListing], as_of: date | None) -> Listings:
    """The listings that a store remembers, as a table; a list keeps its name."""
    read = [json.loads(each.said) for each in kept]
    lists = list(dict.fromkeys(each.list_name for each in kept))
    code = {name: place for place, name in enumerate(lists)}
    rows = np.empty(len(kept), dtype=object)
    rows[:] = list(range(len(kept)))
    names = dict.fromkeys(name for _, said in read for name in said)
    fields = {name: _field(name, read) for name in names}
    middle, street = fields.pop(MIDDLE, None), fields.pop(STREET, None)
    return Listings(
        lists=tuple(ListInfo(name, "register") for name in lists),
        raw=tuple(pd.DataFrame(index=range(len(kept))) for _ in lists),
        list_code=np.array([code[each.list_name] for each in kept], dtype=np.int16),
        row=rows,
        position=np.arange(len(kept), dtype=np.int64),
        role=np.full(len(kept), Role.subject, dtype=np.int8),
        names=_names([forms for forms, _ in read], middle, street),
        fields=fields,
        as_of=as_of,
    )


def _field(name: str, read: Sequence[Any]) -> Field[Any]:
    """One field of all the listings."""
    number: dict[Any, int] = {}
    rows = [[_value(name, each) for each in said.get(name, ())] for _, said in read]
    codes = [number.setdefault(value, len(number)) for values in rows for value in values]
    ends = np.concatenate([[0], np.cumsum([len(values) for values in rows])])
    return Field(tuple(number), np.array(codes, dtype=np.int32), ends.astype(np.int64))


def _value(name: str, said: Any) -> Any:
    if name in KINDS:
        return _number(name, *([said] if isinstance(said, str) else said))
    if name == "date_of_birth":
        return DateOfBirth.from_text(said)
    return Address(*said) if isinstance(said, list) else said


def _number(kind: str, canonical: str, why_not: str = "") -> Identifier:
    """A number as it was: what was wrong with it can have stood in what was written only."""
    read = KINDS[kind].parse(canonical)
    return replace(read, is_valid=False, why_not=why_not) if why_not else read


def _names(
    forms: Sequence[Sequence[Sequence[Any]]],
    middle: Field[str] | None,
    street: Field[str] | None,
) -> Names:
    every = [form for each in forms for form in each]
    words = list(dict.fromkeys(word for _, *both in every for word in both if word is not None))
    code = {word: place for place, word in enumerate(words)} | {None: ABSENT}
    ends = np.concatenate([[0], np.cumsum([len(each) for each in forms])])
    none: Field[str] = Field.empty(len(forms))
    return Names(
        words=tuple(words),
        offsets=ends.astype(np.int64),
        given=_codes(code, every, 1),
        surname=_codes(code, every, 2),
        kind=np.array([kind for kind, *_ in every], dtype=np.int8),
        middle=middle or none,
        street=street or none,
    )


def _codes(code: Mapping[str | None, int], every: Sequence[Sequence[Any]], part: int) -> Int32s:
    return np.array([code[form[part]] for form in every], dtype=np.int32)
