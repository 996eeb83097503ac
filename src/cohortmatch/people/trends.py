"""Trends over the months of the kept runs: what the panels share, who joins, leaves, moves and
returns, how colours change, how long people stay, and who the people are (see `trend_profile`).

A month is told by its last run, so running it again replaces it. Every figure comes from the lists
as they were read at the time. Joiners, leavers and colours are counted from one month to the next,
so the first has none; time on a list runs from the first run kept in which somebody stood on it, so
it is a least time. A list that was not read is a gap: it has no figure then, and nobody joined or
left it; the next run that reads it tells who did since it was last read. A figure over all panels
is a gap where a panel is missing that was read in one of the three months before, or is read again
later.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import partial
from itertools import combinations, permutations
from statistics import median, quantiles

from cohortmatch.people.past import Facts, is_whole, month_ends
from cohortmatch.people.profile import Profile
from cohortmatch.people.returning import Seen, last_seen
from cohortmatch.people.series import (
    ANYBODY,
    COLOURS,
    MOVES,
    PAIRS,
    PEOPLE,
    SHARED,
    TIME,
    Series,
    Trends,
)
from cohortmatch.people.steps import Step, month_steps
from cohortmatch.people.trend_profile import profile_series
from cohortmatch.store.earlier_runs import AT_MOST

Told = Callable[[Step], int]
"""A figure of the step from one run to the next."""


QUARTILES = (": a quarter no longer than", "", ": three quarters no longer than")


def trends(runs: Sequence[Facts], profiles: Sequence[Profile | None] = ()) -> Trends | None:
    """The figures of the last run of each month, oldest first; None when there is no more than one.

    `runs` are in the order of their days, `profiles` the counts of each run's people by what they
    are, None where none were kept.
    """
    ends = month_ends(runs)[-AT_MOST - 1 :]  # the first of them is only compared with
    if len(ends) < 2:
        return None
    recent = [runs[n] for n in ends]
    kept_counts = [profiles[n] for n in ends] if profiles else []
    panels = tuple(dict.fromkeys(name for facts in recent for name in facts.panels))
    steps = month_steps(runs, ends)
    whole = [is_whole(recent, n) for n in range(len(recent))]
    every = [
        *_shared(recent, whole),
        *_pairs(recent, panels),
        *_moves(recent, steps, panels, whole),
        *_colours(steps, panels),
        *_time(runs, ends, panels),
        *profile_series(recent, kept_counts, panels, whole),
    ]
    kept = [Series(s.group, s.what, s.values[-AT_MOST:]) for s in every]
    days = tuple(facts.as_of for facts in recent)[-AT_MOST:]
    told = tuple(s for s in kept if any(s.values) or s.group == SHARED)
    return Trends(days, told)


def _shared(runs: Sequence[Facts], whole: Sequence[bool]) -> Iterator[Series]:
    """People on several panels; a gap where a panel is missing."""
    every: tuple[tuple[str, Callable[[Facts], int]], ...] = (
        ("All", lambda facts: len(facts.several)),
        ("Certain", lambda facts: sum(facts.several.values())),
        ("On three panels or more", _on_three),
    )
    for what, of in every:
        told = zip(runs, whole, strict=True)
        yield Series(SHARED, what, tuple(of(facts) if is_read else None for facts, is_read in told))


def _on_three(facts: Facts) -> int:
    return sum(len(facts.panels_of(person)) > 2 for person in facts.several)


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


def _moves(
    runs: Sequence[Facts], steps: Sequence[Step], panels: Sequence[str], whole: Sequence[bool]
) -> Iterator[Series]:
    anybody = (
        sum(bool(facts.panels_of(person)) for person in facts.people) if is_read else None
        for facts, is_read in zip(runs, whole, strict=True)
    )
    yield Series(MOVES, ANYBODY, tuple(anybody))
    back = [last_seen(step) for step in steps]
    for name in panels:
        on = [facts.on(name) if name in facts.panels else None for facts in runs]
        yield Series(MOVES, name + PEOPLE, tuple(_len(who) for who in on))
        yield _steps(MOVES, f"{name}: joined", steps, name, partial(_joined, name=name))
        yield _steps(MOVES, f"{name}: left", steps, name, partial(_left, name=name))
        came = [_returned(step, seen, name) for step, seen in zip(steps, back, strict=True)]
        yield Series(MOVES, f"{name}: returned after a time on no list", (None, *came))
    moved = (len(step.moved) for step in steps)
    yield Series(MOVES, "Moved from one panel to another", (None, *moved))
    for one, other in permutations(panels, 2):
        ways = (_moved(step, one, other) for step in steps)
        yield Series(MOVES, f"Moved from {one} to {other}", (None, *ways))


def _returned(step: Step, seen: Mapping[str, Seen], name: str) -> int | None:
    """How many came back to a panel; None where it was not read now and before."""
    if name not in step.panels:
        return None
    return sum(name in step.moves[person].joined for person in seen)


def _moved(step: Step, one: str, other: str) -> int | None:
    """How many left one panel and joined another; None where either was not read."""
    if one not in step.panels or other not in step.panels:
        return None
    return sum(one in move.left and other in move.joined for move in step.moves.values())


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


def _time(runs: Sequence[Facts], ends: Sequence[int], panels: Sequence[str]) -> Iterator[Series]:
    for name in panels:
        first: dict[str, date] = {}
        told: list[tuple[int | None, int | None, int | None]] = []
        for facts in runs:
            on = facts.on(name)
            first = {p: day for p, day in first.items() if p in on or name not in facts.panels}
            if facts.as_of is not None:
                for person in on:
                    first.setdefault(person, facts.as_of)
            days = [(facts.as_of - first[p]).days for p in on if facts.as_of and p in first]
            told.append(_quartiles(days))
        at_ends = [told[n] for n in ends]
        for what, values in zip(QUARTILES, zip(*at_ends, strict=True), strict=True):
            yield Series(TIME, name + what, values)


def _quartiles(days: Sequence[int]) -> tuple[int | None, int | None, int | None]:
    """The lower quartile, the middle value and the upper quartile of some days."""
    if not days:
        return None, None, None
    two = [*days, *days][: max(2, len(days))]
    lower, _, upper = quantiles(two, n=4, method="inclusive")
    return round(lower), round(median(days)), round(upper)
