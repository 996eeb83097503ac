"""Every pair of few listings."""

from __future__ import annotations

import pytest

from cohortmatch.linkage.blocking import every_pair


@pytest.mark.parametrize("n", [0, 1])
def test_nobody_to_compare_with(n: int) -> None:
    assert list(every_pair(n, 10)) == []


def test_each_pair_once_left_before_right() -> None:
    (pairs,) = every_pair(3, 10)
    assert list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)) == [
        (0, 1),
        (0, 2),
        (1, 2),
    ]


def test_batches_are_about_as_large_as_asked_for() -> None:
    sizes = [len(pairs) for pairs in every_pair(100, 500)]
    assert sum(sizes) == 4950
    assert max(sizes) <= 500 and len(sizes) < 20
