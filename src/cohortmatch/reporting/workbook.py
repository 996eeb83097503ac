"""The workbook: every sheet drawn in one way.

Every sheet: title in A1, one sentence in A2, one named table with unique headings, nothing merged,
hidden or computed, the handling marking in header and footer, headings frozen and repeated on each
printed page, landscape and fitted to the width of A4 in a readable size, for which wide columns
shrink. Text stays text whatever it begins with. The same report gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from cohortmatch.disclosure.marking import Marking
from cohortmatch.reporting.sheet import Cell, ReportSheet, SheetColumn, SheetTable

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FIRST_DAY = date(1980, 1, 1)
"""The workbook's date when the report has none, or one that programs do not know."""
EARLIEST = date(1900, 3, 1)
"""Excel counts a day that never was before this one; earlier dates are written as text."""
LONGEST = 32_000
"""Excel takes 32,767 characters a cell."""
TITLE = "Cross-reference of risk panel lists"
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
STYLE = "Table Style Light 1"
"""Grey bands: readable in black and white."""
LINE, PADDING, HIGHEST = 13.0, 3.0, 400.0
"""Points: a line of text, the room around it, and about the most a row may have."""
SIZE, READABLE = 10.0, 8.5
"""Points: the text on the screen, and aimed at in print: 8 where programs round as they like."""
PAPER = (297 / 25.4 - 0.8) * 96
"""Pixels between the margins of a landscape A4, printed in full size."""
UPRIGHT = (210 / 25.4 - 0.8) * 96
"""Pixels between the margins of an upright A4."""
LETTER, AROUND = 8.0, 5.0
"""Pixels of a column's unit where Excel's own font is not there (7 where it is), and beside it."""
LETTERS, SHORTEST_LINE = 1.15, 60
"""Letters of a text in a column's unit, and the fewest of a line."""
NARROW = 10.0
"""Columns of at most this width do not give way."""
BASE: dict[str, Any] = {"font_name": "Arial", "font_size": SIZE, "valign": "top"}
APART: dict[str, Any] = {"right": 1, "right_color": "#BFBFBF"}
"""A line between columns: without one, texts of two columns run together."""
BODY: dict[str, Any] = {**BASE, **APART, "bottom": 1, "bottom_color": "#BFBFBF"}
RIGHT = {"align": "right", "indent": 1}
HEADING: dict[str, Any] = {
    **BASE,
    **APART,
    "bold": True,
    "text_wrap": True,
    "bottom": 2,
    "bg_color": "#E7E6E6",
}
TEXT_KINDS = {"number": "right", "share": "right", "date": "text"}
"""How a text is set that stands in a column of numbers or dates."""
FORMATS: dict[str, dict[str, Any]] = {
    "title": {**BASE, "font_size": 16, "bold": True},
    "sentence": {**BASE, "font_size": 11, "bold": True},
    "line": BASE,
    "label": {**BASE, "bold": True},
    "heading": HEADING,
    "heading right": {**HEADING, **RIGHT},
    "text": {**BODY, "text_wrap": True},
    "right": {**BODY, **RIGHT},
    "number": {**BODY, "num_format": "#,##0", **RIGHT},
    "share": {**BODY, "num_format": "0%", **RIGHT},
    "date": {**BODY, "num_format": "d mmm yyyy", "align": "left"},
    "entry": {**BASE, "text_wrap": True, "border": 1, "border_color": "#7F7F7F"},
}


def workbook_bytes(
    sheets: Sequence[ReportSheet],
    marking: Marking,
    title: str = TITLE,
    properties: Mapping[str, str] | None = None,
) -> bytes:
    """The bytes of the workbook; `properties` are further ones of the file, by name."""
    from xlsxwriter import Workbook

    target = BytesIO()
    book = Workbook(target, OPTIONS)
    day = max(marking.day or FIRST_DAY, FIRST_DAY)
    book.set_properties(
        {
            "title": title,
            "comments": marking.text,
            "created": datetime(day.year, day.month, day.day),
        }
    )
    for name, text in (properties or {}).items():
        book.set_custom_property(name, text, "text")
    drawing = Drawing(book)
    for sheet in sheets:
        drawing.draw(sheet, marking)
    book.close()
    return target.getvalue()


