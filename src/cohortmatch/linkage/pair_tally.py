"""Counts of a batch of pairs: how often levels occur, and what different people share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cohortmatch.core.arrays import Floats
from cohortmatch.linkage.model import Model
from cohortmatch.linkage.pairs import Pairs, Scored
from cohortmatch.linkage.scoring import Coincidences

__all__ = ["PairTally", "PlainPairs", "level_counts"]


@dataclass(frozen=True, eq=False)
class PairTally:
    """How often each level (float64, comparisons by levels) stands among some pairs, and their
    coincidences."""

    counts: Floats
    seen: Coincidences

    @classmethod
    def none(cls, model: Model) -> PairTally:
        """Nothing counted yet."""
        return cls(np.zeros(model.weights.shape), Coincidences.none())

    @classmethod
    def of(cls, scored: Scored, model: Model) -> PairTally:
        """Count some pairs."""
        return cls(level_counts(scored, model), Coincidences.of(scored, model))

    def __add__(self, more: PairTally) -> PairTally:
        return PairTally(self.counts + more.counts, self.seen + more.seen)

    def __sub__(self, some: PairTally) -> PairTally:
        return PairTally(self.counts - some.counts, self.seen - some.seen)


@dataclass(frozen=True, eq=False)
class PlainPairs:
    """The tally of the plain pairs of a batch, and the others.

    A pair is plain when it is far from likely and its levels depend on its two rows alone: nothing
    agrees that counts for more the rarer it is among all the listings.
    """

    tally: PairTally
    others: tuple[Pairs, ...]

    def __add__(self, more: PlainPairs) -> PlainPairs:
        return PlainPairs(self.tally + more.tally, self.others + more.others)


def level_counts(scored: Scored, model: Model) -> Floats:
    """How often each level (float64, comparisons by levels) stands among some pairs."""
    counts = np.zeros(model.weights.shape)
    for place, comparison in enumerate(model.comparisons):
        column = scored.levels[:, place]
        # Several times quicker than np.bincount, which first makes machine words of the bytes.
        counts[place, 1 : len(comparison.levels)] = [
            np.count_nonzero(column == level) for level in range(1, len(comparison.levels))
        ]
    counts[:, 0] = len(scored) - counts.sum(axis=1)
    return counts
