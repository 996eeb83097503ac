"""An executor compares the pairs where the plan names one, and nothing beside it that it cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import cohortmatch as cm
from cohortmatch.core.errors import SettingsError
from cohortmatch.linkage.blocking.progress import Done
from cohortmatch.linkage.gathering import Gathered
from cohortmatch.linkage.incremental.prepared import PreparedLinkage
from cohortmatch.settings.plan import Plan
from cohortmatch.synthetic import invent


class Elsewhere:
    """An executor that compares in this process, and counts how often."""

    def __init__(self) -> None:
        self.runs = 0

    def gathered(self, prepared: PreparedLinkage, done: Done) -> Gathered:
        self.runs += 1
        done(prepared.cost)
        return prepared.gathered(prepared.batches())


def test_the_executor_of_the_plan_compares_and_says_when_it_is_done() -> None:
    executor, shares = Elsewhere(), []
    lists = invent(4, people=60).frames
    plan = Plan(as_of=date(2026, 6, 1), executor=executor)

    def progress(stage: str, share: float | None) -> None:
        if stage == "compare" and share is not None:
            shares.append(share)

    found = cm.match(lists, plan=plan, progress=progress)
    assert (executor.runs, shares[-1]) == (1, 1.0)
    assert found.people.equals(cm.match(lists, plan=replace(plan, executor=None)).people)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory", "2GB"),
        ("base", "lists.base"),
        ("candidates", lambda listings: []),
        ("more", {"shoe_size": lambda listings, pairs: []}),
    ],
)
def test_what_only_this_process_can_do_is_refused_beside_it(name: str, value: Any) -> None:
    executor = Elsewhere()
    plan = Plan(**{name: value}, executor=executor)
    with pytest.raises(SettingsError, match=f"^{name}: not beside another engine"):
        cm.match(invent(4, people=60).frames, plan=plan)
    assert executor.runs == 0


def test_what_is_no_executor_is_refused() -> None:
    with pytest.raises(SettingsError, match="executor"):
        Plan(executor="local[2]")  # type: ignore[arg-type]
