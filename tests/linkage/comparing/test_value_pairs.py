"""Levels of pairs of values: a table for few values, on demand for many."""

from __future__ import annotations

import numpy as np
import pytest

from cohortmatch.core.arrays import Int8s, Int32s
from cohortmatch.core.types import Field
from cohortmatch.linkage.comparing import value_pairs
from cohortmatch.linkage.comparing.value_pairs import SetPairs, ValuePairs


def close(a: Int32s, b: Int32s) -> Int8s:
    """3 for equal numbers, 2 for neighbours, else 1."""
    gap = np.abs(a.astype(int) - b)
    return np.where(gap == 0, 3, np.where(gap == 1, 2, 1)).astype(np.int8)


def codes(*values: int) -> Int32s:
    return np.array(values, dtype=np.int32)


@pytest.mark.parametrize("small", [0, 100])
def test_levels_and_missing(small: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(value_pairs, "SMALL", small)
    compare = ValuePairs(5, close)
    assert compare(codes(0, 0, 4, -1, 2, -1), codes(0, 1, 0, 2, -1, -1)).tolist() == [
        3,
        2,
        1,
        0,
        0,
        0,
    ]


def test_pairs_with_a_value_that_is_seldom_used_are_worked_out_when_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(value_pairs, "SMALL", 2)
    monkeypatch.setattr(value_pairs, "OFTEN", 2)
    asked: list[int] = []

    def counting(a: Int32s, b: Int32s) -> Int8s:
        asked.append(len(a))
        return close(a, b)

    compare = ValuePairs(5, counting, often=codes(3, 1, 0, 2, 4))
    asked.clear()
    assert compare(codes(3, 1, 3, 4, 0), codes(1, -1, 3, 3, 1)).tolist() == [1, 0, 3, 2, 2]
    assert asked == [2]


def test_only_candidates_are_tried_and_the_rest_is_as_said() -> None:
    compare = ValuePairs(4, close, candidates=lambda _: (codes(0), codes(0)), otherwise=1)
    assert compare(codes(0, 0, 1), codes(0, 1, 1)).tolist() == [3, 1, 1]


def test_the_best_pair_of_two_sets_speaks() -> None:
    field = Field(("a", "b", "c"), codes(0, 2, 1), np.array([0, 2, 3, 3], dtype=np.int64))
    compare = SetPairs(field, ValuePairs(3, close))
    assert compare(codes(0, 0, 1), codes(1, 2, 2)).tolist() == [2, 0, 0]


def test_no_listings_have_no_levels() -> None:
    compare = SetPairs(Field.empty(0), ValuePairs(0, close))
    assert len(compare(codes(), codes())) == 0
