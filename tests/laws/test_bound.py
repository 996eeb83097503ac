"""Laws of the bound: no pair weighs more than it says, so that leaving pairs out loses none."""

from __future__ import annotations

from itertools import islice

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.core.types import Listings, RawList
from cohortmatch.linkage.comparing import Comparers
from cohortmatch.linkage.gathering import abreast, gather
from cohortmatch.linkage.matcher import KEPT, Matcher
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.pairs import Pairs
from cohortmatch.linkage.scoring import Weigher, select
from laws.strategies import all_listings, all_pairs, family_lists, law
from people_lists import listings_of

MODEL = shipped()


@given(st.one_of(all_listings(rows=6), family_lists().map(lambda made: listings_of(*made))))
@law(150)
def test_no_pair_weighs_more_than_its_bound(listings: Listings) -> None:
    pairs = Pairs(*all_pairs(len(listings)))
    comparers = Comparers(listings, MODEL)
    model = comparers.model
    none = np.zeros((len(listings.lists), len(listings.lists)))
    weight = Weigher(model, none, listings.list_code).weigh(comparers.compare(pairs)).weight
    assert (weight <= comparers.bound(model)(pairs)).all()


@given(family_lists())
@law(60)
def test_the_pairs_kept_are_those_that_the_full_comparison_keeps(made: tuple[RawList, ...]) -> None:
    listings = listings_of(*made)
    pairs, matcher = Pairs(*all_pairs(len(listings))), Matcher(listings, MODEL)
    full = matcher.score(pairs)
    full = select(full, full.weight >= KEPT)
    kept = gather(matcher, iter([pairs]), every_pair=False).likely
    for part in ("left", "right", "levels", "rarity", "weight"):
        assert getattr(kept, part).tolist() == getattr(full, part).tolist()


@given(st.lists(st.integers(), max_size=12), st.integers(1, 4))
@law(60)
def test_what_is_looked_at_side_by_side_comes_in_turn(numbers: list[int], cores: int) -> None:
    assert list(abreast(lambda n: 2 * n, iter(numbers), cores)) == [2 * n for n in numbers]


def test_few_are_held_at_a_time() -> None:
    taken: list[int] = []
    numbers = (taken.append(n) or n for n in range(100))
    assert list(islice(abreast(lambda n: n, numbers, 2), 1)) == [0]
    assert len(taken) <= 4
