"""Connected components: listings joined by links of a given weight in bits or more."""

from __future__ import annotations

import numpy as np

from cohortmatch.core.arrays import Floats, Int32s, copies
from cohortmatch.linkage.pairs import Pairs


def components(n: int, left: Int32s, right: Int32s) -> Int32s:
    """The component (int32) of each of n listings joined by the links given.

    Numbered in the order of their first listings.
    """
    lowest = np.arange(n)
    while len(left):
        a, b = lowest[left], lowest[right]
        np.minimum.at(lowest, np.maximum(a, b), np.minimum(a, b))
        while (lowest[lowest] != lowest).any():
            lowest = lowest[lowest]
        apart = lowest[left] != lowest[right]
        left, right = left[apart], right[apart]
    first = lowest == np.arange(n)
    result: Int32s = (np.cumsum(first) - 1)[lowest].astype(np.int32)
    return result


MOST = 100
"""Listings that may hang together: nobody stands on lists a hundred times."""
STEP = 1.0
"""Bits by which links must be stronger, again and again, where more hang together."""


def small_components(n: int, left: Int32s, right: Int32s, weight: Floats) -> Int32s:
    """The component (int32) of each of n listings, at most MOST large unless links are heavy.

    In a long list of common names, weak links chain thousands of people. There the weakest links
    are left out step by step, until a component is small or only the heaviest links hold it
    together. Components of MOST or fewer keep all their links.
    """
    while True:
        label = components(n, left, right)
        large = (np.bincount(label, minlength=1) > MOST)[label][left]
        weak = large & (weight < weight[large].max(initial=0.0))
        if not weak.any():
            return label
        keep = ~weak | (weight >= weight[weak].min() + STEP)
        left, right, weight = left[keep], right[keep], weight[keep]


def pairs_within(component: Int32s) -> Pairs:
    """Every pair of listings of one component, each once, `left < right`."""
    order = np.argsort(component, kind="stable")
    ends = np.searchsorted(component[order], component[order], side="right")
    left, within = copies(ends - np.arange(len(order)) - 1)
    right = left + 1 + within
    return Pairs(order[left].astype(np.int32), order[right].astype(np.int32))
