"""What each list held when it was last read, so that it is recognised under another name."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from typing import NamedTuple

from cohortmatch.core.fingerprints import Content

__all__ = ["LastList", "last_lists"]


class LastList(NamedTuple):
    """A list as it was last read: the run's day, and its rows' contents."""

    day: date
    rows: tuple[Content, ...]

    def __repr__(self) -> str:
        return f"<LastList of {self.day}: {len(self.rows)} rows>"


def last_lists(connection: sqlite3.Connection, before: date) -> dict[str, LastList]:
    """Every list by its name, as the last finished run before a day read it."""
    found = connection.execute(
        "SELECT name, run, as_of, max(as_of || printf(' %012d', run)) FROM run_lists JOIN runs "
        "USING (run) WHERE finished IS NOT NULL AND as_of < ? GROUP BY name ORDER BY name",
        (str(before),),
    ).fetchall()
    return {
        name: LastList(date.fromisoformat(day), _rows(connection, run, name))
        for name, run, day, _ in found
    }


def _rows(connection: sqlite3.Connection, run: int, name: str) -> tuple[Content, ...]:
    rows = connection.execute(
        "SELECT m.listing, m.list, digest, written, fields FROM memberships m "
        "JOIN contents USING (content) WHERE run = ? AND m.list = ? ORDER BY m.listing",
        (run, name),
    )
    return tuple(Content(i, n, d, w, json.loads(f)) for i, n, d, w, f in rows)
