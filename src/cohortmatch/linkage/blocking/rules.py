"""Rules: who is looked at because of what they share.

A rule is keys and words for them; it knows what it costs before it is used, can be cut to a budget,
and tells of any pair whether it produces it. What several rules produce together is made in
union.py.
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
    """Listings that share a key are looked at; `words` says in which case for a person.

    Where the keys that very many listings share were left out, `most` is how many may share one (0
    where none was left out) and `beyond` how many listings have keys that were left out; finer
    rules split those. `without` listings have no key at all, and are found by other rules only.
    """

    words: str
    keys: Keys
    most: int = 0
    beyond: int = 0
    without: int = 0

    @cached_property
    def cost(self) -> int:
        """How many pairs the rule alone produces at the most."""
        sizes = self.keys.sizes
        return int((sizes * (sizes - 1) // 2).sum())

    def within(self, budget: int) -> Rule:
        """The rule with the smallest of its groups only, as many as the budget of pairs allows."""
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
