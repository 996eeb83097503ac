"""A plot: two axes, lines and dots, in pixels, with its text alternative.

It takes the colour of the text around it. Lines differ by their dashes and are named at their ends,
so that nothing depends on colour. Shares go from 0 at the bottom to 1 at the top.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cohortmatch.reporting.trend_figure import DASHES

__all__ = ["Curve", "Dot", "Mark", "Plot", "plot"]

WIDE, HIGH, LEFT, TOP, RIGHT, FOOT = 420.0, 220.0, 56.0, 24.0, 150.0, 46.0
"""Pixels: the axes' lengths, and the margins around them."""
APART = 16.0
"""Pixels between two names at the ends of lines."""
LOW = 0.15
"""A share below which the number of a dot stands above it, away from the axis."""
STEPS = (1, 2, 5, 10, 20, 50)


class Curve(NamedTuple):
    """A line by its name and its points (x in bits, share)."""

    label: str
    points: tuple[tuple[float, float], ...]


class Dot(NamedTuple):
    """A share that was counted: its place in bits, and of how many pairs."""

    x: float
    share: float
    pairs: int


class Mark(NamedTuple):
    """A place on the axis of bits, with its name."""

    x: float
    label: str


class PlotLine(NamedTuple):
    """A line as it is drawn: its points as text, its dashes, its name and the name's place."""

    label: str
    dashes: str
    points: str
    label_y: float


class PlotTick(NamedTuple):
    """A number at an axis, or a point with its number, in pixels; `text_y` is where the number of a
    point stands, `anchor` on which side of its place."""

    x: float
    y: float
    text: str
    text_y: float = 0.0
    anchor: str = "middle"


class Plot(NamedTuple):
    """Everything the template draws."""

    width: float
    height: float
    left: float
    right: float
    top: float
    base: float
    x_ticks: tuple[PlotTick, ...]
    y_ticks: tuple[PlotTick, ...]
    marks: tuple[PlotTick, ...]
    lines: tuple[PlotLine, ...]
    dots: tuple[PlotTick, ...]
    x_label: str
    title: str
    description: str


def plot(
    title: str,
    description: str,
    *,
    curves: Sequence[Curve] = (),
    dots: Sequence[Dot] = (),
    marks: Sequence[Mark] = (),
    x_label: str = "match weight in bits",
) -> Plot:
    """The plot of some lines and dots over one axis of bits."""
    xs = [x for each in curves for x, _ in each.points]
    xs += [each.x for each in dots] + [each.x for each in marks]
    low, high = min(xs), max(max(xs), min(xs) + 1)

    def across(x: float) -> float:
        return round(LEFT + WIDE * (x - low) / (high - low), 1)

    def up(share: float) -> float:
        return round(TOP + HIGH * (1 - share), 1)

    base = TOP + HIGH
    drawn = [
        PlotLine(
            each.label,
            DASHES[number % len(DASHES)],
            " ".join(f"{across(x)},{up(y)}" for x, y in each.points),
            up(each.points[-1][1]) + 4,
        )
        for number, each in enumerate(curves)
    ]
    return Plot(
        width=LEFT + WIDE + RIGHT,
        height=base + FOOT,
        left=LEFT,
        right=LEFT + WIDE,
        top=TOP,
        base=base,
        x_ticks=tuple(PlotTick(across(x), base + 18, f"{x:g}") for x in _numbers(low, high)),
        y_ticks=tuple(PlotTick(LEFT - 8, up(n / 4), f"{n * 25} %") for n in range(5)),
        marks=tuple(
            PlotTick(across(each.x), TOP - 8, each.label, anchor=_anchor(each, marks))
            for each in marks
        ),
        lines=tuple(_apart(drawn)),
        dots=tuple(
            PlotTick(
                across(d.x),
                up(d.share),
                f"{d.pairs:,}",
                up(d.share) + (-9 if d.share < LOW else 17),
            )
            for d in dots
        ),
        x_label=x_label,
        title=title,
        description=description,
    )


def _anchor(mark: Mark, marks: Sequence[Mark]) -> str:
    """The side of a mark's place on which its name is, so that two do not lie on each other."""
    if len(marks) == 1:
        return "middle"
    return "end" if mark.x == min(each.x for each in marks) else "start"


def _numbers(low: float, high: float) -> Iterable[int]:
    """Round numbers between two, about six of them."""
    step = next((step for step in STEPS if (high - low) / step <= 8), STEPS[-1])
    first = -int(-low // step) * step
    return range(first, int(high) + 1, step)


def _apart(lines: Sequence[PlotLine]) -> Iterable[PlotLine]:
    """The lines with their names far enough from each other to be read."""
    below = float("-inf")
    places: dict[str, float] = {}
    for each in sorted(lines, key=lambda line: line.label_y):
        below = max(each.label_y, below + APART)
        places[each.label] = below
    return [each._replace(label_y=places[each.label]) for each in lines]
