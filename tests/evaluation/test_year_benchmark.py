"""A borough's months in small: every figure of Trends is what a count from the truth gives."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

FIGURES = (
    *("several", "any", "both", "people", "joined", "left", "returned", "moved", "up", "down"),
    *("days", "days low", "days high", "age", "area"),
)


@pytest.mark.parametrize("calm", [True, False], ids=["calm", "late, renamed and cut deliveries"])
def test_figures_of_trends_are_counts_from_the_truth(
    benchmark_named: Callable[[str], ModuleType], calm: bool
) -> None:
    score = benchmark_named("year_run").simulate(11, 5, 70, calm)
    wrong = {
        (what, how): n
        for (what, how), n in score.counts.items()
        if what.startswith("figure") and how in ("not so", "is no gap", "no column for the run")
    }
    assert not {key: n for key, n in wrong.items() if key[0] != "figure area"}
    for figure in FIGURES:
        assert score.counts[f"figure {figure}", "right"] > 0, figure
    areas = sum(n for (what, _), n in score.counts.items() if what == "figure area")
    assert score.counts["figure area", "right"] > 0.9 * areas, "rows to check are not counted"
