"""Editions in the store: what each panel was told, and who was on which list."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from cohortmatch.core.fingerprints import Content, Contents
from cohortmatch.store.earlier_runs import PastEdition
from cohortmatch.store.runs import insert_contents

__all__ = ["EditionFiles", "edition_files", "insert_editions", "past_editions"]


class EditionFiles(NamedTuple):
    """An edition that was written: for which reader, for which day, its files' paths, and the
    digest of what it says, as `PastEdition` has it."""

    reader: str
    as_of: date
    paths: tuple[str, ...]
    digest: str = ""


def edition_files(connection: sqlite3.Connection) -> list[EditionFiles]:
    """Every edition that was written and whose files are not erased, the oldest run first."""
    rows = connection.execute(
        "SELECT reader, as_of, json_group_array(path), digest FROM editions JOIN runs USING (run) "
        "JOIN outputs USING (run) WHERE finished IS NOT NULL GROUP BY run, reader ORDER BY run"
    )
    return [
        EditionFiles(reader, date.fromisoformat(day), tuple(json.loads(paths)), digest)
        for reader, day, paths, digest in rows
    ]


def insert_editions(
    connection: sqlite3.Connection, run: int, editions: Iterable[PastEdition]
) -> None:
    """Keep the content of a run's editions, within a transaction."""
    for edition in editions:
        connection.execute(
            "INSERT INTO editions VALUES (?, ?, ?, ?)",
            (run, edition.reader, edition.digest, json.dumps(edition.read)),
        )
        insert_contents(connection, edition.rows.items)
        connection.executemany(
            "INSERT INTO edition_rows VALUES (?, ?, ?, "
            "(SELECT content FROM contents WHERE digest = ? AND written = ?), ?)",
            (
                (run, edition.reader, row.listing, row.digest, row.written, json.dumps(lists))
                for row, lists in zip(edition.rows.items, edition.lists, strict=True)
            ),
        )


def past_editions(
    connection: sqlite3.Connection, key: str, before: date
) -> dict[str, tuple[PastEdition, ...]]:
    """For each reader, oldest first, the last edition that was written for an earlier day, and the
    last one with each list that later ones had not."""
    rows = connection.execute(
        "SELECT reader, max(run), read FROM editions JOIN runs USING (run) "
        "WHERE finished IS NOT NULL AND as_of < ? GROUP BY reader, as_of "
        "ORDER BY reader, as_of DESC",
        (str(before),),
    ).fetchall()
    found: dict[str, tuple[PastEdition, ...]] = {}
    told: dict[str, set[str]] = {}
    for reader, run, read in rows:
        names = set(json.loads(read))
        if not names <= told.get(reader, set()) or reader not in found:
            edition = _past_edition(connection, key, reader, run)
            found[reader] = (edition, *found.get(reader, ()))
            told[reader] = names | told.get(reader, set())
    return found


def _past_edition(connection: sqlite3.Connection, key: str, reader: str, run: int) -> PastEdition:
    as_of, digest, read = connection.execute(
        "SELECT as_of, digest, read FROM editions JOIN runs USING (run) WHERE run = ? "
        "AND reader = ?",
        (run, reader),
    ).fetchone()
    rows = connection.execute(
        "SELECT e.listing, c.list, digest, written, fields, lists, said, m.status "
        "FROM edition_rows e JOIN contents c USING (content) "
        "LEFT JOIN memberships m ON m.run = e.run AND m.listing = e.listing "
        "WHERE e.run = ? AND reader = ? ORDER BY e.listing",
        (run, reader),
    ).fetchall()
    return PastEdition(
        reader,
        date.fromisoformat(as_of),
        digest,
        tuple(json.loads(read)),
        Contents(
            key, tuple(Content(i, name, d, w, json.loads(f)) for i, name, d, w, f, *_ in rows)
        ),
        tuple(tuple(json.loads(row[5])) for row in rows),
        tuple(row[6] for row in rows),
        tuple(json.loads(row[7] or "{}") for row in rows),
    )
