"""What the engine answers for a few lists, asked by the listings' ids.

found = answer(a_list("A", {...}), a_list("B", {...}))
found.band("A:2", "B:2")
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cohortmatch.core.types import Listings, RawList
from cohortmatch.linkage.blocking import plan
from cohortmatch.linkage.explanations import Explanation
from cohortmatch.linkage.gathering import gather, learn
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.pairs import Band, Pairs, People
from cohortmatch.linkage.people import resolve
from cohortmatch.reporting import CrossReference
from cohortmatch.services.pipeline import match
from people_lists import listings_of

Pair = frozenset[str]


@dataclass(frozen=True, eq=False)
class Answer:
    """Listings, the matcher that weighed them, and the people they were resolved to."""

    listings: Listings
    matcher: Matcher
    resolved: People

    @cached_property
    def people(self) -> set[frozenset[str]]:
        """Who is with whom, by ids."""
        together: dict[int, set[str]] = {}
        for name, person in zip(self.listings.ids, self.resolved.person.tolist(), strict=True):
            together.setdefault(person, set()).add(name)
        return set(map(frozenset, together.values()))

    @cached_property
    def bands(self) -> dict[Pair, Band]:
        """The band of each pair that is not `different`."""
        return dict(zip(self._pairs, map(Band, self.resolved.band.tolist()), strict=True))

    @cached_property
    def weights(self) -> dict[Pair, float]:
        """The weight of each pair that is not `different`, in bits."""
        return dict(zip(self._pairs, self.resolved.links.weight.tolist(), strict=True))

    @property
    def _pairs(self) -> list[Pair]:
        ids, links = self.listings.ids, self.resolved.links
        return [frozenset((ids[a], ids[b])) for a, b in zip(links.left, links.right, strict=True)]

    def band(self, a: str, b: str) -> str:
        """What is said of a pair, as the word of the links file."""
        return self.bands.get(frozenset((a, b)), Band.different).name

    def one_person(self, *names: str) -> bool:
        """Whether these listings are all resolved to one person."""
        return any(set(names) <= person for person in self.people)

    def weight(self, a: str, b: str) -> float:
        """The weight of any pair in bits."""
        left, right = sorted(map(self.listings.ids.index, (a, b)))
        pair = Pairs(np.array([left], dtype=np.int32), np.array([right], dtype=np.int32))
        return float(self.matcher.score(pair).weight[0])

    def why(self, a: str, b: str) -> Explanation:
        """The explanation of any pair."""
        left, right = map(self.listings.ids.index, (a, b))
        return self.matcher.explain(left, right, self.resolved.person)


def answer(*lists: RawList) -> Answer:
    """The lists taken through the whole line but for reading and reporting."""
    listings = listings_of(*lists)
    candidates = plan(listings)
    matcher = Matcher(listings, shipped())
    gathered = gather(matcher, candidates.batches(), every_pair=True)
    matcher, _ = learn(matcher, gathered)
    return Answer(listings, matcher, resolve(matcher, gathered.likely))


def reported(*lists: RawList) -> CrossReference:
    """The lists taken through the whole line but for reading."""
    return match(listings_of(*lists))
