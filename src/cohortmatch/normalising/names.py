"""Name columns to the forms of each listing's name.

A listing's name may be in one column or in several, in either order, with aliases, earlier surnames
and street names beside it or inside it. Every form is kept under which another list may have the
person: as recorded, with a middle name as the forename, with two Chinese syllables as one word,
with an earlier surname, as an alias. Street names are kept apart because they are weak evidence.

Most rows have one plain forename and one plain surname; those are coded by arrays, the others row
by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from cohortmatch.core.arrays import Int8s, Int32s, Int64s
from cohortmatch.core.findings import Finding
from cohortmatch.core.types import ABSENT, Field, NameKind, Names, RawList
from cohortmatch.normalising.coding import FieldBuilder, Vocabulary
from cohortmatch.normalising.columns import ParsedColumn, Parser, parse_column
from cohortmatch.normalising.run_parsers import RunParsers
from cohortmatch.values.generations import generations
from cohortmatch.values.names import (
    NameForm,
    parse_alias,
    parse_forename,
    parse_full_name,
    parse_middle,
    parse_previous_surname,
    parse_street_name,
    parse_surname,
)
from cohortmatch.values.variants import in_syllables, is_one_name, low_information

PARSERS: dict[str, Parser[NameForm]] = {
    "name": parse_full_name,
    "surname": parse_surname,
    "forename": parse_forename,
    "middle": parse_middle,
    "alias": parse_alias,
    "previous_surname": parse_previous_surname,
    "street_name": parse_street_name,
}
NAME_FIELDS = tuple(PARSERS)
GENERATION = "generation"
"""The field of listings that says who is named junior or senior."""
SAY_GENERATION = ("name", "surname", "forename")
MIDDLES_AS_GIVEN = 2
"""How many middle names may be the forename on another list."""

Form = tuple[str, str, NameKind]
NameColumn = tuple[str, ParsedColumn[NameForm]]


@dataclass(frozen=True)
class PersonForms:
    """All forms of one listing's name: (given, surname, kind), middle names, street names."""

    forms: tuple[Form, ...]
    middles: tuple[str, ...]
    streets: tuple[str, ...]


def _name_columns(raw: RawList, parsers: RunParsers) -> list[NameColumn]:
    """A list's name columns, each parsed, with the field that each was understood as."""
    return [
        (field, parse_column(raw.frame, heading, _parser(field, raw, heading, parsers)))
        for field in NAME_FIELDS
        for heading in raw.headings(field)
    ]


def _parser(field: str, raw: RawList, heading: str, parsers: RunParsers) -> Parser[NameForm]:
    if field == "name" and raw.surname_first.get(heading, False):
        return parsers.once("surname first", partial(parse_full_name, surname_first=True))
    return parsers.once(field, PARSERS[field])


def person_forms(values: Iterable[NameForm]) -> PersonForms:
    """Combine the name cells of one row.

    Recorded parts make the one recorded name; an alias or earlier surname that lacks a part gets it
    from the recorded name. A middle name is never the forename where that is not recorded: an
    initial in a column of its own says nothing of it.
    """
    values = list(values)
    recorded = [v for v in values if v.kind == "recorded"]
    names = [word for v in recorded for word in v.forenames]
    own = [word for v in values if v.kind == "middle" for word in v.forenames]
    given, middles = (names[0] if names else ""), (*names[1:], *own)
    surname = next((v.surname for v in recorded if v.surname), "")
    forms: list[Form] = [(given, surname, NameKind.recorded)]
    forms += [(m, surname, NameKind.middle) for m in middles[:MIDDLES_AS_GIVEN] if may_be_given(m)]
    if middles and (_is_whole(given, middles) or (len(middles) == 1 and in_syllables(surname))):
        forms.append((given + middles[0], surname, NameKind.middle))
    streets = []
    for value in values:
        if value.kind == "street":
            street = " ".join((*value.forenames, value.surname)).strip()
            streets.append(street)
            if surname and may_be_forename(street):
                forms.append((street, surname, NameKind.street))
        elif value.kind == "previous":
            forms.append((given, value.surname, NameKind.previous))
        elif value.kind == "alias":
            alias = value.forenames[0] if value.forenames else given
            forms.append((alias, value.surname or surname, NameKind.alias))
    known = tuple(form for form in forms if form[0] or form[1])
    return PersonForms(known, middles, tuple(s for s in streets if s))


