"""Changing single cells of a delimited text file.

Policy: the text is cut at cells, never written anew: whatever stands between the changed cells is
copied. A cell is in quotation marks where it was or must be. Text that a spreadsheet would take for
a formula gets an apostrophe, as everywhere. A letter that the file's encoding does not have makes
the whole file UTF-8; its text is the same.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from itertools import groupby

from cohortmatch.core.errors import OutputError
from cohortmatch.core.guarding import csv_cell
from cohortmatch.reading.formats.delimited import decode, sniff_delimiter

__all__ = ["change_text"]

Span = tuple[int, int]
UNCLEAR = "{}: its quotation marks or letters are damaged, so no cell can be changed in its place"


def change_text(data: bytes, name: str, cells: Mapping[tuple[int, int], str]) -> bytes:
    """The file with other texts in some cells, by row (first is 1) and column (first is 0).

    A cell beyond the end of its row is added there. OutputError, with the file's `name`, where it
    is unclear where its cells begin.
    """
    text, encoding = decode(data, name)
    delimiter = sniff_delimiter(text)
    rows = _spans(text, delimiter)
    is_whole = _encoded(text, data, encoding) == data
    if not is_whole or _texts(text, rows) != _read(text, delimiter):
        raise OutputError(UNCLEAR.format(name))
    out: list[str] = []
    end = 0
    for number, columns in groupby(sorted(cells), key=lambda place: place[0]):
        row = rows[number - 1]
        for _, column in columns:
            start, stop = row[column] if column < len(row) else (row[-1][1],) * 2
            added = delimiter * (column - len(row) + 1)
            row.extend([(start, stop)] * len(added))
            was_quoted = text[start:stop].lstrip().startswith('"')
            shown = _quoted(csv_cell(cells[number, column]), delimiter, was_quoted)
            out += [text[end:start], added, shown]
            end = stop
    return _encoded("".join([*out, text[end:]]), data, encoding)


def _spans(text: str, delimiter: str) -> list[list[Span]]:
    """Where each cell of each row begins and ends, its quotation marks with it."""
    rows: list[list[Span]] = [[]]
    place = 0
    while place < len(text):
        end = _end_of_cell(text, place, delimiter)
        rows[-1].append((place, end))
        if end == len(text):
            return rows
        if text[end] == delimiter:
            place = end + 1
            if place == len(text):
                rows[-1].append((place, place))
        else:
            place = end + (2 if text.startswith("\r\n", end) else 1)
            rows.append([])
    return rows if rows[-1] else rows[:-1]


def _end_of_cell(text: str, place: int, delimiter: str) -> int:
    """The place after a cell: of its delimiter, its line's end, or the text's."""
    if text.startswith('"', place):
        place += 1
        while (place := text.find('"', place)) >= 0 and text.startswith('""', place):
            place += 2
        if place < 0:
            return len(text)
    found = (text.find(each, place) for each in (delimiter, "\r", "\n"))
    return min((each for each in found if each >= 0), default=len(text))


def _texts(text: str, rows: list[list[Span]]) -> list[list[str]]:
    return [[_meant(text[start:end]) for start, end in row] for row in rows]


def _meant(cell: str) -> str:
    if not cell.startswith('"'):
        return cell
    inside, _, after = cell[1:].replace('""', "\0").partition('"')
    return inside.replace("\0", '"') + after


def _read(text: str, delimiter: str) -> list[list[str]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [row or [""] for row in rows]
    except csv.Error:  # a cell longer than any spreadsheet's
        return []


def _quoted(text: str, delimiter: str, was_quoted: bool) -> str:
    must = any(each in text for each in (delimiter, '"', "\r", "\n"))
    return '"' + text.replace('"', '""') + '"' if must or was_quoted else text


def _encoded(text: str, before: bytes, encoding: str) -> bytes:
    """The text in the encoding of the file before, with its mark where it had one."""
    if encoding.startswith("utf-16"):
        little = encoding == "utf-16-le" or before[:2] == b"\xff\xfe"
        mark = before[:2] if encoding == "utf-16" else b""
        return mark + text.encode("utf-16-le" if little else "utf-16-be")
    try:
        mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
        return mark + text.encode(encoding)
    except UnicodeEncodeError:
        return b"\xef\xbb\xbf" + text.encode("utf-8")
