"""Several tables below each other on one sheet, each with headings of its own.

Policy: a row of headings further down ends the table. The first table that is not of other people
is the list. A table below it continues the list where all its headings are the list's. It also does
where it names nobody else, its headings mean the same fields, and a date of birth or a number tells
its people apart. A table of other people, by its headings or the title above it, is left out and
counted. Any other table, such as the panel's contacts, is left out and reported: nobody knows who
is in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from cohortmatch.core.findings import Finding
from cohortmatch.core.plurals import count
from cohortmatch.reading.beside import ListBeside, lists_beside, without_contacts
from cohortmatch.reading.columns.headings import IDENTIFIERS, field_of, plain_heading
from cohortmatch.reading.formats.sheets import Sheet
from cohortmatch.reading.heading_rows import Headings, find_headings
from cohortmatch.reading.listing_rows import is_a_name
from cohortmatch.reading.second_headings import NAMING, headings_below, labelled_field
from cohortmatch.reading.tables import Table, table_under
from cohortmatch.reading.wordlists import removed_word
from cohortmatch.values.roles import Role
from cohortmatch.values.sections import title_role

__all__ = ["table_of"]

OTHERS = "in a table of other people further down the sheet"
NOT_READ = "in another table further down the sheet"
HEADINGS = "headings of another table"
TELLING = IDENTIFIERS | {"date_of_birth"}
CODES = {OTHERS: "table-of-others", NOT_READ: "table-not-read"}


@dataclass(frozen=True, eq=False)
class Part:
    """One table of a sheet, the rows below its headings, and the title above them."""

    table: Table
    numbers: tuple[object, ...]
    title: str = ""

    @property
    def headings(self) -> list[str]:
        """The headings, without those made in reading."""
        return [str(each) for each in self.table.frame.columns]

    @property
    def is_of_others(self) -> bool:
        """Whether its title, or every name's heading, says that it is about other people."""
        if self.title and title_role(self.title) not in (None, Role.subject):
            return True
        each = [labelled_field(heading) for heading in self.headings]
        named = [label.kind for label, field in each if field in NAMING]
        return "other" in named and set(named) <= {"other", "worker"}


def table_of(
    sheet: Sheet, told: frozenset[str] = frozenset(), *, of_gangs: bool = False
) -> Table | None:
    """The sheet's table, with those below or beside that continue it; None when no row can be the
    headings.

    `told` are headings, in plain words, that the caller says some list has. `of_gangs` says that
    the sheet lists gangs.
    """
    headings = find_headings(sheet, told)
    if headings is None:
        return None
    if beside := lists_beside(sheet, headings, of_gangs=of_gangs):
        return _side_by_side(beside)
    sheet, headings = without_contacts(sheet, headings)
    below = headings_below(sheet, headings.texts, headings.first)
    if not below:
        return table_under(sheet, headings)
    return _together(_parts(sheet, headings, below))


def _side_by_side(lists: Sequence[ListBeside]) -> Table:
    """The first of the lists beside each other, with the others below it; those of which nobody
    knows who is on them are left out and told."""
    parts = [_beside_part(each) for each in lists]
    unknown = [part for part, each in zip(parts, lists, strict=True) if not each.is_known]
    known = [part for part in parts if part not in unknown]
    main = next((part for part in known if not part.is_of_others), known[0])
    out = main.table
    told = [Finding("lists-side-by-side", "", detail=count(len(parts), "list"))]
    for part in parts:
        if part is main:
            continue
        is_apart = part.is_of_others or part in unknown
        same = None if is_apart else _same_headings(part, main)
        if same is not None:
            out = _going_on(out, part.table, same)
        elif part.table.rows:
            why = OTHERS if part.is_of_others else NOT_READ
            told.append(Finding(CODES[why], "", rows=part.table.rows))
            out = replace(out, left_out=_summed(out.left_out, {why: len(part.table.rows)}))
    return replace(out, findings=(*out.findings, *told))


def _beside_part(one: ListBeside) -> Part:
    read = table_under(one.sheet, one.headings, one.title)
    if one.letters != "A":
        rows = tuple(f"{row} column {one.letters}" for row in read.rows)
        read = replace(read, rows=rows)
    return Part(read, read.rows, one.title)


def _parts(sheet: Sheet, headings: Headings, below: Sequence[int]) -> list[Part]:
    """Each table of the sheet; titles right above headings belong to those headings' table."""
    tops = [0, *(place - _titled(sheet, place) for place in below)]
    out: list[Part] = []
    for at, (top, end) in enumerate(zip(tops, [*tops[1:], len(sheet.rows)], strict=True)):
        rows, numbers = sheet.rows[top:end], sheet.numbers[top:end]
        own = replace(sheet, rows=rows, numbers=numbers, findings=() if at else sheet.findings)
        if not at:
            out.append(Part(table_under(own, headings), tuple(numbers[headings.first :])))
            continue
        place = below[at - 1] - top
        title = _text_of(rows[0]) if place else ""
        read = table_under(own, _headings_at(own, place), title)
        out.append(Part(read, tuple(numbers[place + 1 :]), title))
    return out


