"""Colours, strikes and comments that may carry a status only the eye can read.

Policy: colour is never turned into a status, because nobody can say what it means. Fills that
differ from listing to listing are reported as not read. Comments and struck-through listings are
reported too; struck-through listings are still matched.
"""

from __future__ import annotations

from collections.abc import Mapping

from cohortmatch.core.findings import Finding
from cohortmatch.reading.formats.marks import SheetMarks

__all__ = ["colour_findings"]


def colour_findings(
    marks: SheetMarks, headings: Mapping[int, str], listed: tuple[object, ...]
) -> list[Finding]:
    """Findings on the marks of the listed rows; `headings` by column position."""
    rows = set(listed)
    found = _colours(marks, headings, rows)
    struck = {row for row, column in marks.struck if row in rows and column in headings}
    if struck:
        found.append(Finding("struck-not-read", "", rows=tuple(sorted(struck))))
    return [*found, *_comments(marks, headings, rows)]


def _comments(marks: SheetMarks, headings: Mapping[int, str], rows: set[object]) -> list[Finding]:
    by_column: dict[int, list[int]] = {}
    for row, column in marks.commented:
        if row in rows and column in headings:
            by_column.setdefault(column, []).append(row)
    return [
        Finding("comment-not-read", "", column=headings[column], rows=tuple(sorted(commented)))
        for column, commented in sorted(by_column.items())
    ]


def _colours(marks: SheetMarks, headings: Mapping[int, str], rows: set[object]) -> list[Finding]:
    by_column: dict[int, dict[int, str]] = {}
    for (row, column), fill in marks.coloured.items():
        if row in rows and column in headings:
            by_column.setdefault(column, {})[row] = fill
    telling = {c: fills for c, fills in by_column.items() if _tells(fills, len(rows))}
    if len(telling) * 2 > len(headings):
        coloured = sorted({row for fills in telling.values() for row in fills})
        return [Finding("colour-not-read", "", rows=tuple(coloured))]
    return [
        Finding("colour-not-read", "", column=headings[column], rows=tuple(sorted(fills)))
        for column, fills in sorted(telling.items())
    ]


def _tells(fills: dict[int, str], listings: int) -> bool:
    """Whether the fills differ between listings other than in stripes."""
    if len(set(fills.values())) == 1:
        gaps = {b - a for a, b in zip(sorted(fills), sorted(fills)[1:], strict=False)}
        is_striped = gaps == {2} and len(fills) >= listings // 2
        return len(fills) < listings and not is_striped
    return True
