"""The trend figure: lines over the runs, and a small line for each row of figures.

They take the colour of the text around them. Lines differ by their dashes and are named at their
ends, so that nothing depends on colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from cohortmatch.people.details import MONTHS
from cohortmatch.people.series import SHARED, Series, Trends

STEP, LEFT, TOP, HIGH, APART = 84.0, 30.0, 26.0, 130.0, 16.0
"""Pixels: from run to run, the margins, the highest point, and least between two names."""
LABELS = 190.0
DASHES = ("", "7 4", "2 4", "12 4", "12 4 2 4", "7 4 2 4 2 4")
LETTER, FEW = 7.4, 3
"""Pixels of a letter of a name; how many lines have a number at each point."""
SMALL_WIDTH, SMALL_HIGH = 96.0, 20.0


class Point(NamedTuple):
    """A point of a line, in pixels, with its number."""

    x: float
    y: float
    text: str


class Line(NamedTuple):
    """One line: its parts between gaps, its dashes, its name and the name's place."""

    label: str
    dashes: str
    parts: tuple[tuple[Point, ...], ...]
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
    names = {"All": "On two panels or more"}
    title = "People on several panels, run by run"
    return line_figure(series, trends.days, title, names)


def line_figure(
    series: Sequence[Series],
    days: Sequence[date | None],
    title: str,
    names: Mapping[str, str] | None = None,
) -> Lines:
    """Some series as lines over the runs, each with its own dashes and its name at its end; `names`
    are shorter names. A gap interrupts its line."""
    most = max((v for each in series for v in each.values if v is not None), default=0) or 1
    places = [LEFT + STEP * n for n in range(len(days))]
    labels = [(names or {}).get(each.what, each.what) for each in series]
    drawn = [
        _line(each, label, places, most, DASHES[n % len(DASHES)])
        for n, (each, label) in enumerate(zip(series, labels, strict=True))
    ]
    if len(series) > FEW:
        drawn = [_numbered_at_end(each) for each in drawn]
        labels = [each.label for each in drawn]
    return Lines(
        width=places[-1] + max(LABELS, 14 + LETTER * max(map(len, labels), default=0)),
        height=TOP + HIGH + 30,
        left=LEFT,
        right=places[-1],
        base=TOP + HIGH,
        days=tuple(Day(x, month(d)) for x, d in zip(places, days, strict=True)),
        lines=tuple(_apart(drawn)),
        title=title,
        description="; ".join(in_words(each, days) for each in series) + ".",
    )


def _line(series: Series, name: str, places: Sequence[float], most: int, dashes: str) -> Line:
    points = tuple(
        Point(x, TOP + HIGH - HIGH * value / most, f"{value:,}")
        for x, value in zip(places, series.values, strict=True)
        if value is not None
    )
    parts = tuple(
        tuple(point for _, point in run)
        for is_known, run in groupby(_with_gaps(series, points), key=lambda each: each[0])
        if is_known
    )
    return Line(name, dashes, parts, points[-1].y + 4.5 if points else TOP)


def _numbered_at_end(line: Line) -> Line:
    """A line with its last number beside its name and none at its points: many would overlap."""
    last = line.parts[-1][-1].text if line.parts else ""
    parts = tuple(tuple(point._replace(text="") for point in part) for part in line.parts)
    return line._replace(label=f"{line.label} {last}".rstrip(), parts=parts)


def _with_gaps(series: Series, points: Sequence[Point]) -> Iterator[tuple[bool, Point]]:
    """Each value's point, and a stand-in for a gap."""
    left = iter(points)
    for value in series.values:
        yield value is not None, (next(left) if value is not None else Point(0, 0, ""))


def _apart(drawn: Sequence[Line]) -> list[Line]:
    """The lines with their names moved apart where two would overlap."""
    told: list[Line] = []
    for line in sorted(drawn, key=lambda each: each.label_y):
        least = told[-1].label_y + APART if told else 0.0
        told.append(line._replace(label_y=max(line.label_y, least)))
    most = TOP + HIGH + 2  # below stand the days
    for place in reversed(range(len(told))):
        told[place] = told[place]._replace(label_y=min(told[place].label_y, most))
        most = told[place].label_y - APART
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