def _headings_at(sheet: Sheet, place: int) -> Headings:
    texts = tuple(" ".join(cell.split()) for cell in sheet.rows[place])
    score = sum(bool(field_of(text)) for text in texts)
    return Headings(texts, place, place + 1, score)


def _titled(sheet: Sheet, place: int) -> int:
    """How many rows above a table's headings are its title: one or none."""
    held = [cell for cell in sheet.rows[place - 1] if cell.strip()]
    if len(held) != 1:
        return 0
    text = " ".join(held[0].split())
    is_near = sheet.numbers[place] - sheet.numbers[place - 1] == 1
    says = title_role(text) is not None or bool(removed_word(text))
    return int(says or (is_near and not is_a_name(text)))


def _text_of(row: Sequence[str]) -> str:
    return next((" ".join(cell.split()) for cell in row if cell.strip()), "")


def _together(parts: Sequence[Part]) -> Table:
    """The first table not of other people, with those that continue it; the rest counted."""
    main = next((part for part in parts if not part.is_of_others), parts[0])
    out, left = main.table, list[tuple[str, Part]]()
    for part in parts:
        if part is main:
            continue
        same = None if part.is_of_others else _same_headings(part, main)
        if same is None:
            left.append((OTHERS if part.is_of_others else NOT_READ, part))
        else:
            out = _going_on(out, part.table, same)
    titles = sum(bool(part.title) for part in parts)
    counted = {HEADINGS: len(parts) - 1, "section headings": titles}
    for why, part in left:
        counted[why] = counted.get(why, 0) + len(part.numbers)
    told = [Finding(CODES[why], "", rows=part.numbers) for why, part in left if part.numbers]
    merged = _summed(out.left_out, {why: number for why, number in counted.items() if number})
    between = tuple(text for part in parts for text in (part.title, *part.table.between) if text)
    return replace(out, left_out=merged, findings=(*out.findings, *told), between=between)


def _same_headings(part: Part, main: Part) -> dict[str, str] | None:
    """The list's heading for each heading of a table that continues it; None for any other."""
    ours = {plain_heading(each): each for each in reversed(main.headings)}
    alike: dict[str, str] = {}
    for each in part.headings:
        own = ours.get(plain_heading(each))
        if own is not None and own not in alike.values():  # "Surname (2)" is no second one
            alike[each] = own
    if len(alike) == len(part.headings):
        return alike if len(alike) * 2 > len(main.headings) else None
    said = {heading: labelled_field(heading) for heading in part.headings}
    if any(label.kind not in ("", "offender", "worker") for label, _ in said.values()):
        return None
    by_field = _by_field(main.headings)
    for heading, field in _by_heading(part.headings).items():
        if heading not in alike and field in by_field:
            alike[heading] = by_field[field]
    fields = {field for _, field in said.values()}
    naming = [heading for heading, (_, field) in said.items() if field in NAMING]
    is_whole = bool(naming) and all(heading in alike for heading in naming)
    is_once = len(set(alike.values())) == len(alike)
    is_list = not fields.isdisjoint(TELLING) and "role" not in fields - _fields(main)
    return alike if is_whole and is_once and is_list else None


def _fields(part: Part) -> set[str]:
    return {labelled_field(heading)[1] for heading in part.headings}


def _by_heading(headings: Sequence[str]) -> dict[str, str]:
    """The fields that exactly one heading has."""
    fields = [labelled_field(heading)[1] for heading in headings]
    pairs = zip(headings, fields, strict=True)
    skipped = ("", "status", "other", "reference", "ignored")
    return {h: f for h, f in pairs if f not in skipped and fields.count(f) == 1}


def _by_field(headings: Sequence[str]) -> dict[str, str]:
    return {field: heading for heading, field in _by_heading(headings).items()}


def _going_on(out: Table, below: Table, same: Mapping[str, str]) -> Table:
    """The list with the rows of a table below, under the list's own headings."""
    frame = pd.concat([out.frame, below.frame.rename(columns=dict(same))], ignore_index=True)
    return replace(
        out,
        frame=frame.fillna("").astype(str),
        rows=(*out.rows, *below.rows),
        repeated=tuple(dict.fromkeys((*out.repeated, *below.repeated))),
        left_out=_summed(out.left_out, below.left_out),
        findings=(*out.findings, *below.findings),
    )


def _summed(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {why: one.get(why, 0) + other.get(why, 0) for why in dict.fromkeys((*one, *other))}
