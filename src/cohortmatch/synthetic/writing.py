"""Invented lists into the files that panels really send, all at once or not at all."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from cohortmatch.core.errors import OutputError
from cohortmatch.core.whole_file import file_rights, make_folder
from cohortmatch.synthetic.invented import Invented, InventedTable
from cohortmatch.synthetic.number_cells import Cell
from cohortmatch.synthetic.people import TODAY

LIKE_BLANK = {"Guidance": ("How to use this workbook", "Add one row a person.", "Invented people."),
              "Lookups": ("Role", "Perpetrator", "Victim", "Both"),
              "Outcomes": ("Outcome", "School attendance", "Crime and ASB", "Work")}  # fmt: skip
"""The content of a workbook's other sheets."""


def write_lists(invented: Invented, folder: str | Path) -> None:
    """Write every list to a file of its own in `folder`, which is created if it does not exist.

    Only the owner may read them, as with real lists. Files of the same names are replaced, and
    nothing is left half-written. Raises OutputError when the folder cannot be written.
    """
    target = Path(folder)
    try:
        make_folder(target)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".lists-") as staging:
            for table in invented.tables:
                write_table(table, Path(staging) / table.spec.file)
            for file in sorted(Path(staging).iterdir()):
                file.chmod(file_rights())
                file.replace(target / file.name)
    except OSError as problem:
        reason = problem.strerror or "it cannot be written"
        raise OutputError(f"The invented lists cannot be written to {target}: {reason}.") from None


def write_table(table: InventedTable, path: Path) -> None:
    """Write one list to `path` in its own format."""
    if table.spec.writing.form == "csv":
        writing = table.spec.writing
        path.write_bytes(csv_text(table).encode(writing.encoding, "replace"))
    else:
        write_workbook(table, path)


def grid(table: InventedTable) -> list[list[Cell]]:
    """Every row of the file from the first: titles, headings, sections and listings."""
    rows: list[list[Cell]] = [[title] for title in table.spec.writing.titles]
    rows.append(list(table.headings))
    for number, cells in zip(table.numbers, table.rows, strict=True):
        while len(rows) + 1 < number:
            rows.append([table.sections.get(len(rows) + 1)])
        rows.append(list(cells))
    return rows


def csv_text(table: InventedTable) -> str:
    """The list as delimited text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=table.spec.writing.delimiter, lineterminator="\r\n")
    width = len(table.headings)
    for cells in grid(table):
        padded = [*cells, *[None] * (width - len(cells))]
        writer.writerow(["" if cell is None else str(cell) for cell in padded])
    return out.getvalue()


def write_workbook(table: InventedTable, path: Path) -> None:
    """The list as a sheet of a workbook, behind or before the sheets that do not hold a list."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    writing = table.spec.writing
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"created": datetime(TODAY.year, TODAY.month, TODAY.day)})
        dates = book.add_format({"num_format": "dd/mm/yyyy"})
        behind = [name for name in writing.other_sheets if name != "Guidance"]
        before = [name for name in writing.other_sheets if name == "Guidance"]
        for name in (*before, writing.sheet, *behind):
            sheet = book.add_worksheet(name)
            write_grid(sheet, grid(table) if name == writing.sheet else other(table, name), dates)


def other(table: InventedTable, name: str) -> list[list[Cell]]:
    """The rows of a workbook's other sheet."""
    if name == "Removed":
        return [list(table.headings), *(list(row) for row in table.removed)]
    return [[words] for words in LIKE_BLANK[name]]


def write_grid(
    sheet: xlsxwriter.worksheet.Worksheet,
    rows: list[list[Cell]],
    dates: xlsxwriter.format.Format,
) -> None:
    """Fill a sheet."""
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            write_cell(sheet, row, column, cell, dates)


def write_cell(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    column: int,
    cell: Cell,
    dates: xlsxwriter.format.Format,
) -> None:
    """Write one cell with its type: a date, a number or text."""
    if isinstance(cell, date):
        sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), dates)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    elif cell is not None:
        sheet.write_string(row, column, cell)
