"""A union of rules: pairs that share a key of any rule, each produced once, in batches.

A rule sorts its keys and expands each block of equal ones into pairs. A pair that an earlier rule
has produced is dropped by comparing the earlier rule's keys, so no set of pairs is ever held.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cohortmatch.blocking.keys import Keys
from cohortmatch.types import Int64s, Pairs


@dataclass(frozen=True, eq=False)
class Rule:
    """Listings that share a key are looked at; `words` says in which case for a person."""

    words: str
    keys: Keys

    @property
    def cost(self) -> int:
        """How many pairs the rule alone produces at the most."""
        _, sizes = np.unique(self.keys.key, return_counts=True)
        return int((sizes * (sizes - 1) // 2).sum())

    def smallest_shared(self, left: Int64s, right: Int64s) -> Int64s:
        """The smallest key each pair shares, -1 where it shares none."""
        offsets, key = self.keys.offsets, self.keys.key
        n_left, n_right = np.diff(offsets)[left], np.diff(offsets)[right]
        out = np.full(len(left), -1, dtype=np.int64)
        one = np.flatnonzero((n_left == 1) & (n_right == 1))
        a, b = key[offsets[left[one]]], key[offsets[right[one]]]
        out[one] = np.where(a == b, a, -1)
        many = np.flatnonzero((n_left * n_right) > 1)
        for i in range(int(n_left[many].max(initial=0))):
            for j in range(int(n_right[many].max(initial=0))):
                at = many[(n_left[many] > i) & (n_right[many] > j)]
                a, b = key[offsets[left[at]] + i], key[offsets[right[at]] + j]
                hit = at[(a == b) & ((out[at] < 0) | (a < out[at]))]
                out[hit] = key[offsets[left[hit]] + i]
        return out


def union(rules: Sequence[Rule], batch: int) -> Iterator[Pairs]:
    """Pairs that share a key of any rule, each once, `left < right`."""
    for position, rule in enumerate(rules):
        for left, right, key in _expand(rule.keys, batch):
            new = rule.smallest_shared(left, right) == key
            for earlier in rules[:position]:
                at = np.flatnonzero(new)
                new[at] = earlier.smallest_shared(left[at], right[at]) < 0
            if new.any():
                yield Pairs(left[new].astype(np.int32), right[new].astype(np.int32))


def _expand(keys: Keys, batch: int) -> Iterator[tuple[Int64s, Int64s, Int64s]]:
    """Every pair of listings with one key, with that key, in batches of about `batch`."""
    order = np.argsort(keys.key, kind="stable")
    key, owner = keys.key[order], keys.owner[order]
    after = np.searchsorted(key, key, side="right") - np.arange(len(key)) - 1
    done = np.concatenate(([0], np.cumsum(after)))
    start = 0
    while start < len(key):
        stop = max(start + 1, int(np.searchsorted(done, done[start] + batch, side="right")) - 1)
        rows = np.arange(start, stop)
        first = np.repeat(rows, after[start:stop])
        within = np.arange(len(first)) - np.repeat(
            done[start:stop] - done[start], after[start:stop]
        )
        second = first + 1 + within
        yield owner[first], owner[second], key[first]
        start = stop


def found(rules: Sequence[Rule], left: Int64s, right: Int64s) -> npt.NDArray[np.bool_]:
    """Whether any rule produces each of these pairs."""
    out = np.zeros(len(left), dtype=bool)
    for rule in rules:
        out |= rule.smallest_shared(left, right) >= 0
    return out
