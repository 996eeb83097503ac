"""The marks in an .xls workbook, from its records, and whether the records can be trusted.

Policy: an .xls file has no checksums, so a damaged one may claim anything. A cell beyond the last
column of the format, or a record that runs past the end, is an error and does not make a vast
sheet.
Source: [MS-XLS] Excel Binary File Format, sections 2.4 (records) and 2.5.10 (error values).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cohortmatch.reading.formats.bounds import refuse_span, refuse_text
from cohortmatch.reading.formats.compound import CompoundError
from cohortmatch.reading.formats.marks import BookMarks, Gatherer, SheetMarks
from cohortmatch.reading.formats.xls_styles import XlsStyles, styled_cells
from cohortmatch.reading.formats.xls_texts import text_lengths

__all__ = ["ERROR_TEXTS", "is_locked", "workbook_stream", "xls_marks"]

BOF, END, LOCK, DATE_1904, SHEET = 0x0809, 0x000A, 0x002F, 0x0022, 0x0085
TEXTS, CONTINUED, SHARED = 0x00FC, 0x003C, 0x00FD
ROW, COLUMNS, FORMULA, ERROR, NOTE = 0x0208, 0x007D, 0x0006, 0x0205, 0x001C
CELLS = frozenset((FORMULA, ERROR, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x027E))
COLUMN_LIMIT = 256
ERROR_TEXTS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


class Record(NamedTuple):
    """One record: its kind and its bytes."""

    kind: int
    body: bytes

    def __repr__(self) -> str:
        return f"<Record {self.kind:#06x}: {len(self.body)} bytes>"


def workbook_stream(streams: Mapping[str, bytes]) -> bytes:
    """The workbook among a compound file's streams, b"" when there is none."""
    return streams.get("Workbook") or streams.get("Book") or b""


def is_locked(stream: bytes) -> bool:
    """Whether the workbook's records are encrypted."""
    for record in _records(stream, 0):
        if record.kind in (LOCK, END):
            return record.kind == LOCK
    return False


def xls_marks(stream: bytes) -> BookMarks:
    """The marks of every sheet; raises VastSheet, or CompoundError when the records are damaged."""
    try:
        return _marks(stream)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise CompoundError from error


def _marks(stream: bytes) -> BookMarks:
    listed: dict[str, tuple[int, bool]] = {}
    date1904 = False
    styles = XlsStyles()
    texts = _text_lengths(stream)
    for record in _records(stream, 0):
        styles.add(record.kind, record.body)
        if record.kind == DATE_1904:
            date1904 = record.body[:2] == b"\x01\x00"
        if record.kind == SHEET:
            start, state = struct.unpack_from("<IB", record.body)
            listed[_name(record.body)] = (start, bool(state & 3))
        if record.kind == END:
            break
    sheets = {
        name: _sheet(stream, start, _XlsGatherer(styles, texts), hidden=hidden)
        for name, (start, hidden) in listed.items()
    }
    return BookMarks(sheets, date1904)


def _records(stream: bytes, start: int) -> Iterator[Record]:
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        body = stream[start + 4 : start + 4 + length]
        if len(body) < length:
            raise CompoundError
        yield Record(kind, body)
        start += 4 + length


def _name(body: bytes) -> str:
    length, is_wide = body[6], body[7] & 1
    if is_wide:
        return body[8 : 8 + 2 * length].decode("utf-16-le")
    return body[8 : 8 + length].decode("latin-1")


def _text_lengths(stream: bytes) -> list[int]:
    """The bytes of each text that cells may share."""
    parts: list[bytes] = []
    for kind, body in _records(stream, 0):
        if kind == TEXTS or (parts and kind == CONTINUED):
            parts.append(body)
        elif parts or kind == END:
            break
    return list(text_lengths(parts))


def _sheet(stream: bytes, start: int, found: _XlsGatherer, *, hidden: bool) -> SheetMarks:
    depth = 0
    for record in _records(stream, start):
        depth += (record.kind == BOF) - (record.kind == END)
        if depth == 0:
            break
        if depth == 1:  # deeper is a chart inside the sheet
            found.add(record)
    found.refuse_vast(len(stream))
    return found.marks(is_hidden=hidden)


class _XlsGatherer(Gatherer):
    """The marks of a sheet, gathered record by record."""

    def __init__(self, styles: XlsStyles, texts: Sequence[int]) -> None:
        super().__init__()
        self._styles, self._texts = styles, texts
        self._rows = self._columns = self._shared = 0

    def add(self, record: Record) -> None:
        """Gather what a record says."""
        kind, body = record
        if kind == ROW and body[12] & 0x20:
            self.hidden_rows.add(_two(body, 0) + 1)
        elif kind == COLUMNS and body[8] & 1:
            self.hidden_columns.update(range(_two(body, 0), min(_two(body, 2), 255) + 1))
        elif kind == NOTE:
            self.commented.add(_place(body))
        elif kind in CELLS:
            place = _place(body)
            self._rows, self._columns = max(self._rows, place[0]), max(self._columns, place[1] + 1)
            if kind == SHARED:
                (number,) = struct.unpack_from("<I", body, 6)
                self._shared += self._texts[number] if number < len(self._texts) else 0
            if error := _error(record):
                self.errors[place] = error
            for cell, style in styled_cells(kind, body):
                fill, is_struck = self._styles.fill(style), self._styles.is_struck(style)
                self.add_style(cell, fill, is_struck=is_struck)

    def refuse_vast(self, size: int) -> None:
        """Raise VastSheet where the sheet, in a stream of so many bytes, unfolds to too much."""
        refuse_span(self._rows * self._columns)
        refuse_text(self._shared, size)


def _place(body: bytes) -> tuple[int, int]:
    row, column = struct.unpack_from("<HH", body)
    if column >= COLUMN_LIMIT:
        raise CompoundError
    return row + 1, column


def _error(record: Record) -> str:
    """The error a cell shows, '' for none."""
    if record.kind == ERROR and record.body[7]:
        return ERROR_TEXTS.get(record.body[6], "#ERROR!")
    if record.kind == FORMULA and record.body[6] == 2 and record.body[12:14] == b"\xff\xff":
        return ERROR_TEXTS.get(record.body[8], "#ERROR!")
    return ""


def _two(body: bytes, start: int) -> int:
    return int.from_bytes(body[start : start + 2], "little")
