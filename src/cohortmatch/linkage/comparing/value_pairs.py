"""Comparison levels of pairs of values, each distinct pair computed once.

A comparer of values returns the level of each pair of two arrays of codes. With few distinct
values, a square table holds every answer and a pair costs one look-up. With many, only the pairs
asked for are computed, once each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from cohortmatch.core.arrays import Int8s, Int32s, Int64s, Places, copies
from cohortmatch.core.types import ABSENT, Field

LevelsOf = Callable[[Int32s, Int32s], Int8s]
Candidates = Callable[[Int32s], tuple[Int32s, Int32s]]
SMALL = 6_000
"""Up to this many distinct values a square table is held (36 MB at the most)."""
CELLS = 1_000_000
"""Levels of a table that are worked out at a time."""
SELDOM = 0.7
"""Where fewer listings than this share have a value, pairs without one are passed over first."""
OFTEN = 2_500
"""Of more values than that, this many have a table: most pairs are of two of them."""


class ValuePairs:
    """Levels of pairs of values by their codes; level 0, missing, where either code is ABSENT.

    `levels_of(a, b)` works out the levels (int8) of pairs of present codes (int32); `candidates`
    may name all pairs among some values whose level is not `otherwise`, so that a table is filled
    without trying every pair. The levels must not depend on which value stands left. Of more than
    SMALL values the OFTEN first of `often` (int32 codes) have a table, other pairs are worked out.
    Values of two of the `kinds` (int32, one a value) that are no candidates are missing.
    """

    def __init__(
        self,
        n_values: int,
        levels_of: LevelsOf,
        *,
        candidates: Candidates | None = None,
        otherwise: int = 1,
        often: Int32s | None = None,
        kinds: Int32s | None = None,
    ) -> None:
        self._levels_of = levels_of
        self._kinds = kinds
        if n_values <= SMALL:
            self._often = np.arange(n_values, dtype=np.int32)
        else:
            self._often = np.empty(0, dtype=np.int32) if often is None else often[:OFTEN]
        self._all = len(self._often) == n_values
        self._row = np.full(n_values + 1, len(self._often), dtype=np.int32)
        self._row[self._often] = np.arange(len(self._often))
        self._table = self._fill(candidates, otherwise)

    def __call__(self, left: Int32s, right: Int32s) -> Int8s:
        """The level of each pair of codes."""
        n = len(self._often)
        if not n and self._all:
            return np.zeros(len(left), dtype=np.int8)
        if self._all:
            # ABSENT is -1: counted from the end, or one back from a row's start, which both come
            # to a cell of the table's last row or column: missing.
            return self._table.ravel().take(left.astype(np.int64) * (n + 1) + right)
        a, b = self._row.take(left), self._row.take(right)
        out = self._table.ravel().take(a.astype(np.int64) * (n + 1) + b)
        seldom = np.flatnonzero(((a == n) | (b == n)) & (left >= 0) & (right >= 0))
        out[seldom] = self._levels_of(left[seldom], right[seldom])
        return out

    def _fill(self, candidates: Candidates | None, otherwise: int) -> Int8s:
        often, n = self._often, len(self._often)
        table = np.zeros((n + 1, n + 1), dtype=np.int8)
        if candidates is None:
            step = max(1, CELLS // max(n, 1))
            for start in range(0, n, step):
                row, column = _above(start, min(n, start + step), n)
                found = self._levels_of(often[row], often[column])
                table[row, column], table[column, row] = found, found
            return table
        table[:n, :n] = otherwise
        if self._kinds is not None and self._kinds.any():
            kinds = self._kinds[often]
            table[:n, :n][kinds[:, None] != kinds] = 0
        if n:
            a, b = candidates(often)
            levels = self._levels_of(a, b)
            table[self._row[a], self._row[b]] = levels
            table[self._row[b], self._row[a]] = levels
        return table


def _above(start: int, stop: int, n: int) -> tuple[Int64s, Int64s]:
    """The places of some rows of a square on its diagonal and right of it."""
    row, column = copies(n - np.arange(start, stop))
    row += start
    column += row
    return row, column


class PartPairs:
    """Levels of pairs of some of a comparer's values, which have codes of their own here.

    `codes` (int32) are those that the comparer has for each value, and ABSENT after the last.
    """

    def __init__(self, whole: LevelsOf, codes: Int32s) -> None:
        self._whole, self._codes = whole, codes

    def __call__(self, left: Int32s, right: Int32s) -> Int8s:
        """The level of each pair of codes."""
        return self._whole(self._codes.take(left), self._codes.take(right))


def codes_among(values: Sequence[Any], known: Sequence[Any]) -> Int32s | None:
    """Each value's code (int32) among those known, and ABSENT after the last; None where one is not
    known."""
    number = {value: code for code, value in enumerate(known)}
    codes = np.array([*(number.get(value, ABSENT) for value in values), ABSENT], dtype=np.int32)
    return None if (codes[:-1] == ABSENT).any() else codes


class SetPairs:
    """The best level between two listings' sets of values.

    Levels rise with agreement, so the best is the highest; missing where either set is empty.
    """

    def __init__(self, field: Field[Any], levels_of: LevelsOf) -> None:
        self._values = field.values
        self._first = field.first
        self._counts = field.counts
        self._offsets = field.offsets
        self._codes = field.codes
        self._has, self._many = self._counts > 0, self._counts > 1
        self._several = bool(self._many.any())
        self._seldom = bool(self._has.mean() < SELDOM) if len(self._has) else True
        self._levels_of = levels_of

    def of_part(self, field: Field[Any]) -> SetPairs | None:
        """The same for other listings, whose values are some of these; None where they are not."""
        codes = codes_among(field.values, self._values)
        return None if codes is None else SetPairs(field, PartPairs(self._levels_of, codes))

    @property
    def is_empty(self) -> bool:
        """Whether nobody has a value."""
        return not len(self._codes)

    def __call__(self, left: Places, right: Places) -> Int8s:
        """The best level of each pair of listings."""
        if self.is_empty:
            return np.zeros(len(left), dtype=np.int8)
        if self._seldom:
            return self._of_few(left, right)
        levels = self._levels_of(self._first[left], self._first[right])
        self._put_best(left, right, levels)
        return levels

    def _of_few(self, left: Places, right: Places) -> Int8s:
        """The same where most pairs lack a value: only the others are looked up."""
        out = np.zeros(len(left), dtype=np.int8)
        both = np.flatnonzero(self._has[left] & self._has[right])
        a, b = left[both], right[both]
        levels = self._levels_of(self._first[a], self._first[b])
        self._put_best(a, b, levels)
        out[both] = levels
        return out

    def _put_best(self, left: Places, right: Places, levels: Int8s) -> None:
        """Put the best level, in place, where either listing has several values."""
        if self._several:
            several = np.flatnonzero(self._many[left] | self._many[right])
            several = several[self._has[left[several]] & self._has[right[several]]]
            if len(several):
                levels[several] = self._best(left[several], right[several])

    def _best(self, left: Places, right: Places) -> Int8s:
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
    pair, within = copies(n_left * n_right)
    i, j = np.zeros_like(within), np.zeros_like(within)
    at = np.flatnonzero((n_left * n_right > 1)[pair])
    i[at], j[at] = np.divmod(within[at], n_right[pair[at]])
    return pair, i, j


def equality(a: Int32s, b: Int32s) -> Int8s:
    """Levels 0 (missing), 1 (different) and 2 (same) of values by their codes."""
    out = np.where(a == b, np.int8(2), np.int8(1))
    out[(a < 0) | (b < 0)] = 0
    return out
