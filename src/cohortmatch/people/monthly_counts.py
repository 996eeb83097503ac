"""The counts of each run that may leave the panels once they are protected: `run.json` keeps them.

Policy: people of each panel, with their ages; who joined and left since the panel was last read,
where that leads from one count to the other exactly; who is on several panels. Everybody counts as
a subject of the panel only. A list that was not read has no counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cohortmatch.people.past import Facts, is_whole, month_ends
from cohortmatch.people.profile import AGES, BANDS, Counted, Profile
from cohortmatch.people.steps import Step, month_steps
from cohortmatch.store.earlier_runs import AT_MOST

__all__ = ["MonthCounts", "OfPanel", "monthly_counts"]


class OfPanel(NamedTuple):
    """One panel at one run. `joined` and `left` are since the run of the day `since`; None where
    the panel was not read before, or people split or were joined. `ages` is empty where none were
    kept."""

    people: int
    since: date | None
    joined: int | None
    left: int | None
    ages: Mapping[str, int]


class MonthCounts(NamedTuple):
    """One run: its day, its panels by name, and how many people are on two or more of them, None
    where a panel is missing."""

    day: date
    panels: Mapping[str, OfPanel]
    several: int | None


def monthly_counts(
    runs: Sequence[Facts], profiles: Sequence[Profile | None]
) -> tuple[MonthCounts, ...]:
    """The counts of the last run of each of the latest months, oldest first; `profiles` are the
    counts kept of each run."""
    ends = month_ends(runs)
    recent = [runs[n] for n in ends]
    steps = [None, *month_steps(runs, ends)]
    every = zip(recent, steps, (profiles[n] for n in ends), strict=True)
    return tuple(
        MonthCounts(
            facts.as_of,
            _panels(facts, step, kept or {}),
            len(facts.several) if is_whole(recent, n) else None,
        )
        for n, (facts, step, kept) in [*enumerate(every)][-AT_MOST:]
        if facts.as_of is not None
    )


def _panels(facts: Facts, step: Step | None, kept: Profile) -> dict[str, OfPanel]:
    return {name: _of_panel(facts, step, kept, name) for name in facts.panels}


def _of_panel(facts: Facts, step: Step | None, kept: Profile, name: str) -> OfPanel:
    people = len(facts.on(name))
    ages = {band: kept.get(Counted(AGES, name, band), 0) for band in BANDS}
    told = ages if sum(ages.values()) == people else {}
    before = step.last(name) if step is not None and name in step.panels else None
    if step is None or before is None:
        return OfPanel(people, None, None, None, told)
    joined, left = len(step.joined(name)), len(step.left(name))
    if len(before.on(name)) + joined != people + left:
        return OfPanel(people, None, None, None, told)
    return OfPanel(people, before.as_of, joined, left, told)