def may_be_forename(street: str) -> bool:
    """Whether another list may have a street name as the forename: one word of its own."""
    return len(street) > 2 and street.isalpha() and not low_information(street)


def _is_whole(given: str, middles: tuple[str, ...]) -> bool:
    """Whether the given name and the next may be one word elsewhere ("Anne-Marie")."""
    return bool(middles) and is_one_name(given, middles[0])


def may_be_given(middle: str) -> bool:
    """Whether a middle name may be the forename elsewhere: no initial, no Singh or Kaur."""
    return len(middle) > 1 and not low_information(middle)


class NamesBuilder:
    """Gathers the names of list after list and makes the coded Names."""

    def __init__(self) -> None:
        self._words: Vocabulary[str] = Vocabulary()
        self._rows: list[tuple[Int64s, Int32s, Int32s, Int8s]] = []
        self._middle: FieldBuilder[str] = FieldBuilder()
        self._street: FieldBuilder[str] = FieldBuilder()
        self._generation: FieldBuilder[str] = FieldBuilder()
        self._parsers = RunParsers()

    def add(self, raw: RawList, start: int) -> list[Finding]:
        """Add a list whose first row is listing number `start`; returns the findings."""
        columns = _name_columns(raw, self._parsers)
        plain = _plain_rows(columns, len(raw.rows))
        if plain.any():
            self._add_plain(columns, np.flatnonzero(plain), start)
        if not plain.all():
            self._add_built(columns, np.flatnonzero(~plain), start)
        self._add_generations(columns, start)
        return [f for _, column in columns for f in column.findings(raw.info.name, raw.rows)]

    def build(self, n: int) -> Names:
        """The names of n listings."""
        if self._rows:
            listing, given, surname, kind = (
                np.concatenate(part) for part in zip(*self._rows, strict=True)
            )
        else:
            listing = np.empty(0, dtype=np.int64)
            given = surname = np.empty(0, dtype=np.int32)
            kind = np.empty(0, dtype=np.int8)
        order = _once_each(listing, given, surname, kind)
        offsets = np.zeros(n + 1, dtype=np.int64)
        np.cumsum(np.bincount(listing[order], minlength=n), out=offsets[1:])
        return Names(
            words=self._words.values,
            offsets=offsets,
            given=given[order],
            surname=surname[order],
            kind=kind[order],
            middle=self._middle.build(n),
            street=self._street.build(n),
        )

    def generation(self, n: int) -> dict[str, Field[str]]:
        """The field of n listings that says who is named junior or senior, where any is."""
        field = self._generation.build(n)
        return {GENERATION: field} if len(field.values) else {}

    def _code(self, word: str) -> int:
        return self._words.code(word) if word else ABSENT

    def _codes(self, words: Sequence[str]) -> Int32s:
        return np.array([self._code(word) for word in words], dtype=np.int32)

    def _add_plain(self, columns: list[NameColumn], rows: npt.NDArray[np.intp], start: int) -> None:
        parsed = {field: column for field, column in columns if field in ("surname", "forename")}
        surnames, forenames = parsed["surname"], parsed["forename"]
        last = self._codes([p.values[0].surname if p.values else "" for p in surnames.parsed])
        names = [p.values[0].forenames if p.values else () for p in forenames.parsed]
        first = self._codes([words[0] if words else "" for words in names])
        surname = last[surnames.cells.codes[rows]]
        self._append(rows + start, first[forenames.cells.codes[rows]], surname, NameKind.recorded)
        for place in range(1, max((len(words) for words in names), default=0)):
            middle = [words[place] if len(words) > place else "" for words in names]
            codes = self._codes(middle)[forenames.cells.codes[rows]]
            has = codes >= 0
            if place <= MIDDLES_AS_GIVEN:
                fits = np.array([may_be_given(word) for word in middle], dtype=bool)
                fits = fits[forenames.cells.codes[rows]]
                self._append(rows[fits] + start, codes[fits], surname[fits], NameKind.middle)
            texts = np.array(middle, dtype=object)[forenames.cells.codes[rows[has]]]
            self._middle.add(rows[has].astype(np.int64) + start, list(texts))

    def _add_built(self, columns: list[NameColumn], rows: npt.NDArray[np.intp], start: int) -> None:
        key = np.zeros(len(rows), dtype=np.int64)
        for _, column in columns:
            key = pd.factorize(key * (len(column.parsed) + 1) + column.cells.codes[rows])[0]
        _, first, same_as = np.unique(key, return_index=True, return_inverse=True)
        distinct = [
            person_forms(v for _, c in columns for v in c.parsed[c.cells.codes[row]].values)
            for row in rows[first]
        ]
        people = [distinct[which] for which in same_as.tolist()]
        self._add_forms(rows + start, people)
        self._add_words(self._middle, rows + start, [each.middles for each in people])
        self._add_words(self._street, rows + start, [each.streets for each in people])

    def _add_forms(self, listings: npt.NDArray[np.int64], people: Sequence[PersonForms]) -> None:
        """Add every form of some listings' names, in their order."""
        forms = [form for person in people for form in person.forms]
        words = [word for given, surname, _ in forms for word in (given, surname)]
        codes = self._codes(words).reshape(-1, 2)
        owners = np.repeat(listings, [len(person.forms) for person in people])
        kinds = np.array([kind for _, _, kind in forms], dtype=np.int8)
        self._rows.append((owners, codes[:, 0], codes[:, 1], kinds))

    @staticmethod
    def _add_words(
        field: FieldBuilder[str],
        listings: npt.NDArray[np.int64],
        words: Sequence[tuple[str, ...]],
    ) -> None:
        owners = np.repeat(listings, [len(own) for own in words])
        if len(owners):
            field.add(owners, [word for own in words for word in own])

    def _add_generations(self, columns: list[NameColumn], start: int) -> None:
        for column in (column for field, column in columns if field in SAY_GENERATION):
            said = generations(column.cells.texts)
            for which in sorted({*said} - {""}):
                rows = column.cells.rows_with(np.array([each == which for each in said]))
                self._generation.add(rows + start, [which] * len(rows))

    def _append(
        self, listings: npt.NDArray[np.int64], given: Int32s, surname: Int32s, kind: NameKind
    ) -> None:
        some = (given >= 0) | (surname >= 0)
        kinds = np.full(int(some.sum()), kind, dtype=np.int8)
        self._rows.append((listings[some], given[some], surname[some], kinds))


