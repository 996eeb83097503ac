"""What rows that somebody decided about, and that have changed since, are now.

The engine compares what a store remembers of such a row with the rows of its list, under the same
constraints as ever: a number settles it, a twin or a namesake in the same place is somebody else. A
row that stood beside it when it was last seen, and still does, is somebody else too. Where nobody
on its list is for sure whom it was about, the rows of the other lists are compared: the decision
goes along only where the engine is certain, and not as certain of the other person of the decision.
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
    store: Store,
    listings: Listings,
    now: Contents,
    sides: Sequence[Content],
    others: Mapping[str, Sequence[Content]],
) -> Mapping[str, Successor]:
    """The listing that each of some sides of decisions is now, and those it may be, by the side's
    digest; nothing of a side of which the store remembers digests only. `now` are the contents of
    the `listings` under the store's key; `others` are the other sides of each side's decisions."""
    by_list: dict[str, list[DecidedRow]] = {}
    for row in store.rows_of(sides):
        by_list.setdefault(row.list_name, []).append(row)
    found: dict[str, Successor] = {}
    for name, rows in by_list.items():
        found |= _ListNow(listings, now, _places(now, name)).become(rows)
        for row in rows:
            if found[row.digest].place is None:
                rivals = store.rows_of(others.get(row.digest, ()))
                moved = _moved(row, rivals, listings, now)
                if moved.place is not None or not found[row.digest].may:
                    found[row.digest] = moved
    return found


def _places(now: Contents, name: str) -> list[int]:
    return [place for place, each in enumerate(now.items) if each.list_name == name]


def _moved(
    row: DecidedRow, rivals: Sequence[DecidedRow], listings: Listings, now: Contents
) -> Successor:
    """Where a row that nobody on its list is any more went, for sure; nowhere where one of its
    `rivals` would be found there as surely."""
    elsewhere = [place for place, c in enumerate(now.items) if c.list_name != row.list_name]
    both = _ListNow(listings, now, elsewhere)
    place = both.among([row], elsewhere)[row.digest].place
    if place is None:
        return Successor(None)
    found = (both.among([rival], [place])[rival.digest].place for rival in rivals)
    return Successor(place if all(each is None for each in found) else None)


@dataclass(repr=False)
class _ListNow:
    """Some rows, at their places, as they are now."""

    listings: Listings
    now: Contents
    places: Sequence[int]

    def become(self, rows: Sequence[DecidedRow]) -> dict[str, Successor]:
        """Which of them each of some remembered rows is."""
        found = self.among(rows, self.places)
        for row in rows:
            others = {place for place in self.places if self._stood_beside(row, place)}
            if others & found[row.digest].may:
                found |= self.among([row], [p for p in self.places if p not in others])
        return found

    def _stood_beside(self, row: DecidedRow, place: int) -> bool:
        now = self.now.items[place]
        return now.digest in row.beside or now.written in row.beside

    def among(self, rows: Sequence[DecidedRow], places: Sequence[int]) -> dict[str, Successor]:
        """Which of the rows at some places each of some remembered rows is."""
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
