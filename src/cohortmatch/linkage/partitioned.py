"""Candidate pairs made and compared part by part, with the same result as in memory.

    BlockingPlan ──▶ slices of rows, or KeyRows to join ──▶ Part of each batch ──▶ Gathered

A part needs nothing of any other, so parts may be made anywhere and in any order. Where rules make
the pairs, each is made by the first rule whose key its listings share, and by the smallest such
key, so that no part has to know which pairs others have made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cohortmatch.core.arrays import Bools, Int32s, Int64s
from cohortmatch.linkage.blocking.every_pair import pairs_of_rows, slices_of_rows
from cohortmatch.linkage.blocking.plan import BATCH, BlockingPlan
from cohortmatch.linkage.gathering import Gathered, gathered_of
from cohortmatch.linkage.matcher import Looked, Matcher
from cohortmatch.linkage.pairs import Pairs

__all__ = ["KeyRows", "Partitioned", "key_rows"]

SALT = 256
"""Listings of one key whose pairs one part of a join makes, as the first of the two."""


@dataclass(frozen=True, eq=False)
class KeyRows:
    """Which listing has which key of which rule: the rows of a join with itself.

    `rule` and `key` (int32) are the rule's place and the key's number in it, `owner` (int32) the
    listing. `salt` (int32) numbers pieces of a key that many listings share: a listing is the first
    of a pair in its own piece, and the second in that and every piece before it.
    """

    rule: Int32s
    key: Int32s
    owner: Int32s
    salt: Int32s

    def __len__(self) -> int:
        return len(self.owner)


def key_rows(plan: BlockingPlan) -> KeyRows:
    """The rows of all rules of the plan."""
    rules = [rule.keys for rule in plan.rules]
    salts = [_places_in_groups(keys.key) // SALT for keys in rules]
    none = np.empty(0, dtype=np.int32)
    place = [np.full(len(keys.key), at, dtype=np.int32) for at, keys in enumerate(rules)]
    return KeyRows(
        np.concatenate([none, *place]),
        np.concatenate([none, *(keys.key for keys in rules)]),
        np.concatenate([none, *(keys.owner for keys in rules)]),
        np.concatenate([none, *salts]).astype(np.int32),
    )


def _places_in_groups(key: Int32s) -> Int64s:
    """The place of each row among those of its key, in their order."""
    order = np.argsort(key, kind="stable")
    sizes = np.bincount(key)
    place = np.empty(len(key), dtype=np.int64)
    place[order] = np.arange(len(key)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return place


class Partitioned:
    """A full run whose pairs are made and compared in parts; pickled to where they are."""

    def __init__(self, matcher: Matcher, plan: BlockingPlan) -> None:
        self.matcher = matcher
        self.plan = plan

    def slices(self) -> list[tuple[int, int]]:
        """The slices of rows whose pairs are all pairs."""
        return list(slices_of_rows(self.plan.listings, BATCH))

    def look_at_rows(self, start: int, stop: int) -> Looked:
        """The result of a slice of rows, where every pair is compared."""
        pairs = self.plan.of(pairs_of_rows(self.plan.listings, start, stop))
        return self.matcher.looked_at_whole(pairs)

    def look_at_joined(self, rule: Int32s, key: Int32s, pairs: Pairs) -> Looked:
        """The result of pairs that a join of `key_rows` made, each by a rule's key.

        A pair that an earlier rule or key makes too is left out.
        """
        own = self.made_first(rule, key, pairs)
        return self._look(Pairs(pairs.left[own], pairs.right[own]))

    def made_first(self, made_by: Int32s, key: Int32s, pairs: Pairs) -> Bools:
        """Whether no earlier rule, nor a smaller key of the same rule, makes the pair as well."""
        first = np.zeros(len(pairs), dtype=bool)
        unsettled = np.arange(len(pairs))
        for place, rule in enumerate(self.plan.rules):
            at = unsettled[made_by[unsettled] >= place]
            smallest = rule.smallest_shared(pairs.left[at], pairs.right[at])
            shared = smallest >= 0
            hit = at[shared]
            first[hit] = (made_by[hit] == place) & (key[hit] == smallest[shared])
            unsettled = at[~shared]
        return first

    @cached_property
    def _look(self) -> Callable[[Pairs], Looked]:
        return self.matcher.looked_at_briefly()

    def gathered(self, parts: Iterable[Looked]) -> Gathered:
        """All parts together: as if the pairs had been compared in memory, in their order."""
        return gathered_of(self.matcher, parts, every_pair=self.plan.every_pair)
