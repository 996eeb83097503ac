"""Trends over the kept runs: what the panels share, who joins, leaves and moves, how colours
change, how long people stay.

Every figure comes from the lists as they were read at the time. Joiners, leavers and colours are
counted from one run to the next, so the first run has none; time on a list runs from the first run
kept in which somebody stood on it, so it is a least time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import combinations, pairwise
from statistics import median
from typing import NamedTuple

from cohortmatch.people.past import Facts
from cohortmatch.people.status import direction

AT_MOST = 12
"""How many runs are told, the latest ones: a year of months."""


Told = Callable[[set[str], set[str]], int]
"""A figure of two runs: of those on a list before and those on it now."""


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
    panels = tuple(dict.fromkeys(name for facts in runs for name in facts.panels))
    every = [
        *_shared(runs),
        *_pairs(runs, panels),
        *_moves(runs, panels),
        *_colours(runs, panels),
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


def _moves(runs: Sequence[Facts], panels: Sequence[str]) -> Iterator[Series]:
    for name in panels:
        on = [facts.on(name) if name in facts.panels else None for facts in runs]
        yield Series(MOVES, f"{name}: people on the list", tuple(_len(who) for who in on))
        yield Series(MOVES, f"{name}: joined", _steps(on, lambda a, b: len(b - a)))
        yield Series(MOVES, f"{name}: left", _steps(on, lambda a, b: len(a - b)))
    yield Series(MOVES, "Moved from one panel to another", (None, *_moved(runs)))


def _len(who: set[str] | None) -> int | None:
    return None if who is None else len(who)


def _steps(on: Sequence[set[str] | None], told: Told) -> tuple[int | None, ...]:
    """A figure for each step from one run to the next, None before the first."""
    steps = pairwise(on)
    return (None, *(told(a, b) if a is not None and b is not None else None for a, b in steps))


def _moved(runs: Sequence[Facts]) -> Iterator[int]:
    for before, now in pairwise(runs):
        yield sum(_has_moved(before, now, person) for person in before.people)


def _has_moved(before: Facts, now: Facts, person: str) -> bool:
    read = set(before.panels) & set(now.panels)
    was, is_now = set(before.panels_of(person)) & read, set(now.panels_of(person)) & read
    return bool(was - is_now and is_now - was)


def _colours(runs: Sequence[Facts], panels: Sequence[str]) -> Iterator[Series]:
    for name in panels:
        for turned, words in (("up", "up"), ("down", "down"), ("changed", "otherwise changed")):
            steps = (_turned(a, b, name, turned) for a, b in pairwise(runs))
            yield Series(COLOURS, f"{name}: {words}", (None, *steps))


def _turned(before: Facts, now: Facts, name: str, turned: str) -> int:
    both = before.on(name) & now.on(name)
    return sum(
        direction(before.people[p][name].colour, now.people[p][name].colour) == turned for p in both
    )


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
