"""How pairs are found: every pair of small lists, a union of rules for large ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cohortmatch.blocking.every_pair import every_pair
from cohortmatch.blocking.keys import Keys, NameParts, field_keys, initial, number_keys, sound
from cohortmatch.blocking.rules import Rule, union
from cohortmatch.types import Int64s, Listings, Pairs
from cohortmatch.values.identifiers import KINDS

EVERY_PAIR = 10_000_000
"""Up to this many pairs (about 4,470 listings) every pair is compared."""
PER_LISTING = 30
"""Pairs that may be compared for each listing where there are more listings than that."""
BATCH = 100_000
"""Pairs held at a time."""


@dataclass(frozen=True, eq=False)
class BlockingPlan:
    """What will be compared: every pair, or the pairs of the rules, whose costs are known."""

    listings: int
    rules: tuple[Rule, ...] = ()
    skipped: tuple[Rule, ...] = ()

    @property
    def every_pair(self) -> bool:
        """Whether nothing is skipped."""
        return not self.rules

    @property
    def all_pairs(self) -> int:
        """How many pairs there are."""
        return self.listings * (self.listings - 1) // 2

    def batches(self, batch: int = BATCH) -> Iterator[Pairs]:
        """The pairs, each once, in batches of about `batch`."""
        return union(self.rules, batch) if self.rules else every_pair(self.listings, batch)


def plan(listings: Listings, every_pair_up_to: int = EVERY_PAIR) -> BlockingPlan:
    """The plan for these listings.

    Where not every pair can be compared, rules are taken from the most telling to the broadest as
    long as all their pairs stay within the budget; the ones left out are named in `skipped`.
    """
    n = len(listings)
    if n * (n - 1) // 2 <= every_pair_up_to:
        return BlockingPlan(n)
    budget = max(every_pair_up_to, PER_LISTING * n)
    taken: list[Rule] = []
    skipped: list[Rule] = []
    for rule in _rules(listings):
        if not len(rule.keys.key):
            continue
        cost = rule.cost
        (taken if cost <= budget else skipped).append(rule)
        budget -= cost if cost <= budget else 0
    return BlockingPlan(n, tuple(taken), tuple(skipped))


def _rules(listings: Listings) -> Iterator[Rule]:
    """Every rule, the most telling first."""
    for kind in KINDS:
        yield Rule(f"the same {kind.replace('_', ' ')}", number_keys(listings.field(kind)))
    yield from _name_rules(listings)
    for name, field in sorted(listings.fields.items()):
        if name.startswith("other:"):
            words = name.removeprefix("other:").replace("_", " ")
            yield Rule(f"the same {words}", field_keys(field))


def _name_rules(listings: Listings) -> Iterator[Rule]:
    """Names with dates of birth and places, from both agreeing to one agreeing alone."""
    n, names = len(listings), NameParts(listings)
    given, surname = names.given(), names.surname()
    first, sounds = names.given(initial), names.surname(sound)
    birth, year, day = (_dates(listings, part)[names.owner] for part in ("date", "year", "day"))
    postcode, house = (
        listings.field(name).first.astype(np.int64)[names.owner] for name in ("postcode", "address")
    )
    for words, *parts in (
        ("one name in either order", *names.either_order()),
        ("one date of birth and forename", birth, given),
        ("one date of birth and sound of surname", birth, sounds),
        ("one date of birth and initial", birth, first),
        ("one surname, forename and year of birth", surname, given, year),
        ("one sound of surname, initial and year of birth", sounds, first, year),
        ("one sound of surname, initial, day and month", sounds, first, day),
        ("one postcode and initial", postcode, first),
        ("one postcode and sound of surname", postcode, sounds),
        ("one address and initial", house, first),
        ("one surname and forename", surname, given),
        ("one date of birth", birth),
        ("one address", house),
        ("one postcode", postcode),
        ("one forename, day and month", given, day),
        ("one forename and year of birth", given, year),
        ("one sound of surname and year of birth", sounds, year),
        ("one sound of surname, day and month", sounds, day),
        ("one sound of surname and initial", sounds, first),
        ("one surname", surname),
        ("one forename", given),
    ):
        yield Rule(str(words), Keys.of(n, names.owner, *parts))


def _dates(listings: Listings, part: str) -> Int64s:
    """A code for each listing's first date of birth, -1 where that part is not known."""
    field = listings.field("date_of_birth")
    codes = []
    for value in field.values:
        month_day = (value.month or 0) * 31 + (value.day or 0) if value.day else -1
        whole = value.year * 400 + month_day if value.day else -1
        codes.append({"date": whole, "year": value.year, "day": month_day}[part])
    result: Int64s = np.array([*codes, -1], dtype=np.int64)[field.first]
    return result
