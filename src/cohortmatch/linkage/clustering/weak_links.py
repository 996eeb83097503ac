"""Weak links: A matches B and B matches C, but A and C contradict each other or are rivals.

Such a chain can hold a person together when B fits both ends about equally. One of the two links is
then wrong, though each is strong by itself. So a person must check the weaker link, or both when
neither is clearly stronger.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Bools, Floats, Int32s
from cohortmatch.linkage.clustering.ambiguous import LEAD
from cohortmatch.linkage.never_certain import Doubted
from cohortmatch.linkage.pairs import Scored

STRONG = -6.0
"""Bits: below, two listings speak strongly against each other (64 to 1)."""


def weak_links(person: Int32s, within: Scored, doubts: Doubted) -> Bools:
    """Which pairs are the weaker link of a chain between two listings of one person.

    `person` (int32) is each listing's person; `within` holds every pair of listings of one
    component with its weight in bits; `doubts` tells the rivals among them, between which a link
    that a number holds is not the weaker one.
    """
    against = _between(person, within, within.weight < STRONG)
    unsure = _between(person, within, doubts.rival)
    return against | (unsure & ~doubts.numbered)


def _between(person: Int32s, within: Scored, against: Bools) -> Bools:
    """The weaker links between the two listings of pairs that speak `against` each other."""
    out = np.zeros(len(within), dtype=bool)
    together = person[within.left] == person[within.right]
    against = against & together
    doubtful = np.isin(person[within.left], np.unique(person[within.left[against]]))
    of_one = np.flatnonzero(together & doubtful)
    for pairs in _by_person(of_one, person[within.left[of_one]]):
        members, places = np.unique([within.left[pairs], within.right[pairs]], return_inverse=True)
        a, b = places.reshape(2, -1)
        weights = np.full((len(members), len(members)), np.nan)
        weights[a, b] = weights[b, a] = within.weight[pairs]
        ends = np.zeros(weights.shape, dtype=bool)
        ends[a, b] = ends[b, a] = against[pairs]
        out[pairs] = _weaker(weights, ends)[a, b]
    return out


def _by_person(pairs: npt.NDArray[np.intp], person: Int32s) -> list[npt.NDArray[np.intp]]:
    order = np.argsort(person, kind="stable")
    return np.split(pairs[order], np.flatnonzero(np.diff(person[order])) + 1)


def _weaker(weights: Floats, ends: Bools) -> Bools:
    """Which links are the weaker one of a chain between two `ends`.

    `weights` are those of all links, a square with NaN on the diagonal; `ends` says of which two
    listings each speaks against the other.
    """
    out = np.zeros(weights.shape, dtype=bool)
    for a, c in np.argwhere(ends):
        out[a] |= weights[a] <= weights[c] + LEAD
    return out | out.T
