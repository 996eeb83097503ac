"""A worksheet that writes its plain cells quickly.

Policy: texts, numbers, days and blank cells with a format are nearly all cells of a workbook, and
half of the time that closing it takes. Each is written here at once; every other cell is
xlsxwriter's. The bytes are the same as xlsxwriter's own.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import Worksheet

__all__ = ["QuickWorksheet"]


class QuickWorksheet(Worksheet):  # type: ignore[misc]
    """A worksheet of a workbook that is made in memory."""

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind = type(cell).__name__
        if cell.format and not self.constant_memory:
            start = f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{cell.format._get_xf_index()}"'
            if kind == "String":
                self.fh.write(f'{start} t="s"><v>{cell.string}</v></c>')
                return
            if kind in ("Number", "Datetime"):
                self.fh.write(f"{start}><v>{cell.number:.16G}</v></c>")
                return
            if kind == "Blank":
                self.fh.write(f"{start}/>")
                return
        super()._write_cell(row, col, cell)
