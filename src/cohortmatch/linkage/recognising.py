"""Recognising: which people of this run are people of earlier runs, by the engine's own judgement.

    this month's people ─┐
                         ├──▶ one table ──▶ pairs, weights, people ──▶ Recognised
    earlier people ──────┘

What a list said of somebody earlier is a listing like any other: compared, weighed and joined under
the same constraints as this month's (numbers, twins, rivals). People of one month stay as that
month's run formed them, so nobody of today is joined to anybody else of today here.

Two things are known beyond two rows. A row stands where another has gone: so one number, or the
very same name and date of birth, are enough where they fit nobody else, however common the name is
and whatever the person's other rows say. And nobody checks an id once it is given: so a forename
that is only similar is not enough, because a twin has one too, and an earlier person whose numbers
all differ is somebody else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np

from cohortmatch.core.arrays import Bools, Int64s
from cohortmatch.core.tables_of_listings import together
from cohortmatch.core.types import Listings
from cohortmatch.linkage import blocking
from cohortmatch.linkage.comparing.kinds import Agreement
from cohortmatch.linkage.gathering import gather
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.model import Model
from cohortmatch.linkage.never_certain import Doubt, agrees
from cohortmatch.linkage.pairs import Band, Decisions, Pairs, People, Scored
from cohortmatch.linkage.people import resolve
from cohortmatch.linkage.scoring import prior_bits
from cohortmatch.values.identifiers import KINDS

__all__ = ["Recognised", "Sizes", "recognise", "rows_of_persons"]

SLIPS = ("slip", "year_slip", "swapped")
"""Levels of a date of birth that was mistyped."""

SIMILAR = ("different", "rhyme", "similar", "initial", "slip", "short", "variant")
"""Levels of a forename that twins may have."""
LIKE_A_TWIN = Doubt(
    "A twin has a similar forename too, and no number agrees.",
    {"date_of_birth": (*SLIPS, "same"), "forename": SIMILAR},
    unless=Agreement.number,
)
NUMBER_DIFFERS = Doubt("A number differs.", differ=True)
Decided = tuple[int, int, bool]
Two = tuple[int, int]
"""Somebody of today and an earlier person."""


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
    matcher = _matcher(now, earlier, people_earlier, model, sizes)
    likely = _gathered(matcher, who.joins)
    people = resolve(matcher, likely, who.decisions())
    if apart := list(who.held_apart(people)):
        people = resolve(matcher, likely, who.decisions(apart))
    return tuple(_recognised(matcher, who, people))


def rows_of_persons(
    now: Listings, earlier: Listings, people_earlier: Sequence[int], model: Model, sizes: Sizes
) -> tuple[tuple[int, int], ...]:
    """Which listings of this run (positions) are for sure whose of some earlier persons, all of
    whose listings are given. Unlike `recognise` this does not ask whether two listings of this run
    would be one person's: somebody may have come to several lists.
    """
    if not len(now) or not len(earlier):
        return ()
    who = _Who(range(len(now)), people_earlier)
    matcher = _matcher(now, earlier, people_earlier, model, sizes)
    likely = matcher.weigh_again(_gathered(matcher, who.joins))
    found = _whose_for_sure(matcher, who, likely)
    rest = recognise(now, range(len(now)), earlier, people_earlier, model, sizes)
    found |= {e.now: e.earlier for e in rest if e.sure and e.now not in found}
    return tuple(sorted(found.items()))


def _whose_for_sure(matcher: Matcher, who: _Who, likely: Scored) -> dict[int, int]:
    """The only earlier person whose number, or whose very name and date of birth, each listing of
    today has."""
    sure = who.joins(likely) & (_alike(matcher, likely) | _numbered(matcher, likely))
    found = who.twos(likely, sure)
    persons = Counter(place for place, _ in found)
    return {place: number for place, number in found if persons[place] == 1}


def _matcher(
    now: Listings, earlier: Listings, people_earlier: Sequence[int], model: Model, sizes: Sizes
) -> Matcher:
    """The two times as one table, with the model's weights."""
    each_time, lists = _each_time_apart(earlier, people_earlier)
    prior = prior_bits(np.concatenate([sizes.now, sizes.earlier[lists]]), model)
    return Matcher(together(now, each_time), model, prior=prior)


def _each_time_apart(earlier: Listings, people: Sequence[int]) -> tuple[Listings, Int64s]:
    """The earlier listings with what a list said of somebody later as another list, and which list
    each was: one list at two times names nobody twice, whatever was put right between."""
    said = Counter[tuple[int, int]]()
    times = np.zeros(len(earlier), dtype=np.int64)
    for place, key in enumerate(zip(people, earlier.list_code.tolist(), strict=True)):
        times[place] = said[key]
        said[key] += 1
    keys, codes = np.unique(times << 16 | earlier.list_code, return_inverse=True)
    lists = keys & 0xFFFF
    return replace(
        earlier,
        lists=tuple(earlier.lists[each] for each in lists.tolist()),
        raw=tuple(earlier.raw[each] for each in lists.tolist()),
        list_code=codes.astype(np.int16),
    ), lists


