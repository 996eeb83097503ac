"""A union of rules: pairs that share a key of any rule, each produced once, in batches.

A rule expands each block of equal keys into pairs. A pair that an earlier rule has produced is
dropped by comparing the earlier rules' keys, so no set of pairs is ever held. Nearly all listings
have one key of each rule at the most: those keys stand side by side in a table, and whether two
listings share one of an earlier rule is told by two of its rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from cohortmatch.arrays import Int32s, Int64s
from cohortmatch.blocking.keys import Keys
from cohortmatch.blocking.progress import Done, unheard
from cohortmatch.pairs import Pairs

Bools = npt.NDArray[np.bool_]


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


def union(
    rules: Sequence[Rule], batch: int, changed: Bools | None = None, done: Done = unheard
) -> Iterator[Pairs]:
    """Pairs that share a key of any rule, each once, `left < right`, `batch` or more at a time.

    With `changed` only those that have a listing that is marked. `done` is told how many pairs the
    rules have made, those dropped included.
    """
    return _gathered(_each_once(rules, batch, changed, done), batch)


def _each_once(
    rules: Sequence[Rule], batch: int, changed: Bools | None, done: Done
) -> Iterator[Pairs]:
    """What each rule produces that no earlier one does."""
    first = _FirstRule(rules)
    for position, rule in enumerate(rules):
        for left, right, key in _expand(rule.keys, batch, changed):
            new = first.is_first(position, left, right, key)
            yield Pairs(left[new], right[new])
            done(len(left))


def _gathered(parts: Iterable[Pairs], batch: int) -> Iterator[Pairs]:
    """The same pairs in batches of at least `batch`, but for the last."""
    held: list[Pairs] = []
    for part in parts:
        held.append(part)
        if sum(map(len, held)) >= batch:
            yield _joined(held)
            held = []
    if any(map(len, held)):
        yield _joined(held)


def _joined(parts: list[Pairs]) -> Pairs:
    return Pairs(
        np.concatenate([part.left for part in parts]),
        np.concatenate([part.right for part in parts]),
    )


class _FirstRule:
    """Tells whether a rule is the first that produces a pair."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        n = rules[0].keys.n if rules else 0
        # Where a listing has no key, a number nobody else has.
        self._only = np.repeat(-2 - np.arange(n, dtype=np.int32), len(rules)).reshape(n, len(rules))
        self._several = np.zeros(n, dtype=bool)
        for place, rule in enumerate(rules):
            owner = rule.keys.owner
            self._only[owner, place] = rule.keys.key
            self._several[owner[1:][owner[1:] == owner[:-1]]] = True

    def is_first(self, position: int, left: Int32s, right: Int32s, key: Int32s) -> Bools:
        """Which pairs, produced at `key` by the rule at `position`, are produced there first."""
        places = slice(0, position)
        shared = self._only[left, places] == self._only[right, places]
        new: Bools = ~shared.any(axis=1)
        several = np.flatnonzero(self._several[left] | self._several[right])
        if len(several):
            new[several] = self._slowly(position, left[several], right[several], key[several])
        return new

    def _slowly(self, position: int, left: Int32s, right: Int32s, key: Int32s) -> Bools:
        new: Bools = self._rules[position].smallest_shared(left, right) == key
        for earlier in self._rules[:position]:
            at = np.flatnonzero(new)
            new[at] = earlier.smallest_shared(left[at], right[at]) < 0
        return new


def _expand(
    keys: Keys, batch: int, changed: Bools | None = None
) -> Iterator[tuple[Int32s, Int32s, Int32s]]:
    """Every pair of listings with one key, with that key, in batches of about `batch` pairs.

    Of each group those that have `changed` stand first, and only they are paired with who follows.
    """
    sizes = keys.sizes
    rows = np.flatnonzero(sizes[keys.key] > 1)
    # By key, then those that have changed, then row: sorted as one number, which is quicker.
    order = keys.key[rows].astype(np.int64) << 33 | rows
    if changed is not None:
        order |= (~changed[keys.owner[rows]]).astype(np.int64) << 32
    rows = np.sort(order) & 0xFFFFFFFF
    key, owner = keys.key[rows], keys.owner[rows]
    ends = np.cumsum(sizes[sizes > 1])
    after = np.repeat(ends, sizes[sizes > 1]) - np.arange(len(key)) - 1
    if changed is not None:
        after[~changed[owner]] = 0
    for first, second in _paired(after, batch):
        a, b = owner[first], owner[second]
        if changed is None:
            yield a, b, key[first]
        else:
            yield np.minimum(a, b), np.maximum(a, b), key[first]


def _paired(after: Int64s, batch: int) -> Iterator[tuple[Int64s, Int64s]]:
    """Each row with as many of those right after it as `after` says, about `batch` at a time."""
    done = np.concatenate(([0], np.cumsum(after)))
    start = 0
    while start < len(after):
        stop = max(start + 1, int(np.searchsorted(done, done[start] + batch, side="right")) - 1)
        first = np.repeat(np.arange(start, stop), after[start:stop])
        within = np.arange(len(first)) - np.repeat(
            done[start:stop] - done[start], after[start:stop]
        )
        yield first, first + 1 + within
        start = stop


def found(rules: Sequence[Rule], left: Int32s, right: Int32s) -> Bools:
    """Whether any rule produces each of these pairs."""
    out = np.zeros(len(left), dtype=bool)
    for rule in rules:
        out |= rule.smallest_shared(left, right) >= 0
    return out
