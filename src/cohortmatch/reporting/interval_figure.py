"""The figure of Where to look: this run beside the earlier ones, each with its 95 % interval.

One row a figure of Trends: a filled dot and a full line for this run, a hollow dot and a dashed
line for the mean of the earlier ones. It takes the colour of the text around it, and its
description says the same in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cohortmatch.people.stand_out import StandOut
from cohortmatch.reporting.sheets.where_to_look import in_numbers

__all__ = ["IntervalFigure", "interval_figure"]

AT_MOST = 12
"""How many figures are drawn; the table has all."""
ROW, LETTER, EDGE, WIDE = 34.0, 7.2, 8.0, 320.0
"""Pixels: a row, a letter, the margin, and the width of the scale."""
APART = 6.0
"""Pixels between the middle of a row and each of its two lines."""


class Whisker(NamedTuple):
    """A count with its interval, in pixels."""

    y: float
    left: float
    at: float
    right: float


class IntervalRow(NamedTuple):
    """One figure: its name, the middle of its row, this run and the earlier ones."""

    label: str
    y: float
    now: Whisker
    usual: Whisker


class Tick(NamedTuple):
    """A number of the scale and its place."""

    x: float
    text: str


class IntervalFigure(NamedTuple):
    """Everything the template draws, in pixels, with its text alternative."""

    width: float
    height: float
    left: float
    rows: tuple[IntervalRow, ...]
    ticks: tuple[Tick, ...]
    base: float
    title: str
    description: str


def interval_figure(found: Sequence[StandOut]) -> IntervalFigure | None:
    """The figure of what changed most; None where nothing is compared."""
    drawn = list(found[:AT_MOST])
    if not drawn:
        return None
    labels = [f"{each.what} ({each.group.split(' (')[0]})" for each in drawn]
    left = EDGE + LETTER * max(map(len, labels))
    most = max(max(each.interval.high, each.usual_interval.high) for each in drawn)
    scale = WIDE / most
    named = enumerate(zip(drawn, labels, strict=True))
    rows = tuple(_row(each, label, n, left, scale) for n, (each, label) in named)
    base = EDGE + ROW * len(drawn)
    steps = sorted({0, round(most / 2), round(most)})
    return IntervalFigure(
        width=left + WIDE + 40,
        height=base + 30,
        left=left,
        rows=rows,
        ticks=tuple(Tick(left + scale * n, f"{n:,}") for n in steps),
        base=base,
        title="What changed most, with 95 % intervals",
        description="; ".join(map(in_words, drawn)) + ".",
    )


def _row(each: StandOut, label: str, n: int, left: float, scale: float) -> IntervalRow:
    y = EDGE + ROW * (n + 0.5)
    now = (each.interval.low, each.now, each.interval.high)
    usual = (each.usual_interval.low, each.usual, each.usual_interval.high)
    return IntervalRow(
        label,
        y,
        Whisker(y - APART, *(left + scale * n for n in now)),
        Whisker(y + APART, *(left + scale * n for n in usual)),
    )


def in_words(each: StandOut) -> str:
    """ "IOM: joined 30 (20.2 to 42.8), usual 10.5 (7.6 to 14.1): more than chance explains"."""
    now = f"{each.what} {each.now:,} ({in_numbers(each.interval)})"
    usual = f"usual {each.usual:,.1f} ({in_numbers(each.usual_interval)})"
    return f"{now}, {usual}: {each.reading[0].lower()}{each.reading[1:]}"
