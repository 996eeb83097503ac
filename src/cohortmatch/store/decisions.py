"""The ledger of decisions in the store."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from cohortmatch.core.fingerprints import Content
from cohortmatch.decisions.kept_sides import fields_kept, side_of
from cohortmatch.decisions.ledger import Entry, Ledger

__all__ = ["insert_entries", "read_ledger"]

OWN = ("number", "answer", "undoes", "who", "at", "reason", "note")
SIDE = ("listing", "list", "digest", "written", "fields")
COLUMNS = (*OWN, *(f"{which}_{part}" for which in ("left", "right") for part in SIDE))


def read_ledger(connection: sqlite3.Connection, key: str) -> Ledger:
    """Every entry, by number."""
    rows = connection.execute(f"SELECT {', '.join(COLUMNS)} FROM decisions ORDER BY number")
    return Ledger(key, tuple(map(_entry, rows)))


def insert_entries(connection: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    """Add entries, within a transaction."""
    marks = ", ".join("?" * len(COLUMNS))
    connection.executemany(
        f"INSERT INTO decisions ({', '.join(COLUMNS)}) VALUES ({marks})", map(_row, entries)
    )


def _row(entry: Entry) -> tuple[object, ...]:
    own = (entry.number, entry.answer, entry.undoes, entry.by, entry.at, entry.reason, entry.note)
    return (*own, *_side_row(entry.left), *_side_row(entry.right))


def _side_row(side: Content) -> tuple[str, ...]:
    fields = json.dumps(fields_kept(side), sort_keys=True)
    return side.listing, side.list_name, side.digest, side.written, fields


def _entry(row: tuple[object, ...]) -> Entry:
    number, answer, undoes, by, at, reason, note, *sides = row
    left, right = sides[: len(SIDE)], sides[len(SIDE) :]
    return Entry(number, answer, _side(left), _side(right), by, at, reason, note, undoes)  # type: ignore[arg-type]


def _side(parts: list[object]) -> Content:
    listing, name, digest, written, fields = map(str, parts)
    return side_of(listing, name, digest, written, json.loads(fields))
