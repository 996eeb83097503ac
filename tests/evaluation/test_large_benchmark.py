"""The benchmark of very many rows goes from a file to the public tables, and scores them."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pandas as pd
import pytest

MAKINGS = ("flat", "tailed", "free")


def test_small_tables_of_each_making_are_timed_stage_by_stage_and_scored(
    benchmark_named: Callable[[str], ModuleType],
) -> None:
    large = benchmark_named("large")
    each = list(large.compare([600], ["cohortmatch"], makings=MAKINGS))
    assert [found.making for found in each] == list(MAKINGS)
    least = {"flat": 0.9, "tailed": 0.9, "free": 0.8}  # of few rows a third has no date of birth
    assert all(found.f1 > least[found.making] for found in each)
    for found in each:
        assert found.pairs == 600 * 599 // 2
        assert {"start", "read", "compare", "cluster", "people", "memberships", "links"} <= set(
            found.spent
        )
        assert all(wall >= 0 and cpu >= 0 and peak > 20 for wall, cpu, peak in found.spent.values())
        peaks = [peak for _, _, peak in found.spent.values()]
        assert peaks == sorted(peaks)
        assert sum(wall for wall, _, _ in found.spent.values()) <= found.seconds
        assert f"| 600 | {found.making} | cohortmatch |" in large.table(each)
        assert f"| 600 | {found.making} | links |" in large.stage_table(each)


@pytest.mark.parametrize("making", MAKINGS)
def test_a_making_is_the_same_for_a_seed_and_has_what_it_says(
    making: str, benchmark_named: Callable[[str], ModuleType]
) -> None:
    made = benchmark_named("makings").made
    frame, person = made(making, 3, 2_000)
    again, same = made(making, 3, 2_000)
    pd.testing.assert_frame_equal(frame, again)
    pd.testing.assert_series_equal(person, same)
    assert len(frame) == len(person) == 2_000
    filled = {name: float((frame[name] != "").mean()) for name in frame}
    if making == "tailed":
        assert 0.3 < filled["Case file"] < 0.5 and 0.4 < filled["e-mail"] < 0.6
        assert frame["Case file"][frame["Case file"] != ""].str.fullmatch("[0-9]{10}").all()
        assert frame["surname"].nunique() > 700
    if making == "free":
        assert 0.5 < filled["phone"] < 0.7 and filled["date of birth"] < 0.7
        assert "postcode" not in frame
