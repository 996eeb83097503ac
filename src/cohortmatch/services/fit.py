"""Supervised fitting: a model fitted to labelled pairs of the user's own lists."""

from __future__ import annotations

import numpy as np

from cohortmatch.core.accepting import a_flag, accepting, of_kind
from cohortmatch.core.errors import AnswersError, ListErrors
from cohortmatch.core.types import Listings
from cohortmatch.linkage import scoring
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.model import Model
from cohortmatch.linkage.pairs import Pairs
from cohortmatch.reading.sources import AnySources, accepted
from cohortmatch.services.pipeline import survey
from cohortmatch.services.recall import DecisionsSource, recall
from cohortmatch.settings.plan import Plan

__all__ = ["fit"]


@accepting(plan=of_kind("a Plan", Plan), chosen=a_flag)
def fit(
    lists: Listings | AnySources,
    labels: DecisionsSource,
    *,
    plan: Plan | None = None,
    chosen: bool = True,
) -> Model:
    """Fit the m and u probabilities to labelled pairs.

    `lists` is what `match` takes; `labels` what it takes as decisions: a DataFrame with `left`,
    `right` (listing ids) and `answer` ("same" or "different"), a CSV file or a store; answers of
    "not sure", and those that contradict each other, are left out. The figures of `plan.model`
    count as 200 pairs of one person and 20,000 of two, so few labels change little. Label people as
    they come: pairs picked because they are doubtful make a model that expects doubt.
    `chosen=False` says that the pairs labelled different were not picked (they are every pair of
    some lists, or drawn at random); only then do they show how often strangers agree. Returns a
    Model to save and use in `Plan(model=...)`; it has no calibration, so no expected errors are
    printed. Raises AnswersError when no pair is labelled, ListErrors when lists cannot be used.
    """
    plan = plan or Plan()
    if not isinstance(lists, Listings):
        found = survey(accepted(lists), plan)
        if found.errors:
            raise ListErrors(found.errors)
        lists = found.listings
    known = recall(labels, lists).reviewed.decisions
    if not len(known.same):
        raise AnswersError(["labels: no pair of these lists is labelled same or different"])
    low, high = np.minimum(known.left, known.right), np.maximum(known.left, known.right)
    matcher = Matcher(lists, plan.model, more=plan.more)
    return scoring.fit(matcher.model, matcher.score(Pairs(low, high)), known.same, chosen=chosen)
