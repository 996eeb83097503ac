"""The runs that a store keeps, by their days: to list them, and to forget one.

Policy: a run belongs to its day, and the last finished run of a day replaced the others: only it is
listed and compared with. What the others said is kept until their delete-by date, because ids go by
it. A day is forgotten with all its runs.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

__all__ = ["KeptRun", "kept_runs", "runs_of_day"]


@dataclass(frozen=True)
class KeptRun:
    """The run that is kept of a day; `lists` are the names of the lists it read, `listings` their
    rows, `out` its report's folder."""

    run: int
    as_of: date
    lists: tuple[str, ...]
    listings: int
    delete_by: date
    out: str


def kept_runs(connection: sqlite3.Connection) -> list[KeptRun]:
    """The run of every day, by day."""
    rows = connection.execute(
        "SELECT max(run), as_of, delete_by, out FROM runs WHERE finished IS NOT NULL "
        "GROUP BY as_of ORDER BY as_of"
    )
    return [
        KeptRun(
            run,
            date.fromisoformat(day),
            *_lists(connection, run),
            date.fromisoformat(delete_by),
            out,
        )
        for run, day, delete_by, out in rows.fetchall()
    ]


def _lists(connection: sqlite3.Connection, run: int) -> tuple[tuple[str, ...], int]:
    rows = connection.execute(
        "SELECT name, listings FROM run_lists WHERE run = ? ORDER BY place", (run,)
    ).fetchall()
    return tuple(name for name, _ in rows), sum(listings for _, listings in rows)


def runs_of_day(connection: sqlite3.Connection, day: date) -> list[int]:
    """Every run of a day of which something is remembered, replaced and unfinished ones too."""
    rows = connection.execute(
        "SELECT run FROM runs WHERE as_of = ? AND (finished IS NOT NULL OR EXISTS "
        "(SELECT 1 FROM run_lists l WHERE l.run = runs.run)) ORDER BY run",
        (str(day),),
    )
    return [run for (run,) in rows]
