"""The likely pairs to people, and how many links are expected to be wrong."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cohortmatch.linkage import clustering, scoring
from cohortmatch.linkage.matcher import LINK, Matcher
from cohortmatch.linkage.pairs import Band, Decisions, People, Scored, pair_keys


def resolve(matcher: Matcher, likely: Scored, decisions: Decisions | None = None) -> People:
    """People out of the likely pairs, and the band of each pair that is not `different`.

    Decisions are absolute: a pair decided `same` is one person's and in band `same`, a pair decided
    otherwise is two people's and in no band. They must not contradict each other.
    """
    n, cut = len(matcher.listings), matcher.model.cut_offs
    lists = matcher.rival_lists
    likely = matcher.weigh_again(likely)
    linked = likely.weight >= LINK
    left, right, weight = likely.left[linked], likely.right[linked], likely.weight[linked]
    if decisions is not None:
        left = np.concatenate([left, decisions.left[decisions.same]])
        right = np.concatenate([right, decisions.right[decisions.same]])
        decided = np.full(int(decisions.same.sum()), clustering.DECIDED)
        weight = np.concatenate([weight, decided])
    component = clustering.small_components(n, left, right, weight)
    within = matcher.score(clustering.pairs_within(component))
    ruled = clustering.ruled(within, decisions)
    told = replace(ruled, weight=clustering.weights_after_discounts(matcher.model, ruled))
    contested = clustering.contested(component, told, lists)
    order = clustering.content_order(matcher.listings, contested)
    person = clustering.resolve(component, told, lists, order)
    doubtful = clustering.doubtful(matcher.model, ruled, lists)
    band = clustering.bands(person, ruled, cut, lists, doubtful)
    band[ruled.weight >= clustering.DECIDED] = Band.same
    band[ruled.weight <= -clustering.DECIDED] = Band.different
    said = band > Band.different
    return People(person, scoring.select(within, said), band[said])


def expect(matcher: Matcher, people: People, likely: Scored) -> scoring.Expectation | None:
    """How many links are expected to be wrong or missed; None for a model without calibration."""
    links = people.links
    others = ~np.isin(pair_keys(likely.left, likely.right), pair_keys(links.left, links.right))
    weight = matcher.weigh_again(likely).weight[others]
    return scoring.expect(matcher.model, links.weight, people.band, weight)
