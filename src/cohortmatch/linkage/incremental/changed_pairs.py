"""Which pairs are looked at when a base is there: those that an earlier run has not looked at.

Every key has a number that is the same in every run. A group of listings with one key is compared
unless it was left out for the base, or has grown too large since; so of two listings that have not
changed it is known whether they were compared then, and only pairs with a changed listing are made.
A run of the same lists without reuse makes the same choices, and compares all pairs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from cohortmatch.core.arrays import Bools, Int64s
from cohortmatch.core.types import Listings
from cohortmatch.linkage.blocking.every_pair import every_pair
from cohortmatch.linkage.blocking.keys import Keys
from cohortmatch.linkage.blocking.listing_rules import Recipe, recipes, side_by_side
from cohortmatch.linkage.blocking.plan import BATCH, BlockingPlan
from cohortmatch.linkage.blocking.progress import Done, counted, no_progress
from cohortmatch.linkage.blocking.rules import Rule, made_by_any
from cohortmatch.linkage.blocking.union import union
from cohortmatch.linkage.incremental.state import KeyGroups
from cohortmatch.linkage.keyed_hash import UInt64s, among
from cohortmatch.linkage.pairs import Pairs

GROWTH = 2
"""Times as large as the largest group that was compared, a group may become."""
USUAL = 25
"""A group may always come to have this many times GROWTH listings."""


@dataclass(frozen=True, eq=False)
class BasedPlan(BlockingPlan):
    """What will be compared: the pairs with a listing that has `changed` (bool).

    `outgrown` are the numbers of the groups, by their rules' words, that have grown too large since
    the base.
    """

    changed: Bools = field(kw_only=True)
    outgrown: dict[str, UInt64s] = field(default_factory=dict, kw_only=True)

    @property
    def cost(self) -> int:
        """How many pairs are compared at the most."""
        if self.every_pair:
            same = self.listings - int(self.changed.sum())
            return self.all_pairs - same * (same - 1) // 2
        return sum(_cost(rule, self.changed) for rule in self.rules)

    def batches(self, batch: int = BATCH, done: Done = no_progress) -> Iterator[Pairs]:
        """The pairs, each once, in batches of about `batch`; `done` is told how many of the `cost`
        are done with."""
        if not self.every_pair:
            return union(self.rules, batch, self.changed, done)
        return counted(self._with_a_changed_one(batch), done)

    def _with_a_changed_one(self, batch: int) -> Iterator[Pairs]:
        order = np.argsort(~self.changed, kind="stable").astype(np.int32)
        for pairs in every_pair(self.listings, batch, int(self.changed.sum())):
            a, b = order[pairs.left], order[pairs.right]
            yield Pairs(np.minimum(a, b), np.maximum(a, b))


def _cost(rule: Rule, changed: Bools) -> int:
    """How many pairs with a changed listing the rule alone produces at the most."""
    sizes = rule.keys.sizes
    same = sizes - np.bincount(rule.keys.key, changed[rule.keys.owner], len(sizes)).astype(int)
    return int((sizes * (sizes - 1) // 2 - same * (same - 1) // 2).sum())


def groups_of(listings: Listings, plan: BlockingPlan, key: str) -> KeyGroups | None:
    """What a plan leaves out, told so that a later run can leave out the same; None for nothing."""
    if plan.every_pair:
        return None
    cut = {rule.words: rule.most for rule in plan.split}
    largest = {rule.words: int(rule.keys.sizes.max(initial=0)) for rule in plan.rules}
    numbers = partial(_too_large, most=cut, key=key)
    left_out: dict[str, UInt64s] = {}
    for each, found_too_large in zip(
        recipes(listings), side_by_side(numbers, recipes(listings)), strict=True
    ):
        if each.words in cut:
            before = left_out.get(each.words, np.empty(0, np.uint64))
            left_out[each.words] = np.union1d(before, found_too_large)
    most = {words: GROWTH * max(size, USUAL) for words, size in largest.items()}
    return KeyGroups(left_out, most, frozenset(rule.words for rule in plan.skipped))


def _too_large(recipe: Recipe, most: dict[str, int], key: str) -> UInt64s:
    if recipe.words not in most:
        return np.empty(0, np.uint64)
    keys, numbers = Keys.numbered(recipe.n, *recipe.numbers(key))
    return numbers[keys.sizes > most[recipe.words]]


def based_plan(
    listings: Listings, groups: KeyGroups | None, key: str, changed: Bools, *, reuse: bool = True
) -> BasedPlan:
    """The plan for listings of which some have `changed` since the base.

    `groups` and `key` are the base's. Without `reuse` all pairs are made that a run with that base
    would make had everything changed; the choices are the same.
    """
    n = len(listings)
    looked_at = changed if reuse else np.ones(n, dtype=bool)
    if groups is None:
        return BasedPlan(n, changed=looked_at)
    rules: list[Rule] = []
    outgrown: dict[str, UInt64s] = {}
    for rule, numbers in side_by_side(
        partial(_rule, groups=groups, key=key, changed=looked_at), recipes(listings)
    ):
        if len(numbers):
            before = outgrown.get(rule.words, np.empty(0, np.uint64))
            outgrown[rule.words] = np.union1d(before, numbers)
        if len(rule.keys.key):
            rules.append(rule)
    return BasedPlan(n, tuple(rules), by_rules=True, changed=looked_at, outgrown=outgrown)


def _rule(recipe: Recipe, groups: KeyGroups, key: str, changed: Bools) -> tuple[Rule, UInt64s]:
    """A rule with the groups in which something has changed, and the numbers of those outgrown."""
    none = np.empty(0, np.uint64)
    if recipe.words in groups.skipped:
        return Rule(recipe.words, Keys.none(recipe.n)), none
    owner, numbers = recipe.numbers(key)
    left_out = groups.left_out.get(recipe.words, none)
    owner, numbers = _only_groups_with(changed, owner, numbers)
    stays = ~among(numbers, left_out)
    keys, number = Keys.numbered(recipe.n, owner[stays], numbers[stays])
    most = groups.most.get(recipe.words, GROWTH * USUAL)
    too_large = number[keys.sizes > most]
    beyond = int(keys.sizes[keys.sizes > most].sum())
    return Rule(recipe.words, keys.within(2, most), most if beyond else 0, beyond), too_large


def _only_groups_with(changed: Bools, owner: Int64s, numbers: UInt64s) -> tuple[Int64s, UInt64s]:
    """The rows whose number is that of a changed listing too."""
    if changed.all():
        return owner, numbers
    keep = among(numbers, numbers[changed[owner]])
    return owner[keep], numbers[keep]


def still_candidates(
    listings: Listings, plan: BasedPlan, groups: KeyGroups | None, key: str, pairs: Pairs
) -> Bools:
    """Which pairs of an earlier run would be made again: not those of outgrown groups alone."""
    if groups is None or not plan.outgrown or not len(pairs):
        return np.ones(len(pairs), dtype=bool)
    everything = np.ones(len(listings), dtype=bool)
    return made_by_any(based_plan(listings, groups, key, everything).rules, pairs.left, pairs.right)


def with_outgrown(groups: KeyGroups | None, plan: BasedPlan) -> KeyGroups | None:
    """The groups for the next run: those outgrown now are left out for good."""
    if groups is None:
        return None
    left_out = dict(groups.left_out)
    for words, numbers in plan.outgrown.items():
        left_out[words] = np.union1d(left_out.get(words, np.empty(0, np.uint64)), numbers)
    return KeyGroups(left_out, groups.most, groups.skipped)
