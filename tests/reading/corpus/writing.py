"""A layout's sheet as the file that a user would have."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from tests.reading.corpus.layout import Layout, rows_of

ISO = re.compile(r"\d{4}-\d\d-\d\d")


def write(layout: Layout, folder: Path) -> Path:
    """Write the layout's file in a folder and return its path."""
    path = folder / layout.file
    if path.suffix == ".xlsx":
        _write_book(layout, path)
    else:
        path.write_text(next(iter(layout.sheets.values())) + "\n", encoding="utf-8", newline="")
    return path


def _write_book(layout: Layout, path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, text in layout.sheets.items():
        sheet = book.create_sheet(name)
        for row in rows_of(text):
            sheet.append([cell or None for cell in row])
        _mark(sheet, layout)
    book.save(path)


def _mark(sheet: Worksheet, layout: Layout) -> None:
    """Make real dates of the cells that are dates, and merge the merged ranges."""
    for place in layout.date_cells:
        cell = sheet[place]
        if ISO.fullmatch(str(cell.value)):  # of several sheets, only where the text is a date
            cell.value = date.fromisoformat(str(cell.value))
            cell.number_format = "dd/mm/yyyy"
    for place in layout.merged:
        sheet.merge_cells(place)
