"""How far an xlsx sheet reaches: first a cheap bound, then a count only where the bound is vast.

A cell need not say where it is: then it follows the one before it, and is counted one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cohortmatch.core.ram import free
from cohortmatch.reading.formats.bounds import CELL_BYTES, MOST_CELLS, refuse_span

__all__ = ["XlsxExtent", "column_position"]

ROW = re.compile(rb'<(?:\w+:)?row\s[^<>]*?\br="(\d+)"')
WIDE = re.compile(rb'\sr="[A-Z]{2,3}\d')
VERY_WIDE = re.compile(rb'\sr="[A-Z]{3}\d')
TAG = re.compile(rb"<(?:\w+:)?(row|c)\b([^<>]*)>(</)?")
REFERENCE = re.compile(rb"""\br=["']([A-Z]{0,7})(\d{1,9})""")
OTHER_TAGS = (b"<co", b"<cf", b"<cu", b"<ce")
"""How tags begin that begin as a cell's does."""


def column_position(letters: str) -> int:
    """A column's position from 0: A is 0, AA is 26."""
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - 64
    return position - 1


class XlsxExtent:
    """The extent of one sheet, from its XML piece by piece; `shared` counts the cells that name a
    shared text.
    """

    def __init__(self) -> None:
        self.shared = 0
        self._last_row = 0
        self._widest = 26
        self._is_odd = False

    def add(self, text: bytes) -> None:
        """Take in the next piece."""
        rows = text[text.rfind(b"<row ") :]
        if found := ROW.search(rows):
            self._last_row = max(self._last_row, int(found[1]))
        if self._widest == 26 and WIDE.search(text):
            self._widest = 702
        if self._widest == 702 and VERY_WIDE.search(text):
            self._widest = 16_384
        self.shared += text.count(b't="s"') + text.count(b"t='s'")
        self._is_odd = self._is_odd or _are_placed_oddly(text)

    def refuse_vast(self, sheet: Iterable[bytes]) -> None:
        """Raise VastSheet where the sheet, its XML in pieces, reaches too far."""
        bound = self._last_row * self._widest
        if self._is_odd or bound > MOST_CELLS or bound * CELL_BYTES > free():
            refuse_span(_measured(sheet))


def _are_placed_oddly(text: bytes) -> bool:
    """Whether a row or a cell does not begin with its place, as nearly all programs write it."""
    cells = text.count(b"<c") + text.count(b":c") - sum(map(text.count, OTHER_TAGS))
    rows = text.count(b"<row") + text.count(b":row") - text.count(b"<rowB")
    return cells != text.count(b'<c r="') or rows != text.count(b'<row r="')


def _measured(sheet: Iterable[bytes]) -> int:
    """The cells from the first to the last that holds something, counted one by one."""
    row = column = last_row = last_column = 0
    for text in sheet:
        for tag in TAG.finditer(text):
            place = REFERENCE.search(tag[2])
            if tag[1] == b"row":
                row, column = int(place[2]) if place else row + 1, 0
                continue
            if place and place[1]:
                row, column = int(place[2]), column_position(place[1].decode())
            column += 1
            if not tag[3] and not tag[2].endswith(b"/"):
                last_row, last_column = max(last_row, row), max(last_column, column)
    return last_row * last_column