def _gathered(matcher: Matcher, keep: Callable[[Pairs], Bools]) -> Scored:
    """The likely pairs, of those to `keep`."""
    plan = blocking.plan(matcher.listings, blocking.EVERY_PAIR)
    kept = ((batch, keep(batch)) for batch in plan.batches())
    batches = (Pairs(batch.left[at], batch.right[at]) for batch, at in kept)
    return gather(matcher, batches, every_pair=False, counting=False).likely


class _Who:
    """Whose each listing of the common table is: (is of today, number)."""

    def __init__(self, now: Sequence[int], earlier: Sequence[int]) -> None:
        self.first_earlier = len(now)
        self.of = [(True, person) for person in now] + [(False, person) for person in earlier]
        self.at: dict[tuple[bool, int], list[int]] = {}
        for place, each in enumerate(self.of):
            self.at.setdefault(each, []).append(place)

    def joins(self, links: Pairs) -> Bools:
        """Which pairs join the two times; the lower position is today's."""
        result: Bools = (links.left < self.first_earlier) & (links.right >= self.first_earlier)
        return result

    def twos(self, links: Scored, at: Bools) -> set[Two]:
        """Who the pairs at some places join."""
        left, right = links.left[at].tolist(), links.right[at].tolist()
        return {(self.of[a][1], self.of[b][1]) for a, b in zip(left, right, strict=True)}

    def now(self, two: Two) -> list[int]:
        """The listings of the one of today."""
        return self.at[True, two[0]]

    def earlier(self, two: Two) -> list[int]:
        """The listings of the earlier one."""
        return self.at[False, two[1]]

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


def _recognised(matcher: Matcher, who: _Who, people: People) -> Iterator[Recognised]:
    """Everybody joined to an earlier person: surely where a link of band `same` joins them, or
    where a number, or the name and date of birth, agree and nobody else fits; never where all
    their numbers differ.
    """
    links, across = people.links, who.joins(people.links)
    same = across & _of_one(people) & (people.band == Band.same)
    same &= ~LIKE_A_TWIN.fits(matcher.model, links.levels, same)
    alike = _alone(who.twos(links, across & _alike(matcher, links)))
    numbered = _alone(who.twos(links, across & _numbered(matcher, links)))
    sure = who.twos(links, same) | numbered | alike
    sure -= _told_apart(matcher, who, sure)
    yield from (Recognised(*two, two in sure) for two in sorted(who.twos(links, across)))


def _of_one(people: People) -> Bools:
    result: Bools = people.person[people.links.left] == people.person[people.links.right]
    return result


def _alike(matcher: Matcher, links: Scored) -> Bools:
    """Which pairs have the very same name and date of birth, and no number that differs."""
    model = matcher.model
    found = np.ones(len(links), dtype=bool)
    for name in ("surname", "forename", "date_of_birth"):
        found &= model.stands(links.levels, name, ("same",))
    for number in KINDS:
        found &= ~model.stands(links.levels, number, ("different", "slip"))
    return found


def _numbered(matcher: Matcher, links: Scored) -> Bools:
    """Which pairs weigh enough by themselves, with a number that agrees and the forename too."""
    model = matcher.model
    found: Bools = links.weight >= model.cut_offs.same
    found &= agrees(model, links.levels, Agreement.sure_number)
    return found & ~model.stands(links.levels, "forename", ("different", "rhyme"))


def _alone(found: Set[Two]) -> set[Two]:
    """Those of whom neither fits anybody else."""
    now, earlier = Counter(one for one, _ in found), Counter(other for _, other in found)
    return {(one, other) for one, other in found if now[one] == earlier[other] == 1}


def _told_apart(matcher: Matcher, who: _Who, found: Set[Two]) -> set[Two]:
    """Those of whom a number differs and none agrees, whatever row it stands in."""
    order = sorted(found)
    every = [(a, b, two) for two in order for a in who.now(two) for b in who.earlier(two)]
    if not every:
        return set()
    left, right, twos = zip(*every, strict=True)
    scored = matcher.score(Pairs(np.array(left, np.int32), np.array(right, np.int32)))
    differs = NUMBER_DIFFERS.fits(matcher.model, scored.levels, np.zeros(len(every), bool))
    agree = agrees(matcher.model, scored.levels, Agreement.number)
    return {twos[at] for at in np.flatnonzero(differs)} - {twos[at] for at in np.flatnonzero(agree)}
