"""Excel and OpenDocument workbooks: every sheet's rows, through calamine.

Policy: what a formula last showed is read; nothing is evaluated. A workbook whose sheets would
need more room than any panel's list is refused before it is unpacked.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cohortmatch.errors import FileError
from cohortmatch.reading.sheets import Sheet, cell_text, sheet_of

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

__all__ = ["LARGEST_UNPACKED", "read_workbook"]

LARGEST_UNPACKED = 1_000_000_000
"""Bytes a workbook may unpack to; a list of a million rows and twenty columns stays below."""
MOST_CELLS = 60_000_000
"""Cells a sheet may span, used or not."""
SAVE_AGAIN = "open it in Excel, save it as .xlsx or .csv and try again"


def read_workbook(data: bytes, name: str) -> list[Sheet]:
    """Every worksheet of an xlsx, xls, xlsb or ods file; `name` is the file's name, for errors."""
    if data[:2] == b"PK":
        _refuse_bombs(data, name)
    book = _open(data, name)
    return [
        _sheet(book, position, meta, name)
        for position, meta in enumerate(book.sheets_metadata)
        if str(meta.typ).endswith("WorkSheet")
    ]


def _refuse_bombs(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise FileError(name, "the workbook is damaged or incomplete", SAVE_AGAIN) from error
    if unpacked > LARGEST_UNPACKED:
        problem = "the workbook unpacks to more than a list can need; it was not opened"
        raise FileError(name, problem, "save the list alone in a new workbook and try again")


def _open(data: bytes, name: str) -> CalamineWorkbook:
    import python_calamine as calamine

    try:
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except Exception as error:
        raise FileError(name, "the workbook is damaged or incomplete", SAVE_AGAIN) from error


def _sheet(book: CalamineWorkbook, position: int, meta: Any, name: str) -> Sheet:
    try:
        sheet = book.get_sheet_by_index(position)
        _refuse_vast(sheet, name)
        first = sheet.start[0] + 1 if sheet.start else 1
        read = sheet_of(meta.name, _rows(sheet), first)
    except FileError:
        raise
    except Exception as error:
        raise FileError(name, "a sheet of the workbook cannot be read", SAVE_AGAIN) from error
    hidden = not str(meta.visible).endswith(".Visible")
    return Sheet(read.name, read.rows, read.numbers, hidden, findings=read.findings)


def _refuse_vast(sheet: CalamineSheet, name: str) -> None:
    if sheet.height * sheet.width > MOST_CELLS:
        problem = "a sheet spans tens of millions of cells, nearly all of them empty"
        raise FileError(name, problem, "copy the list into a new workbook and try again")


def _rows(sheet: CalamineSheet) -> Iterator[list[str]]:
    indent = [""] * (sheet.start[1] if sheet.start else 0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for row in sheet.iter_rows():
            yield indent + [cell_text(cell) for cell in row]
