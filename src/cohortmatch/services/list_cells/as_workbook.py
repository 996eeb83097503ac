"""A sheet's rows as a new workbook, for kinds of files whose cells cannot be changed in place."""

from __future__ import annotations

import io
from collections.abc import Mapping

from cohortmatch.reading.formats.sheets import Sheet

__all__ = ["rows_as_workbook"]


def rows_as_workbook(sheet: Sheet, cells: Mapping[tuple[int, int], str]) -> bytes:
    """An .xlsx file with every row and column where it was, as text, and other texts in some
    cells, by row (first is 1) and column (first is 0)."""
    from xlsxwriter import Workbook

    target = io.BytesIO()
    said = {
        (number, column): text
        for number, row in zip(sheet.numbers, sheet.rows, strict=True)
        for column, text in enumerate(row)
    }
    with Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet.name[:31] or "List")
        for (number, column), text in sorted({**said, **cells}.items()):
            page.write_string(number - 1, column, text)
    return target.getvalue()
