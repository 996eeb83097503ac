"""The trend figure: lines over the runs, and a small line for each row of figures.

They take the colour of the text around them. Lines differ by their dashes and are named at their
ends, so that nothing depends on colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from cohortmatch.people.details import MONTHS
from cohortmatch.people.series import SHARED, Series, Trends

STEP, LEFT, TOP, HIGH, APART = 84.0, 30.0, 26.0, 130.0, 16.0
"""Pixels: from run to run, the margins, the highest point, and least between two names."""
LABELS = 190.0
DASHES = ("", "7 4", "2 4")
SMALL_WIDTH, SMALL_HIGH = 96.0, 20.0


class Point(NamedTuple):
    """A point of a line, in pixels, with its number."""

    x: float
    y: float
    text: str


class Line(NamedTuple):
    """One line: its points, its dashes, its name and the name's place."""

    label: str
    dashes: str
    points: tuple[Point, ...]
    label_y: float


class Day(NamedTuple):
    """A run's day under the lines."""

    x: float
    text: str


class Lines(NamedTuple):
    """Everything the template draws, in pixels, with its text alternative."""

    width: float
    height: float
    left: float
    right: float
    base: float
    days: tuple[Day, ...]
    lines: tuple[Line, ...]
    title: str
    description: str


def lines(trends: Trends) -> Lines:
    """People on several panels, run by run."""
    series = [each for each in trends.group(SHARED) if each.what != "Certain"]
    most = max((v for each in series for v in each.values if v is not None), default=0) or 1
    places = [LEFT + STEP * n for n in range(len(trends.days))]
    right = places[-1]
    drawn = [_line(each, places, most, DASHES[n]) for n, each in enumerate(series)]
    return Lines(
        width=right + LABELS,
        height=TOP + HIGH + 30,
        left=LEFT,
        right=right,
        base=TOP + HIGH,
        days=tuple(Day(x, month(d)) for x, d in zip(places, trends.days, strict=True)),
        lines=tuple(_apart(drawn)),
        title="People on several panels, run by run",
        description="; ".join(in_words(each, trends.days) for each in series) + ".",
    )


def _line(series: Series, places: Sequence[float], most: int, dashes: str) -> Line:
    points = tuple(
        Point(x, TOP + HIGH - HIGH * value / most, f"{value:,}")
        for x, value in zip(places, series.values, strict=True)
        if value is not None
    )
    name = "On two panels or more" if series.what == "All" else series.what
    return Line(name, dashes, points, points[-1].y + 4.5 if points else TOP)


def _apart(drawn: Sequence[Line]) -> list[Line]:
    """The lines with their names moved apart where two would overlap."""
    told: list[Line] = []
    for line in sorted(drawn, key=lambda each: each.label_y):
        least = told[-1].label_y + APART if told else 0.0
        told.append(line._replace(label_y=max(line.label_y, least)))
    return told


def month(day: date | None) -> str:
    """A run's day in short, "1 Jun 26"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year % 100:02d}" if day else "?"


def in_words(series: Series, days: Sequence[date | None]) -> str:
    """ "All: 44 (1 May 26), 52 (1 Jun 26)"."""
    told = (
        f"{value:,} ({month(day)})"
        for value, day in zip(series.values, days, strict=True)
        if value is not None
    )
    return f"{series.what}: {', '.join(told)}"


def small(values: Sequence[int | None]) -> str:
    """The points of a small line through some numbers, in pixels; '' for fewer than two."""
    known = [(n, value) for n, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return ""
    most = max(value for _, value in known) or 1
    step = SMALL_WIDTH / (len(values) - 1)
    return " ".join(
        f"{2 + step * n:.0f},{2 + SMALL_HIGH - SMALL_HIGH * v / most:.0f}" for n, v in known
    )