class Drawing:
    """Draws sheets into one workbook, with one format for each way of setting a cell."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._formats = {name: book.add_format(how) for name, how in FORMATS.items()}

    def draw(self, sheet: ReportSheet, marking: Marking) -> None:
        """One sheet."""
        from cohortmatch.reporting.quick_worksheet import QuickWorksheet

        page = self._book.add_worksheet(sheet.title, QuickWorksheet)
        self._write(page, 0, 0, sheet.title, "title")
        widths = fitted(sheet)
        self._write(page, 1, 0, sheet.sentence, "sentence")
        lines = [part for line in sheet.lines for part in _in_lines(line, sheet, widths)]
        for number, line in enumerate(lines, 2):
            self._write(page, number, 0, line, "line")
        top = 3 + len(lines)
        bottom = self._table(page, sheet.table, top, widths)
        page.set_row(0, 24)
        page.set_row(1, 18)
        for number, (label, text) in enumerate(sheet.notes, bottom + 2):
            self._write(page, number, 0, label, "label")
            self._write(page, number, 1, text, "line")
        if sheet.printed_to:
            page.print_area(0, 0, bottom, _printed(sheet) - 1)
        self._choices(page, sheet.table, top)
        for place, width in enumerate(widths):
            page.set_column(place, place, width)
        _set_up(page, sheet, top, marking)

    def _table(self, page: Worksheet, table: SheetTable, top: int, widths: list[float]) -> int:
        """The table from row `top`; the number of its last row."""
        rows = table.rows or [[table.empty, *[None] * (len(table.columns) - 1)]]
        kinds = [column.kind for column in table.columns]
        for number, cells in enumerate(rows, top + 1):
            page.set_row(number, height(cells, widths))
            for place, cell in enumerate(cells):
                self._write(page, number, place, cell, kinds[place])
        page.set_row(top, height([column.heading for column in table.columns], widths, letter=1.0))
        bottom, last = top + len(rows), len(table.columns) - 1
        heads = [{"header": c.heading, "header_format": self._head(c)} for c in table.columns]
        options = {"name": table.name, "columns": heads, "style": STYLE}
        page.add_table(top, 0, bottom, last, options)
        return bottom

    def _head(self, column: SheetColumn) -> Format:
        right = column.kind in ("number", "share")
        return self._formats["heading right" if right else "heading"]

    def _write(self, page: Worksheet, row: int, column: int, cell: Cell, kind: str) -> None:
        if cell is None or cell == "":
            page.write_blank(row, column, None, self._formats[kind])
        elif isinstance(cell, str):
            how = self._formats[TEXT_KINDS.get(kind, kind)]
            page.write_string(row, column, cell[:LONGEST], how)
        elif isinstance(cell, date):
            self._write_date(page, row, column, cell)
        else:
            page.write_number(row, column, cell, self._formats[kind])

    def _write_date(self, page: Worksheet, row: int, column: int, day: date) -> None:
        if day < EARLIEST:
            page.write_string(row, column, day.isoformat(), self._formats["text"])
        else:
            page.write_datetime(row, column, day, self._formats["date"])

    def _choices(self, page: Worksheet, table: SheetTable, top: int) -> None:
        for place, column in enumerate(table.columns):
            if column.choices and table.rows:
                options = {
                    "validate": "list",
                    "source": list(column.choices),
                    "input_title": column.heading,
                    "input_message": "Choose from the list, or leave blank.",
                    "error_message": f"Please choose one of: {', '.join(column.choices)}.",
                }
                page.data_validation(top + 1, place, top + len(table.rows), place, options)


def height(cells: Sequence[Cell], widths: Sequence[float], letter: float = 0.82) -> float:
    """The height in points of a row with wrapped texts; programs differ in computing it.

    `letter` is the width of a letter in the columns' unit, the width of a nought.
    """
    lines = 1
    for cell, width in zip(cells, widths, strict=True):
        if isinstance(cell, str) and (len(cell) * letter > width or "\n" in cell):
            lines = max(lines, sum(1 + int(len(t) * letter / width) for t in cell.split("\n")))
    return min(HIGHEST, lines * LINE + PADDING)


def fitted(sheet: ReportSheet) -> list[float]:
    """The columns' widths, with wide ones narrowed so that the printed ones are readable on A4."""
    widths = [column.width for column in sheet.table.columns]
    printed = widths[: _printed(sheet)]
    paper = UPRIGHT if sheet.portrait else PAPER
    room = (paper * SIZE / READABLE - AROUND * len(printed)) / LETTER
    wide = sum(width for width in printed if width > NARROW)
    if sum(printed) <= room or not wide:
        return widths
    share = (room - (sum(printed) - wide)) / wide
    return [max(NARROW, int(4 * w * share) / 4) if w > NARROW else w for w in widths]


def _in_lines(line: str, sheet: ReportSheet, widths: list[float]) -> list[str]:
    """A line of text in lines that are no wider than the printed table: a wider one would be cut
    off in print, or make the whole sheet print smaller."""
    room = int(sum(widths[: _printed(sheet)]) * LETTERS)
    return wrap(line, max(SHORTEST_LINE, room)) or [""]


def _printed(sheet: ReportSheet) -> int:
    """How many columns are printed."""
    headings = [column.heading for column in sheet.table.columns]
    return headings.index(sheet.printed_to) + 1 if sheet.printed_to else len(headings)


def _set_up(page: Worksheet, sheet: ReportSheet, top: int, marking: Marking) -> None:
    """Set the panes and the print layout."""
    page.freeze_panes(top + 1, _frozen(sheet.table.columns))
    page.repeat_rows(top)
    if not sheet.portrait:
        page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 1 if sheet.one_side else 0)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    page.set_header(f"&C&B{_plain(marking.text)}")
    page.set_footer(
        f"&L{_plain(marking.dated)}&C&B{_plain(marking.text)}&R{sheet.title}: page &P of &N"
    )
    page.hide_gridlines(1)


def _plain(text: str) -> str:
    """A text with the codes of a header escaped."""
    return text.replace("&", "&&")


def _frozen(columns: Sequence[SheetColumn]) -> int:
    """How many columns stay in view: a short reference and the name beside it."""
    return 2 if len(columns) > 6 and columns[0].width <= 10 else 1
