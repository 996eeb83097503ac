"""The lengths of the texts that cells of an .xls workbook share, without reading the texts.

Source: [MS-XLS] Excel Binary File Format, sections 2.4.265 (SST), 2.4.58 (Continue) and 2.5.293
(XLUnicodeRichExtendedString).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

__all__ = ["text_lengths"]

WIDE, EXTENDED, RICH = 1, 4, 8


def text_lengths(parts: Sequence[bytes]) -> Iterator[int]:
    """The bytes of each text, by the record of shared texts and those that continue it.

    Raises struct.error or IndexError where they are damaged.
    """
    place = _Place(parts)
    place.skip(8)
    while place.has_more:
        letters, flags = struct.unpack("<HB", place.read(3))
        runs = struct.unpack("<H", place.read(2))[0] if flags & RICH else 0
        more = struct.unpack("<I", place.read(4))[0] if flags & EXTENDED else 0
        yield place.skip_letters(letters, flags)
        place.skip(4 * runs + more)


class _Place:
    """A place in the records, which moves on."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        self._parts, self._part, self._at = parts, 0, 0

    @property
    def has_more(self) -> bool:
        self._next_if_at_end()
        return self._part < len(self._parts)

    def read(self, size: int) -> bytes:
        """The next bytes of one record; a text's head is never cut in two."""
        self._next_if_at_end()
        found = self._parts[self._part][self._at : self._at + size]
        self._at += size
        return found

    def skip(self, size: int) -> None:
        """Move on by so many bytes, over records."""
        while size and self.has_more:
            step = min(size, len(self._parts[self._part]) - self._at)
            self._at, size = self._at + step, size - step

    def skip_letters(self, letters: int, flags: int) -> int:
        """Move on by a text; returns its bytes. Each record says again how wide letters are."""
        total = 0
        while True:
            width = 2 if flags & WIDE else 1
            here = min(letters, max(0, len(self._parts[self._part]) - self._at) // width)
            self._at, letters, total = self._at + here * width, letters - here, total + here * width
            if not letters:
                return total
            self._part, self._at = self._part + 1, 1
            flags = self._parts[self._part][0]

    def _next_if_at_end(self) -> None:
        while self._part < len(self._parts) and self._at >= len(self._parts[self._part]):
            self._part, self._at = self._part + 1, 0
