"""Recognising: which people of this run are people of earlier runs, by the engine's own judgement.

    this month's people ─┐
                         ├──▶ one table ──▶ pairs, weights, people ──▶ Recognised
    earlier people ──────┘

What a list said of somebody earlier is a listing like any other: compared, weighed and joined under
the same constraints as this month's (numbers, twins, rivals). People of one month stay as that
month's run formed them, so nobody of today is joined to anybody else of today here.

One thing is known beyond two rows: that a row stands where another has gone. So a row of the same
list and the very same name, with a slip in the date of birth, is a corrected row where nobody else
fits either of them, though the engine would ask whether two such rows of two lists are one person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np

from cohortmatch.core.arrays import Bools, Int64s
from cohortmatch.core.tables_of_listings import together
from cohortmatch.core.types import Listings
from cohortmatch.linkage import blocking
from cohortmatch.linkage.gathering import gather
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.model import Model
from cohortmatch.linkage.pairs import Band, Decisions, Pairs, People, Scored
from cohortmatch.linkage.people import resolve
from cohortmatch.linkage.scoring import prior_bits
from cohortmatch.values.identifiers import KINDS

__all__ = ["Recognised", "Sizes", "recognise"]

SLIPS = ("slip", "year_slip", "swapped")
"""Levels of a date of birth that was mistyped."""

Decided = tuple[int, int, bool]


class Recognised(NamedTuple):
    """Somebody of this run (`now`) who is an earlier person (`earlier`), or may be one (not
    `sure`); both as the caller numbers them."""

    now: int
    earlier: int
    sure: bool


@dataclass(frozen=True)
class Sizes:
    """How many listings each list has in all, those of this run and the earlier ones (int64),
    where only some of them are compared."""

    now: Int64s
    earlier: Int64s


def recognise(
    now: Listings,
    people_now: Sequence[int],
    earlier: Listings,
    people_earlier: Sequence[int],
    model: Model,
    sizes: Sizes,
) -> tuple[Recognised, ...]:
    """The earlier person that each of this run's people is, at most one, and those they may be.

    `people_now` and `people_earlier` are each listing's person, whole people on both sides. The
    weights are the `model`'s; nothing is learnt. The answer does not depend on order.
    """
    if not len(now) or not len(earlier):
        return ()
    who = _Who(people_now, people_earlier)
    prior = prior_bits(np.concatenate([sizes.now, sizes.earlier]), model)
    matcher = Matcher(together(now, earlier), model, prior=prior)
    likely = _likely(matcher, who)
    people = resolve(matcher, likely, who.decisions())
    if apart := list(who.held_apart(people)):
        people = resolve(matcher, likely, who.decisions(apart))
    return tuple(_recognised(who, people, _corrected(matcher, people.links)))


def _likely(matcher: Matcher, who: _Who) -> Scored:
    """The likely pairs of one listing of today and an earlier one."""
    plan = blocking.plan(matcher.listings, blocking.EVERY_PAIR)
    batches = (who.across(batch) for batch in plan.batches())
    return gather(matcher, batches, every_pair=False, counting=False).likely


class _Who:
    """Whose each listing of the common table is: (is of today, number)."""

    def __init__(self, now: Sequence[int], earlier: Sequence[int]) -> None:
        self.first_earlier = len(now)
        self.of = [(True, person) for person in now] + [(False, person) for person in earlier]
        self.at: dict[tuple[bool, int], list[int]] = {}
        for place, each in enumerate(self.of):
            self.at.setdefault(each, []).append(place)

    def across(self, batch: Pairs) -> Pairs:
        """Those pairs of a batch that join the two times; the lower position is today's."""
        keep = self.joins(batch)
        return Pairs(batch.left[keep], batch.right[keep])

    def joins(self, links: Pairs) -> Bools:
        """Which pairs join the two times."""
        result: Bools = (links.left < self.first_earlier) & (links.right >= self.first_earlier)
        return result

    def decisions(self, apart: Sequence[Decided] = ()) -> Decisions:
        """What stands already: who is one person, and who was held apart."""
        same = [
            (one, other, True) for places in self.at.values() for one, other in pairwise(places)
        ]
        left, right, answer = zip(*[*same, *apart], strict=True) if same or apart else ((), (), ())
        return Decisions(
            np.array(left, dtype=np.int32),
            np.array(right, dtype=np.int32),
            np.array(answer, dtype=np.bool_),
        )

    def held_apart(self, people: People) -> Iterator[Decided]:
        """Listings of several people of one time who were taken for one."""
        taken: dict[int, dict[tuple[bool, int], int]] = {}
        for place, person in enumerate(people.person.tolist()):
            taken.setdefault(person, {}).setdefault(self.of[place], place)
        for each in taken.values():
            for one, other in combinations(sorted(each, key=lambda who: each[who]), 2):
                if one[0] == other[0]:
                    for a in self.at[one]:
                        yield from ((min(a, b), max(a, b), False) for b in self.at[other])


def _corrected(matcher: Matcher, links: Scored) -> Bools:
    """Which pairs read like one row of a list before and after a date of birth was put right."""
    lists, model = matcher.listings.lists, matcher.model
    names = np.array([info.name for info in lists])[matcher.listings.list_code]
    found: Bools = names[links.left] == names[links.right]
    for name in ("surname", "forename"):
        found &= model.stands(links.levels, name, ("same",))
    found &= model.stands(links.levels, "date_of_birth", SLIPS)
    for number in KINDS:
        found &= ~model.stands(links.levels, number, ("different", "slip"))
    return found


def _recognised(who: _Who, people: People, corrected: Bools) -> Iterator[Recognised]:
    """Everybody joined to an earlier person, surely where a link of band `same` joins them, or
    where one row was corrected and nobody else fits."""
    same = (people.band == Band.same) & _of_one(people)
    found: dict[tuple[int, int], tuple[bool, bool]] = {}
    for place in np.flatnonzero(who.joins(people.links)):
        (_, one), (_, other) = who.of[people.links.left[place]], who.of[people.links.right[place]]
        was = found.get((one, other), (False, False))
        found[one, other] = (bool(was[0] | same[place]), bool(was[1] | corrected[place]))
    now, earlier = Counter(one for one, _ in found), Counter(other for _, other in found)
    for (one, other), (sure, row) in sorted(found.items()):
        yield Recognised(one, other, sure or (row and now[one] == earlier[other] == 1))


def _of_one(people: People) -> Bools:
    result: Bools = people.person[people.links.left] == people.person[people.links.right]
    return result
