"""Pairs put into bins by weight, and the points of a calibration made of them.

What tells of a bin is how many pairs of the rarer kind it holds: two people's among the certain,
one person's among the different. A bin therefore ends once it holds enough of them, and otherwise
at a tenth of all pairs, so that straight lines between the bins' means stay near the curve. A bin
never ends between two pairs of one weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

MOST = 10
"""A bin holds no more than such a part of all pairs, and of those of the rarer kind."""
FEWEST = 100
"""Pairs in a bin: below, a share is mostly chance."""
RARE = 8
"""Pairs of the rarer kind in a bin that ends early."""


class Bin(NamedTuple):
    """Pairs of neighbouring weights: from and to and on average how many bits, and how many of the
    `pairs` are `right`, that is one person's."""

    least: float
    most: float
    bits: float
    pairs: int
    right: int

    @property
    def share(self) -> float:
        """The share that is one person's."""
        return self.right / self.pairs

    def with_next(self, other: Bin) -> Bin:
        """This bin and the one after it as one."""
        pairs = self.pairs + other.pairs
        bits = (self.bits * self.pairs + other.bits * other.pairs) / pairs
        return Bin(self.least, other.most, bits, pairs, self.right + other.right)


def bins(bits: Floats, right: Bools) -> list[Bin]:
    """The bins of some pairs, by rising weight; none where there are no pairs."""
    order = np.argsort(bits, kind="stable")
    bits, right = bits[order], right[order]
    return [
        Bin(bits[a], bits[z - 1], float(bits[a:z].mean()), z - a, int(right[a:z].sum()))
        for a, z in pairwise(ends(bits, right))
    ]


def ends(bits: Floats, right: Bools) -> list[int]:
    """Where the bins of rising `bits` end, 0 first; too little at the end joins the last bin."""
    rare = right if 2 * right.sum() <= len(right) else ~right
    before = np.concatenate([[0], np.cumsum(rare)])
    enough, full = max(RARE, before[-1] / MOST), max(FEWEST, len(bits) / MOST)
    found = [0]
    for end in (np.flatnonzero(np.diff(bits)) + 1).tolist():
        pairs, few = end - found[-1], before[end] - before[found[-1]]
        if pairs >= FEWEST and (few >= enough or pairs >= full):
            found.append(end)
    total = len(bits)
    if total - found[-1] < FEWEST or before[-1] - before[found[-1]] < RARE:
        found = found[:-1] or [0]
    return [*found, total] if total else []


def pooled(found: Sequence[Bin]) -> list[Bin]:
    """The bins with those joined whose share falls though the weight rises."""
    rising: list[Bin] = []
    for each in found:
        while rising and rising[-1].share >= each.share:
            each = rising.pop().with_next(each)
        rising.append(each)
    return rising


def points(found: Sequence[Bin]) -> list[list[float]]:
    """Mean bits and share of the bins; of neighbours with one share only the first and the last.

    Where none or all are one person's, half a pair of all that were seen is said not to be.
    """
    told: dict[float, float] = {}
    for share, run in groupby(found, key=attrgetter("share")):
        alike = list(run)
        half = 0.5 / sum(each.pairs for each in alike)
        for each in (alike[0], alike[-1]):
            told[round(each.bits, 1)] = round(min(max(share, half), 1 - half), 5)
    return [[bits, share] for bits, share in told.items()]
