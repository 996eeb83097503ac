"""A sheet of a workbook that goes on with the list under headings of its own.

Policy: a sheet goes on with the list where it names its people, a date of birth or a number tells
them apart, and they are others than those of the main sheet. Each of its columns is read by the
sheet's own headings and then put under the main sheet's heading of the same field. Columns about
other people are left behind and told. Where the main sheet calls its nominals by a word for an
offender and lists of its kind hold victims, the sheet must do so too. A sheet with roles where the
main one has none is not read, because blank roles would then mean nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from cohortmatch.core.findings import Finding
from cohortmatch.core.plurals import count
from cohortmatch.core.types import KnownNames
from cohortmatch.reading.columns.headings import IDENTIFIERS, plain_heading
from cohortmatch.reading.columns.name_order import name_order
from cohortmatch.reading.columns.shapes import Shape, shape_of
from cohortmatch.reading.columns.whole_beside_parts import parts_of
from cohortmatch.reading.columns.whose import Whose, whose_columns
from cohortmatch.reading.columns.whose_column import NAMING, OwnedColumn, column_of
from cohortmatch.reading.panels import Panel
from cohortmatch.reading.tables import Table
from cohortmatch.reading.wordlists import plain_words
from cohortmatch.values.roles import Role

__all__ = ["under_headings_of"]

TELLING = IDENTIFIERS | {"date_of_birth"}
PARTS = ("surname", "forename")
UNLIKE = frozenset(("", "status", "other", "reference", "ignored", "personal", "free_text"))
"""Fields of which a list has several, whose columns stay under headings of their own."""
HALF = 0.5
OFTEN = 0.7
"""The share of rows with people of their own below which a sheet is a log of what was done."""


@dataclass(frozen=True, eq=False)
class _Read:
    """A sheet's table with the owner and the field of each column by its own headings."""

    table: Table
    holds_victims: bool

    @cached_property
    def shapes(self) -> dict[str, Shape]:
        return {h: shape_of(self.table.frame[h]) for h in self.headings}

    @property
    def headings(self) -> list[str]:
        return [str(each) for each in self.table.frame.columns]

    @cached_property
    def own(self) -> dict[str, OwnedColumn]:
        """The columns that are the nominal's, or about no person."""
        frame, shapes = self.table.frame, self.shapes
        whose = whose_columns(frame, self.headings, shapes, {}, holds_victims=self.holds_victims)
        mine = [h for h in self.headings if whose[h] == Whose.nominal]
        return {h: column_of(h, shapes[h], {}) for h in mine}

    @property
    def naming(self) -> dict[str, str]:
        """The heading of each field of names."""
        return {e.field: h for h, e in reversed(self.own.items()) if e.field in NAMING}

    @property
    def is_whole(self) -> bool:
        """Whether the names stand in one column, and in one alone."""
        return set(self.naming) == {"name"}

    @property
    def kinds(self) -> set[str]:
        """How the headings of names call the nominals."""
        return {self.own[heading].label.kind for heading in self.naming.values()}

    def fields(self) -> set[str]:
        """The fields of the nominal's columns."""
        return {each.field for each in self.own.values()}

    def people(self) -> list[tuple[str, ...]]:
        """Whom each row names: the words of the name, and the date of birth as written."""
        births = [h for h, e in self.own.items() if e.field == "date_of_birth"][:1]
        rows = self.table.frame[[*self.naming.values(), *births]].itertuples(index=False)
        return [_person(row, len(self.naming)) for row in rows]


def _person(row: Sequence[str], names: int) -> tuple[str, ...]:
    words = sorted(word for cell in row[:names] for word in plain_words(cell).split())
    return (*words, *(cell.strip() for cell in row[names:]))


