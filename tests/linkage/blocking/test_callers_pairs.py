"""Pairs that the caller finds are compared instead of ours, each once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

import cohortmatch as cm
from cohortmatch.core.types import Listings
from cohortmatch.linkage.blocking import callers_pairs
from cohortmatch.linkage.blocking.callers_pairs import WORDS
from cohortmatch.linkage.pairs import Pairs
from people_lists import a_list, listings_of, strangers


def pairs(*both: tuple[int, int]) -> Pairs:
    left, right = np.array(both, dtype=np.int32).reshape(-1, 2).T.copy()
    return Pairs(left, right)


def lists() -> Listings:
    both = strangers(6, "both")
    return listings_of(
        a_list("A", *both, *strangers(4, "A")), a_list("B", *both, *strangers(4, "B"))
    )


def test_a_pair_found_twice_or_the_other_way_round_counts_once_and_one_listing_is_no_pair() -> None:
    plan = callers_pairs(lists(), lambda _: [pairs((3, 1), (1, 3)), pairs((1, 3), (2, 2), (0, 5))])
    (batch,) = plan.batches()
    assert list(zip(batch.left.tolist(), batch.right.tolist(), strict=True)) == [(0, 5), (1, 3)]
    assert plan.cost == 2 and not plan.every_pair and plan.split == ()


def test_batches_are_as_small_as_asked() -> None:
    plan = callers_pairs(lists(), lambda _: [pairs((0, 1), (0, 2), (0, 3))])
    assert [len(batch) for batch in plan.batches(2)] == [2, 1]


@pytest.mark.parametrize("pair", [(-1, 2), (3, 20)])
def test_a_position_of_no_listing_is_told(pair: tuple[int, int]) -> None:
    with pytest.raises(cm.SettingsError, match="position"):
        callers_pairs(lists(), lambda _: [pairs(pair)])


def test_only_the_pairs_that_were_brought_are_compared_and_the_manifest_says_so() -> None:
    def first_three(listings: Listings) -> Iterator[Pairs]:
        place = {name: at for at, name in enumerate(listings.ids)}
        for row in (2, 3, 4):
            yield pairs((place[f"A:{row}"], place[f"B:{row}"]))

    result = cm.match(lists(), plan=cm.Plan(candidates=first_three))
    found = {tuple(sorted(pair)) for pair in result.links.reset_index()[["left", "right"]].values}
    assert found == {(f"A:{row}", f"B:{row}") for row in (2, 3, 4)}
    told = result.manifest["pairs"]
    assert (told["compared"], told["every_pair"], told["rules"]) == (3, False, [WORDS])


def test_where_the_caller_finds_no_pair_everybody_stands_alone() -> None:
    assert cm.match(lists(), plan=cm.Plan(candidates=lambda _: [])).links.empty
