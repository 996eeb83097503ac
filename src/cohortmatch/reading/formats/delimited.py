"""Text files: the encoding, the delimiter, the rows.

Policy: the encoding is never guessed from letter counts. A byte order mark decides; else it is
UTF-8 if every byte fits, else Windows-1252. The delimiter is the one of `, ; tab |` that splits a
line into known headings. If there are several, it is the one that splits most of the first lines
into the same number of cells, more than one.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import compress, pairwise

from cohortmatch.core.errors import FileError
from cohortmatch.core.findings import Finding
from cohortmatch.reading.columns.headings import listed_field
from cohortmatch.reading.formats.bounds import VastSheet, room_for
from cohortmatch.reading.formats.sheets import Sheet, sheet_of

__all__ = ["decode", "is_utf16", "looks_delimited", "read_delimited", "sniff_delimiter"]

DELIMITERS = (",", ";", "\t", "|")
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
SNIFFED_LINES = 200
MOST_COLUMNS = 16_384
HEADED_LINES, LONGEST_HEADINGS = 20, 4_000
"""How many lines are searched for headings, and how many letters of each."""
LONG_TEXT = 20_000_000
"""Characters from which a text is looked at with care for memory."""
LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
LINE_BYTES, CELL_BYTES = 100, 16
"""Bytes that a row takes at the least, and each cell more."""
SEPARATOR = re.compile(r'[,;\t|\r\n"]')
PIECE = 40_000
"""Characters, more than a spreadsheet's cell can hold."""
RUNAWAY_LINES = 20
"""Lines inside one quoted cell from which a quotation mark counts as stray."""


def read_delimited(data: bytes, name: str) -> Sheet:
    """The rows of a delimited text file; `name` is the file's name, for errors."""
    text, encoding = decode(data, name)
    text = _without_long_cells(text)
    delimiter = sniff_delimiter(text)
    _refuse_without_room(text, delimiter, name)
    rows = _rows(text, delimiter, csv.QUOTE_MINIMAL)
    found: list[Finding] = []
    if '"' in text and _has_runaway(rows, delimiter):
        rows = _rows(text, delimiter, csv.QUOTE_NONE)
        found.append(Finding("quote-not-closed", ""))
    if '="' in text:
        rows = [[_unwrapped(cell) for cell in row] for row in rows]
    if encoding == "cp1252":
        found.append(Finding("old-encoding", "", detail="Windows-1252"))
    if max(map(len, rows), default=0) > MOST_COLUMNS:
        problem = f"the file has more than {MOST_COLUMNS:,} columns, more than a spreadsheet can"
        raise FileError(name, problem, "export the list again; its lines may have run together")
    sheet = sheet_of("", rows)
    return Sheet("", sheet.rows, sheet.numbers, findings=(*found, *sheet.findings))


def _unwrapped(cell: str) -> str:
    """What a spreadsheet shows for `="0012"`, which stops it from reading the text as a number."""
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') and len(cell) > 2 else cell


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of the bytes and the encoding's name.

    Raises FileError when the bytes are not text.
    """
    text, encoding = _decoded(data, name)
    return text.replace("\0", ""), encoding


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    if data[:2] in UTF16_MARKS:
        return _utf16(data, "utf-16", name), "utf-16"
    if unmarked := _unmarked_utf16(data):
        return _utf16(data, unmarked, name), unmarked
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), "cp1252"


def is_utf16(data: bytes) -> bool:
    """Whether the bytes are UTF-16 text, with or without its mark."""
    return data[:2] in UTF16_MARKS or bool(_unmarked_utf16(data))


def _unmarked_utf16(data: bytes) -> str:
    """The encoding of UTF-16 text that lacks its mark, '' for other text."""
    head = data[:2000]
    if b"\0" not in head or len(data) % 2:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 2 < len(head) * 0.8 or min(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _utf16(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        problem = "the file is damaged: its text breaks off or is mixed with something else"
        raise FileError(name, problem, "export the list again as CSV or Excel") from error


def sniff_delimiter(text: str) -> str:
    """The delimiter of the text's first lines; a comma when there is only one column."""
    if text[:4].lower() == "sep=" and text[4:5]:
        return text[4]
    lines = list(_first_lines(text))
    return max(DELIMITERS, key=lambda each: (_headed(lines, each), _agreement(lines, each)))


