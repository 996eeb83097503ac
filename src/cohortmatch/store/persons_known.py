"""What a store knows of persons by their numbers, for whoever says that two of them are one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Set
from datetime import date
from typing import NamedTuple

from cohortmatch.store.kept_listings import details_of
from cohortmatch.values.fields import PERSON_NUMBERS

__all__ = ["PersonKnown", "known_as_two", "offered", "persons_known"]

Pair = tuple[int, int]
"""The numbers of two persons, the earlier first."""


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


def known_as_two(
    connection: sqlite3.Connection, day: date, pairs: Collection[Pair]
) -> frozenset[Pair]:
    """Those of some pairs whom a run before a day had on one list, or under one id to check, or
    whose identifiers are other ones: each has one of some kind, and they have none in common."""
    numbers = sorted({number for pair in pairs for number in pair})
    stood: dict[int, set[tuple[int, str | int]]] = {number: set() for number in numbers}
    identifiers: dict[int, set[tuple[str, str]]] = {number: set() for number in numbers}
    rows = connection.execute(
        "SELECT own, run, m.list, person, said FROM memberships m JOIN runs USING (run) "
        "JOIN contents USING (content) WHERE finished IS NOT NULL AND as_of < ? "
        "AND own IN (SELECT value FROM json_each(?))",
        (str(day), json.dumps(numbers)),
    )
    for number, run, name, shown, said in rows:
        stood[number] |= {(run, name), (run, shown)}
        identifiers[number] |= _identifiers(said)
    return frozenset(
        (one, other)
        for one, other in pairs
        if stood[one] & stood[other] or _differ(identifiers[one], identifiers[other])
    )


def _identifiers(said: str) -> set[tuple[str, str]]:
    """The kind and value of each identifier of a person in what a row said."""
    details = details_of(said)
    held = {} if details is None else details.fields
    return {(kind, value) for kind in PERSON_NUMBERS for value in held.get(kind, ())}


def _differ(one: Set[tuple[str, str]], other: Set[tuple[str, str]]) -> bool:
    kinds = {kind for kind, _ in one} & {kind for kind, _ in other}
    return bool(kinds) and one.isdisjoint(other)


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
