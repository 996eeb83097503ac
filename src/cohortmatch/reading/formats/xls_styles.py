"""Which cell styles of an .xls workbook have a fill, and which strike their text through.

Source: [MS-XLS] Excel Binary File Format, sections 2.4.122 (Font), 2.4.353 (XF), 2.5.20 (CellXF).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

__all__ = ["XlsStyles", "styled_cells"]

FONT, FORMAT = 0x0031, 0x00E0
SEVERAL_NUMBERS, SEVERAL_BLANKS = 0x00BD, 0x00BE
SOLID = 1
WHITE = frozenset((1, 9))
"""The two places of white in the palette, unless somebody has changed it."""
STRUCK = 0x0008
NO_FOURTH = 4
"""Fonts are numbered from 0, but no font has the number 4."""


class XlsStyles:
    """The styles of a workbook, from its records in their order."""

    def __init__(self) -> None:
        self._fonts: list[bool] = []
        self._formats: list[tuple[int, int]] = []

    def add(self, kind: int, body: bytes) -> None:
        """Note a record of a font or a cell's format; no other record describes styles."""
        if kind == FONT:
            self._fonts.append(bool(struct.unpack_from("<H", body, 2)[0] & STRUCK))
        elif kind == FORMAT:
            (font,) = struct.unpack_from("<H", body)
            pattern, colour = 0, 0
            if len(body) >= 20:
                pattern = struct.unpack_from("<I", body, 14)[0] >> 26
                colour = struct.unpack_from("<H", body, 18)[0] & 0x7F
            filled = colour if pattern == SOLID and colour not in WHITE else -1
            self._formats.append((font, filled))

    def fill(self, style: int) -> str:
        """A name for the colour of a style's fill, '' for none or white."""
        filled = self._formats[style][1] if style < len(self._formats) else -1
        return "" if filled < 0 else f"colour {filled}"

    def is_struck(self, style: int) -> bool:
        """Whether a style strikes its text through."""
        font = self._formats[style][0] if style < len(self._formats) else 0
        place = font - (font > NO_FOURTH)
        return place < len(self._fonts) and self._fonts[place]


def styled_cells(kind: int, body: bytes) -> Iterator[tuple[tuple[int, int], int]]:
    """The row, column and style of every cell in a cell record; rows count from 1."""
    row, column, style = struct.unpack_from("<3H", body)
    if kind not in (SEVERAL_NUMBERS, SEVERAL_BLANKS):
        yield (row + 1, column), style
        return
    step = 6 if kind == SEVERAL_NUMBERS else 2
    for start in range(4, len(body) - 3, step):
        (style,) = struct.unpack_from("<H", body, start)
        yield (row + 1, column), style
        column += 1
