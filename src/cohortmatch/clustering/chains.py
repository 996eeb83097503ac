"""Chains: A is taken for B and B for C, and A speaks strongly against C.

A person may be held together by such a chain when B speaks for both ends about equally. One of the
two links is then wrong, though each is strong by itself, so the weaker one is for a person to
check, and both when neither is clearly the stronger.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cohortmatch.arrays import Floats, Int32s
from cohortmatch.clustering.torn import LEAD
from cohortmatch.pairs import Scored

STRONG = -6.0
"""Bits: below, two listings speak strongly against each other (64 to 1)."""

Bools = npt.NDArray[np.bool_]


def weak_links(person: Int32s, within: Scored) -> Bools:
    """Which pairs are the weaker link of a chain between two listings of one person.

    `person` (int32) is each listing's person; `within` holds every pair of listings of one
    component with its weight in bits.
    """
    out = np.zeros(len(within), dtype=bool)
    together = person[within.left] == person[within.right]
    against = together & (within.weight < STRONG)
    doubtful = np.isin(person[within.left], np.unique(person[within.left[against]]))
    of_one = np.flatnonzero(together & doubtful)
    for pairs in _by_person(of_one, person[within.left[of_one]]):
        members, ends = np.unique([within.left[pairs], within.right[pairs]], return_inverse=True)
        a, b = ends.reshape(2, -1)
        weights = np.full((len(members), len(members)), np.nan)
        weights[a, b] = weights[b, a] = within.weight[pairs]
        out[pairs] = _weaker(weights)[a, b]
    return out


def _by_person(pairs: npt.NDArray[np.intp], person: Int32s) -> list[npt.NDArray[np.intp]]:
    order = np.argsort(person, kind="stable")
    return np.split(pairs[order], np.flatnonzero(np.diff(person[order])) + 1)


def _weaker(weights: Floats) -> Bools:
    """Which links of a square of weights (NaN on the diagonal) are the weaker one of a chain."""
    out = np.zeros(weights.shape, dtype=bool)
    for a, c in np.argwhere(weights < STRONG):
        out[a] |= weights[a] <= weights[c] + LEAD
    return out | out.T
