"""A panel's own list with the changes that were typed, as the file that its keeper sent.

    its bytes ──▶ find columns ──▶ change cells ──▶ read again ──▶ its bytes with these changes

Policy: every column stays where it was and nothing else changes; what is typed under a heading that
the list does not have gets a column after the last. The file is read again before it is given out,
and every other cell of every sheet must say what it said. A kind of file that cannot be changed in
its place (.xls, .xlsb, .ods, .docx, .parquet) is written as .xlsx with the rows of its sheet. A
change that cannot be written is told and never dropped silently.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from cohortmatch.core.errors import OutputError
from cohortmatch.core.guarding import csv_cell, one_line
from cohortmatch.people.typed_fields import TypedField
from cohortmatch.reading.formats.files import read_bytes
from cohortmatch.reading.formats.sheets import Sheet
from cohortmatch.services.list_cells.as_workbook import rows_as_workbook
from cohortmatch.services.list_cells.delimited import change_text
from cohortmatch.services.list_cells.workbook import OpenSheet, open_sheet
from cohortmatch.services.own_list import OwnList, OwnRow
from cohortmatch.values.text import tidy

__all__ = ["CellChange", "ListFile", "with_changes"]

ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
FORMS = {
    re.compile(r"\d{1,2}/\d{1,2}/\d{4}"): "{d:%d/%m/%Y}",
    re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}"): "{d:%d.%m.%Y}",
    re.compile(r"\d{1,2}-\d{1,2}-\d{4}"): "{d:%d-%m-%Y}",
    re.compile(r"\d{1,2}/\d{1,2}/\d{2}"): "{d:%d/%m/%y}",
    ISO: "{d:%Y-%m-%d}",
}
"""Forms of a date in a text, and how a date is written in each; the first is usual in Britain."""
NO_CHARACTERS = {0xFFFE: None, 0xFFFF: None}
NO_ROW = "the row is not one row of the file"
NO_COLUMN = "the column is not found in the file"
NOT_READ = "{}: read again, it did not say what it had said; it is not given out"
EXCEL, CSV = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"
Place = tuple[int, int]


@dataclass(frozen=True, repr=False)
class CellChange:
    """What was typed about one row, by its listing's id, under one heading."""

    listing: str
    heading: str
    text: str

    def __repr__(self) -> str:
        return f"<CellChange of {self.listing}>"


@dataclass(frozen=True, repr=False)
class ListFile:
    """The list with its changes: bytes, name and media type; `unwritten` are the changes that
    could not be written, each with the reason in words."""

    content: bytes
    name: str
    media_type: str
    unwritten: tuple[tuple[CellChange, str], ...] = ()

    def __repr__(self) -> str:
        return f"<ListFile: {len(self.content)} bytes>"


def with_changes(content: bytes, own: OwnList, changes: Sequence[CellChange]) -> ListFile:
    """The list's file with some changes; `content` are its bytes, `own` is what is known of it.

    FileError where it cannot be read, OutputError where no cell of it can be changed in its place.
    """
    sheets = _sheets(content, own.file)
    sheet = _sheet(sheets, own)
    kind = PurePath(own.file).suffix.casefold()
    opened = open_sheet(content, own.file, sheet.name) if _is_excel(content) else None
    cells, unwritten = _placed(sheet, own, changes, opened)
    if opened is not None:
        new, name, media = opened.changed(_dated(opened, sheet, own, cells)), own.file, EXCEL
    elif sheet.name == "" and len(sheets) == 1 and kind not in (".docx", ".parquet", ".pq"):
        new, name, media = change_text(content, own.file, cells), own.file, CSV
    else:
        new = rows_as_workbook(sheet, cells)
        name, media = f"{PurePath(own.file).stem}.xlsx", EXCEL
    _check(sheets if name == own.file else [sheet], new, name, cells, media)
    return ListFile(new, name, media, tuple(unwritten))


def _is_excel(content: bytes) -> bool:
    return content[:4] == b"PK\x03\x04" and b"xl/workbook.xml" in content


def _sheets(content: bytes, name: str) -> list[Sheet]:
    found, _ = read_bytes(content, PurePath(name), name)  # type: ignore[arg-type]
    if not isinstance(found, list):
        raise OutputError(f"{name}: a parquet file cannot be changed; send it as .xlsx or .csv")
    return found


def _sheet(sheets: Sequence[Sheet], own: OwnList) -> Sheet:
    named = [each for each in sheets if each.name == own.sheet] or list(sheets)
    if len(named) != 1 or own.headings_row is None:
        raise OutputError(f"{own.file}: it is not clear which sheet and row the list begins on")
    return named[0]


