"""What rows that somebody decided about, and that have changed since, are now.

The engine compares what a store remembers of such a row with the rows of its list, under the same
constraints as ever: a number settles it, a twin or a namesake in the same place is somebody else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from cohortmatch.core.arrays import Int64s
from cohortmatch.core.fingerprints import Content
from cohortmatch.core.tables_of_listings import take
from cohortmatch.core.types import Listings
from cohortmatch.decisions.applying import Successor
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.recognising import Recognised, Sizes, recognise
from cohortmatch.store import Store
from cohortmatch.store.kept_listings import KeptListing, listings_of_kept

__all__ = ["successors"]

Kept = tuple[str, Sequence[KeptListing]]


def successors(
    store: Store, listings: Listings, sides: Sequence[Content]
) -> Mapping[str, Successor]:
    """The listing that each of some sides of decisions is now, and those it may be, by the side's
    digest; nothing of a side of which the store remembers digests only."""
    by_list: dict[str, list[Kept]] = {}
    for digest, rows in store.rows_of(sides):
        if rows:
            by_list.setdefault(rows[0].list_name, []).append((digest, rows))
    names = [info.name for info in listings.lists]
    sizes = np.bincount(listings.list_code, minlength=len(names))
    found: dict[str, Successor] = {}
    for name, kept in by_list.items():
        code = names.index(name) if name in names else -1
        found |= _on_list(listings, sizes, np.flatnonzero(listings.list_code == code), kept)
    return found


def _on_list(
    listings: Listings, sizes: Int64s, places: Int64s, kept: Sequence[Kept]
) -> dict[str, Successor]:
    """The same for the sides of one list, whose listings stand at some positions; `sizes` are those
    of all lists."""
    rows = [row for _, rows in kept for row in rows]
    whose = [side for side, (_, rows) in enumerate(kept) for _ in rows]
    now, earlier = take(listings, places), listings_of_kept(rows, listings.as_of)
    all_sizes = Sizes(sizes, np.array([max(len(places), len(rows))], dtype=np.int64))
    found = recognise(now, range(len(places)), earlier, whose, shipped(), all_sizes)
    return {
        digest: _successor([each for each in found if each.earlier == side], places.tolist())
        for side, (digest, _) in enumerate(kept)
    }


def _successor(found: Sequence[Recognised], places: Sequence[int]) -> Successor:
    sure = [places[each.now] for each in found if each.sure]
    return Successor(
        sure[0] if len(sure) == 1 else None, frozenset(places[each.now] for each in found)
    )
