"""The grid that every kind of file becomes before anything is understood: rows of text.

Policy: a cell is the text that a person would read in it. A number becomes its shortest text, a
real date cell its ISO date, a truth value TRUE or FALSE. Blank rows are left out, but every row
keeps its number in the spreadsheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cohortmatch.core.findings import Finding
from cohortmatch.reading.formats.marks import NO_MARKS, SheetMarks
from cohortmatch.values.cell_texts import cell_text

__all__ = ["LONGEST_CELL", "Merged", "Sheet", "cell_text", "sheet_of"]

LONGEST_CELL = 32_767
"""Characters a spreadsheet cell can hold (Excel's own limit); longer text is cut."""
Merged = tuple[tuple[int, int, int, int], ...]
"""Merged ranges: first row number, first column position, last row number, last column position."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet (or text file) as rows of text.

    `rows[i]` is the text of the cells of spreadsheet row `numbers[i]` (first line 1), of any
    length; blank rows are left out.
    """

    name: str
    rows: list[list[str]]
    numbers: list[int]
    marks: SheetMarks = NO_MARKS
    merged: Merged = ()
    date1904: bool = False
    findings: tuple[Finding, ...] = ()

    def __repr__(self) -> str:
        return f"<Sheet: {len(self.rows)} rows>"


def sheet_of(name: str, rows: Iterable[list[str]], first: int = 1) -> Sheet:
    """A sheet from rows of text in their order; blank rows are dropped but counted."""
    kept: list[list[str]] = []
    numbers: list[int] = []
    cut: list[int] = []
    for number, row in enumerate(rows, first):
        text = "".join(row)
        if not text or text.isspace():
            continue
        if len(text) > LONGEST_CELL and len(max(row, key=len)) > LONGEST_CELL:
            cut.append(number)
            row = [cell[:LONGEST_CELL] for cell in row]
        kept.append(row)
        numbers.append(number)
    found = (Finding("cell-too-long", "", rows=tuple(cut)),) if cut else ()
    return Sheet(name, kept, numbers, findings=found)
