"""Sets of pairs of listings, as sorted numbers, so that millions compare in a moment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Int64s


@dataclass(frozen=True, eq=False, repr=False)
class PairSet:
    """Different pairs of `n` listings: positions `left < right`, sorted by left, then right."""

    left: Int64s
    right: Int64s
    n: int

    @classmethod
    def of(cls, left: npt.ArrayLike, right: npt.ArrayLike, n: int) -> PairSet:
        """The set of these pairs, in any order; a listing with itself is no pair."""
        a, b = np.asarray(left, dtype=np.int64), np.asarray(right, dtype=np.int64)
        keys = np.unique(np.minimum(a, b) * n + np.maximum(a, b))
        low, high = keys // max(n, 1), keys % max(n, 1)
        apart = low != high
        return cls(low[apart], high[apart], n)

    @property
    def keys(self) -> Int64s:
        """One ascending number for each pair."""
        return self.left * self.n + self.right

    def has(self, other: PairSet) -> npt.NDArray[np.bool_]:
        """For each pair of `other`, whether this set has it."""
        if not len(self):
            return np.zeros(len(other), dtype=bool)
        at = np.minimum(np.searchsorted(self.keys, other.keys), len(self) - 1)
        return np.asarray(self.keys[at] == other.keys, dtype=bool)

    def common(self, other: PairSet) -> int:
        """How many pairs are in both."""
        return int(self.has(other).sum())

    def where(self, keep: npt.NDArray[np.bool_]) -> PairSet:
        """Some of the pairs."""
        return PairSet(self.left[keep], self.right[keep], self.n)

    def __len__(self) -> int:
        return len(self.left)

    def __repr__(self) -> str:
        return f"<PairSet: {len(self)} pairs of {self.n} listings>"


def pairs_from_people(labels: npt.ArrayLike) -> PairSet:
    """Every pair of listings with the same label; a label can be a number or text."""
    codes = np.unique(np.asarray(labels), return_inverse=True)[1].astype(np.int64)
    order = np.argsort(codes, kind="stable").astype(np.int64)
    sizes = np.bincount(codes) if len(codes) else np.empty(0, dtype=np.int64)
    starts = np.repeat(np.cumsum(sizes) - sizes, sizes)
    within = np.arange(len(codes)) - starts
    left = np.repeat(np.arange(len(codes)), np.repeat(sizes, sizes) - within - 1)
    first = np.cumsum(np.bincount(left, minlength=len(codes))) if len(codes) else within
    begin = np.concatenate(([0], first[:-1])) if len(codes) else first
    right = left + 1 + np.arange(len(left)) - begin[left]
    return PairSet.of(order[left], order[right], len(codes))


def blocking_completeness(candidates: PairSet, truth: PairSet) -> float:
    """The share of true pairs that are among the candidates; 1.0 when there are none to find."""
    return candidates.common(truth) / len(truth) if len(truth) else 1.0
