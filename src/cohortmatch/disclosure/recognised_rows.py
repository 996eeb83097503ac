"""Recognised rows: whose rows of the last edition the panel's own rows of this month are.

Policy: they are compared as the rows of two lists are, with the shipped weights, and nothing but
the panel's own rows takes part: what is learnt from lists that are closed to it cannot change what
it is told. In doubt a row is another person's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cohortmatch.core.tables_of_listings import take
from cohortmatch.core.types import Listings
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.recognising import Sizes, recognise
from cohortmatch.store.kept_listings import KeptListing, listings_of_kept

__all__ = ["OwnRows"]


class OwnRows:
    """The rows of the panel's own list, at the positions `mine` of its redacted view."""

    def __init__(self, view: Redacted, mine: Sequence[int]) -> None:
        self.view, self.mine = view, mine

    def recognised(self, places: Sequence[int], kept: Sequence[KeptListing]) -> dict[int, int]:
        """Of the rows at some places among the panel's own, those that are for sure the same
        person's as one of the `kept` rows, with the number of that row."""
        person = {i: n for n, each in enumerate(self.view.everybody) for i in each.listings}
        people = [person[self.mine[place]] for place in places]
        sizes = Sizes(np.array([len(self.mine)]), np.array([len(kept)]))
        now, earlier = self._now(places), listings_of_kept(kept, self.view.listings.as_of)
        found = recognise(now, people, earlier, range(len(kept)), shipped(), sizes)
        sure = {each.now: each.earlier for each in found if each.sure}
        return {place: sure[p] for place, p in zip(places, people, strict=True) if p in sure}

    def _now(self, places: Sequence[int]) -> Listings:
        """These rows as a table of one list."""
        own, listings = self.view.own, self.view.listings
        assert own is not None
        found = take(listings, np.array([self.mine[place] for place in places], dtype=np.intp))
        return replace(
            found,
            lists=(listings.lists[own],),
            raw=(listings.raw[own],),
            list_code=np.zeros(len(places), dtype=np.int16),
        )
