"""What a store knows of persons by their numbers, for whoever says that two of them are one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

__all__ = ["PersonKnown", "offered", "persons_known"]


class PersonKnown(NamedTuple):
    """When a person was on a list last, on which, and what their rows ever said, as
    `kept_listings` has it."""

    day: date
    lists: tuple[str, ...]
    said: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<PersonKnown on {len(self.lists)} lists>"


def offered(connection: sqlite3.Connection) -> frozenset[frozenset[int]]:
    """The pairs of numbers that a run that is kept took for perhaps one person."""
    rows = connection.execute("SELECT person, others FROM person_changes WHERE kind = 'perhaps'")
    return frozenset(
        frozenset((int(one[1:]), int(other[1:])))
        for one, others in rows
        for other in json.loads(others)
    )


def persons_known(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, PersonKnown]:
    """What is known of each of some persons."""
    found = ((number, _known(connection, number)) for number in sorted({*numbers}))
    return {number: known for number, known in found if known is not None}


def _known(connection: sqlite3.Connection, number: int) -> PersonKnown | None:
    rows = connection.execute(
        "SELECT as_of, m.list, said FROM memberships m JOIN runs USING (run) "
        "JOIN contents USING (content) WHERE own = ? ORDER BY as_of, run, m.list",
        (number,),
    ).fetchall()
    if not rows:
        return None
    last = rows[-1][0]
    lists = dict.fromkeys(name for day, name, _ in rows if day == last)
    said = dict.fromkeys(text for *_, text in rows if text)
    return PersonKnown(date.fromisoformat(last), tuple(lists), tuple(said))
