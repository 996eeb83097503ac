"""How pairs are found: every pair of small lists, a union of rules for large ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cohortmatch.blocking.every_pair import every_pair
from cohortmatch.blocking.keys import Keys, NameParts, field_keys, initial, sound
from cohortmatch.blocking.rules import Rule, union
from cohortmatch.types import Int64s, Listings, Pairs
from cohortmatch.values.identifiers import KINDS

EVERY_PAIR = 10_000_000
"""Up to this many pairs (about 4,470 listings) every pair is compared."""
BATCH = 1_000_000
"""Pairs held at a time."""


@dataclass(frozen=True, eq=False)
class BlockingPlan:
    """What will be compared: every pair, or the pairs of the rules, whose costs are known."""

    listings: int
    rules: tuple[Rule, ...] = ()

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
    """The plan for these listings."""
    n = len(listings)
    if n * (n - 1) // 2 <= every_pair_up_to:
        return BlockingPlan(n)
    return BlockingPlan(n, tuple(rule for rule in _rules(listings) if len(rule.keys.key)))


def _rules(listings: Listings) -> Iterator[Rule]:
    n = len(listings)
    names = NameParts(listings)
    given, surname = names.given(), names.surname()
    first, sounds = names.given(initial), names.surname(sound)
    birth, year, day = (_dates(listings, part)[names.owner] for part in ("date", "year", "day"))
    postcode = np.concatenate([listings.field("postcode").first])[names.owner]
    for kind in KINDS:
        yield Rule(f"the same {kind.replace('_', ' ')}", field_keys(listings.field(kind)))
    owner = names.owner
    yield Rule("the same name in either order", Keys.of(n, owner, *names.either_order()))
    yield Rule("one date of birth and forename", Keys.of(n, owner, birth, given))
    yield Rule("one date of birth and sound of surname", Keys.of(n, owner, birth, sounds))
    yield Rule("one date of birth and initial", Keys.of(n, owner, birth, first))
    yield Rule("one surname, forename and year of birth", Keys.of(n, owner, surname, given, year))
    yield Rule("one sound, initial and year of birth", Keys.of(n, owner, sounds, first, year))
    yield Rule("one sound, initial, day and month", Keys.of(n, owner, sounds, first, day))
    yield Rule("one postcode and initial", Keys.of(n, owner, postcode, first))
    yield Rule("one postcode and sound of surname", Keys.of(n, owner, postcode, sounds))
    yield Rule("one surname and forename", Keys.of(n, owner, surname, given))


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
