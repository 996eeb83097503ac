"""Where the rows and cells of one sheet stand in its XML, as places in its bytes.

Source of the names: ECMA-376, Part 1 (SpreadsheetML), 18.3.1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from cohortmatch.core.errors import OutputError

__all__ = ["SheetCell", "SheetRow", "SheetXml", "column_letters", "sheet_xml"]

REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")
ENCODED = re.compile(rb"""^<\?xml[^>]*encoding=["'](?!utf-8)""", re.IGNORECASE)
TAG = re.compile(rb"""(?:[^"'>]|"[^"]*"|'[^']*')*>""")
OTHER = "the sheet is not written as Excel writes it, so no cell of it can be changed in its place"


@dataclass
class SheetCell:
    """One cell: where it stands, its style, its type, whether it is calculated."""

    start: int
    end: int
    style: str
    kind: str
    is_calculated: bool = False


@dataclass
class SheetRow:
    """One row: its start tag, the place before its end tag, whether it is `<row/>`; its cells by
    column (first is 0)."""

    start: int
    after_start: int
    end: int
    is_closed: bool
    cells: dict[int, SheetCell] = field(default_factory=dict)


@dataclass
class SheetXml:
    """A sheet's rows by their numbers, its merged ranges, and the prefix of its elements' names."""

    rows: dict[int, SheetRow]
    merged: list[tuple[int, int, int, int]]
    prefix: str

    def is_inside_merged(self, row: int, column: int) -> bool:
        """Whether a cell is hidden inside a merged range, of which the first cell alone shows."""
        return any(
            top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
            for top, left, bottom, right in self.merged
        )


def sheet_xml(content: bytes) -> SheetXml:
    """The rows and cells of a sheet; OutputError where it is not UTF-8 or damaged."""
    if ENCODED.match(content) or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise OutputError(OTHER)
    reader = _Reader(content)
    try:
        reader.parser.Parse(content, True)
    except expat.ExpatError:
        raise OutputError(OTHER) from None
    return SheetXml(reader.rows, reader.merged, reader.prefix)


class _Reader:
    """What expat tells, as rows and cells."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.rows: dict[int, SheetRow] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.prefix = ""
        self._row, self._number, self._column = SheetRow(0, 0, 0, True), 0, -1
        self._cell = SheetCell(0, 0, "", "")
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, told: dict[str, str]) -> None:
        prefix, _, local = name.rpartition(":")
        place = self.parser.CurrentByteIndex
        if local == "row":
            self.prefix = f"{prefix}:" if prefix else ""
            self._number = int(told.get("r", self._number + 1))
            after = _after_tag(self.content, place)
            is_closed = self.content[after - 2 : after] == b"/>"
            self._row = SheetRow(place, after, after, is_closed)
            self.rows[self._number] = self._row
            self._column = -1
        elif local == "c":
            self._column = column_of(told["r"])[1] if "r" in told else self._column + 1
            after = _after_tag(self.content, place)
            self._cell = SheetCell(place, after, told.get("s", ""), told.get("t", ""))
            self._row.cells[self._column] = self._cell
        elif local == "f":
            self._cell.is_calculated = True
        elif local == "mergeCell" and told.get("ref"):
            first, _, last = told["ref"].partition(":")
            self.merged.append((*column_of(first), *column_of(last or first)))

    def _end(self, name: str) -> None:
        local, place = name.rpartition(":")[2], self.parser.CurrentByteIndex
        if local == "c" and self.content[place : place + 2] == b"</":
            self._cell.end = _after_tag(self.content, place)
        elif local == "row" and not self._row.is_closed:
            self._row.end = place


def column_of(reference: str) -> tuple[int, int]:
    """The row and column (first is 0) of a cell's reference, "C7"; OutputError for what is none."""
    found = REFERENCE.fullmatch(reference)
    if found is None:
        raise OutputError(OTHER)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column - 1


def column_letters(column: int) -> str:
    """The letters of a column; the first is 0.

    >>> column_letters(0), column_letters(26)
    ('A', 'AA')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _after_tag(content: bytes, place: int) -> int:
    """The place after the tag that begins at a place; a `>` inside a value does not end it."""
    found = TAG.match(content, place)
    if found is None:
        raise OutputError(OTHER)
    return found.end()
