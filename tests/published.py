"""An edition's workbook, read back as text: what every published cell is compared with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO

from openpyxl import load_workbook

from cohortmatch.people.details import spoken
from cohortmatch.services.publication import EditionContent, SheetContent

Rows = list[list[str]]


def workbook_of(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The workbook among an edition's files."""
    return next(content for name, content in files if name.endswith(".xlsx"))


def tables_of(workbook: bytes) -> dict[str, Rows]:
    """Each sheet's table, headings first, by the sheet's title, as text."""
    book = load_workbook(BytesIO(workbook))
    found = {}
    for sheet in book.worksheets:
        (table,) = sheet.tables.values()
        found[sheet.title] = [[_text(cell) for cell in row] for row in sheet[table.ref]]
    return found


def _text(cell: object) -> str:
    value = cell.value  # type: ignore[attr-defined]
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return spoken(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, str):
        # a workbook writes the first days that Excel does not know as ISO text
        return value
    return f"{value:.0%}" if "%" in cell.number_format else f"{value:,}"  # type: ignore[attr-defined]


def published_tables(edition: EditionContent) -> dict[str, Rows]:
    """The same of published content, without the chair's pages of single meetings."""
    own = (each for each in edition.sheets if not each.slug.startswith("meeting-"))
    return {each.title: as_rows(each) for each in own}


def as_rows(sheet: SheetContent) -> Rows:
    """A published sheet's table as a workbook draws it: where nobody is in it, one row says so."""
    heads = [heading for heading, _ in sheet.columns]
    rows = [list(row.cells) for row in sheet.rows]
    return [heads, *(rows or [[sheet.empty, *[""] * (len(heads) - 1)]])]
