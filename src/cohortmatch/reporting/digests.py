"""Digests of the files of a report, to see later whether people have changed them.

Policy: a digest is of what people can change. Of a workbook these are its cells, so that one which
was only opened and saved has the same digest, whatever program saved it; of a CSV file its rows; of
any other file its bytes. On the sheet "To review" the order of rows does not count, nor what stands
in the columns for the answer in a row that is answered: decisions are taken in for themselves.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import PurePath
from typing import Any

from cohortmatch.core.own_names import MANIFEST
from cohortmatch.decisions.answering import SHEET

__all__ = ["digests", "is_as_written"]

OWN = ("outputs", "set_aside", "seconds")
"""Parts of the manifest that are not part of its own digest."""
ANSWER = ("Decision", "Reason", "Note")
NOTHING = datetime(1899, 12, 30)
"""The day from which spreadsheets count."""
UNREADABLE = ""


def digests(contents: Mapping[str, bytes]) -> dict[str, str]:
    """The digest of each file of a report, by its name."""
    return {name: _digest(name, content) for name, content in contents.items()}


def is_as_written(name: str, content: bytes, digest: str) -> bool:
    """Whether a file says what it said when its digest was taken."""
    if _digest(name, content) == digest:
        return True
    return PurePath(name).suffix == ".csv" and _sha256(_rewritten(content)) == digest


def _digest(name: str, content: bytes) -> str:
    if name == MANIFEST:
        return _of_manifest(content)
    return _of_workbook(content) if PurePath(name).suffix == ".xlsx" else _sha256(content)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _of_manifest(content: bytes) -> str:
    try:
        said = json.loads(content)
    except ValueError:
        return UNREADABLE
    if not isinstance(said, dict):
        return UNREADABLE
    kept = {name: value for name, value in said.items() if name not in OWN}
    return _sha256(json.dumps(kept, sort_keys=True).encode())


def _rewritten(content: bytes) -> bytes:
    """A CSV file as we write it: UTF-8, commas, as few quotation marks as can be."""
    target = io.StringIO()
    text = content.decode("utf-8-sig", errors="replace")
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
        csv.writer(target, lineterminator="\n").writerows(rows)
    except csv.Error:
        return content
    return target.getvalue().encode("utf-8")


def _of_workbook(content: bytes) -> str:
    """The digest of a workbook's cells; '' for one that cannot be read."""
    from python_calamine import CalamineError, CalamineWorkbook

    found = hashlib.sha256()
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            for name in book.sheet_names:
                rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                texts = [_row(row) for row in rows]
                lines = _review_lines(texts) if name == SHEET else _lines(texts)
                found.update(json.dumps([name, *lines]).encode())
    except (CalamineError, OSError, ValueError):
        return UNREADABLE
    return found.hexdigest()


def _row(cells: Sequence[Any]) -> list[str]:
    """The cells as texts, without empty ones at the end."""
    texts = [_text(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(cell: Any) -> str:
    """What a cell says, however the program that saved it keeps numbers and dates."""
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell
    number = _number(cell)
    return str(cell) if number is None else f"{number:.9g}"


def _number(cell: Any) -> float | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return float(cell)
    if isinstance(cell, date):
        day = cell if isinstance(cell, datetime) else datetime.combine(cell, time())
        return (day - NOTHING) / timedelta(days=1)
    return None


def _lines(texts: Iterable[list[str]]) -> list[tuple[int, list[str]]]:
    """The rows that say something, with their numbers."""
    return [(number, row) for number, row in enumerate(texts) if row]


def _review_lines(texts: Sequence[list[str]]) -> list[list[str]]:
    """The rows of the sheet "To review" in one order, without the answers."""
    places = next(_answer_places(texts), {})
    return sorted(_unanswered(row, places) for row in texts if row)


def _answer_places(texts: Sequence[list[str]]) -> Iterator[dict[str, int]]:
    for row in texts:
        if ANSWER[0] in row:
            yield {name: row.index(name) for name in ANSWER if name in row}


def _unanswered(row: list[str], places: Mapping[str, int]) -> list[str]:
    """A row without its answer, reason and note, where it has an answer."""
    decision = places.get(ANSWER[0])
    if decision is None or len(row) <= decision or not row[decision].strip():
        return row
    if row[decision] == ANSWER[0]:
        return row
    return _row(["" if place in places.values() else cell for place, cell in enumerate(row)])