def _placed(
    sheet: Sheet, own: OwnList, changes: Iterable[CellChange], opened: OpenSheet | None
) -> tuple[dict[Place, str], list[tuple[CellChange, str]]]:
    """The cells to change, and the changes that have none."""
    grid = dict(zip(sheet.numbers, sheet.rows, strict=True))
    columns = _columns(grid, own)
    free = max(map(len, sheet.rows))
    cells: dict[Place, str] = {}
    unwritten: list[tuple[CellChange, str]] = []
    for each in changes:
        field, row = own.field(each.heading), own.by_listing.get(each.listing)
        number = int(row.row) if row is not None and row.row.isdigit() else 0
        if field is not None and not field.on_list and each.heading not in columns:
            columns[each.heading], free = free, free + 1
        column = columns.get(each.heading)
        why = NO_ROW if number not in grid else NO_COLUMN if column is None else ""
        if not why and opened is not None:
            why = opened.refusal(number, column or 0)
        if why:
            unwritten.append((each, why))
            continue
        assert column is not None and own.headings_row is not None
        cells[number, column] = _in_form(_as_cell(each.text), grid, column, own)
        if field is not None and not field.on_list:
            cells[own.headings_row, column] = each.heading
    return cells, unwritten


def _columns(grid: Mapping[int, list[str]], own: OwnList) -> dict[str, int]:
    """The column of each heading that the list has: the only one with that heading, or with its
    cells where several are headed so or none is."""
    heads = [tidy(each) for each in grid.get(own.headings_row or 0, [])]
    width = max(map(len, grid.values()))
    found = {}
    for field in own.fields:
        if field.on_list:
            named = [n for n, each in enumerate(heads) if each == tidy(field.heading)]
            of = named if len(named) == 1 else _alike(grid, own.rows, field, named or range(width))
            if len(of) == 1:
                found[field.heading] = of[0]
    return found


def _alike(
    grid: Mapping[int, list[str]], rows: Sequence[OwnRow], field: TypedField, among: Iterable[int]
) -> list[int]:
    """The columns whose cells are those of a heading in every row."""
    own = [(int(each.row), tidy(each.cells.get(field.heading, ""))) for each in rows]
    return [
        column
        for column in among
        if any(text for _, text in own)
        and all(tidy(_cell(grid.get(number, []), column)) == text for number, text in own)
    ]


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _as_cell(text: str) -> str:
    """The text in one line, without the two characters that no workbook can hold."""
    return one_line(text.translate(NO_CHARACTERS))


def _in_form(text: str, grid: Mapping[int, list[str]], column: int, own: OwnList) -> str:
    """A date in the form in which most of the column's dates are; any other text as it is."""
    if not _day(text):
        return text
    said = (_cell(grid.get(int(each.row), []), column) for each in own.rows if each.row.isdigit())
    forms = Counter(
        next((form for pattern, form in FORMS.items() if pattern.fullmatch(cell.strip())), "")
        for cell in said
    )
    forms.pop("", None)
    form = forms.most_common(1)[0][0] if forms else next(iter(FORMS.values()))
    return form.format(d=_day(text))


def _day(text: str) -> date | None:
    found = ISO.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _dated(
    opened: OpenSheet, sheet: Sheet, own: OwnList, cells: Mapping[Place, str]
) -> dict[Place, str | tuple[date, str]]:
    """The cells, with those that are dates in a column of dates as such."""
    grid = dict(zip(sheet.numbers, sheet.rows, strict=True))
    rows = [int(each.row) for each in own.rows if each.row.isdigit()]
    out: dict[Place, str | tuple[date, str]] = {}
    for (row, column), text in cells.items():
        dates = [each for each in rows if _day(_cell(grid.get(each, []), column))]
        style = opened.date_style(column, dates)
        day = _day(text)
        out[row, column] = text if day is None or not style else (day, style)
    return out


def _check(
    before: Sequence[Sheet], new: bytes, name: str, cells: Mapping[Place, str], media: str
) -> None:
    """OutputError unless the new file says what the old one said, but in the changed cells."""
    after = _sheets(new, name)
    if [each.name for each in before] != [each.name for each in after] and len(before) > 1:
        raise OutputError(NOT_READ.format(name))
    meant = {place: csv_cell(text) if media == CSV else text for place, text in cells.items()}
    changed = 0
    for old, now in zip(before, after, strict=True):
        differ = _differing(old, now)
        changed += any(differ[place] != meant.get(place) for place in differ)
        if differ.keys() - meant.keys() or changed:
            raise OutputError(NOT_READ.format(name))


def _differing(old: Sheet, now: Sheet) -> dict[Place, str]:
    """What the new sheet says in each cell that says something else than before."""
    was, is_now = (dict(zip(each.numbers, each.rows, strict=True)) for each in (old, now))
    found: dict[Place, str] = {}
    for number in sorted({*was, *is_now}):
        left, right = was.get(number, []), is_now.get(number, [])
        for column in range(max(len(left), len(right))):
            if _cell(left, column) != _cell(right, column):
                found[number, column] = _cell(right, column)
    return found
