"""Matching again for a reader: without some lists and rows, and by some fields alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from cohortmatch.core.errors import BaseError
from cohortmatch.core.types import Listings, NormalisedWithout
from cohortmatch.disclosure.matched_by import MatchedBy
from cohortmatch.linkage import linking
from cohortmatch.linkage.incremental.part_of_run import WholeRun
from cohortmatch.linkage.incremental.prepared import BROUGHT, PreparedLinkage
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.pairs import People, Scored
from cohortmatch.linkage.people import resolve
from cohortmatch.linkage.result import Outcome
from cohortmatch.services.open_doubts import with_open_doubts
from cohortmatch.services.recall import Recalled, asked
from cohortmatch.settings.plan import Plan

Positions = npt.NDArray[np.intp]
__all__ = ["MatchedAgain", "matched_again", "prepared_for", "resolved_with"]


@dataclass(frozen=True, eq=False, repr=False)
class MatchedAgain:
    """Matches again without some lists, by name, and with some rows of the rest; `whole` is the run
    of all `listings`, of which pairs that say the same are not compared again."""

    listings: Listings
    without: NormalisedWithout
    plan: Plan
    recalled: Recalled | None
    whole: WholeRun | None
    _wholes: dict[MatchedBy, WholeRun | None] = field(default_factory=dict)

    def __call__(
        self, names: frozenset[str], rows: Callable[[Listings], Positions], by: MatchedBy
    ) -> tuple[Outcome, Listings]:
        """The result, and the listings that were matched with all that they say; people are formed
        `by` these fields alone."""
        listings = self.without(names, rows)
        matched, whole = by.only(listings), self._whole(by)
        prepared = prepared_for(matched, replace(self.plan, base=None), whole)
        found = linking.learn_from(prepared, self.plan.memory, whole)
        again = None if self.recalled is None else self.recalled.among(listings)
        return Outcome(found.matcher, resolved_with(found.matcher, found.likely, again)), listings

    def leaves_out(self, by: MatchedBy) -> bool:
        """Whether the listings say anything that takes no part."""
        return not by.uses_all(self.listings)

    def _whole(self, by: MatchedBy) -> WholeRun | None:
        """The run of all listings by these fields; made once for all readers."""
        if not self.leaves_out(by):
            return self.whole
        if by not in self._wholes:
            prepared = prepared_for(by.only(self.listings), replace(self.plan, base=None))
            found = prepared.gathered(prepared.batches(self.plan.memory))
            self._wholes[by] = prepared.whole(found)
        return self._wholes[by]


def matched_again(
    listings: Listings, plan: Plan, recalled: Recalled | None, whole: WholeRun | None
) -> MatchedAgain | None:
    """What matches again without some lists and rows; None where the caller brought pairs or
    comparisons, which cover all the listings.
    """
    if listings.without is None or plan.candidates is not None or plan.more:
        return None
    return MatchedAgain(listings, listings.without, plan, recalled, whole)


def prepared_for(listings: Listings, plan: Plan, whole: WholeRun | None = None) -> PreparedLinkage:
    """The run before comparing: incremental where there is a base, else full. `whole` is the run
    that the listings are a part of."""
    if plan.base is not None and (plan.candidates is not None or plan.more):
        raise BaseError(BROUGHT)
    return linking.prepare(
        listings,
        plan.model,
        every_pair_up_to=plan.every_pair_up_to,
        candidates=plan.candidates,
        more=plan.more,
        base=None if plan.begin_afresh else plan.base,
        whole=whole,
    )


def resolved_with(matcher: Matcher, likely: Scored, recalled: Recalled | None) -> People:
    """The people of a run, with the decisions that are known."""
    if recalled is None:
        return resolve(matcher, likely)
    reviewed = recalled.reviewed
    people = asked(matcher, resolve(matcher, likely, reviewed.ruling), reviewed)
    if recalled.finder is None:
        return people
    return with_open_doubts(matcher.model, people, recalled.finder.known_as_two, reviewed)
