"""Erasing from the store what is past its delete-by date.

Policy: what is kept of a run is erased on the run's own `delete_by`. A person's id stays as a bare
number, so that it is never given to anybody else. A decision is erased when no kept run knows
either of its two persons, in whatever row, and the decision itself is as old as runs are kept: an
answer that two people are different must outlive a list that was late, and rows that change. Erased
data is overwritten.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime

__all__ = ["Due", "due", "erase", "erase_decisions", "later_files"]

OF_A_RUN = ("run_lists", "memberships", "person_changes", "editions")
"""The tables of what is remembered of a run, without where its files are."""


@dataclass(frozen=True)
class Due:
    """A run that is past its delete-by date; `out` is its report's folder, `files` are the paths it
    wrote that no later kept run wrote again, `finished` is when they were written.
    """

    run: int
    as_of: date
    delete_by: date
    out: str
    listings: int
    files: tuple[str, ...]
    finished: datetime | None = None


def due(connection: sqlite3.Connection, today: date) -> list[Due]:
    """The runs that are past their delete-by date, oldest first."""
    rows = connection.execute(
        "SELECT run, as_of, delete_by, finished, out, (SELECT count(*) FROM memberships m "
        "WHERE m.run = r.run) FROM runs r WHERE delete_by <= ? ORDER BY run",
        (str(today),),
    )
    return [
        Due(
            *(run, date.fromisoformat(as_of), date.fromisoformat(day), out, listings),
            files=_files(connection, run, today),
            finished=datetime.fromisoformat(finished) if finished else None,
        )
        for run, as_of, day, finished, out, listings in rows.fetchall()
    ]


def _files(connection: sqlite3.Connection, run: int, today: date) -> tuple[str, ...]:
    """The paths a run wrote, without those that a run which is not due wrote again."""
    rows = connection.execute(
        "SELECT path FROM outputs WHERE run = ? AND path NOT IN "
        "(SELECT path FROM outputs JOIN runs USING (run) WHERE delete_by > ?) ORDER BY path",
        (run, str(today)),
    )
    return tuple(path for (path,) in rows)


def later_files(connection: sqlite3.Connection, today: date) -> frozenset[str]:
    """The paths that runs wrote which are not due."""
    rows = connection.execute(
        "SELECT path FROM outputs JOIN runs USING (run) WHERE delete_by > ?", (str(today),)
    )
    return frozenset(path for (path,) in rows)


def erase(connection: sqlite3.Connection, runs: list[int], left: Set[int] = frozenset()) -> None:
    """Erase runs with their memberships and editions, and contents that no other run knows.

    Of the runs in `left`, of which some file could not be erased, only where the files are stays.
    """
    gone = [(run,) for run in runs if run not in left]
    connection.executemany("DELETE FROM runs WHERE run = ?", gone)
    for run in left & set(runs):
        for table in OF_A_RUN:
            connection.execute(f"DELETE FROM {table} WHERE run = ?", (run,))
        connection.execute("UPDATE runs SET finished = NULL, purpose = '' WHERE run = ?", (run,))
    connection.execute(
        "DELETE FROM contents WHERE content NOT IN (SELECT content FROM memberships) "
        "AND content NOT IN (SELECT content FROM edition_rows)"
    )


def erase_decisions(connection: sqlite3.Connection, before: date) -> int:
    """Erase old decisions about persons and contents no longer known; returns how many."""
    old = [
        number
        for (number,) in connection.execute(
            "SELECT number FROM decisions WHERE at < ? "
            "AND left_digest NOT IN (SELECT digest FROM contents) "
            "AND right_digest NOT IN (SELECT digest FROM contents) "
            "AND number NOT IN (SELECT decision FROM decision_persons WHERE person IN "
            "(SELECT own FROM memberships)) "
            "AND number NOT IN (SELECT undoes FROM decisions WHERE undoes IS NOT NULL) "
            "ORDER BY number DESC",
            (str(before),),
        )
    ]
    if old:
        kept = connection.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'decisions_stay'"
        ).fetchone()[0]
        connection.execute("DROP TRIGGER decisions_stay")
        for table, number in (("decisions", "number"), ("decision_persons", "decision")):
            connection.executemany(f"DELETE FROM {table} WHERE {number} = ?", ((n,) for n in old))
        connection.execute(kept)
    return len(old)
