"""How the listings of one person hold together, where they would come apart, and who comes nearest.

The strongest links that reach every listing are a tree, the same that the report's "why" names.
Taking one link of it away leaves two parts; the weakest place is the one whose two parts, on the
average of all pairs between them, speak least for one person, which is what forming people goes by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from cohortmatch.core.arrays import Floats
from cohortmatch.linkage.explanations import Explanation, Nearest, PersonExplanation, Weakest
from cohortmatch.people.pair_status import PairStatus
from cohortmatch.people.persons import Person, PersonGroups

MOST_WEAK = 200
"""Weak pairs that are explained; the others are counted."""
FOR_ONE = 0.0
"""Bits above which a pair speaks for one person."""
DECIDED = 1e4
"""What a decision counts for, in bits: more than any pair can weigh."""
Pair = tuple[int, int]


def person_explanation(status: PairStatus, listings: Sequence[int]) -> PersonExplanation:
    """How the listings of one person (in the order of ids) hold together."""
    view, person = status.view, status.person(listings[0])
    shape = _Shape(status, tuple(listings), status.found.weights(listings))
    links = shape.explained((join.left, join.right) for join in (person.joins if person else ()))
    weak = shape.weak
    weakest = shape.weakest(person) if person else None
    nearest = shape.nearest(links)
    return PersonExplanation(
        person=view.person_ids[listings[0]],
        listings=tuple(view.ids[i] for i in listings),
        how_sure=person.how_sure if person else "",
        links=links,
        weak=shape.explained(weak[:MOST_WEAK]),
        weaker=len(weak),
        weakest=weakest,
        nearest=nearest,
        settle=_settle(links, weakest, nearest),
    )


def _settle(links: Sequence[Explanation], weakest: Weakest | None, nearest: Nearest | None) -> str:
    """The one check that would settle what is open: the weakest place first, then the others."""
    pairs = [*(weakest.held_by[:1] if weakest else ()), *reversed(links)]
    pairs += [nearest.pair] if nearest else []
    asked = next((pair for pair in pairs if pair.settle), None)
    if asked is None:
        return ""
    about = f"{asked.left} and {asked.right}"
    return f"{asked.to_settle}" if asked.look_up else f"{asked.settle}: {about}"


@dataclass(frozen=True, eq=False)
class _Shape:
    """One person's listings and the weight of every pair of them."""

    status: PairStatus
    listings: tuple[int, ...]
    weights: Floats

    def explained(self, pairs: Iterable[Pair]) -> tuple[Explanation, ...]:
        """Why each pair weighs what it weighs, as it stands, in the order of ids."""
        rank = self.status.view.rank
        sides = [tuple(sorted(pair, key=rank.__getitem__)) for pair in pairs]
        told = self.status.found.explain_each(sides) if sides else []  # type: ignore[arg-type]
        return tuple(
            self.status.with_status(each, left, right)
            for each, (left, right) in zip(told, sides, strict=True)
        )

    @property
    def weak(self) -> list[Pair]:
        """The pairs that would not be one person by themselves, weakest first."""
        enough = self.status.view.model.cut_offs.same
        pairs = [
            (round(float(self.weights[a, b]), 6), a, b)
            for a, b in combinations(range(len(self.listings)), 2)
            if self.weights[a, b] < enough
        ]
        return [(self.listings[a], self.listings[b]) for _, a, b in sorted(pairs)]

    def weakest(self, person: Person) -> Weakest | None:
        """Where the person would come apart first."""
        place = {listing: number for number, listing in enumerate(self.listings)}
        links = [(place[join.left], place[join.right]) for join in person.joins]
        cuts = [_parts(len(self.listings), links, link) for link in links]
        if len(links) < len(self.listings) - 1:
            cuts = [_parts(len(self.listings), links, None)]
        one, other = min(cuts, key=lambda cut: round(float(self._counted[np.ix_(*cut)].mean()), 6))
        across = [(a, b) for a in one for b in other]
        held = sorted(
            (pair for pair in across if self._counted[pair] > FOR_ONE),
            key=lambda pair: (-round(float(self._counted[pair]), 6), pair),
        )
        return Weakest(
            one=tuple(self.status.view.ids[self.listings[i]] for i in one),
            other=tuple(self.status.view.ids[self.listings[i]] for i in other),
            held_by=self.explained((self.listings[a], self.listings[b]) for a, b in held),
            against=sum(bool(self._counted[pair] < FOR_ONE) for pair in across),
        )

    @cached_property
    def _counted(self) -> Floats:
        """The weights as they count for one person: a decision outweighs everything."""
        counted = self.weights.copy()
        for a, b in combinations(range(len(self.listings)), 2):
            if self.status.decided(self.listings[a], self.listings[b]):
                counted[a, b] = counted[b, a] = DECIDED
        return counted

    def nearest(self, links: Sequence[Explanation]) -> Nearest | None:
        """The nearest other person; of several equally near, the first in the order of ids."""
        rank = self.status.view.rank
        near = self.status.found.nearest(self.listings)
        if not near:
            return None
        own, other = min(near, key=lambda pair: (rank[pair[1]], rank[pair[0]]))
        pair = self.status.with_status(
            self.status.found.explain_each([(own, other)])[0], own, other
        )
        least = min((link.weight for link in links if not link.decided), default=None)
        return Nearest(
            person=self.status.view.person_ids[other],
            listing=self.status.view.ids[other],
            own=self.status.view.ids[own],
            pair=pair,
            behind=None if least is None else least - pair.weight,
        )


def _parts(size: int, links: Sequence[Pair], without: Pair | None) -> tuple[list[int], list[int]]:
    """The two parts left without one link: that of the first listing, and the rest."""
    groups = PersonGroups(range(size))
    for link in links:
        if link != without:
            groups.join(*link)
    first = groups.root(0)
    one = [place for place in range(size) if groups.root(place) == first]
    return one, [place for place in range(size) if groups.root(place) != first]
