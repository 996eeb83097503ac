"""The benchmark of very many rows goes from a file to the public tables, and scores them."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType


def test_a_small_table_is_timed_stage_by_stage_and_scored(
    benchmark_named: Callable[[str], ModuleType],
) -> None:
    large = benchmark_named("large")
    (found,) = large.compare([600], ["cohortmatch"])
    assert found.f1 > 0.9
    assert found.pairs == 600 * 599 // 2
    assert {"read", "compare", "cluster", "people", "memberships", "links"} <= set(found.stages)
    assert "| 600 | cohortmatch |" in large.table([found])
