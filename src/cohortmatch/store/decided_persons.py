"""Whom decisions are about, and what their rows said: a decision outlives the rows it was made on.

Policy: a side of a decision is the person whom its row was known as, and whoever was split from
that person or joined to it. This is noted before the runs that tell it are erased, so that a
decision lives, and its row is recognised, while either person is remembered.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from cohortmatch.core.fingerprints import Content
from cohortmatch.store.kept_listings import KeptListing

__all__ = ["note_persons", "rows_of"]

SIDES = ("left", "right")
OF_A_ROW = """
    SELECT decisions.number, memberships.person FROM decisions
    JOIN contents ON digest = {side}_digest JOIN memberships USING (content)
"""
SAID = "SELECT DISTINCT said FROM contents WHERE digest = ? AND said <> ''"
SAID_LATER = """
    SELECT DISTINCT c.said FROM contents c JOIN memberships m USING (content)
    WHERE m.list = ? AND c.said <> '' AND m.person IN (
        SELECT person FROM decision_persons JOIN decisions ON number = decision
        WHERE side = ? AND {side}_digest = ?
        AND person NOT IN (SELECT person FROM decision_persons o
                           WHERE o.decision = number AND o.side <> ?))
"""


def note_persons(connection: sqlite3.Connection) -> None:
    """Note whom every decision is about, as far as the runs that are kept tell."""
    follows = _follows(connection)
    for side in SIDES:
        rows = connection.execute(OF_A_ROW.format(side=side)).fetchall()
        rows += connection.execute(
            "SELECT decision, person FROM decision_persons WHERE side = ?", (side,)
        ).fetchall()
        noted = {(number, side, each) for number, first in rows for each in _after(first, follows)}
        connection.executemany(
            "INSERT OR IGNORE INTO decision_persons VALUES (?, ?, ?)", sorted(noted)
        )


def _follows(connection: sqlite3.Connection) -> dict[int, set[int]]:
    """The persons that each became a part of, or that were split from it."""
    found: dict[int, set[int]] = {}
    for kind, person, others in connection.execute(
        "SELECT kind, person, others FROM person_changes WHERE kind IN ('split', 'join')"
    ):
        for other in json.loads(others):
            before, after = (person, other) if kind == "split" else (other, person)
            found.setdefault(int(before[1:]), set()).add(int(after[1:]))
    return found


def _after(first: int, follows: dict[int, set[int]]) -> set[int]:
    """A person and everybody who came of it."""
    found, to_do = {first}, [first]
    while to_do:
        more = follows.get(to_do.pop(), set()) - found
        found |= more
        to_do += more
    return found


def rows_of(
    connection: sqlite3.Connection, sides: Sequence[Content]
) -> list[tuple[str, list[KeptListing]]]:
    """What is remembered of some sides of decisions, by the digest: the row itself, or else every
    later row of its person on that list, where the other side was another person."""
    return [(each.digest, list(_rows_of(connection, each))) for each in sides]


def _rows_of(connection: sqlite3.Connection, side: Content) -> Iterator[KeptListing]:
    rows = connection.execute(SAID, (side.digest,)).fetchall() or _later(connection, side)
    for (said,) in rows:
        yield KeptListing(side.list_name, said)


def _later(connection: sqlite3.Connection, side: Content) -> Iterable[tuple[str]]:
    for which in SIDES:
        asked = SAID_LATER.format(side=which)
        yield from connection.execute(asked, (side.list_name, which, side.digest, which))
