"""From likely pairs to people, and the expected number of wrong links."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from cohortmatch.core.arrays import Floats, Int32s
from cohortmatch.linkage import clustering, scoring
from cohortmatch.linkage.copies import Copies
from cohortmatch.linkage.matcher import LINK, Matcher
from cohortmatch.linkage.pairs import Band, Decisions, Pairs, People, Scored, pair_keys


def resolve(matcher: Matcher, likely: Scored, decisions: Decisions | None = None) -> People:
    """Form people from the likely pairs, and band each pair that is not `different`.

    Decisions are absolute: a pair decided `same` is one person's and in band `same`, a pair decided
    otherwise is two people's and in no band, and so is what follows from them. They must not
    contradict each other. They raise no further questions (clustering/consequences.py).
    """
    likely = matcher.weigh_again(likely)
    linked = likely.weight >= LINK
    left, right, weight = likely.left[linked], likely.right[linked], likely.weight[linked]
    copies, (left, right, weight) = _decided_copies(matcher, decisions, (left, right, weight))
    component = clustering.small_components(len(matcher.listings), left, right, weight)
    within = matcher.score(clustering.pairs_within(component))
    alone = _formed(matcher, component, within, within)
    if decisions is None or not len(decisions.left):
        return copies.joined(alone)
    sure, same = alone.band == Band.same, decisions.same
    left = np.concatenate([left, alone.links.left[sure], decisions.left[same]])
    right = np.concatenate([right, alone.links.right[sure], decisions.right[same]])
    held = np.full(len(left) - len(weight), clustering.DECIDED)
    weight = np.concatenate([weight, held])
    component = clustering.small_components(len(matcher.listings), left, right, weight)
    return copies.joined(_decided(matcher, component, alone, decisions))


def _decided(matcher: Matcher, component: Int32s, alone: People, decisions: Decisions) -> People:
    """People by the decisions, where the lists `alone` say otherwise."""
    within = matcher.score(clustering.pairs_within(component))
    block = clustering.blocks(alone, decisions, partial(clustering.content_order, matcher.listings))
    ruled, to_ask = clustering.with_consequences(within, block, alone, decisions)
    return _formed(matcher, component, within, ruled, to_ask)


def _formed(
    matcher: Matcher,
    component: Int32s,
    within: Scored,
    ruled: Scored,
    to_ask: clustering.ToAsk | None = None,
) -> People:
    """People from every pair within a component, with their own weights and those that decisions
    give; where `to_ask` is given, it says which pairs are and which may be in band `check`."""
    lists = matcher.rival_lists
    weight = clustering.weights_after_discounts(matcher.model, ruled)
    apart = clustering.held_apart(matcher.model, ruled, matcher.listings)
    weight[apart] = clustering.APART
    told = replace(ruled, weight=weight)
    contested = clustering.contested(component, told, lists)
    order = clustering.content_order(matcher.listings, contested)
    person = clustering.resolve(component, told, lists, order)
    doubtful = clustering.doubtful(matcher.model, ruled, lists)
    band = clustering.bands(person, ruled, matcher.model.cut_offs, lists, doubtful, apart)
    band[ruled.weight >= clustering.DECIDED] = Band.same
    band[ruled.weight <= -clustering.DECIDED] = Band.different
    if to_ask is not None:
        band[~to_ask.may & (band == Band.check)] = Band.different
        band[to_ask.must] = Band.check
    said = band > Band.different
    return People(person, scoring.select(within, said), band[said])


def _decided_copies(
    matcher: Matcher, decisions: Decisions | None, links: tuple[Int32s, Int32s, Floats]
) -> tuple[Copies, tuple[Int32s, Int32s, Floats]]:
    """The copies without those that somebody has decided about, which are linked like others."""
    if decisions is None or not len(matcher.copies.place):
        return matcher.copies, links
    copies = matcher.copies.without(np.concatenate([decisions.left, decisions.right]))
    at = ~np.isin(matcher.copies.place, copies.place)
    more = matcher.score(Pairs(matcher.copies.first[at], matcher.copies.place[at]))
    left, right, weight = links
    return copies, (
        np.concatenate([left, more.left]),
        np.concatenate([right, more.right]),
        np.concatenate([weight, more.weight]),
    )


def expect(matcher: Matcher, people: People, likely: Scored) -> scoring.Expectation | None:
    """How many links are expected to be wrong or missed; None for a model without calibration."""
    links = people.links
    others = ~np.isin(pair_keys(likely.left, likely.right), pair_keys(links.left, links.right))
    weight = matcher.weigh_again(likely).weight[others]
    return scoring.expect(matcher.model, links.weight, people.band, weight)
