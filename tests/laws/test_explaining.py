"""Laws of why: sums are exact, links reach everybody, what is open can be settled, order is
irrelevant."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.core.types import RawList
from cohortmatch.linkage.explanations import PersonExplanation
from cohortmatch.linkage.matcher import KEPT
from cohortmatch.linkage.pairs import Band
from cohortmatch.reporting import CrossReference
from laws.strategies import family_lists, law, raw_lists
from laws.test_normalising import shuffled
from matched import reported

some_lists = st.one_of(raw_lists(rows=4), family_lists())
Lists = tuple[RawList, ...]


def people(result: CrossReference) -> list[PersonExplanation]:
    return [result.why(person) for person in sorted(set(result.view.person_ids))]


@given(some_lists)
@law(30)
def test_a_pair_stands_as_in_the_links_sums_exactly_and_can_be_settled(lists: Lists) -> None:
    result = reported(*lists)
    bands = {frozenset(pair.split(" | ")): band for pair, band in result.links["band"].items()}
    ids = result.view.ids
    for place, left in enumerate(ids):
        for right in ids[:place]:
            told = result.why(left, right)
            assert told.band.name == bands.get(frozenset((left, right)), "different")
            assert sum(reason.bits for reason in told.reasons) == pytest.approx(told.weight)
            parts = sum(r.bits for r in (*told.agrees, *told.differs, *told.discounts))
            assert parts + told.before_looking == pytest.approx(told.weight)
            assert bool(told.settle) == (told.band == Band.check)
            assert set(told.look_up) <= {left, right}
            if told.band != told.by_weight and told.one_person:
                assert told.because


@given(some_lists)
@law(30)
def test_the_links_of_a_person_reach_every_listing_and_no_other(lists: Lists) -> None:
    result = reported(*lists)
    told = people(result)
    assert sorted(name for each in told for name in each.listings) == sorted(result.view.ids)
    for each in told:
        joined = {name for link in each.links for name in (link.left, link.right)}
        if len(each.listings) > 1:
            assert (joined, len(each.links)) == (set(each.listings), len(each.listings) - 1)
            assert each.weakest is not None
            assert {*each.weakest.one, *each.weakest.other} == set(each.listings)
        assert all(link.one_person for link in (*each.links, *each.weak))
        asked = [p for p in (*each.links, *each.weak) if p.band == Band.check]
        assert each.settle or not [p for p in asked if p in each.links]


@given(some_lists)
@law(20)
def test_the_nearest_other_is_the_strongest_of_all_pairs_with_others(lists: Lists) -> None:
    result = reported(*lists)
    for each in people(result):
        others = set(result.view.ids) - set(each.listings)
        weights = [result.why(own, other).weight for own in each.listings for other in others]
        best = max(weights, default=float("-inf"))
        if each.nearest is None:
            assert best < KEPT + 1e-6
        else:
            assert each.nearest.pair.weight == pytest.approx(best)
            assert each.nearest.listing in others


@given(some_lists, st.randoms(use_true_random=False))
@law(30)
def test_the_order_of_rows_and_lists_is_irrelevant(lists: Lists, dice: Any) -> None:
    one, other = reported(*lists), reported(*shuffled(lists, dice))
    assert list(map(said, people(one))) == list(map(said, people(other)))


def said(told: PersonExplanation) -> tuple[Any, ...]:
    near = told.nearest
    return (
        (told.person, told.listings, told.settle, told.how_sure),
        [(each.left, each.right, each.verdict, each.because) for each in told.links],
        [(each.left, each.right, each.verdict, each.because) for each in told.weak],
        told.weakest and (told.weakest.one, told.weakest.other, told.weakest.against),
        near and (near.person, near.listing, near.own, near.pair.verdict),
    )
