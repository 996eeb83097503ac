"""Pairs that the caller finds: compared instead of those that the rules find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from cohortmatch.core.arrays import Int64s
from cohortmatch.core.errors import SettingsError
from cohortmatch.core.types import Listings
from cohortmatch.linkage.blocking.keys import Keys
from cohortmatch.linkage.blocking.plan import BATCH, BlockingPlan
from cohortmatch.linkage.blocking.progress import Done, no_progress
from cohortmatch.linkage.blocking.rules import Rule
from cohortmatch.linkage.pairs import Pairs

Candidates = Callable[[Listings], Iterable[Pairs]]
"""What finds the pairs of listings that are to be compared, in one batch or several."""
WORDS = "pairs found by the caller's own rule"


@dataclass(frozen=True, eq=False)
class CallersPlan(BlockingPlan):
    """What will be compared: the pairs that were brought, each once."""

    pairs: Pairs = field(kw_only=True)

    @property
    def cost(self) -> int:
        """How many pairs are compared."""
        return len(self.pairs)

    def batches(self, batch: int = BATCH, done: Done = no_progress) -> Iterator[Pairs]:
        """The pairs, each once, in batches of `batch`; `done` is told how many are done with."""
        for start in range(0, len(self.pairs), batch):
            part = slice(start, start + batch)
            pairs = Pairs(self.pairs.left[part], self.pairs.right[part])
            yield pairs
            done(len(pairs))


def callers_pairs(listings: Listings, candidates: Candidates) -> CallersPlan:
    """The plan for the pairs that `candidates` finds among the listings.

    Which listing stands left does not matter, and a pair found twice counts once. SettingsError
    when a position is that of no listing.
    """
    n = len(listings)
    keys = [np.empty(0, dtype=np.int64), *(_keys(pairs, n) for pairs in candidates(listings))]
    left, right = np.divmod(np.unique(np.concatenate(keys)), max(n, 1))
    pairs = Pairs(left.astype(np.int32), right.astype(np.int32))
    return CallersPlan(n, (Rule(WORDS, Keys.none(n)),), by_rules=True, pairs=pairs)


def _keys(pairs: Pairs, n: int) -> Int64s:
    """One number for each pair of two listings."""
    low = np.minimum(pairs.left, pairs.right).astype(np.int64)
    high = np.maximum(pairs.left, pairs.right).astype(np.int64)
    if len(low) and (low.min() < 0 or high.max() >= n):
        raise SettingsError("candidates: a pair has a position that is none of a listing")
    keys: Int64s = (low * n + high)[low != high]
    return keys
