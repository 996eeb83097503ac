"""Changing single cells of an .xlsx or .xlsm file.

Policy: the sheet's XML is cut at cells, never written anew, and every other part of the file is
copied, so pictures, comments, rules of validation, macros and hidden columns stay. A cell keeps its
style. Text is written as text, so nothing becomes a formula. A date is written as a date where the
column's other dates are ones. A calculated cell, and one hidden in a merged range, is not changed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from cohortmatch.core.errors import OutputError
from cohortmatch.reading.formats.archives import archive_of
from cohortmatch.reading.formats.xlsx_marks import sheet_parts
from cohortmatch.services.list_cells.sheet_xml import (
    SheetCell,
    SheetRow,
    SheetXml,
    column_letters,
    sheet_xml,
)

__all__ = ["OpenSheet", "open_sheet"]

BOOK = "xl/workbook.xml"
CALCULATE = b'fullCalcOnLoad="1"'
CALCULATION = re.compile(rb"<(?:\w+:)?calcPr(?=[\s/>])")
NO_SHEET = "{}: the sheet of the list is not found in it"
NOT_IN_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))
ESCAPED = re.compile(r"_x(?=[0-9A-Fa-f]{4}_)")
"""How a cell begins to write a letter by its number; a text that has it is written so itself."""


@dataclass(frozen=True)
class OpenSheet:
    """One sheet of a workbook, and what may be changed in it."""

    data: bytes
    part: str
    content: bytes
    xml: SheetXml
    date1904: bool

    def refusal(self, row: int, column: int) -> str:
        """Why a cell is not changed, in words; '' where it may be."""
        if self.xml.is_inside_merged(row, column):
            return "the cell is hidden in a merged range"
        found = self.xml.rows.get(row)
        cell = found.cells.get(column) if found else None
        return "the cell is calculated" if cell and cell.is_calculated else ""

    def date_style(self, column: int, rows: Iterable[int]) -> str | None:
        """The style of most of a column's numbers in some rows, which are those of its dates; None
        where there is none."""
        cells = (self.xml.rows[row].cells.get(column) for row in rows if row in self.xml.rows)
        styles = Counter(each.style for each in cells if each and each.kind in ("", "n"))
        return styles.most_common(1)[0][0] if styles else None

    def changed(self, cells: Mapping[tuple[int, int], str | tuple[date, str]]) -> bytes:
        """The workbook with other cells, by row (first is 1) and column (first is 0): texts, or
        dates with their style."""
        cuts: list[tuple[int, int, bytes]] = []
        for row in sorted({row for row, _ in cells}):
            own = {column: cells[row, column] for at, column in sorted(cells) if at == row}
            cuts += _cuts(self, row, own)
        content, end = bytearray(), 0
        for start, stop, new in sorted(cuts, key=lambda cut: cut[:2]):
            content += self.content[end:start] + new
            end = stop
        content += self.content[end:]
        return _with_part(self.data, self.part, bytes(content))


def open_sheet(data: bytes, name: str, sheet: str) -> OpenSheet:
    """The sheet of a workbook; `name` is the file's, for errors.

    FileError where the workbook is damaged, OutputError where the sheet cannot be changed.
    """
    with archive_of(data, name) as archive:
        parts = sheet_parts(archive) if BOOK in archive.namelist() else {}
        part = parts.get(sheet, "") if sheet else next(iter(parts.values()), "")
        if part not in archive.namelist():
            raise OutputError(NO_SHEET.format(name))
        content = archive.read(part)
        book = ElementTree.fromstring(archive.read(BOOK))
    told = next((each for each in book.iter() if each.tag.endswith("}workbookPr")), None)
    date1904 = told is not None and told.get("date1904") in ("1", "true")
    return OpenSheet(data, part, content, sheet_xml(content), date1904)


def _cuts(
    sheet: OpenSheet, number: int, cells: Mapping[int, str | tuple[date, str]]
) -> list[tuple[int, int, bytes]]:
    """What of a row is cut out, and what is put there."""
    row, prefix = sheet.xml.rows.get(number), sheet.xml.prefix
    if row is None:
        raise OutputError(NO_SHEET.format(f"row {number}"))
    cuts: list[tuple[int, int, bytes]] = []
    added: list[tuple[int, bytes]] = []
    for column, value in cells.items():
        before = row.cells.get(column)
        new = _cell_xml(sheet, number, column, value, before)
        if before is not None:
            cuts.append((before.start, before.end, new))
        else:
            added.append((_place_for(row, column), new))
    if row.is_closed:
        opened = sheet.content[row.start : row.after_start - 2].rstrip() + b">"
        closed = f"</{prefix}row>".encode()
        inside = b"".join(new for _, new in added)
        return [(row.start, row.after_start, opened + inside + closed)]
    return cuts + [(place, place, new) for place, new in added]


def _place_for(row: SheetRow, column: int) -> int:
    """Where a new cell of a row goes: before the first one on its right."""
    after = [cell.start for at, cell in row.cells.items() if at > column]
    return min(after, default=row.end)


def _cell_xml(
    sheet: OpenSheet,
    row: int,
    column: int,
    value: str | tuple[date, str],
    before: SheetCell | None,
) -> bytes:
    prefix = sheet.xml.prefix
    style = before.style if before else ""
    if isinstance(value, tuple):
        day, style = value
        inside = f"<{prefix}v>{_serial(day, sheet.date1904)}</{prefix}v>"
        kind = ""
    else:
        text = escape(ESCAPED.sub("_x005F_x", value.translate(NOT_IN_XML)))
        inside = f'<{prefix}is><{prefix}t xml:space="preserve">{text}</{prefix}t></{prefix}is>'
        kind = ' t="inlineStr"'
    styled = f' s="{style}"' if style else ""
    head = f'<{prefix}c r="{column_letters(column)}{row}"{styled}'
    if value == "":
        return f"{head}/>".encode()
    return f"{head}{kind}>{inside}</{prefix}c>".encode()


def _serial(day: date, date1904: bool) -> int:
    """The number of a day in the workbook's calendar."""
    return (day - (date(1904, 1, 1) if date1904 else date(1899, 12, 30))).days


def _with_part(data: bytes, part: str, content: bytes) -> bytes:
    """The archive with another content of one part; Excel is told to calculate its sums again."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(target, "w") as after:
        for entry in before.infolist():
            old = before.read(entry)
            new = content if entry.filename == part else old
            after.writestr(entry, _calculated_again(old) if entry.filename == BOOK else new)
    return target.getvalue()


def _calculated_again(book: bytes) -> bytes:
    """The workbook's part, in which what it calculates is calculated when it is next opened."""
    if CALCULATE in book:
        return book
    return CALCULATION.sub(rb"\g<0> " + CALCULATE, book, count=1)
