"""Excel and OpenDocument workbooks: every sheet's rows, through calamine.

Policy: a formula's last shown value is read; nothing is evaluated. A sheet that spans more cells
than a list can need is refused.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cohortmatch.core.errors import FileError
from cohortmatch.reading.formats.archives import SAVE_AGAIN, archive_of
from cohortmatch.reading.formats.bounds import EMPTY, MOST_CELLS, VastSheet
from cohortmatch.reading.formats.compound import CompoundError, streams_of
from cohortmatch.reading.formats.marks import NO_MARKS, BookMarks
from cohortmatch.reading.formats.ods_marks import ods_marks
from cohortmatch.reading.formats.panics import DamagedWorkbookError, contained
from cohortmatch.reading.formats.sheets import Merged, Sheet, cell_text, sheet_of
from cohortmatch.reading.formats.xls_marks import workbook_stream, xls_marks
from cohortmatch.reading.formats.xlsb_marks import xlsb_marks
from cohortmatch.reading.formats.xlsx_marks import xlsx_marks

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

__all__ = ["SAVE_AGAIN", "read_workbook"]

DAMAGED = "the workbook is damaged or incomplete"
OTHER_PASSWORD = "the file needs a password of a kind that cannot be used here"
MANIFEST = "META-INF/manifest.xml"
"""The part of an OpenDocument file that says how its other parts are encrypted."""
NOT_SHOWN = ("", "0", "1")
"""What calamine returns for errors, and for truth values that are stored as numbers."""
COPY_OUT = "copy the list into a new workbook and try again"


def read_workbook(data: bytes, name: str) -> list[Sheet]:
    """Every worksheet of an xlsx, xls, xlsb or ods file; `name` is the file's name, for errors."""
    marks = _zip_marks(data, name) if data[:2] == b"PK" else _ole_marks(data, name)
    book = _open(data, name)
    return [
        _sheet(book, position, meta, marks, name)
        for position, meta in enumerate(book.sheets_metadata)
        if str(meta.typ).endswith("WorkSheet")
    ]


def _ole_marks(data: bytes, name: str) -> BookMarks:
    try:
        streams = streams_of(data)
        stream = workbook_stream(streams)
        if "WordDocument" in streams:
            problem = "the file is an old Word document (.doc)"
            raise FileError(name, problem, "save it in Word as .docx, or copy its table into Excel")
        if not stream:
            problem = "the file is an Office document of another kind, not a workbook"
            raise FileError(name, problem, "save the list as .xlsx or .csv")
        return xls_marks(stream)
    except VastSheet as error:
        raise FileError(name, str(error), COPY_OUT) from error
    except CompoundError:
        raise FileError(name, DAMAGED, SAVE_AGAIN) from None


def _zip_marks(data: bytes, name: str) -> BookMarks:
    with archive_of(data, name) as archive:
        parts = set(archive.namelist())
        _refuse_other_kinds(archive, parts, name)
        try:
            if "xl/workbook.xml" in parts:
                return xlsx_marks(archive)
            if "xl/workbook.bin" in parts:
                return xlsb_marks(archive)
            return ods_marks(archive)
        except VastSheet as error:
            raise FileError(name, str(error), COPY_OUT) from error


def _refuse_other_kinds(archive: zipfile.ZipFile, parts: set[str], name: str) -> None:
    if parts.isdisjoint({"xl/workbook.xml", "xl/workbook.bin", "content.xml"}):
        problem, remedy = "the file is a zip archive, not a list", "unpack it first"
        raise FileError(name, problem, remedy)
    if MANIFEST in parts and b"encryption-data" in archive.read(MANIFEST):
        raise FileError(name, OTHER_PASSWORD, "save a copy without a password")


def _open(data: bytes, name: str) -> CalamineWorkbook:
    import python_calamine as calamine

    try:
        with contained():
            return calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except DamagedWorkbookError as error:
        if "assword" in str(error):
            raise FileError(name, OTHER_PASSWORD, "save a copy without a password") from None
        raise FileError(name, DAMAGED, SAVE_AGAIN) from None


def _sheet(book: CalamineWorkbook, position: int, meta: Any, marks: BookMarks, name: str) -> Sheet:
    of_sheet = marks.sheets.get(meta.name, NO_MARKS)
    hidden = of_sheet.is_hidden or not str(meta.visible).endswith(".Visible")
    try:
        with contained():
            sheet = book.get_sheet_by_index(position)
            span = sheet.height * sheet.width
            rows = _rows(sheet, of_sheet.errors) if span <= MOST_CELLS else iter(())
            read = sheet_of(meta.name, rows)
            merged = _merged(sheet)
    except DamagedWorkbookError:
        problem = "a sheet of the workbook is damaged and cannot be read"
        raise FileError(name, problem, SAVE_AGAIN) from None
    if span > MOST_CELLS:
        raise FileError(name, EMPTY, COPY_OUT)
    return replace(
        read,
        marks=replace(of_sheet, is_hidden=hidden),
        merged=merged or of_sheet.merged,
        date1904=marks.date1904,
    )


def _rows(sheet: CalamineSheet, errors: dict[tuple[int, int], str]) -> Iterator[list[str]]:
    """The sheet's rows from its first, as text; calamine leaves out unused columns on the left."""
    indent = [""] * (sheet.start[1] if sheet.start else 0)
    wrong: dict[int, dict[int, str]] = {}
    for (number, column), text in errors.items():
        wrong.setdefault(number, {})[column] = text
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = indent + [cell_text(cell) for cell in row]
        for column, text in wrong.get(number, {}).items():
            if column < len(cells) and cells[column] in NOT_SHOWN:
                cells[column] = text
        yield cells


def _merged(sheet: CalamineSheet) -> Merged:
    ranges = getattr(sheet, "merged_cell_ranges", None) or ()
    return tuple((top[0] + 1, top[1], end[0] + 1, end[1]) for top, end in ranges)
