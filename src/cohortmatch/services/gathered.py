"""The likely pairs of a run: compared in this process, or by the executor that the plan names."""

from __future__ import annotations

from cohortmatch.core.errors import SettingsError
from cohortmatch.linkage.blocking.progress import Done, no_progress
from cohortmatch.linkage.gathering import Gathered
from cohortmatch.linkage.incremental.prepared import PreparedLinkage
from cohortmatch.settings.plan import Plan

__all__ = ["gathered_with", "refuse_beside_executor"]

BESIDE = ("memory", "base", "candidates", "more")
"""What a plan may say of comparing that holds for this process alone."""


def gathered_with(plan: Plan, prepared: PreparedLinkage, done: Done = no_progress) -> Gathered:
    """The likely pairs of a prepared run; `done` gets each number of pairs done."""
    if plan.executor is None:
        return prepared.gathered(prepared.batches(plan.memory, done))
    return plan.executor.gathered(prepared, done)


def refuse_beside_executor(plan: Plan) -> None:
    """SettingsError for a plan with an executor and what only this process can do."""
    told = [name for name in BESIDE if getattr(plan, name)]
    if plan.executor is not None and told:
        raise SettingsError(f"{told[0]}: not beside another engine; leave one of the two out")