def _plain_rows(columns: list[NameColumn], n: int) -> npt.NDArray[np.bool_]:
    """Which rows hold just one forename cell and one surname cell, each with a recorded name."""
    fields = [field for field, _ in columns]
    if fields.count("surname") != 1 or fields.count("forename") != 1:
        return np.zeros(n, dtype=bool)
    plain = np.ones(n, dtype=bool)
    for field, column in columns:
        if field in ("surname", "forename"):
            part = "forenames" if field == "surname" else "surname"
            texts = [len(p.values) <= 1 and _is_plain(p.values, part) for p in column.parsed]
        else:
            texts = [not p.values for p in column.parsed]
        plain &= np.array(texts, dtype=bool)[column.cells.codes]
    return plain


def _is_plain(values: Iterable[NameForm], absent: str) -> bool:
    """Whether a cell holds recorded names of one part only, and nothing beyond its words."""
    return all(
        v.kind == "recorded"
        and not getattr(v, absent)
        and not in_syllables(v.surname)
        and not _is_whole(v.forenames[0] if v.forenames else "", v.forenames[1:])
        for v in values
    )


def _once_each(listing: Int64s, given: Int32s, surname: Int32s, kind: Int8s) -> Int64s:
    """The order by listing, then kind; a form that a listing has twice is kept once."""
    if (listing[1:] > listing[:-1]).all():
        return np.arange(len(listing))
    order = np.lexsort((kind, surname, given, listing))
    key = np.stack([listing[order], given[order], surname[order]])
    first = np.ones(len(order), dtype=bool)
    first[1:] = (key[:, 1:] != key[:, :-1]).any(axis=0)
    kept = order[first]
    # A stable sort keeps forms of one kind in the order of their words, whatever the row order.
    result: Int64s = kept[np.lexsort((kind[kept], listing[kept]))]
    return result
