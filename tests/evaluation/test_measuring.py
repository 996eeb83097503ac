"""Measures against hand-counted examples."""

from __future__ import annotations

import numpy as np
import pytest

from cohortmatch import evaluation
from cohortmatch.evaluation import PairSet, Quality

TRUTH = ["a", "a", "a", "b", "b", "c"]
"""Four true pairs."""


@pytest.mark.parametrize(
    ("labels", "precision", "recall", "because"),
    [
        ([1, 1, 1, 2, 2, 3], 1.0, 1.0, "everything right"),
        ([1, 2, 3, 4, 5, 6], 1.0, 0.0, "nothing put together: nothing wrong, nothing found"),
        ([1, 1, 2, 3, 3, 4], 1.0, 0.5, "a's third listing missed"),
        ([1, 1, 1, 1, 1, 1], 4 / 15, 1.0, "all one person"),
        ([1, 1, 2, 2, 3, 3], 1 / 3, 1 / 4, "one right of three claimed"),
    ],
)
def test_pairwise_quality(labels: list[int], precision: float, recall: float, because: str) -> None:
    quality = evaluation.pairwise_quality(labels, TRUTH)
    assert (quality.precision, quality.recall) == pytest.approx((precision, recall)), because


def test_f1_is_the_harmonic_mean() -> None:
    assert Quality.of(1, 2, 4).f1 == pytest.approx(2 * 0.5 * 0.25 / 0.75)
    assert Quality.of(0, 0, 0) == (1.0, 1.0, 1.0)


def test_b_cubed_is_the_mean_over_listings() -> None:
    quality = evaluation.b_cubed([1, 1, 2, 3, 3, 4], TRUTH)
    assert quality.precision == 1.0
    assert quality.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1 + 1) / 6)
    assert evaluation.b_cubed([], []) == (1.0, 1.0, 1.0)


def test_pairs_are_each_once_whatever_their_order() -> None:
    pairs = PairSet.of([3, 0, 1, 2], [0, 3, 1, 1], 4)
    assert list(zip(pairs.left, pairs.right, strict=True)) == [(0, 3), (1, 2)]


def test_blocking_completeness() -> None:
    truth = evaluation.pairs_from_people(TRUTH)
    assert evaluation.blocking_completeness(PairSet.of([0, 3, 0], [1, 4, 5], 6), truth) == 0.5
    assert evaluation.blocking_completeness(PairSet.of([], [], 6), PairSet.of([], [], 6)) == 1.0


def test_links_at_a_cut_off_and_at_their_best() -> None:
    scores, right = np.array([9.0, 8.0, 5.0, 1.0]), np.array([True, True, False, True])
    assert evaluation.links_quality(scores, right, 4, 6.0) == pytest.approx((1.0, 0.5, 2 / 3))
    cut, quality = evaluation.best_cut_off(scores, right, 4)
    assert (cut, quality.recall) == (1.0, 0.75)


def test_best_cut_off_never_parts_equal_scores() -> None:
    cut, quality = evaluation.best_cut_off(np.array([5.0, 5.0]), np.array([True, False]), 1)
    assert (cut, quality.precision) == (5.0, 0.5)
    assert evaluation.best_cut_off(np.array([]), np.array([], dtype=bool), 3)[1].recall == 0.0


def test_best_people_counts_chains() -> None:
    left, right = np.array([0, 1, 3, 2]), np.array([1, 2, 4, 5])
    cut, quality = evaluation.best_people(left, right, np.array([9.0, 8.0, 7.0, 1.0]), TRUTH)
    assert (cut, quality) == (7.0, (1.0, 1.0, 1.0))


def test_calibration_counts_bin_by_bin() -> None:
    probability = np.array([0.2, 0.4, 0.95, 1.0])
    table = evaluation.calibration(probability, np.array([False, True, True, True]))
    assert list(table["pairs"]) == [0, 2, 0, 1, 0, 1]
    assert table.loc[1, "observed"] == 0.5
    assert table.loc[1, "predicted"] == pytest.approx(0.3)


def test_groups_share_a_pair_across_them() -> None:
    table = evaluation.rates_by_group([1, 1, 2, 3, 3, 3], TRUTH, ["x", "x", "y", "y", "y", "y"])
    assert list(table["missed"]) == [2, 2]
    assert list(table["false"]) == [0, 2]
    assert table.loc["x", "recall"] == pytest.approx(1 / 3)


def test_no_listings_at_all() -> None:
    assert len(evaluation.pairs_from_people([])) == 0
    assert evaluation.pairwise_quality([], []) == (1.0, 1.0, 1.0)
