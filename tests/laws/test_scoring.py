"""Laws of scoring: a weight is the sum of its reasons, whatever batch the pair came in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.core.types import Listings
from cohortmatch.linkage.blocking import every_pair
from cohortmatch.linkage.gathering import Gathered, gather, learn
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.model import MISSING, shipped
from cohortmatch.linkage.pairs import Pairs, Scored
from cohortmatch.linkage.scoring import prior_bits, select
from cohortmatch.linkage.scoring.explain import band_of
from laws.strategies import all_listings, all_pairs, family_lists, law
from people_lists import listings_of

MODEL = shipped()
some_listings = st.one_of(all_listings(), family_lists().map(lambda lists: listings_of(*lists)))


def weighed(matcher: Matcher) -> Scored:
    return matcher.score(Pairs(*all_pairs(len(matcher.listings))))


def learnt(listings: Listings, batch: int = 1000) -> tuple[Matcher, Gathered]:
    matcher = Matcher(listings, MODEL)
    gathered = gather(matcher, every_pair(len(listings), batch), every_pair=True)
    return learn(matcher, gathered)[0], gathered


def everybody_apart(listings: Listings) -> np.ndarray:
    """Every listing a person of its own."""
    return np.arange(len(listings), dtype=np.int32)


@given(some_listings)
@law(40)
def test_the_reasons_sum_to_the_weight(listings: Listings) -> None:
    for matcher in (Matcher(listings, MODEL), learnt(listings)[0]):
        scored = weighed(matcher)
        for left, right, weight in zip(scored.left, scored.right, scored.weight, strict=True):
            why = matcher.explain(int(left), int(right), everybody_apart(listings))
            assert sum(reason.bits for reason in why.reasons) == pytest.approx(weight, abs=1e-9)
            assert why.weight == pytest.approx(weight, abs=1e-9)
            assert why.by_weight == band_of(why.weight, matcher.model)
            assert set(why.supporting) | set(why.against) == {r for r in why.reasons if r.bits}


@given(some_listings)
@law(30)
def test_an_explanation_tells_both_ways_round_the_same(listings: Listings) -> None:
    matcher = Matcher(listings, MODEL)
    for left, right in zip(*all_pairs(len(listings)), strict=True):
        there = matcher.explain(int(left), int(right), everybody_apart(listings))
        back = matcher.explain(int(right), int(left), everybody_apart(listings))
        assert (there.left, there.right) == (back.right, back.left)
        assert (there.reasons, there.missing, there.weight) == (
            back.reasons,
            back.missing,
            back.weight,
        )


@given(some_listings, st.integers(1, 20))
@law(40)
def test_weights_do_not_depend_on_batches(listings: Listings, batch: int) -> None:
    matcher = Matcher(listings, MODEL)
    whole = weighed(matcher)
    parts = [matcher.score(pairs) for pairs in every_pair(len(listings), batch)]
    for name in ("left", "right", "levels", "rarity", "weight"):
        joined = [getattr(part, name) for part in parts]
        if joined:
            np.testing.assert_array_equal(np.concatenate(joined), getattr(whole, name))


@given(some_listings, st.integers(1, 20))
@law(30)
def test_what_is_gathered_and_learnt_does_not_depend_on_batches(
    listings: Listings, batch: int
) -> None:
    (whole, once), (parts, many) = learnt(listings), learnt(listings, batch)
    assert once.compared == many.compared == len(listings) * (len(listings) - 1) // 2
    np.testing.assert_array_equal(once.likely.weight, many.likely.weight)
    np.testing.assert_array_equal(once.counts.levels, many.counts.levels)
    np.testing.assert_array_equal(whole.model.weights, parts.model.weights)


@given(some_listings)
@law(30)
def test_learning_keeps_the_model_s_shape(listings: Listings) -> None:
    before = Matcher(listings, MODEL).model
    after = learnt(listings)[0].model
    assert after.names == before.names
    for old, new in zip(before.comparisons, after.comparisons, strict=True):
        assert [level.name for level in new.levels] == [level.name for level in old.levels]
        assert new.levels[0].name == MISSING and new.levels[0].bits == 0
        assert np.isfinite([level.bits for level in new.levels]).all()


@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=5))
@law(80)
def test_a_longer_list_makes_any_match_less_likely_beforehand(sizes: list[int]) -> None:
    prior = prior_bits(np.array(sizes, dtype=np.int64), MODEL)
    longer = prior_bits(np.array(sizes, dtype=np.int64) * 2 + 10, MODEL)
    assert np.array_equal(prior, prior.T)
    assert (longer < prior).all()
    assert (prior < 0).all()


@given(some_listings, st.data())
@law(20)
def test_selected_pairs_keep_what_is_known_of_them(listings: Listings, data: st.DataObject) -> None:
    scored = weighed(Matcher(listings, MODEL))
    which = np.array(data.draw(st.lists(st.booleans(), min_size=len(scored), max_size=len(scored))))
    some = select(scored, which.astype(bool))
    assert len(some) == which.sum()
    for name in ("left", "right", "levels", "rarity", "weight"):
        kept = getattr(scored, name)[which.astype(bool)]
        np.testing.assert_array_equal(getattr(some, name), kept)
