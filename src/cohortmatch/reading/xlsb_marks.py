"""The marks in an .xlsb workbook: hidden sheets, rows and columns, and the date system.

Policy: as for .xlsx; colours and strikes are not looked for in this rare format. Cells far outside
what a list can need are refused before they are unpacked.
Source: [MS-XLSB] Excel Binary File Format, sections 2.1.4 (records) and 2.4.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator
from posixpath import join, normpath

from cohortmatch.reading.marks import BookMarks, SheetMarks
from cohortmatch.reading.xlsx_marks import MOST_CELLS, VastSheet

__all__ = ["xlsb_marks"]

ROW, COLUMN, PROPERTIES, SHEET = 0, 60, 153, 156
CELLS = range(1, 12)
RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")


def xlsb_marks(archive: zipfile.ZipFile) -> BookMarks:
    """The marks of every sheet of an opened xlsb file.

    Raises VastSheet, or struct.error, KeyError and what zipfile raises when the file is damaged.
    """
    targets = _targets(archive)
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
                data = archive.read(targets[relation])
                sheets[name] = _sheet(data, hidden=state != 0)
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
    """Each record's kind and bytes; both numbers are written in sevens of bits."""
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


def _sheet(data: bytes, *, hidden: bool) -> SheetMarks:
    rows: set[int] = set()
    columns: set[int] = set()
    row = widest = 0
    for kind, body in _records(data):
        if kind == ROW:
            (row,) = struct.unpack_from("<I", body)
            if body[11] & 0x10:
                rows.add(row + 1)
        elif kind == COLUMN:
            first, last, _, _, flags = struct.unpack_from("<4IH", body)
            if flags & 1:
                columns.update(range(first, min(last, 16_383) + 1))
        elif kind in CELLS:
            widest = max(widest, struct.unpack_from("<I", body)[0] + 1)
            if (row + 1) * widest > MOST_CELLS:
                raise VastSheet
    return SheetMarks(hidden, frozenset(rows), frozenset(columns))
