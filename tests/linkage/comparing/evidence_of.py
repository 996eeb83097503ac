"""What comparing says of two rows, in the names of the levels."""

from __future__ import annotations

import numpy as np

from cohortmatch.core.types import Listings
from cohortmatch.linkage.comparing import Comparers
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.pairs import Pairs
from people_lists import Row, a_list, listings_of


def levels_of(a: Row, b: Row, *others: Row) -> dict[str, str]:
    """The level of each comparison of two rows, on lists of their own, among others."""
    return levels_between(listings_of(a_list("A", a), a_list("B", b), a_list("C", *others)), 0, 1)


def levels_between(listings: Listings, left: int, right: int) -> dict[str, str]:
    """The level of each comparison of two listings by their positions."""
    comparers = Comparers(listings, shipped())
    found = comparers.compare(a_pair(left, right))
    back = comparers.compare(a_pair(right, left))
    assert found.levels.tolist() == back.levels.tolist(), "the sides cannot change places"
    comparisons = shipped().comparisons
    return {c.name: c.levels[n].name for c, n in zip(comparisons, found.levels[0], strict=False)}


def rarity_of(listings: Listings, left: int, right: int) -> dict[str, float]:
    """Bits of rarity of each comparison of two listings by their positions."""
    found = Comparers(listings, shipped()).compare(a_pair(left, right))
    return dict(zip(shipped().names, found.rarity[0].tolist(), strict=False))


def a_pair(left: int, right: int) -> Pairs:
    return Pairs(np.array([left], dtype=np.int32), np.array([right], dtype=np.int32))
