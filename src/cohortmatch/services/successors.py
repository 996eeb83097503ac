"""What rows that somebody decided about, and that have changed since, are now.

The engine compares what a store remembers of such a row with the rows of its list, under the same
constraints as ever: a number settles it, a twin or a namesake in the same place is somebody else. A
row that stood beside it when it was last seen, and still does, is somebody else too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cohortmatch.core.fingerprints import Content, Contents
from cohortmatch.core.tables_of_listings import take
from cohortmatch.core.types import Listings
from cohortmatch.decisions.applying import Successor
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.recognising import Recognised, Sizes, recognise
from cohortmatch.store import DecidedRow, Store
from cohortmatch.store.kept_listings import KeptListing, listings_of_kept

__all__ = ["successors"]


def successors(
    store: Store, listings: Listings, now: Contents, sides: Sequence[Content]
) -> Mapping[str, Successor]:
    """The listing that each of some sides of decisions is now, and those it may be, by the side's
    digest; nothing of a side of which the store remembers digests only. `now` are the contents of
    the `listings` under the store's key."""
    by_list: dict[str, list[DecidedRow]] = {}
    for row in store.rows_of(sides):
        by_list.setdefault(row.list_name, []).append(row)
    found: dict[str, Successor] = {}
    for name, rows in by_list.items():
        found |= _ListNow(listings, now, name).become(rows)
    return found


@dataclass(repr=False)
class _ListNow:
    """The rows of one list, as they are now."""

    listings: Listings
    now: Contents
    name: str

    def __post_init__(self) -> None:
        self.places = [
            place for place, each in enumerate(self.now.items) if each.list_name == self.name
        ]

    def become(self, rows: Sequence[DecidedRow]) -> dict[str, Successor]:
        """Which of them each of some remembered rows is."""
        found = self._among(rows, self.places)
        for row in rows:
            others = {place for place in self.places if self._stood_beside(row, place)}
            if others & found[row.digest].may:
                found |= self._among([row], [p for p in self.places if p not in others])
        return found

    def _stood_beside(self, row: DecidedRow, place: int) -> bool:
        now = self.now.items[place]
        return now.digest in row.beside or now.written in row.beside

    def _among(self, rows: Sequence[DecidedRow], places: Sequence[int]) -> dict[str, Successor]:
        kept = [KeptListing(row.list_name, said) for row in rows for said in row.said]
        whose = [number for number, row in enumerate(rows) for _ in row.said]
        now = take(self.listings, np.array(places, dtype=np.intp))
        earlier, sizes = listings_of_kept(kept, self.listings.as_of), self._sizes(len(rows))
        found = recognise(now, range(len(places)), earlier, whose, shipped(), sizes)
        return {
            row.digest: _successor([e for e in found if e.earlier == number], places)
            for number, row in enumerate(rows)
        }

    def _sizes(self, rows: int) -> Sizes:
        """The lists are as long as they are, the earlier one as its present rows."""
        lists = [info.listings for info in self.listings.lists]
        earlier = [max(len(self.places), rows)]
        return Sizes(np.array(lists, dtype=np.int64), np.array(earlier, dtype=np.int64))


def _successor(found: Sequence[Recognised], places: Sequence[int]) -> Successor:
    sure = [places[each.now] for each in found if each.sure]
    may = frozenset(places[each.now] for each in found)
    return Successor(sure[0] if len(sure) == 1 else None, may)