def _headed(lines: list[str], delimiter: str) -> bool:
    """Whether a line splits into known headings, so that one cell of very many values cannot decide
    the delimiter."""
    return any(_are_headings(line, delimiter) for line in lines[:HEADED_LINES])


def _are_headings(line: str, delimiter: str) -> bool:
    cells = [cell.strip(' "\r\n') for cell in line[:LONGEST_HEADINGS].split(delimiter)]
    return len({field for cell in cells if (field := listed_field(cell))}) > 1


def looks_delimited(head: bytes) -> bool:
    """Whether the first bytes of a file are lines of the same number of cells, two or more."""
    try:
        text, _ = decode(head[: len(head) // 2 * 2], "")
    except FileError:
        return False
    lines = list(_first_lines(text))[:-1] or [text]
    agreeing, width = max(_agreement(lines, each) for each in DELIMITERS)
    return width > 1 and agreeing >= 0.8 * width * len(lines)


def _first_lines(text: str) -> Iterator[str]:
    stream = io.StringIO(text[:1_000_000], newline="")
    for line, _ in zip(stream, range(SNIFFED_LINES), strict=False):
        if line.strip():
            yield line[:10_000]


def _agreement(lines: list[str], delimiter: str) -> tuple[int, int]:
    """How many lines have the commonest number of cells above one, and that number."""
    rows = _rows("".join(lines), delimiter, csv.QUOTE_MINIMAL)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return (0, 0)
    width, lines_so_wide = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (lines_so_wide * width, width)


def _rows(text: str, delimiter: str, quoting: int) -> list[list[str]]:
    before = csv.field_size_limit(2**31 - 1)
    try:
        return list(csv.reader(_lines(text), delimiter=delimiter, quoting=quoting))  # type: ignore[arg-type]
    finally:
        csv.field_size_limit(before)


def _lines(text: str) -> Iterable[str]:
    """The lines of a text with their ends; a long text is not copied for it."""
    if len(text) < LONG_TEXT:
        return io.StringIO(text, newline="")
    return (match.group() for match in LINE.finditer(text))


def _refuse_without_room(text: str, delimiter: str, name: str) -> None:
    """Refuse a long text whose rows and cells would need more memory than is free."""
    if len(text) < LONG_TEXT:
        return
    try:
        room_for(LINE_BYTES * text.count("\n") + CELL_BYTES * text.count(delimiter))
    except VastSheet as error:
        remedy = "close other programs, or export the list alone"
        raise FileError(name, str(error), remedy) from error


def _without_long_cells(text: str) -> str:
    """The text with very long cells shortened, but not so much that nobody is told of it.

    Pieces of a fixed length are looked at. Of several in a row that are all of one cell, the first
    stays.
    """
    if len(text) < LONG_TEXT:
        return text
    pieces = [text[start : start + PIECE] for start in range(0, len(text), PIECE)]
    within = [SEPARATOR.search(piece) is None for piece in pieces]
    stays = [not (now and before) for before, now in pairwise([False, *within])]
    return text if all(stays) else "".join(compress(pieces, stays))


def _has_runaway(rows: list[list[str]], delimiter: str) -> bool:
    """Whether a cell has swallowed lines: there are many, and they split as the rows do."""
    widths = Counter(len(row) for row in rows if row)
    width = widths.most_common(1)[0][0] if widths else 1
    return any(
        (lines := cell.count("\n")) > RUNAWAY_LINES
        and cell.count(delimiter) * 2 >= lines * (width - 1)
        for row in rows
        for cell in row
        if len(cell) > 200
    )
