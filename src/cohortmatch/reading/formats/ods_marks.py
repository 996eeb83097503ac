"""The marks in an OpenDocument spreadsheet: what is hidden, coloured, struck, commented or merged.

Policy: a row that a filter hides is hidden. Repeated rows and columns count as often as they say.
The file is read row by row, and no row is kept.
Source of the names: OpenDocument v1.3, Part 3 (OASIS).
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from itertools import product
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from cohortmatch.reading.formats.marks import BookMarks, Gatherer, SheetMarks
from cohortmatch.reading.formats.ods_extent import CELLS, TABLE, OdsExtent

__all__ = ["ods_marks"]

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
BACKGROUND = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}background-color"
PLAIN = frozenset(("transparent", "#ffffff"))
KIND = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
PARAGRAPH = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
TRUTHS = ("TRUE", "FALSE")
LONGEST = 1_048_576
REPEATED = 100
"""More repeats of a cell than this are the empty rest of a sheet."""


@dataclass(eq=False)
class _OdsStyles:
    """The names of the styles that hide a table, colour a cell (and how) or strike its text."""

    hiding: set[str] = field(default_factory=set)
    fills: dict[str, str] = field(default_factory=dict)
    struck: set[str] = field(default_factory=set)

    def add(self, style: Element) -> None:
        """Note what a style does."""
        name = style.get(f"{STYLE}name", "")
        for part in style:
            if part.get(f"{TABLE}display") == "false":
                self.hiding.add(name)
            fill = part.get(BACKGROUND, "transparent").lower()
            if part.tag == f"{STYLE}table-cell-properties" and fill not in PLAIN:
                self.fills[name] = fill
            line = part.get(f"{STYLE}text-line-through-style", "none")
            if line != "none" or part.get(f"{STYLE}text-line-through-type", "none") != "none":
                self.struck.add(name)


def ods_marks(archive: zipfile.ZipFile) -> BookMarks:
    """The marks of every sheet of an opened ods file.

    Raises VastSheet, or what zipfile and ElementTree raise when the file is damaged.
    """
    sheets: dict[str, SheetMarks] = {}
    styles = _OdsStyles()
    gathered = _OdsGatherer(styles)
    extent = OdsExtent(archive.getinfo("content.xml").file_size)
    with archive.open("content.xml") as stream:
        for _, element in ElementTree.iterparse(stream):
            if element.tag == f"{STYLE}style":
                styles.add(element)
            elif element.tag == f"{TABLE}table-column":
                gathered.add_column(element)
            elif element.tag == f"{TABLE}table-row":
                extent.add(element)
                gathered.add_row(element)
                element.clear()
            elif element.tag == f"{TABLE}table":
                hidden = element.get(f"{TABLE}style-name", "") in styles.hiding
                sheets[element.get(f"{TABLE}name", "")] = gathered.marks(is_hidden=hidden)
                gathered = _OdsGatherer(styles)
                extent.end()
                element.clear()
    return BookMarks(sheets)


class _OdsGatherer(Gatherer):
    """The marks of one sheet, gathered row by row."""

    def __init__(self, styles: _OdsStyles) -> None:
        super().__init__()
        self._styles = styles
        self._row = 1
        self._column = 0

    def add_column(self, column: Element) -> None:
        """Note the marks of one column, or of several identical ones."""
        times = _number(column, "number-columns-repeated")
        if _is_hidden(column):
            self.hidden_columns.update(range(self._column, min(self._column + times, LONGEST)))
        self._column += times

    def add_row(self, row: Element) -> None:
        """Note the marks of one row, or of several identical ones."""
        times = _number(row, "number-rows-repeated")
        if _is_hidden(row):
            self.hidden_rows.update(range(self._row, min(self._row + times, LONGEST)))
        if times <= REPEATED:
            column = 0
            for cell in row:
                if cell.tag in CELLS:
                    column += self._add_cell(cell, column, times)
        self._row += times

    def _add_cell(self, cell: Element, column: int, rows: int) -> int:
        """Note a cell's marks and return how many columns it covers."""
        times = _number(cell, "number-columns-repeated")
        style = cell.get(f"{TABLE}style-name", "")
        fill, is_struck = self._styles.fills.get(style, ""), style in self._styles.struck
        if times <= REPEATED and (fill or is_struck):
            for place in product(range(self._row, self._row + rows), range(column, column + times)):
                self.add_style(place, fill, is_struck=is_struck)
        if cell.find(f"{OFFICE}annotation") is not None:
            self.commented.add((self._row, column))
        if shown := _shown(cell):
            self.errors[self._row, column] = shown
        down, across = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            self.merged.append((self._row, column, self._row + down - 1, column + across - 1))
        return times


def _shown(cell: Element) -> str:
    """An error's text, or a truth value that is stored as a number; '' for any other cell."""
    kind = cell.get(f"{OFFICE}value-type", "")
    is_error = cell.get(KIND, "") == "error"
    if not is_error and kind != "float":
        return ""
    text = (cell.findtext(PARAGRAPH) or "").strip()
    return text if is_error or text in TRUTHS else ""


def _is_hidden(part: Element) -> bool:
    return part.get(f"{TABLE}visibility", "visible") != "visible"


def _number(element: Element, name: str) -> int:
    """How often an element is repeated, or how far it reaches; 1 where it does not say."""
    return max(1, min(int(element.get(f"{TABLE}{name}", "1")), LONGEST))
