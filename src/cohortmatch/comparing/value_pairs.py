"""Levels of pairs of values, each distinct pair worked out once.

A comparer of values answers, for two arrays of codes, the level of each pair. Where there are few
distinct values a square table holds every answer and a pair costs one look-up; where there are many
only the pairs asked for are worked out, once each.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from cohortmatch.types import Field, Int8s, Int32s, Int64s

LevelsOf = Callable[[Int32s, Int32s], Int8s]
SMALL = 6_000
"""Up to this many distinct values a square table is held (36 MB at the most)."""


class ValuePairs:
    """Levels of pairs of values by their codes; level 0, missing, where either code is ABSENT.

    `levels_of(a, b)` works out the levels (int8) of pairs of present codes (int32); `candidates()`
    may name all pairs whose level is not `otherwise`, so that a table is filled without trying
    every pair. The levels must not depend on which value stands left.
    """

    def __init__(
        self,
        n_values: int,
        levels_of: LevelsOf,
        *,
        candidates: Callable[[], tuple[Int32s, Int32s]] | None = None,
        otherwise: int = 1,
    ) -> None:
        self._n = n_values
        self._levels_of = levels_of
        self._table = self._fill(candidates, otherwise) if 0 < n_values <= SMALL else None

    def __call__(self, left: Int32s, right: Int32s) -> Int8s:
        """The level of each pair of codes."""
        if self._table is not None:
            # ABSENT is -1, which looks up the table's last row and column: missing.
            flat = left.astype(np.int64)
            flat[left < 0] = self._n
            flat *= self._n + 1
            flat += np.where(right < 0, self._n, right)
            return self._table.ravel().take(flat)
        return self._on_demand(left, right)

    def _on_demand(self, left: Int32s, right: Int32s) -> Int8s:
        out = np.zeros(len(left), dtype=np.int8)
        present = np.flatnonzero((left >= 0) & (right >= 0))
        if len(present):
            low = np.minimum(left[present], right[present]).astype(np.int64)
            high = np.maximum(left[present], right[present])
            keys, back = np.unique(low * self._n + high, return_inverse=True)
            a, b = np.divmod(keys, self._n)
            out[present] = self._levels_of(a.astype(np.int32), b.astype(np.int32))[back]
        return out

    def _fill(
        self, candidates: Callable[[], tuple[Int32s, Int32s]] | None, otherwise: int
    ) -> Int8s:
        n = self._n
        table = np.zeros((n + 1, n + 1), dtype=np.int8)
        if candidates is None:
            for start in range(0, n, max(1, 1_000_000 // n)):
                rows = np.arange(start, min(n, start + max(1, 1_000_000 // n)), dtype=np.int32)
                a, b = np.repeat(rows, n), np.tile(np.arange(n, dtype=np.int32), len(rows))
                table[rows[0] : rows[-1] + 1, :n] = self._levels_of(a, b).reshape(len(rows), n)
            return table
        table[:n, :n] = otherwise
        a, b = candidates()
        levels = self._levels_of(a, b)
        table[a, b] = levels
        table[b, a] = levels
        return table


class SetPairs:
    """The best level between two listings' sets of values.

    Levels rise with agreement, so the best is the highest; missing where either set is empty.
    """

    def __init__(self, field: Field[Any], levels_of: LevelsOf) -> None:
        self._first = field.first
        self._counts = field.counts
        self._offsets = field.offsets
        self._codes = field.codes
        self._several = bool((self._counts > 1).any())
        self._levels_of = levels_of

    def __call__(self, left: Int32s, right: Int32s) -> Int8s:
        """The best level of each pair of listings."""
        levels = self._levels_of(self._first[left], self._first[right])
        if self._several:
            product = self._counts[left] * self._counts[right]
            several = np.flatnonzero(product > 1)
            if len(several):
                levels[several] = self._best(left[several], right[several])
        return levels

    def _best(self, left: Int32s, right: Int32s) -> Int8s:
        pair, i, j = expand(self._counts[left], self._counts[right])
        a = self._codes[self._offsets[:-1][left][pair] + i]
        b = self._codes[self._offsets[:-1][right][pair] + j]
        starts = np.flatnonzero(np.diff(pair, prepend=-1))
        best: Int8s = np.maximum.reduceat(self._levels_of(a, b), starts)
        return best


def expand(n_left: Int64s, n_right: Int64s) -> tuple[Int64s, Int64s, Int64s]:
    """Every combination within each pair: the pair's number, and which of its left and right items.

    Pairs where either side has none do not appear.
    """
    total = n_left * n_right
    pair = np.repeat(np.arange(len(total)), total)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(total) - total, total)
    i, j = np.divmod(within, n_right[pair])
    return pair, i, j
