"""Hundreds of short lists take little more than their rows do in few: calls are counted, not
seconds, so that the answer does not depend on the machine."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.synthetic import invent_flat

ROWS = 20
A_LIST = 18_500
"""Calls of Python's functions in reading a list of 20 rows, at most: a third more than today."""


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """What is read and worked out once, whatever the lists."""
    cm.match(some_lists(60), as_of=date(2026, 6, 1))


def some_lists(number: int) -> dict[str, pd.DataFrame]:
    frame, _ = invent_flat(1, number * ROWS)
    return {f"List {n}": frame.iloc[n::number].reset_index(drop=True) for n in range(number)}


def calls(what: Callable[..., Any], number: int) -> int:
    """How many calls it takes for so many lists of 20 rows."""
    lists = some_lists(number)
    profile = cProfile.Profile(builtins=False)
    profile.enable()
    what(lists, as_of=date(2026, 6, 1))
    profile.disable()
    return sum(each[1] for each in pstats.Stats(profile).stats.values())  # type: ignore[attr-defined]


def test_a_further_short_list_costs_little() -> None:
    more = calls(cm.read_lists, 30) - calls(cm.read_lists, 10)
    assert more / 20 < A_LIST


def test_twice_as_many_lists_take_no_more_than_twice_the_work() -> None:
    """Nothing is done for each two lists, of which there are four times as many."""
    assert calls(cm.match, 60) < 2.2 * calls(cm.match, 30)
