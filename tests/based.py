"""What a base answers for a few lists, with what it knows reused or everything compared again.

base = a_base(a_list("A", {...}))
with_base(base, a_list("A", {...}, {...})).answer
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from cohortmatch.core.types import Listings, RawList
from cohortmatch.linkage.blocking.plan import BlockingPlan, plan, plan_within
from cohortmatch.linkage.incremental.prepared import LearntLinkage, PreparedLinkage, based
from cohortmatch.linkage.incremental.state import Base
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.people import resolve
from matched import Answer
from people_lists import listings_of


@dataclass(frozen=True, eq=False)
class Run:
    """A run taken to its end, and the base that it leaves."""

    begun: PreparedLinkage
    found: LearntLinkage

    @cached_property
    def answer(self) -> Answer:
        """Who is who."""
        matcher = self.found.matcher
        return Answer(matcher.listings, matcher, resolve(matcher, self.found.likely))

    @cached_property
    def base(self) -> Base:
        """The base for the next run."""
        return self.begun.leaves(self.found)()


def taken(begun: PreparedLinkage) -> Run:
    """A run that has begun, to its end."""
    return Run(begun, begun.learnt(begun.gathered(begun.batches())))


def afresh(*lists: RawList, budget: int | None = None) -> Run:
    """A run without a base: every pair, or rules within a budget of pairs."""
    listings = listings_of(*lists)
    return taken(PreparedLinkage(Matcher(listings, shipped()), _plan(listings, budget)))


def _plan(listings: Listings, budget: int | None) -> BlockingPlan:
    return plan(listings) if budget is None else plan_within(listings, budget)


def with_base(base: Base, *lists: RawList, reuse: bool = True) -> Run:
    """A run with a base."""
    return taken(based(listings_of(*lists), base, shipped(), reuse=reuse))
