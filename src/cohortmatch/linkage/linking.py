"""Record linkage in one call, from listings to people: block, compare, score, learn by EM, cluster.

`link` does everything. `prepare` and `learn_from` are its two halves, for callers that show
progress or keep what the run learnt.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cohortmatch.core.accepting import (
    a_function,
    a_path,
    a_whole_number,
    accepting,
    an_amount,
    mapping_of,
    of_kind,
)
from cohortmatch.core.errors import BaseError
from cohortmatch.core.types import Listings
from cohortmatch.linkage import blocking
from cohortmatch.linkage.blocking import Candidates
from cohortmatch.linkage.comparing import CallersComparison
from cohortmatch.linkage.copies import Copies
from cohortmatch.linkage.incremental.part_of_run import WholeRun
from cohortmatch.linkage.incremental.prepared import BROUGHT, LearntLinkage, PreparedLinkage, based
from cohortmatch.linkage.incremental.state import Base
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.model import Model, shipped
from cohortmatch.linkage.pairs import Decisions
from cohortmatch.linkage.people import resolve
from cohortmatch.linkage.result import Outcome

__all__ = ["learn_from", "link", "prepare"]


@accepting(
    listings=of_kind("listings, as read_lists or listings_of give", Listings),
    model=of_kind("a model", Model),
    decisions=of_kind("decisions by positions", Decisions),
    every_pair_up_to=a_whole_number,
    candidates=a_function,
    more=mapping_of("{name: function}", a_function),
    base=of_kind("a base, or the path of its file", Base, str, Path),
    memory=an_amount,
)
def link(
    listings: Listings,
    model: Model | None = None,
    *,
    decisions: Decisions | None = None,
    every_pair_up_to: int = blocking.EVERY_PAIR,
    candidates: Candidates | None = None,
    more: Mapping[str, CallersComparison] | None = None,
    base: Base | str | Path | None = None,
    memory: int | None = None,
) -> Outcome:
    """The people among listings: blocks, compares, learns the weights and clusters.

    `model` is the shipped one when None. `decisions` are absolute. The other arguments are as in a
    Plan: `candidates` finds the pairs, `more` are the caller's comparisons, `base` is the base of
    an earlier run, `memory` is in bytes. Raises SettingsError for a model that cannot compare, and
    BaseError for a base that does not fit.
    """
    ready = prepare(
        listings,
        shipped() if model is None else model,
        every_pair_up_to=every_pair_up_to,
        candidates=candidates,
        more=more or {},
        base=base,
    )
    learnt = learn_from(ready, memory)
    return Outcome(learnt.matcher, resolve(learnt.matcher, learnt.likely, decisions))


def prepare(
    listings: Listings,
    model: Model,
    *,
    every_pair_up_to: int,
    candidates: Candidates | None,
    more: Mapping[str, CallersComparison],
    base: Base | str | Path | None,
    whole: WholeRun | None = None,
) -> PreparedLinkage:
    """A run before its comparing: incremental where there is a base, else full.

    `whole` is the run that the listings are a part of, for linkage from it.

    Raises BaseError where a base is given with the caller's pairs or comparisons, or does not fit.
    """
    if base is not None and (candidates is not None or more):
        raise BaseError(BROUGHT)
    if isinstance(base, str | Path):
        file = a_path("base", base)
        base = Base.load(file) if file.exists() else None
    if base is not None:
        return based(listings, base, model)
    if candidates is not None:
        plan: blocking.BlockingPlan = blocking.callers_pairs(listings, candidates)
        return PreparedLinkage(Matcher(listings, model, more=more), plan)
    copies = Copies.among(listings)
    which = copies.compared(len(listings)) if len(copies.place) else None
    plan = blocking.plan(listings, every_pair_up_to, which)
    known = None if whole is None else whole.matcher.comparers
    return PreparedLinkage(Matcher(listings, model, more=more, copies=copies, known=known), plan)


def learn_from(
    ready: PreparedLinkage, memory: int | None = None, whole: WholeRun | None = None
) -> LearntLinkage:
    """The result of a run, with the weights that apply, within `memory` bytes.

    With the `whole` run that its listings are a part of, only the pairs are compared whose evidence
    may be another; the result is the same.
    """
    found = None if whole is None else ready.gathered_as_part(whole, memory)
    return ready.learnt(found or ready.gathered(ready.batches(memory)))
