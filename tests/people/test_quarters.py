"""Figures by quarter: who is there at its end, what happened during it, gaps."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.people.quarters import Quarter, quarterly
from cohortmatch.people.series import MOVES, PER_CENT, SHARED, TIME, Series, Trends

DAYS = tuple(date(2026, month, 1) for month in (2, 3, 4, 5, 6, 7))
JOINED, PEOPLE = "IOM: joined", "IOM: people on the list"

SUMMED = [
    (SHARED, "All", (10, 11, 12, 13, 14, 15), (11, 14, 15), "people are those at the end"),
    (MOVES, PEOPLE, (10, 11, 12, 13, 14, 15), (11, 14, 15), "so are those on a panel"),
    (MOVES, JOINED, (None, 1, 2, 3, 4, 5), (1, 9, 5), "what happened is summed"),
    (MOVES, JOINED, (None, 1, 2, None, 7, 5), (1, 9, 5), "the run after a gap tells of it"),
    (MOVES, JOINED, (None, 1, 2, 3, None, 5), (1, None, 5), "a gap at the end leaves it open"),
    (MOVES, PEOPLE, (10, 11, 12, 13, None, 15), (11, None, 15), "a gap is no nought"),
]
Values = tuple[int | None, ...]


@pytest.mark.parametrize(("group", "what", "values", "told", "because"), SUMMED)
def test_quarters(group: str, what: str, values: Values, told: Values, because: str) -> None:
    found = quarterly(Trends(DAYS, (Series(group, what, values),)))
    assert found.quarters == (Quarter(2026, 1), Quarter(2026, 2), Quarter(2026, 3))
    assert found.series[0].values == told, because


def test_only_counts_are_told() -> None:
    series = (Series(TIME, "IOM", (1,) * 6), Series("No fixed abode", "IOM" + PER_CENT, (5,) * 6))
    assert not quarterly(Trends(DAYS, series)).series


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_quarter_has_three_months(day: date) -> None:
    own = Quarter.of(day)
    assert own.year == day.year
    assert own.words.split()[0] == ("Jan", "Apr", "Jul", "Oct")[own.number - 1]
    assert 3 * own.number - 2 <= day.month <= 3 * own.number
