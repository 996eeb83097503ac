"""The blocking plan: every pair of small lists, the union of blocking rules for large ones.

Rules run from the most telling to the broadest, and all their pairs together stay within a budget
that grows with the number of listings. A group of listings that is too large for the rest of the
budget (everybody born on one day, every Smith) is not compared by that rule. The finer rules before
it split the group by a forename, the sound of a surname or a district. `BlockingPlan.split` and
`skipped` name the rules that left groups out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cohortmatch.core.arrays import Int32s
from cohortmatch.core.types import Listings
from cohortmatch.linkage.blocking.every_pair import every_pair
from cohortmatch.linkage.blocking.keys import Keys
from cohortmatch.linkage.blocking.listing_rules import Recipe, recipes, side_by_side
from cohortmatch.linkage.blocking.progress import Done, counted, no_progress
from cohortmatch.linkage.blocking.rules import Rule
from cohortmatch.linkage.blocking.union import SLICE, union
from cohortmatch.linkage.pairs import Pairs

EVERY_PAIR = 10_000_000
"""Up to this many pairs (about 4,470 listings) every pair is compared."""
PER_LISTING = 6
"""Pairs that may be compared for each listing where not every pair is. Of a million plain rows more
pairs find next to nobody else: whom a name alone would add cannot be told from a namesake."""
LEAST = 2_000_000
"""Pairs that may always be compared: two seconds' worth."""
SHARE = 0.5
"""What one rule may use of the budget that is left."""
FEW = 50
"""A rule is not worked out when it may make less than one pair for so many listings."""
BATCH = 100_000
"""Pairs held at a time."""
ROW, PAIR = 60, 24
"""Bytes that a listing and a pair take while pairs are made."""


@dataclass(frozen=True, eq=False)
class BlockingPlan:
    """The candidate pairs of a run: every pair, or the pairs of the rules.

    `rules`, where pairs are found `by_rules`, includes those of `split`, which leave their largest
    groups to finer rules; `skipped` are rules that leave all their groups. `listings` counts those
    that are compared; `which` (int32) are their positions, None for all.
    """

    listings: int
    rules: tuple[Rule, ...] = ()
    skipped: tuple[Rule, ...] = ()
    by_rules: bool = False
    which: Int32s | None = None

    @property
    def every_pair(self) -> bool:
        """Whether every pair is compared."""
        return not self.by_rules

    @property
    def split(self) -> tuple[Rule, ...]:
        """The rules that leave their largest groups to finer rules."""
        return tuple(rule for rule in self.rules if rule.beyond)

    @property
    def all_pairs(self) -> int:
        """How many pairs there are."""
        return self.listings * (self.listings - 1) // 2

    @property
    def cost(self) -> int:
        """The most pairs that are compared."""
        return self.all_pairs if self.every_pair else sum(rule.cost for rule in self.rules)

    @property
    def held(self) -> int:
        """Roughly how many bytes it takes to make the pairs, beside the pairs themselves."""
        return ROW * self.listings + PAIR * min(self.cost, SLICE) if self.rules else 0

    def batches(self, batch: int = BATCH, done: Done = no_progress) -> Iterator[Pairs]:
        """The pairs, each once, in batches of about `batch`; `done` gets the number done out of
        `cost`.
        """
        if self.every_pair:
            return counted(map(self.of, every_pair(self.listings, batch)), done)
        return union(self.rules, batch, done=done)

    def of(self, pairs: Pairs) -> Pairs:
        """The pairs of listings that stand for pairs of places among those compared."""
        which = self.which
        return pairs if which is None else Pairs(which[pairs.left], which[pairs.right])


def plan(
    listings: Listings, every_pair_up_to: int = EVERY_PAIR, which: Int32s | None = None
) -> BlockingPlan:
    """The plan for these listings, or for those of the positions `which` (int32, ascending)."""
    n = len(listings) if which is None else len(which)
    if n * (n - 1) // 2 <= every_pair_up_to:
        return BlockingPlan(n, which=which)
    return plan_within(listings, max(LEAST, PER_LISTING * n), which)


def plan_within(listings: Listings, budget: int, which: Int32s | None = None) -> BlockingPlan:
    """The plan by rules within a budget of pairs; no pair where no rule fits the budget.

    When almost none of the budget is left, the remaining rules are not computed.
    """
    made, purse = list(recipes(listings)), Purse(budget)
    if which is not None:
        made = [recipe.only(which) for recipe in made]
    n = len(listings) if which is None else len(which)
    rules = side_by_side(Recipe.rule, made)
    for recipe in made:
        if purse.allowance * FEW >= len(listings):
            purse.spend_on(next(rules))
        elif len(recipe.owner):
            purse.skipped.append(Rule(recipe.words, Keys.none(len(listings))))
    rules.close()
    taken, skipped = tuple(purse.taken), tuple(purse.skipped)
    return BlockingPlan(n, taken, skipped, by_rules=True)


def within_budget(rules: Iterable[Rule], budget: int) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The rules that fit the budget, in order, and those that do not."""
    purse = Purse(budget)
    for rule in rules:
        purse.spend_on(rule)
    return tuple(purse.taken), tuple(purse.skipped)


class Purse:
    """A budget of pairs, spent rule by rule: the rules `taken` and those `skipped`."""

    def __init__(self, budget: int) -> None:
        self._left = budget
        self.taken: list[Rule] = []
        self.skipped: list[Rule] = []

    @property
    def allowance(self) -> int:
        """How many pairs the next rule may make."""
        return int(self._left * SHARE)

    def spend_on(self, rule: Rule) -> None:
        """Take as much of the rule as fits the budget; skip it where nothing fits."""
        if not len(rule.keys.key):
            return
        afforded = rule.within(self.allowance)
        if afforded.cost or not rule.cost:
            self.taken.append(afforded)
            self._left -= afforded.cost
        else:
            self.skipped.append(rule)