def under_headings_of(table: Table, main: Table, panel: Panel | None) -> Table | None:
    """The sheet under the main sheet's headings; None where it does not go on with the list."""
    is_mixed = panel is not None and panel.role == Role.unknown
    its, mains = _Read(table, is_mixed), _Read(main, is_mixed)
    if not (_names(its) and _names(mains)) or TELLING.isdisjoint(its.fields()):
        return None
    of_families = panel is not None and panel.role == Role.family
    if not of_families and "role" in its.fields() - mains.fields():
        return None
    if is_mixed and its.kinds != mains.kinds:
        return None
    if not _has_people_of_its_own(its.people(), mains.people()):
        return None
    return _renamed(its, mains)


def _names(read: _Read) -> bool:
    return read.is_whole or set(read.naming) == set(PARTS)


def _has_people_of_its_own(
    its: Sequence[tuple[str, ...]], mains: Sequence[tuple[str, ...]]
) -> bool:
    people = set(its)
    if not its or len(people) < OFTEN * len(its):
        return False
    return len(people & set(mains)) < HALF * len(people)


def _renamed(its: _Read, mains: _Read) -> Table:
    table = its.table
    frame = table.frame[list(its.own)]
    left = [heading for heading in its.headings if heading not in its.own]
    alike = _alike(its, mains)
    if its.is_whole and not mains.is_whole:
        frame = _with_parts(frame, its.naming["name"], mains.naming)
    elif mains.is_whole and not its.is_whole:
        frame = _with_whole(frame, its.naming, mains.naming["name"])
        alike |= dict.fromkeys(its.naming.values(), mains.naming["name"])
    told = [Finding("column-about-another-person", "", h, detail=_held(table, h)) for h in left]
    read = Finding("sheet-by-own-headings", "", detail=f"“{table.sheet}”, {len(table.rows)} rows")
    return replace(
        table,
        frame=frame.rename(columns=alike),
        findings=(*table.findings, *(each for each in told if each.detail), read),
        sources=_sources(alike),
    )


def _alike(its: _Read, mains: _Read) -> dict[str, str]:
    """The main sheet's heading for each of the sheet's that means the same."""
    plain = {plain_heading(heading): heading for heading in reversed(mains.own)}
    out: dict[str, str] = {}
    fields = [each.field for each in its.own.values()]
    by_field = {e.field: h for h, e in reversed(mains.own.items()) if e.field not in UNLIKE}
    for heading, column in its.own.items():
        same = plain.get(plain_heading(heading), "")
        if not same and fields.count(column.field) == 1:
            same = by_field.get(column.field, "")
        if same and same not in out.values():
            out[heading] = same
    return out


def _with_parts(frame: pd.DataFrame, whole: str, parts: Mapping[str, str]) -> pd.DataFrame:
    """The frame with surname and forename under the main sheet's headings; the whole stays."""
    cells = frame[whole].tolist()
    order = name_order(whole, cells, KnownNames(frozenset(), frozenset()))
    split = [parts_of(cell, order.surname_first) for cell in cells]
    made = {parts[each]: [pair[at] for pair in split] for at, each in enumerate(PARTS)}
    return frame.assign(**made)


def _with_whole(frame: pd.DataFrame, parts: Mapping[str, str], whole: str) -> pd.DataFrame:
    """The frame with the parts of the names in one column under the main sheet's heading."""
    surname, forename = (frame[parts[each]].str.strip() for each in PARTS)
    names = surname.str.cat(forename, sep=", ").str.strip(" ,")
    return frame.drop(columns=list(parts.values())).assign(**{whole: names})


def _held(table: Table, heading: str) -> str:
    held = int(table.frame[heading].str.strip().ne("").sum())
    return count(held, "cell") if held else ""


def _sources(alike: Mapping[str, str]) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """For each of the main sheet's headings, those of the sheet that were put under it."""
    made: dict[str, tuple[tuple[str, str, str], ...]] = {}
    for heading, main in alike.items():
        if heading != main:
            made[main] = (*made.get(main, ()), (heading, "", ""))
    return made
