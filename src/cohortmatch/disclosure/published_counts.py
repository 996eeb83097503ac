"""The counts that are published of some runs: which figures, how they depend, what is shown.

Policy: of each panel at each run the people, their bands of age, who joined and who left; and how
many people are on two panels or more. Months are protected in their order, so what was shown of one
stays as it is when the next is published. Not published are pairs of panels and people on any
panel: with the figures of each panel they would give small numbers back. A figure for a quarter is
worked out from what is shown of its months, so it tells nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cohortmatch.disclosure.margins import Relation, Sum, TwoOrMore, protected
from cohortmatch.disclosure.small_counts import MANY, UNKNOWN, ShownCount, SmallCounts
from cohortmatch.people.monthly_counts import MonthCounts, OfPanel
from cohortmatch.people.quarters import Quarter

__all__ = [
    "JOINED",
    "LEFT",
    "PEOPLE",
    "SEVERAL",
    "PublishedFigure",
    "published",
    "quarters",
    "relations",
]

PEOPLE, JOINED, LEFT, AGE = "People", "Joined", "Left", "Age: "
SEVERAL = "People on two panels or more"


class PublishedFigure(NamedTuple):
    """One figure: its run's day, the panel ('' for all of them), and what it counts."""

    day: date
    panel: str
    what: str


def published(
    months: Sequence[MonthCounts], rule: SmallCounts
) -> dict[PublishedFigure, ShownCount]:
    """What is shown of every figure of some runs, oldest first."""
    panels = list(dict.fromkeys(name for month in months for name in month.panels))
    counts = {figure: count for month in months for figure, count in _figures(month, panels)}
    return protected(rule, counts, list(relations(months)))


def _figures(
    month: MonthCounts, panels: Sequence[str]
) -> Iterator[tuple[PublishedFigure, int | None]]:
    """Every figure of a run with its true count, None where it is not known."""
    for name in panels:
        own = month.panels.get(name)
        if own is None:
            yield from (
                (PublishedFigure(month.day, name, what), None) for what in (PEOPLE, JOINED, LEFT)
            )
            continue
        for band, people in own.ages.items():
            yield PublishedFigure(month.day, name, AGE + band), people
        yield PublishedFigure(month.day, name, PEOPLE), own.people
        yield PublishedFigure(month.day, name, JOINED), own.joined
        yield PublishedFigure(month.day, name, LEFT), own.left
    if len(month.panels) > 1:
        yield PublishedFigure(month.day, "", SEVERAL), month.several


def relations(months: Sequence[MonthCounts]) -> Iterator[Relation]:
    """How the figures depend on each other: bands of age make a panel, who joins and leaves leads
    from one run to the next, and people on several panels have a place on two of them."""
    before: set[tuple[date, str]] = set()
    for month in months:
        day = month.day
        for name, own in month.panels.items():
            people = PublishedFigure(day, name, PEOPLE)
            if own.ages:
                yield Sum(
                    (people,), tuple(PublishedFigure(day, name, AGE + band) for band in own.ages)
                )
            if (then := _known_before(own, name, before)) is not None:
                left, joined = (PublishedFigure(day, name, what) for what in (LEFT, JOINED))
                yield Sum((left, people), (PublishedFigure(then, name, PEOPLE), joined))
        if len(month.panels) > 1:
            panels = tuple(PublishedFigure(day, name, PEOPLE) for name in month.panels)
            yield TwoOrMore(PublishedFigure(day, "", SEVERAL), panels)
        before |= {(day, name) for name in month.panels}


def _known_before(own: OfPanel, name: str, before: Iterable[tuple[date, str]]) -> date | None:
    """The day since which people joined and left, where that run is published too."""
    return own.since if own.since is not None and (own.since, name) in before else None


def quarters(
    shown: Mapping[PublishedFigure, ShownCount], rule: SmallCounts
) -> dict[tuple[Quarter, str, str], ShownCount]:
    """Each quarter's figures: people at its last run, who joined and left during it.

    They are made of what is shown of its months: who joined in a quarter is about the middle of
    what the months allow.
    """
    last: dict[tuple[Quarter, str], PublishedFigure] = {}
    for figure in shown:
        key = Quarter.of(figure.day), figure.panel
        last[key] = max(last.get(key, figure), figure, key=lambda each: each.day)
    found: dict[tuple[Quarter, str, str], ShownCount] = {}
    for (quarter, panel), figure in last.items():
        for what in (SEVERAL,) if panel == "" else (PEOPLE, JOINED, LEFT):
            if what in (JOINED, LEFT):
                own = [
                    each
                    for of, each in shown.items()
                    if (Quarter.of(of.day), of.panel, of.what) == (quarter, panel, what)
                ]
                found[quarter, panel, what] = _about(own, rule)
            else:
                found[quarter, panel, what] = shown[PublishedFigure(figure.day, panel, what)]
    return found


def _about(months: Sequence[ShownCount], rule: SmallCounts) -> ShownCount:
    """The sum of what is shown of some months, rounded: suppressed where it may be small, not known
    where any month is not."""
    if any(each == UNKNOWN for each in months):
        return UNKNOWN
    least, most = sum(each.least for each in months), sum(each.most for each in months)
    if most >= MANY or (most > 0 and least < rule.suppress_below):
        return ShownCount(None, least, min(most, MANY))
    return rule.shown((least + most) // 2)._replace(least=least, most=most)
