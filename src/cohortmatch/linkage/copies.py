"""Rows that repeat one listing very often: two of them are compared, the others follow.

A list may hold one row thousands of times, by a mistake in an export or in malice. Every pair of
such rows says the same, and there are millions of pairs. So where more than MANY listings say the
same, on one list or on several, two of each list are compared, with each other and with all others.
The further ones follow the second: they are one person with the first if the second is, and each is
a person of its own if it is not. Fewer rows than that are all compared.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from cohortmatch.core.arrays import Bools, Int32s, Int64s, freeze
from cohortmatch.core.types import Listings
from cohortmatch.linkage.listing_hashes import content_numbers, content_numbers_across_lists
from cohortmatch.linkage.pairs import People, Scored, pair_keys

__all__ = ["MANY", "Copies"]

MANY = 50
"""Listings that say the same up to which all are compared."""


@dataclass(frozen=True, eq=False, repr=False)
class Copies:
    """The listings that follow others.

    `place` (int32) are their positions, in order; `first` and `second` (int32) are the two listings
    compared instead of each.
    """

    place: Int32s
    first: Int32s
    second: Int32s

    def __post_init__(self) -> None:
        freeze(self)

    @classmethod
    def none(cls) -> Copies:
        """No copies."""
        return cls(*np.empty((3, 0), dtype=np.int32))

    @classmethod
    def among(cls, listings: Listings) -> Copies:
        """The copies among listings."""
        if not _may_be_many(listings):
            return cls.none()
        many = _in_large_groups(content_numbers_across_lists(listings).view(np.int64))
        return cls(*_followers(content_numbers(listings).view(np.int64), np.flatnonzero(many)))

    def compared(self, n: int) -> Int32s:
        """The positions (int32) of those of n listings that are compared."""
        return np.delete(np.arange(n, dtype=np.int32), self.place)

    def without(self, listings: Int32s) -> Copies:
        """The copies that are not among some listings."""
        stays = ~np.isin(self.place, listings)
        return Copies(self.place[stays], self.first[stays], self.second[stays])

    def joined(self, people: People) -> People:
        """The people with the copies; a link joins each to the first of its kind."""
        if not len(self.place):
            return people
        one = people.person[self.first] == people.person[self.second]
        person = people.person.copy()
        person[self.place[one]] = person[self.first[one]]
        _, numbered = np.unique(person, return_inverse=True)
        at, which = self._links(people.links, one)
        links = _with(people.links, at, self.first[which], self.place[which])
        return People(
            numbered.astype(np.int32), links, np.concatenate([people.band, people.band[at]])
        )

    def _links(self, links: Scored, one: Bools) -> tuple[Int64s, Int64s]:
        """For each copy that has one, the link of its two listings; and which copies these are."""
        keys, sought = pair_keys(links.left, links.right), pair_keys(self.first, self.second)
        order = np.argsort(keys, kind="stable")
        at = np.searchsorted(keys[order], sought)
        at = order[np.minimum(at, len(keys) - 1)] if len(keys) else np.zeros_like(at)
        which = np.flatnonzero(one & (keys[at] == sought)) if len(keys) else at[:0]
        return at[which], which


def _may_be_many(listings: Listings) -> bool:
    """Whether so many listings agree in what is quickly told: a name and a date of birth."""
    names, n = listings.names, len(listings)
    if n <= MANY:
        return False
    has = np.diff(names.offsets) > 0
    key = np.zeros(n, dtype=np.int64)
    first = names.offsets[:-1][has]
    key[has] = (names.given[first].astype(np.int64) + 2) << 32 | (names.surname[first] + 2)
    some = np.flatnonzero(_in_large_groups(key))
    if not len(some):
        return False
    born = listings.field("date_of_birth").first[some].astype(np.int64)
    together = pd.factorize(key[some])[0].astype(np.int64) << 32 | (born + 1)
    return bool(_in_large_groups(together).any())


def _in_large_groups(key: Int64s) -> Bools:
    codes, _ = pd.factorize(key)
    result: Bools = np.bincount(codes, minlength=1)[codes] > MANY
    return result


def _followers(key: Int64s, among: Int64s) -> tuple[Int32s, Int32s, Int32s]:
    """Which listings among some come third or later of their key, and the two that come before."""
    order = among[np.argsort(key[among], kind="stable")]
    starts = np.flatnonzero(np.append(True, key[order][1:] != key[order][:-1])[: len(order)])
    sizes = np.diff(np.append(starts, len(order)))
    start = np.repeat(starts, sizes)
    later = np.arange(len(order)) - start >= 2
    place, at = order[later], start[later]
    by_place = np.argsort(place)
    found = (place, order[at], order[np.minimum(at + 1, len(order) - 1)])
    one, two, three = (each[by_place].astype(np.int32) for each in found)
    return one, two, three


def _with(links: Scored, at: Int64s, left: Int32s, right: Int32s) -> Scored:
    """The links and copies of some of them, between other listings."""
    return replace(
        links,
        left=np.concatenate([links.left, left]),
        right=np.concatenate([links.right, right]),
        levels=np.concatenate([links.levels, links.levels[at]]),
        rarity=np.concatenate([links.rarity, links.rarity[at]]),
        weight=np.concatenate([links.weight, links.weight[at]]),
    )
