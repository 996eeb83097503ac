"""Where people that a store remembers stand now, for decisions about them.

A decision that two are different people holds whatever their rows say later: also where both have
changed, moved to other lists, or came back. A row is somebody's where it says what a row of theirs
said before, or where the engine, comparing it with all that is remembered of them, is certain. What
later days remember counts too: a decision holds on every day.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product

import numpy as np

from cohortmatch.core.fingerprints import Contents
from cohortmatch.core.tables_of_listings import take
from cohortmatch.core.types import Listings
from cohortmatch.decisions.ledger import Entry, Ledger
from cohortmatch.decisions.persons import answered_persons, persons_of
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.recognising import Sizes, rows_of_persons
from cohortmatch.store import Store
from cohortmatch.store.kept_listings import listings_of_kept

__all__ = ["StoredPersonFinder"]

Pair = tuple[int, int]


@dataclass(frozen=True, repr=False)
class StoredPersonFinder:
    """Where the people of decisions stand among the `listings`; `now` are their contents under the
    key of the `store`."""

    store: Store
    ledger: Ledger
    listings: Listings
    now: Contents

    def pairs(self, entry: Entry) -> list[Pair]:
        """The listings (positions) that a decision "different" holds apart now."""
        both = self._persons.get(entry.number)
        return [] if both is None else sorted(self._between(both))

    @cached_property
    def doubted(self) -> frozenset[Pair]:
        """The pairs of listings (positions) of two persons of whom earlier runs said that they are
        perhaps one, and nobody whether they are."""
        return frozenset(pair for both in self._doubts for pair in self._between(both))

    def _between(self, both: Pair) -> set[Pair]:
        one, other = (self._places.get(number, []) for number in both)
        return {(min(pair), max(pair)) for pair in product(one, other) if pair[0] != pair[1]}

    @cached_property
    def _doubts(self) -> Set[Pair]:
        """The numbers of each two persons of whom it is open whether they are one."""
        answers = answered_persons(self.ledger)
        same = {(min(pair), max(pair)) for pair in answers.goes_by.items()}
        return self.store.doubts(self._day) - same - answers.apart - {*self._persons.values()}

    @property
    def _day(self) -> date:
        return self.listings.as_of or date.today()

    @cached_property
    def _persons(self) -> Mapping[int, Pair]:
        """The numbers of the two persons of each decision, by its number."""
        rows = {number: pair for pair, number in self.store.decided_apart(self.ledger).items()}
        about = ((each.number, persons_of(each)) for each in self.ledger.in_force)
        return rows | {number: pair for number, pair in about if pair is not None}

    @cached_property
    def _two(self) -> Set[Pair]:
        """The numbers of each two persons who are two, or perhaps two."""
        return {*self._persons.values(), *self._doubts}

    @cached_property
    def _places(self) -> Mapping[int, list[int]]:
        """Where each of these persons stands."""
        numbers = {number for pair in self._two for number in pair}
        known = self.store.whose(self._day)
        found: dict[int, list[int]] = {}
        unknown = []
        for place, each in enumerate(self.now.items):
            ways = ((each.digest, each.list_name), (each.written, each.list_name))
            number = next((known[way] for way in ways if way in known), None)
            if number is None:
                unknown.append(place)
            elif number in numbers:
                found.setdefault(number, []).append(place)
        for place, number in self._recognised(unknown, numbers):
            found.setdefault(number, []).append(place)
        return found

    def _recognised(self, places: list[int], numbers: Set[int]) -> list[Pair]:
        """Which listings go with which of some persons."""
        kept, whose = self.store.kept_rows(self._day, numbers)
        if not kept or not places:
            return []
        earlier = listings_of_kept(kept, self.listings.as_of)
        sizes = Sizes(
            np.array([info.listings for info in self.listings.lists], dtype=np.int64),
            np.bincount(earlier.list_code, minlength=len(earlier.lists)),
        )
        now = take(self.listings, np.array(places, dtype=np.intp))
        found = rows_of_persons(now, earlier, whose, shipped(), sizes)
        return [(places[place], number) for place, number in found]

    def __repr__(self) -> str:
        return f"<StoredPersonFinder among {len(self.now)} listings>"
