"""How much text the cells of an xlsx sheet hold together: many cells may share one long text.

The texts stand once, in a part of their own, and a cell names one by its number. Their lengths are
measured first. Only where a sheet's cells might hold too much are they looked at one by one.
Source of the names: ECMA-376, Part 1, 18.4.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator

import numpy as np

from cohortmatch.core.arrays import Int64s
from cohortmatch.reading.formats.bounds import TEXT, refuse_text

__all__ = ["SharedTexts"]

PART = "sharedstrings.xml"
NUMBER = re.compile(rb"""\bt=["']s["'][^<>]*>\s*<(?:\w+:)?v>\s*(\d{1,9})""")
END = re.compile(rb"</(?:\w+:)?si\s*>")
CHUNK, TAIL = 1 << 20, 100


class SharedTexts:
    """The lengths (int64, bytes) of a workbook's shared texts in their order."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        parts = [part for part in archive.namelist() if part.lower().endswith(PART)]
        lengths = [length for part in parts for length in _lengths(archive, part)]
        self._lengths: Int64s = np.array([*lengths, 0], dtype=np.int64)
        self._longest = int(self._lengths.max())

    def refuse_much(self, sheet: Iterable[bytes], cells: int, size: int) -> None:
        """Raise VastSheet where the texts of a sheet's `cells` that share them are too long.

        `sheet` is the sheet's XML in pieces, `size` its bytes.
        """
        if cells * self._longest > TEXT:
            refuse_text(sum(map(self._of, sheet)), size)

    def _of(self, piece: bytes) -> int:
        numbers = np.array([int(each) for each in NUMBER.findall(piece)], dtype=np.int64)
        return int(self._lengths.take(numbers, mode="clip").sum())


def _lengths(archive: zipfile.ZipFile, part: str) -> Iterator[int]:
    """The bytes of each shared text with its markup."""
    rest, before = b"", 0
    with archive.open(part) as stream:
        while piece := stream.read(CHUNK):
            *texts, rest = END.split(rest + piece)
            for text in texts:
                yield before + len(text)
                before = 0
            if len(rest) > CHUNK:  # a long text: its end may be cut in two, no more
                before, rest = before + len(rest) - TAIL, rest[-TAIL:]
