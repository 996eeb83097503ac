"""The lines of the audit log that the store noted: their numbers and hashes, and every restart."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

__all__ = ["LogLine", "insert_line", "last_line", "noted_lines"]


@dataclass(frozen=True)
class LogLine:
    """A noted line: its number and hash, when it was noted (UTC), and why the log was begun again
    with it: empty where it was not."""

    number: int
    hash: str
    noted: str = ""
    because: str = ""


def insert_line(connection: sqlite3.Connection, line: LogLine) -> None:
    """Note a line, within a transaction."""
    connection.execute(
        "INSERT OR IGNORE INTO log_lines VALUES (?, ?, ?, ?)",
        (line.number, line.hash, line.noted, line.because),
    )


def noted_lines(connection: sqlite3.Connection) -> list[LogLine]:
    """Every noted line, by number."""
    rows = connection.execute("SELECT number, hash, noted, because FROM log_lines ORDER BY number")
    return [LogLine(int(number), *map(str, rest)) for number, *rest in rows]


def last_line(connection: sqlite3.Connection) -> tuple[int, str] | None:
    """The number and hash of the last line that was noted; a restart's comes before another of its
    number."""
    found = connection.execute(
        "SELECT number, hash FROM log_lines ORDER BY number DESC, because DESC LIMIT 1"
    ).fetchone()
    return None if found is None else (int(found[0]), str(found[1]))
