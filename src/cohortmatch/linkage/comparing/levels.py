"""The levels of a batch of pairs, by comparison."""

from __future__ import annotations

import numpy as np

from cohortmatch.core.arrays import Int8s, Int64s

__all__ = ["Levels"]


class Levels(dict[str, Int8s]):
    """The levels of n pairs by comparison (int8); all missing for one that is not made."""

    def __init__(self, n: int) -> None:
        super().__init__()
        self._n = n

    def __missing__(self, name: str) -> Int8s:
        return np.zeros(self._n, dtype=np.int8)

    def among(self, at: Int64s) -> Levels:
        """The levels of some of the pairs, by their positions."""
        some = Levels(len(at))
        some.update((name, each.take(at)) for name, each in self.items())
        return some
