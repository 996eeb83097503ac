"""Where the table is in a sheet: the heading row, the rows of the list, what stands around them.

Policy: the heading row is the first of the top rows that has the most headings we know. Rows above
it are title and marking rows. Below it, rows that repeat the headings or add up totals are no
listings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cohortmatch.findings import Finding
from cohortmatch.reading.headings import field_of
from cohortmatch.reading.sheets import Sheet

__all__ = ["Table", "table_of"]

SEARCHED_ROWS = 60
"""How many of a sheet's top rows may be title rows before the headings."""
TELLING = {"name": 3, "surname": 3, "forename": 3, "date_of_birth": 2, "pnc": 2, "crn": 2}
TOTALS = re.compile(
    r"^(?:grand |sub ?-?)?total(?:s|\b)|^number of (?:nominals|listings|people)", re.I
)


@dataclass(frozen=True, eq=False)
class Table:
    """A sheet's table: headings (unique), rows of equal width, their numbers, and what was noticed.

    `title` holds the text above the headings; `score` says how much of the headings is known.
    """

    sheet: str
    headings: list[str]
    rows: list[list[str]]
    numbers: list[object]
    title: tuple[str, ...] = ()
    heading_row: int = 0
    score: int = 0
    date1904: bool = False
    left_out: dict[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def __repr__(self) -> str:
        return f"<Table: {len(self.rows)} rows, {len(self.headings)} columns>"


def table_of(sheet: Sheet) -> Table | None:
    """The sheet's table, None when no row of it can be the headings."""
    scores = [_score(row) for row in sheet.rows[:SEARCHED_ROWS]]
    best = max(scores, default=0)
    if best < 2:
        return None
    at = scores.index(best)
    width = max(len(row) for row in sheet.rows[at:])
    headings = _padded(sheet.rows[at], width)
    columns = [i for i in range(width) if headings[i].strip() or _holds(sheet.rows, at, i)]
    table = Table(
        sheet.name,
        [" ".join(headings[i].split()) for i in columns],
        [[row[i] if i < len(row) else "" for i in columns] for row in sheet.rows[at + 1 :]],
        list(sheet.numbers[at + 1 :]),
        tuple(cell for row in sheet.rows[:at] for cell in row if cell.strip()),
        sheet.numbers[at],
        best,
        sheet.date1904,
        findings=sheet.findings,
    )
    return _without_repeats(table)


def _score(row: Sequence[str]) -> int:
    """How much of a row reads like headings we know; each field counts once."""
    fields = {field_of(cell) for cell in row if cell.strip() and len(cell) < 100}
    return sum(TELLING.get(each, 1) for each in fields if each)


def _padded(row: list[str], width: int) -> list[str]:
    return row + [""] * (width - len(row))


def _holds(rows: list[list[str]], at: int, column: int) -> bool:
    return any(len(row) > column and row[column].strip() for row in rows[at + 1 :])


def _without_repeats(table: Table) -> Table:
    """The table without rows that repeat the headings or hold totals."""
    kept: list[int] = []
    left_out = dict(table.left_out)
    for position, row in enumerate(table.rows):
        first = next((cell.strip() for cell in row if cell.strip()), "")
        if sum(a.strip() == b for a, b in zip(row, table.headings, strict=True) if b) >= 2:
            left_out["repeated headings"] = left_out.get("repeated headings", 0) + 1
        elif TOTALS.match(first):
            left_out["totals"] = left_out.get("totals", 0) + 1
        else:
            kept.append(position)
    return replace(
        table,
        rows=[table.rows[i] for i in kept],
        numbers=[table.numbers[i] for i in kept],
        left_out=left_out,
    )
