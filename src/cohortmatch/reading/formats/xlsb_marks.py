"""The marks in an .xlsb workbook: what is hidden, coloured, struck, commented, and the date system.

Policy: as for .xlsx. Cells far outside what a list can need are refused before they are unpacked.
Source: [MS-XLSB] Excel Binary File Format, sections 2.1.4 (records), 2.4 (BrtBeginComment,
BrtCellError, BrtFill, BrtFont, BrtMergeCell, BrtXF) and 2.5.9 (Cell).
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator, Sequence
from posixpath import join, normpath

from cohortmatch.reading.formats.bounds import (
    EMPTY,
    MOST_CELLS,
    VastSheet,
    refuse_span,
    refuse_text,
)
from cohortmatch.reading.formats.marks import BookMarks, Gatherer, SheetMarks
from cohortmatch.reading.formats.xls_marks import ERROR_TEXTS
from cohortmatch.reading.formats.xlsx_comments import comment_parts

__all__ = ["xlsb_marks"]

ROW, COLUMN, PROPERTIES, SHEET, MERGED, COMMENT = 0, 60, 153, 156, 176, 635
CELLS = range(1, 12)
SHARED, TEXT_ITEM = 7, 19
ERRORS = (3, 11)
FONT, FILL, FORMAT, FORMATS, END_OF_FORMATS = 43, 45, 47, 617, 618
SOLID, STRUCK = 1, 8
STYLES, TEXTS = "xl/styles.bin", "xl/sharedStrings.bin"
WHITE = b"\xff\xff\xff"
RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^<>]*>")


def xlsb_marks(archive: zipfile.ZipFile) -> BookMarks:
    """The marks of every sheet of an opened xlsb file.

    Raises VastSheet, or struct.error, KeyError and what zipfile raises when the file is damaged.
    """
    targets = _targets(archive)
    styles, texts = _XlsbStyles(archive), _shared_texts(archive)
    sheets: dict[str, SheetMarks] = {}
    date1904 = False
    for kind, body in _records(archive.read("xl/workbook.bin")):
        if kind == PROPERTIES:
            date1904 = bool(body[0] & 1)
        if kind == SHEET:
            (state,) = struct.unpack_from("<I", body)
            relation, start = _text(body, 8)
            name, _ = _text(body, start)
            if relation in targets:
                part = targets[relation]
                found = _XlsbGatherer(styles, texts)
                found.add_sheet(archive.read(part))
                for comments in comment_parts(archive, part):
                    found.add_comments(comments)
                sheets[name] = found.marks(is_hidden=state != 0)
    return BookMarks(sheets, date1904)


def _targets(archive: zipfile.ZipFile) -> dict[str, str]:
    found: dict[str, str] = {}
    parts = set(archive.namelist())
    for match in RELATION.finditer(archive.read("xl/_rels/workbook.bin.rels").decode("utf-8")):
        name = re.search(r'\bId="([^"]*)"', match.group())
        target = re.search(r'\bTarget="([^"]*)"', match.group())
        if name and target:
            path = target[1].lstrip("/")
            path = path if target[1].startswith("/") else normpath(join("xl", path))
            if path in parts:
                found[name[1]] = path
    return found


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each record's kind and bytes; both numbers are stored seven bits to a byte."""
    place = 0
    while place < len(data):
        kind, place = _number(data, place, 2)
        length, place = _number(data, place, 4)
        yield kind, data[place : place + length]
        place += length


def _number(data: bytes, place: int, most: int) -> tuple[int, int]:
    value = 0
    for count in range(most):
        if place >= len(data):
            raise struct.error
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << 7 * count
        if byte < 0x80 or (most == 2 and count == 1):
            break
    return value, place


def _text(body: bytes, start: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", body, start)
    end = start + 4 + 2 * length
    return body[start + 4 : end].decode("utf-16-le"), end


def _shared_texts(archive: zipfile.ZipFile) -> list[int]:
    """The bytes of each text that cells may share."""
    data = archive.read(TEXTS) if TEXTS in archive.namelist() else b""
    return [len(body) for kind, body in _records(data) if kind == TEXT_ITEM]


class _XlsbStyles:
    """Which cell styles have a fill (and which), and which strike their text through."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.fills: dict[int, str] = {}
        self.struck: set[int] = set()
        fonts: list[bool] = []
        fills: list[str] = []
        counted = -1
        data = archive.read(STYLES) if STYLES in archive.namelist() else b""
        for kind, body in _records(data):
            if kind == FONT:
                fonts.append(bool(struct.unpack_from("<H", body, 2)[0] & STRUCK))
            elif kind == FILL:
                fills.append(_fill(body))
            elif kind in (FORMATS, END_OF_FORMATS):
                counted = 0 if kind == FORMATS else -1
            elif kind == FORMAT and counted >= 0:
                font, fill = struct.unpack_from("<2H", body, 4)
                if fill < len(fills) and fills[fill]:
                    self.fills[counted] = fills[fill]
                if font < len(fonts) and fonts[font]:
                    self.struck.add(counted)
                counted += 1


def _fill(body: bytes) -> str:
    """A name for a solid fill's colour, '' for none or white."""
    (pattern,) = struct.unpack_from("<I", body)
    white = body[8:11] == WHITE
    return body[4:12].hex() if pattern == SOLID and not white else ""


class _XlsbGatherer(Gatherer):
    """The marks of a sheet, gathered record by record."""

    def __init__(self, styles: _XlsbStyles, texts: Sequence[int]) -> None:
        super().__init__()
        self._styles, self._texts = styles, texts
        self._row = self._widest = self._shared = 0

    def add_sheet(self, data: bytes) -> None:
        """Gather what the sheet's own part says; raises VastSheet."""
        for kind, body in _records(data):
            if kind == ROW:
                (self._row,) = struct.unpack_from("<I", body)
                if body[11] & 0x10:
                    self.hidden_rows.add(self._row + 1)
            elif kind == COLUMN:
                first, last, _, _, flags = struct.unpack_from("<4IH", body)
                if flags & 1:
                    self.hidden_columns.update(range(first, min(last, 16_383) + 1))
            elif kind in CELLS:
                self._add_cell(kind, body)
            elif kind == MERGED:
                top, end, first, last = struct.unpack_from("<4I", body)
                self.merged.append((top + 1, first, end + 1, last))
        refuse_span((self._row + 1) * self._widest)
        refuse_text(self._shared, len(data))

    def _add_cell(self, kind: int, body: bytes) -> None:
        column, style = struct.unpack_from("<2I", body)
        style &= 0xFFFFFF
        self._widest = max(self._widest, column + 1)
        if (self._row + 1) * self._widest > MOST_CELLS:
            raise VastSheet(EMPTY)
        place = (self._row + 1, column)
        fill, is_struck = self._styles.fills.get(style, ""), style in self._styles.struck
        self.add_style(place, fill, is_struck=is_struck)
        if kind == SHARED:
            (number,) = struct.unpack_from("<I", body, 8)
            self._shared += self._texts[number] if number < len(self._texts) else 0
        if kind in ERRORS:
            self.errors[place] = ERROR_TEXTS.get(body[8], "#ERROR!")

    def add_comments(self, data: bytes) -> None:
        """Gather where the comments are."""
        for kind, body in _records(data):
            if kind == COMMENT:
                row, _, column = struct.unpack_from("<3I", body, 4)
                self.commented.add((row + 1, column))
