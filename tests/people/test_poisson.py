"""Poisson intervals against published tables and the definition."""

from __future__ import annotations

from math import exp, factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.people.poisson import EXACT_BELOW, poisson_interval

PUBLISHED = [(0, 0.0, 3.69), (1, 0.03, 5.57), (10, 4.80, 18.39), (100, 81.36, 121.63)]
"""Garwood's 95 % limits as tables of vital statistics print them."""


@pytest.mark.parametrize(("count", "low", "high"), PUBLISHED)
def test_published_limits(count: int, low: float, high: float) -> None:
    found = poisson_interval(count)
    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


def at_most(count: int, mean: float) -> float:
    return sum(exp(-mean) * mean**k / factorial(k) for k in range(count + 1))


@given(st.integers(0, 60), st.sampled_from((0.8, 0.95, 0.99)))
def test_each_limit_leaves_half_of_the_rest(count: int, confidence: float) -> None:
    low, high = poisson_interval(count, confidence)
    tail = (1 - confidence) / 2
    assert at_most(count, high) == pytest.approx(tail, abs=1e-9)
    if count:
        assert 1 - at_most(count - 1, low) == pytest.approx(tail, abs=1e-9)


@given(st.integers(0, 3_000))
def test_more_people_have_a_higher_interval_that_holds_them(count: int) -> None:
    one, next_one = poisson_interval(count), poisson_interval(count + 1)
    assert one.low <= count <= one.high
    assert one.low < next_one.low and one.high < next_one.high


def test_the_approximation_goes_on_where_the_exact_one_ends() -> None:
    below, above = poisson_interval(EXACT_BELOW - 1), poisson_interval(EXACT_BELOW)
    assert above.low - below.low == pytest.approx(1, abs=0.05)
    assert above.high - below.high == pytest.approx(1, abs=0.05)


def test_a_count_below_nought_is_refused() -> None:
    with pytest.raises(ValueError, match="below nought"):
        poisson_interval(-1)
