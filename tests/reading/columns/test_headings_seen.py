"""Headings as lists carry them, each with what it is and some cells: understood with its cells.

`headings_seen.csv` holds the headings. A third of them were written by somebody who had not seen
how headings are understood. What a column is may be unclear to a program, but then it has to say
so: a heading that is understood wrongly without a finding is worse than one that is refused.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from cohortmatch.reading import read_all

SEEN = Path(__file__).with_name("headings_seen.csv")
RIGHT = 0.98
NAMES = ("Rufus Tamblyn", "Odette Fairweather", "Caspian Holroyd", "Tamsin Okwuosa")
NAMES += ("Lorcan Penhaligon", "Imogen Ravensdale")
BORN = ("05/02/1981", "17/09/1994", "28/11/1976", "13/06/2001", "30/04/1988", "21/12/1969")
CARRIED = frozenset(("status", "other", "reference", "free_text", "ignored"))
ANOTHERS = frozenset(("another_person", "read apart"))
FIELDS = {
    "name": {"name"},
    "surname": {"surname"},
    "first name": {"forename"},
    "middle name": {"middle"},
    "title": {"title"},
    "alias": {"alias", "street_name", "previous_surname"},
    "date of birth": {"date_of_birth"},
    "age": {"age"},
    "sex": {"sex"},
    "address": {"address"},
    "postcode": {"postcode"},
    "PNC": {"pnc"},
    "CRN": {"crn"},
    "NINO": {"nino"},
    "NHS number": {"nhs_number"},
    "ViSOR": {"visor", "crn"},
    "phone": {"phone"},
    "e-mail": {"email"},
    "lead": CARRIED | ANOTHERS,
    "another person": ANOTHERS,
    **dict.fromkeys(("ethnicity", "RAG", "level", "status", "date", "carried", "ignored"), CARRIED),
}
"""What a heading is, and the fields as which it may be read."""


class Seen(NamedTuple):
    """A heading, what it is, and some cells under it."""

    heading: str
    what: str
    values: str

    @property
    def cells(self) -> list[str]:
        return [cell.strip() for cell in self.values.split(" | ")][: len(NAMES)]

    @property
    def fields(self) -> set[str] | frozenset[str]:
        """The fields as which it may be read; a second person of the row is read apart."""
        return ANOTHERS if ": " in self.what else FIELDS[self.what]


class Read(NamedTuple):
    """A heading as it was understood, and whether it was wrong with sureness."""

    seen: Seen
    field: str
    is_right: bool
    is_told: bool


def _beside(seen: Seen) -> dict[str, list[str]]:
    """The columns beside it: the list's own names, and dates of birth."""
    size = len(seen.cells)
    parts = [name.split() for name in NAMES[:size]]
    named = {
        "name": {},
        "surname": {"Forename": [given for given, _ in parts]},
        "first name": {"Surname": [family for _, family in parts]},
    }.get(seen.what, {"Name": list(NAMES[:size])})
    return named if seen.what == "date of birth" else {**named, "DOB": list(BORN[:size])}


def _understood(seen: Seen, table: dict[str, list[str]]) -> Read:
    (raw, *_), errors, _ = _read(table)
    if errors:
        return Read(seen, "refused", is_right=False, is_told=True)
    own = {use.heading: use.field for use in raw.info.columns if not getattr(use, "person", "")}
    is_named = f"{seen.heading}: name" in own
    field = "name" if is_named else own.get(seen.heading, "read apart")
    told = any(found.column == seen.heading for found in raw.findings)
    return Read(seen, field, is_right=field in seen.fields, is_told=told)


def _read(table: dict[str, list[str]]):  # type: ignore[no-untyped-def]
    read = read_all({"list": pd.DataFrame(table)})
    return read.lists or (None,), read.errors, read.own


@cache
def _all() -> tuple[Read, ...]:
    with SEEN.open(encoding="utf-8", newline="") as stream:
        rows = [Seen(**row) for row in csv.DictReader(stream)]
    return tuple(read for seen in rows for read in _in_both_places(seen))


def _in_both_places(seen: Seen) -> Iterator[Read]:
    """It stands last in the row, and first."""
    beside = {heading: cells for heading, cells in _beside(seen).items() if heading != seen.heading}
    yield _understood(seen, {**beside, seen.heading: seen.cells})
    yield _understood(seen, {seen.heading: seen.cells, **beside})


def test_there_are_hundreds_of_headings() -> None:
    assert len({read.seen.heading for read in _all()}) >= 800


def test_nearly_all_headings_are_understood_with_their_cells() -> None:
    wrong = sorted({(r.seen.heading, r.seen.what, r.field) for r in _all() if not r.is_right})
    assert len(wrong) <= (1 - RIGHT) * len(_all()) / 2, wrong


def test_no_heading_is_understood_wrongly_with_sureness() -> None:
    assert [r for r in _all() if not (r.is_right or r.is_told)] == []


@pytest.mark.parametrize("place", [0, 1])
def test_the_place_of_a_column_does_not_matter(place: int) -> None:
    both = zip(_all()[::2], _all()[1::2], strict=True)
    assert [pair[place] for pair in both if pair[0].field != pair[1].field] == []
