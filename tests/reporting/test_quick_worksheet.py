"""The quick worksheet: what it writes is what xlsxwriter writes, byte for byte."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from cohortmatch.reporting.quick_worksheet import QuickWorksheet

CELLS = st.none() | st.text(max_size=20) | st.integers(-(10**9), 10**9) | st.booleans()
CELLS |= st.floats(allow_nan=False, allow_infinity=False) | st.dates(date(1900, 3, 1))
CELLS |= st.sampled_from(("=1+1", "<b> & “co”", " two  spaces ", "a\nb", "_x0000_"))


def _written(rows: list[list[Any]], kind: type[Worksheet], *, in_memory: bool = True) -> bytes:
    """A workbook of these cells, every other one with a format, one row and column with one too."""
    target = BytesIO()
    book = Workbook(target, {"in_memory": in_memory, "constant_memory": not in_memory})
    book.set_properties({"created": datetime(2026, 6, 1)})
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "d mmm yyyy"})
    page = book.add_worksheet("Sheet", kind)
    page.set_row(1, 20, bold)
    page.set_column(2, 2, 12, day)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            form = day if isinstance(cell, date) else bold
            page.write(row, column, cell, form if (row + column) % 2 or cell is None else None)
    book.close()
    return target.getvalue()


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=4))
def test_every_cell_is_written_as_xlsxwriter_writes_it(rows: list[list[Any]]) -> None:
    assert _written(rows, QuickWorksheet) == _written(rows, Worksheet)


@pytest.mark.parametrize("cell", ["text", 1, 0.5, date(1990, 3, 4), None, "=1+1", True])
def test_a_workbook_that_is_not_kept_in_memory_too(cell: Any) -> None:
    rows = [[cell, cell], [cell, cell]]
    both = [_written(rows, kind, in_memory=False) for kind in (QuickWorksheet, Worksheet)]
    assert both[0] == both[1]


def test_the_report_uses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from cohortmatch.disclosure.marking import Marking
    from cohortmatch.reporting.sheet import ReportSheet, SheetColumn, SheetTable
    from cohortmatch.reporting.workbook import workbook_bytes

    written = []
    write = QuickWorksheet._write_cell

    def seen(page: QuickWorksheet, row: int, col: int, cell: Any) -> None:
        written.append((row, col))
        write(page, row, col, cell)

    monkeypatch.setattr(QuickWorksheet, "_write_cell", seen)
    table = SheetTable("T", (SheetColumn("One", 9),), [["Red"]], "Nothing")
    workbook_bytes([ReportSheet(title="Sheet", sentence="One row.", table=table)], Marking())
    assert (4, 0) in written
