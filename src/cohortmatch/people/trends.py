"""Trends over the kept runs: what the panels share, who joins, leaves and moves, how colours
change, how long people stay.

Every figure comes from the lists as they were read at the time. Joiners, leavers and colours are
counted from one run to the next, so the first run has none; time on a list runs from the first run
kept in which somebody stood on it, so it is a least time. A list that was not read is a gap: it
has no figure then, and nobody joined or left it; the next run that reads it tells who did since it
was last read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import partial
from itertools import combinations, pairwise
from statistics import median
from typing import NamedTuple

from cohortmatch.people.past import Facts
from cohortmatch.people.steps import Step
from cohortmatch.store.earlier_runs import AT_MOST

Told = Callable[[Step], int]
"""A figure of the step from one run to the next."""


class Series(NamedTuple):
    """One figure over the runs; None where it cannot be told."""

    group: str
    what: str
    values: tuple[int | None, ...]


class Trends(NamedTuple):
    """Every figure over the runs kept; `days` is each run's own day."""

    days: tuple[date | None, ...]
    series: tuple[Series, ...]

    def group(self, name: str) -> list[Series]:
        """The series of one group."""
        return [each for each in self.series if each.group == name]


SHARED, PAIRS, MOVES, COLOURS, TIME = (
    "People on several panels",
    "On both panels",
    "Joining and leaving",
    "RAG or risk on the lists",
    "Days on the list so far (middle value, at least)",
)


def trends(runs: Sequence[Facts]) -> Trends | None:
    """The figures over some runs, oldest first; None when there is no more than one."""
    if len(runs) < 2:
        return None
    recent = runs[-AT_MOST - 1 :]  # the first of them is only compared with
    panels = tuple(dict.fromkeys(name for facts in recent for name in facts.panels))
    first = len(runs) - len(recent)
    steps = [
        Step(before, now, runs[: first + n]) for n, (before, now) in enumerate(pairwise(recent))
    ]
    every = [
        *_shared(recent),
        *_pairs(recent, panels),
        *_moves(recent, steps, panels),
        *_colours(steps, panels),
        *_time(runs, panels),
    ]
    kept = [Series(s.group, s.what, s.values[-AT_MOST:]) for s in every]
    days = tuple(facts.as_of for facts in runs)[-AT_MOST:]
    return Trends(days, tuple(s for s in kept if any(s.values) or s.group == SHARED))


def _shared(runs: Sequence[Facts]) -> Iterator[Series]:
    yield Series(SHARED, "All", tuple(len(facts.several) for facts in runs))
    yield Series(SHARED, "Certain", tuple(sum(facts.several.values()) for facts in runs))
    more = tuple(
        sum(len(facts.panels_of(person)) > 2 for person in facts.several) for facts in runs
    )
    yield Series(SHARED, "On three panels or more", more)


def _pairs(runs: Sequence[Facts], panels: Sequence[str]) -> Iterator[Series]:
    found = [
        Series(PAIRS, f"{a} and {b}", tuple(_both(facts, a, b) for facts in runs))
        for a, b in combinations(panels, 2)
    ]
    yield from sorted(found, key=lambda series: -(series.values[-1] or 0))


def _both(facts: Facts, one: str, other: str) -> int | None:
    if one not in facts.panels or other not in facts.panels:
        return None
    return sum({one, other} <= facts.people[person].keys() for person in facts.several)


def _moves(runs: Sequence[Facts], steps: Sequence[Step], panels: Sequence[str]) -> Iterator[Series]:
    for name in panels:
        on = [facts.on(name) if name in facts.panels else None for facts in runs]
        yield Series(MOVES, f"{name}: people on the list", tuple(_len(who) for who in on))
        yield _steps(MOVES, f"{name}: joined", steps, name, partial(_joined, name=name))
        yield _steps(MOVES, f"{name}: left", steps, name, partial(_left, name=name))
    moved = (len(step.moved) for step in steps)
    yield Series(MOVES, "Moved from one panel to another", (None, *moved))


def _joined(step: Step, name: str) -> int:
    return len(step.joined(name))


def _left(step: Step, name: str) -> int:
    return len(step.left(name))


def _len(who: Set[str] | None) -> int | None:
    return None if who is None else len(who)


def _steps(group: str, what: str, steps: Sequence[Step], name: str, told: Told) -> Series:
    """A figure of a panel for each step; None before the first, and where the run lacks it."""
    return Series(
        group, what, (None, *(told(step) if name in step.panels else None for step in steps))
    )


def _colours(steps: Sequence[Step], panels: Sequence[str]) -> Iterator[Series]:
    for name in panels:
        ways = {id(step): Counter(way for _, way in step.turned(name)) for step in steps}
        for turned, words in (("up", "up"), ("down", "down"), ("changed", "otherwise changed")):
            told = partial(_turned, ways=ways, turned=turned)
            yield _steps(COLOURS, f"{name}: {words}", steps, name, told)


def _turned(step: Step, ways: Mapping[int, Counter[str]], turned: str) -> int:
    return ways[id(step)][turned]


def _time(runs: Sequence[Facts], panels: Sequence[str]) -> Iterator[Series]:
    for name in panels:
        first: dict[str, date] = {}
        told: list[int | None] = []
        for facts in runs:
            on = facts.on(name)
            first = {p: day for p, day in first.items() if p in on or name not in facts.panels}
            if facts.as_of is not None:
                for person in on:
                    first.setdefault(person, facts.as_of)
            days = [(facts.as_of - first[p]).days for p in on if facts.as_of and p in first]
            told.append(round(median(days)) if days else None)
        yield Series(TIME, name, tuple(told))
