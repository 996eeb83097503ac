"""Whom decisions are about, and what their rows said: a decision outlives the rows it was made on.

Policy: a side of a decision is the person whom its row was known as, and whoever was split from
that person or joined to it. This is noted before the runs that tell it are erased, so that a
decision lives, and its row is recognised, while either person is remembered.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cohortmatch.core.fingerprints import Content
from cohortmatch.decisions.ledger import Entry

__all__ = ["DecidedRow", "decided_apart", "note_persons", "rows_of"]

SIDES = ("left", "right")
OF_A_ROW = """
    SELECT decisions.number, memberships.own FROM decisions
    JOIN contents ON digest = {side}_digest JOIN memberships USING (content)
"""
OF_A_PERSON = """
    SELECT number, CAST(substr({side}_listing, 2) AS INTEGER) FROM decisions
    WHERE {side}_digest = '' AND {side}_listing GLOB 'P[0-9]*'
"""
SAID = "SELECT DISTINCT said FROM contents WHERE digest = ? AND said <> ''"
LAST_RUN = "SELECT max(run) FROM memberships JOIN contents USING (content) WHERE digest = ?"
BESIDE = """
    SELECT digest, written FROM memberships m JOIN contents USING (content)
    WHERE run = ? AND m.list = ? AND digest <> ?
"""
PERSON_OF = """
    SELECT own FROM memberships JOIN contents USING (content) JOIN runs USING (run)
    WHERE digest = ? ORDER BY as_of DESC, run DESC LIMIT 1
"""
SAID_LATER = """
    SELECT DISTINCT c.said FROM contents c JOIN memberships m USING (content)
    WHERE m.list = ? AND c.said <> '' AND m.own IN (
        SELECT person FROM decision_persons JOIN decisions ON number = decision
        WHERE side = ? AND {side}_digest = ?
        AND person NOT IN (SELECT person FROM decision_persons o
                           WHERE o.decision = number AND o.side <> ?))
"""


class DecidedRow(NamedTuple):
    """A side of a decision: its digest and list, what it `said`, as `kept_listings` has it, and the
    digests of the rows that stood `beside` it on its list, who are others."""

    digest: str
    list_name: str
    said: tuple[str, ...]
    beside: frozenset[str]

    def __repr__(self) -> str:
        return f"<DecidedRow of {self.list_name}>"


def note_persons(connection: sqlite3.Connection) -> None:
    """Note whom every decision is about, as far as the runs that are kept tell."""
    follows = _follows(connection)
    for side in SIDES:
        rows = connection.execute(OF_A_ROW.format(side=side)).fetchall()
        rows += connection.execute(OF_A_PERSON.format(side=side)).fetchall()
        rows += connection.execute(
            "SELECT decision, person FROM decision_persons WHERE side = ?", (side,)
        ).fetchall()
        noted = {(number, side, each) for number, first in rows for each in _after(first, follows)}
        connection.executemany(
            "INSERT OR IGNORE INTO decision_persons VALUES (?, ?, ?)", sorted(noted)
        )


def decided_apart(
    connection: sqlite3.Connection, entries: Iterable[Entry]
) -> dict[tuple[int, int], int]:
    """The pairs of persons, the earlier number first, of whom a decision in force says that rows of
    theirs are two people's, with the number of the last such decision."""
    found: dict[tuple[int, int], int] = {}
    for entry in entries:
        if entry.answer == "different" and entry.left.digest and entry.right.digest:
            one, other = (_person_of(connection, each) for each in (entry.left, entry.right))
            if one and other and one != other:
                found[min(one, other), max(one, other)] = entry.number
    return found


def _person_of(connection: sqlite3.Connection, side: Content) -> int | None:
    """The number under which a decided row was known last."""
    row = connection.execute(PERSON_OF, (side.digest,)).fetchone()
    return None if row is None else int(row[0])


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


def rows_of(connection: sqlite3.Connection, sides: Sequence[Content]) -> list[DecidedRow]:
    """What is remembered of some sides of decisions: the row itself, or else every later row of its
    person on that list, where the other side was another person; sides of which nothing is
    remembered but digests are left out."""
    found = (_row_of(connection, each) for each in sides)
    return [each for each in found if each.said]


def _row_of(connection: sqlite3.Connection, side: Content) -> DecidedRow:
    own = connection.execute(SAID, (side.digest,)).fetchall()
    said = tuple(text for (text,) in own or _later(connection, side))
    last = connection.execute(LAST_RUN, (side.digest,)).fetchone()[0]
    beside = connection.execute(BESIDE, (last, side.list_name, side.digest)).fetchall()
    return DecidedRow(
        side.digest, side.list_name, said, frozenset(each for both in beside for each in both)
    )


def _later(connection: sqlite3.Connection, side: Content) -> Iterable[tuple[str]]:
    for which in SIDES:
        asked = SAID_LATER.format(side=which)
        yield from connection.execute(asked, (side.list_name, which, side.digest, which))
