"""The fast measures against slow ones that count pair by pair."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch import evaluation

LABELS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=25)


def slow_pairs(labels: list[int]) -> set[tuple[int, int]]:
    return {(a, b) for a, b in combinations(range(len(labels)), 2) if labels[a] == labels[b]}


@given(LABELS)
def test_pairs_from_people_are_all_and_only_those_alike(rows: list[tuple[int, int]]) -> None:
    labels = [row[0] for row in rows]
    pairs = evaluation.pairs_from_people(labels)
    assert set(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)) == slow_pairs(labels)
    assert (np.diff(pairs.keys) > 0).all()


@given(LABELS)
def test_pairwise_quality_counts_as_pair_by_pair(rows: list[tuple[int, int]]) -> None:
    mine, truth = [row[0] for row in rows], [row[1] for row in rows]
    claimed, true = slow_pairs(mine), slow_pairs(truth)
    quality = evaluation.pairwise_quality(mine, truth)
    expected = evaluation.Quality.of(len(claimed & true), len(claimed), len(true))
    assert quality == pytest.approx(expected)


@given(LABELS)
def test_b_cubed_counts_as_listing_by_listing(rows: list[tuple[int, int]]) -> None:
    mine, truth = [row[0] for row in rows], [row[1] for row in rows]
    if not rows:
        return
    shares = []
    for row in rows:
        together = sum(other == row for other in rows)
        shares.append((together / mine.count(row[0]), together / truth.count(row[1])))
    quality = evaluation.b_cubed(mine, truth)
    assert quality[:2] == pytest.approx(tuple(np.mean(shares, axis=0)))


@given(LABELS, st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24), st.integers(0, 5))))
def test_best_people_is_the_best_of_every_cut_off(
    rows: list[tuple[int, int]], links: list[tuple[int, int, int]]
) -> None:
    truth = [row[1] for row in rows]
    links = [link for link in links if max(link[:2]) < len(rows)]
    left, right, score = (np.array([link[at] for link in links], dtype=float) for at in range(3))
    found = evaluation.best_people(left.astype(int), right.astype(int), score, truth)[1].f1
    tried = [0.0 if slow_pairs(truth) else 1.0]
    for cut in {link[2] for link in links}:
        labels = list(range(len(rows)))
        for a, b, weight in links:
            if weight >= cut:
                labels = [labels[a] if label == labels[b] else label for label in labels]
        tried.append(evaluation.pairwise_quality(labels, truth).f1)
    assert found == pytest.approx(max(tried))
