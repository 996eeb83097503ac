"""Whose rows of this run are, by all that a store remembers of earlier days.

A row is somebody's where it says what a row of theirs said before, or where the engine, comparing
it with all that is remembered of them, is certain.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from cohortmatch.core.fingerprints import Contents
from cohortmatch.core.tables_of_listings import take
from cohortmatch.core.types import Listings
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.recognising import Sizes, rows_of_persons
from cohortmatch.store import Store
from cohortmatch.store.kept_listings import listings_of_kept

__all__ = ["RowsRemembered"]


@dataclass(frozen=True, repr=False)
class RowsRemembered:
    """The `listings` of a run and what a `store` remembers; `now` are their contents under its
    key."""

    store: Store
    listings: Listings
    now: Contents

    @property
    def day(self) -> date:
        """The day that the run belongs to."""
        return self.listings.as_of or date.today()

    def whose(self, places: Collection[int], numbers: Set[int] | None = None) -> dict[int, int]:
        """The own number of the person whose row each of some listings (positions) is, where it is
        known; where `numbers` are given, of these persons only."""
        found, unknown = {}, []
        for place in places:
            each = self.now.items[place]
            ways = ((each.digest, each.list_name), (each.written, each.list_name))
            number = next((self._known[way] for way in ways if way in self._known), None)
            if number is None:
                unknown.append(place)
            elif numbers is None or number in numbers:
                found[place] = number
        return found | self._recognised(unknown, numbers)

    @cached_property
    def _known(self) -> Mapping[tuple[str, str], int]:
        return self.store.whose(self.day)

    def _recognised(self, places: list[int], numbers: Set[int] | None) -> dict[int, int]:
        """Which listings go with which of the persons, by the engine's judgement."""
        kept, whose = self.store.kept_rows(self.day, numbers) if places else ([], [])
        if not kept:
            return {}
        earlier = listings_of_kept(kept, self.listings.as_of)
        sizes = Sizes(
            np.array([info.listings for info in self.listings.lists], dtype=np.int64),
            np.bincount(earlier.list_code, minlength=len(earlier.lists)),
        )
        now = take(self.listings, np.array(places, dtype=np.intp))
        found = rows_of_persons(now, earlier, whose, shipped(), sizes)
        return {places[place]: number for place, number in found}

    def __repr__(self) -> str:
        return f"<RowsRemembered of {len(self.now)} listings>"
