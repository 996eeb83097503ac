"""Matching again for a reader: without some lists and rows, or by what identifies people alone.

Policy: under a sharing agreement people are formed by names, dates of birth, ages, sex, postcodes
and identifiers, and by no other column, whichever a rule names. If a diagnosis, an address or the
colour of hair took part, a reader could write a guess into its own row and see whether another list
agrees.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from cohortmatch.core.errors import BaseError
from cohortmatch.core.types import OUTCODE, Listings, NormalisedWithout
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
from cohortmatch.values.fields import NUMBERS

Positions = npt.NDArray[np.intp]
__all__ = ["MatchedAgain", "matched_again", "prepared_for", "resolved_with"]

IDENTIFYING = frozenset(
    ("date_of_birth", "age", "sex", "postcode", OUTCODE, "identifier", *NUMBERS)
)
"""The fields that identify people, beside names."""


@dataclass(frozen=True, eq=False, repr=False)
class MatchedAgain:
    """Matches again without some lists, by name, and with some rows of the rest; `whole` is the run
    of all `listings`, of which pairs that say the same are not compared again."""

    listings: Listings
    without: NormalisedWithout
    plan: Plan
    recalled: Recalled | None
    whole: WholeRun | None

    def __call__(
        self,
        names: frozenset[str],
        rows: Callable[[Listings], Positions],
        *,
        identifying: bool = False,
    ) -> tuple[Outcome, Listings]:
        """The result, and the listings that were matched with all that they say; `identifying`
        matches by what identifies people alone."""
        listings = self.without(names, rows)
        matched = _identifying(listings) if identifying else listings
        whole = self._by_identity if identifying else self.whole
        prepared = prepared_for(matched, replace(self.plan, base=None), whole)
        found = linking.learn_from(prepared, self.plan.memory, whole)
        again = None if self.recalled is None else self.recalled.among(listings)
        return Outcome(found.matcher, resolved_with(found.matcher, found.likely, again)), listings

    @cached_property
    def _by_identity(self) -> WholeRun | None:
        """The run of all listings by what identifies people; made once for all readers."""
        plan = replace(self.plan, base=None)
        prepared = prepared_for(_identifying(self.listings), plan)
        return prepared.whole(prepared.gathered(prepared.batches(self.plan.memory)))


def _identifying(listings: Listings) -> Listings:
    """The listings with nothing but what identifies people."""
    fields = {name: each for name, each in listings.fields.items() if name in IDENTIFYING}
    return replace(listings, fields=fields)


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
    if recalled.known_as_two is None:
        return people
    return with_open_doubts(matcher.model, people, recalled.known_as_two, reviewed)
