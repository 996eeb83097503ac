"""Blocking rules: which listings are compared because they share a value.

A rule is keys and words for them. It knows its cost before it is used, can be cut to a budget, and
tells whether it produces a given pair. union.py makes the pairs of several rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cohortmatch.core.arrays import Bools, Int32s, Int64s
from cohortmatch.linkage.blocking.keys import Keys


@dataclass(frozen=True, eq=False)
class Rule:
    """A blocking rule: listings that share a key are compared; `words` names the rule for people.

    Keys that too many listings share may be left out: `most` is how many may share one (0 where
    none was left out) and `beyond` counts the listings with left-out keys, which finer rules split.
    `without` counts the listings without any key, which only other rules can find.
    """

    words: str
    keys: Keys
    most: int = 0
    beyond: int = 0
    without: int = 0

    @cached_property
    def cost(self) -> int:
        """The most pairs that the rule alone produces."""
        sizes = self.keys.sizes
        return int((sizes * (sizes - 1) // 2).sum())

    def within(self, budget: int) -> Rule:
        """The rule with only its smallest groups, as many as the budget of pairs allows."""
        if self.cost <= budget:
            return self
        groups = np.bincount(self.keys.sizes).astype(np.int64)
        size = np.arange(len(groups))
        pairs = np.cumsum(groups * (size * (size - 1) // 2))
        most = int(np.searchsorted(pairs, budget, side="right")) - 1
        beyond = int((groups * size)[most + 1 :].sum())
        return Rule(self.words, self.keys.within(0, most), most, beyond, self.without)

    def smallest_shared(self, left: Int32s, right: Int32s) -> Int64s:
        """The smallest key each pair shares, -1 where it shares none."""
        offsets, key = self.keys.offsets, self.keys.key
        n_left, n_right = np.diff(offsets)[left], np.diff(offsets)[right]
        out = np.full(len(left), -1, dtype=np.int64)
        for i in range(int(n_left.max(initial=0))):
            for j in range(int(n_right.max(initial=0))):
                at = np.flatnonzero((n_left > i) & (n_right > j))
                a, b = key[offsets[left[at]] + i], key[offsets[right[at]] + j]
                hit = at[(a == b) & ((out[at] < 0) | (a < out[at]))]
                out[hit] = key[offsets[left[hit]] + i]
        return out


def made_by_any(rules: Sequence[Rule], left: Int32s, right: Int32s) -> Bools:
    """Whether any rule produces each of these pairs."""
    out = np.zeros(len(left), dtype=bool)
    for rule in rules:
        out |= rule.smallest_shared(left, right) >= 0
    return out
