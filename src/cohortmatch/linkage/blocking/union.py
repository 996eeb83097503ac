"""The pairs of several rules together, each once, in batches.

Each rule's groups of equal keys are expanded into pairs, a pair being one number; the numbers of
all rules are sorted, and those that come again are dropped. Sorting is by far the quickest way to
tell them, and pairs that stand in the order of their listings are quicker to compare. Where rules
make very many pairs the listings are taken slice by slice, so that memory does not grow with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise

import numpy as np

from cohortmatch.core.arrays import Bools, Int64s
from cohortmatch.linkage.blocking.keys import Keys
from cohortmatch.linkage.blocking.progress import Done, no_progress
from cohortmatch.linkage.blocking.rules import Rule
from cohortmatch.linkage.pairs import Pairs, pair_keys

SLICE = 8_000_000
"""Pairs, dropped ones included, that are held at a time as numbers of eight bytes."""
STEP = 500_000
"""Pairs that are expanded at a time."""


def union(
    rules: Sequence[Rule], batch: int, changed: Bools | None = None, done: Done = no_progress
) -> Iterator[Pairs]:
    """Pairs that share a key of any rule, each once, `left < right`, up to `batch` at a time.

    With `changed` only those that have a listing that is marked. `done` is told how many pairs the
    rules have made, those dropped included.
    """
    if not rules:
        return
    n = rules[0].keys.n
    slices = 1 + sum(rule.cost for rule in rules) // SLICE
    bounds = [n * place // slices for place in range(slices + 1)]
    for low, high in pairwise(bounds):
        codes, made = _each_once(rules, changed, (low, high))
        told = 0
        for start in range(0, len(codes), batch):
            some = codes[start : start + batch]
            yield Pairs((some >> 32).astype(np.int32), some.astype(np.int32))
            now = made * (start + len(some)) // len(codes)
            done(now - told)
            told = now


def _each_once(
    rules: Sequence[Rule], changed: Bools | None, among: tuple[int, int]
) -> tuple[Int64s, int]:
    """The pairs of all rules, sorted, and how many there were with those that came again.

    Of each pair the listing that stands first must be `among` some.
    """
    with ThreadPoolExecutor(2) as pool:
        keys = (rule.keys for rule in rules)
        parts = list(pool.map(partial(_pairs, changed=changed, among=among), keys))
    codes = np.concatenate(parts)
    codes.sort()
    new = np.ones(len(codes), dtype=bool)
    np.not_equal(codes[1:], codes[:-1], out=new[1:])
    return codes[new], len(codes)


def _pairs(keys: Keys, changed: Bools | None, among: tuple[int, int]) -> Int64s:
    """Every pair of listings with one key, as one number: the left one's position, then the right.

    Of each group those that have `changed` stand first, and only they are paired with who follows.
    Which of two listings stands first is the same for every rule.
    """
    sizes = keys.sizes
    rows = np.flatnonzero(sizes[keys.key] > 1)
    # By key, then those that have changed, then row: sorted as one number, which is quicker.
    order = keys.key[rows].astype(np.int64) << 33 | rows
    if changed is not None:
        order |= (~changed[keys.owner[rows]]).astype(np.int64) << 32
    order.sort()
    owner = keys.owner[order & 0xFFFFFFFF]
    groups = sizes[sizes > 1]
    after = np.repeat(np.cumsum(groups), groups) - np.arange(len(owner)) - 1
    after[(owner < among[0]) | (owner >= among[1])] = 0
    if changed is not None:
        after[~changed[owner]] = 0
    return _expanded(owner.astype(np.int64), after)


def _expanded(owner: Int64s, after: Int64s) -> Int64s:
    """Each owner with as many of those right after it as `after` says."""
    done = np.concatenate(([0], np.cumsum(after)))
    out = np.empty(int(done[-1]), dtype=np.int64)
    start = 0
    while start < len(after):
        stop = max(start + 1, int(np.searchsorted(done, done[start] + STEP, side="right")) - 1)
        counts = after[start:stop]
        first = np.repeat(np.arange(start, stop), counts)
        within = np.arange(len(first)) - np.repeat(done[start:stop] - done[start], counts)
        a, b = owner[first], owner[first + 1 + within]
        out[done[start] : done[stop]] = pair_keys(a, b)
        start = stop
    return out
