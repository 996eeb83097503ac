"""Where people that a store remembers stand now, for decisions about them.

A decision that two are different people holds whatever their rows say later: also where both have
changed, moved to other lists, or came back. What later days remember counts too: a decision holds
on every day.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from cohortmatch.decisions.ledger import Entry, Ledger
from cohortmatch.decisions.persons import answered_persons, persons_of
from cohortmatch.services.rows_remembered import RowsRemembered
from cohortmatch.store import Store

__all__ = ["StoredPersonFinder"]

Pair = tuple[int, int]


@dataclass(frozen=True, repr=False)
class StoredPersonFinder:
    """Where the people of decisions stand among the rows of a run."""

    store: Store
    ledger: Ledger
    rows: RowsRemembered

    def pairs(self, entry: Entry) -> list[Pair]:
        """The listings (positions) that a decision "different" holds apart now."""
        both = self._persons.get(entry.number)
        return [] if both is None else sorted(self._between(both))

    def known_as_two(self, pairs: Collection[Pair]) -> frozenset[Pair]:
        """Those of some pairs of listings (positions) whose two persons earlier runs knew as two,
        or as perhaps two, and of whom nobody has said whether they are one.

        Two are known as two where they stood on one list on one day, or where their numbers differ;
        as perhaps two where a run said so, or had the rows of both under one id, to check.
        """
        whose = self.rows.whose(sorted({place for pair in pairs for place in pair}))
        persons = {pair: _ordered(*map(whose.get, pair)) for pair in pairs}
        open_pairs = {both for both in persons.values() if both is not None} - self._answered
        two = self.store.doubts(self.rows.day) & open_pairs
        two |= self.store.known_as_two(self.rows.day, open_pairs - two)
        return frozenset(pair for pair, both in persons.items() if both in two)

    def _between(self, both: Pair) -> set[Pair]:
        one, other = (self._places.get(number, []) for number in both)
        return {(min(pair), max(pair)) for pair in product(one, other) if pair[0] != pair[1]}

    @cached_property
    def _answered(self) -> Set[Pair]:
        """The numbers of each two persons of whom somebody has said whether they are one."""
        answers = answered_persons(self.ledger)
        same = {(min(pair), max(pair)) for pair in answers.goes_by.items()}
        return same | answers.apart | {*self._persons.values()}

    @cached_property
    def _persons(self) -> Mapping[int, Pair]:
        """The numbers of the two persons of each decision, by its number."""
        rows = {number: pair for pair, number in self.store.decided_apart(self.ledger).items()}
        about = ((each.number, persons_of(each)) for each in self.ledger.in_force)
        return rows | {number: pair for number, pair in about if pair is not None}

    @cached_property
    def _places(self) -> Mapping[int, list[int]]:
        """Where each of these persons stands."""
        numbers = {number for pair in self._persons.values() for number in pair}
        found: dict[int, list[int]] = {}
        if numbers:
            for place, number in self.rows.whose(range(len(self.rows.now)), numbers).items():
                found.setdefault(number, []).append(place)
        return found

    def __repr__(self) -> str:
        return f"<StoredPersonFinder among {len(self.rows.now)} listings>"


def _ordered(one: int | None, other: int | None) -> Pair | None:
    """The two numbers, the earlier first; None where they are not two."""
    return (
        None if one is None or other is None or one == other else (min(one, other), max(one, other))
    )
