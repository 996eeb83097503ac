"""The waterfall of a pair: from the prior to the match weight, a bar for each thing compared.

It shows bits and what was compared, and no value of a list.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cohortmatch.linkage.explanations import Explanation
from cohortmatch.linkage.explanations.phrases import bits, spoken

__all__ = ["Waterfall", "waterfall"]

ROW, LETTER, EDGE, WIDE, THICK = 26.0, 7.0, 8.0, 300.0, 14.0
"""Pixels: a row, a letter, the margin, the width of the scale, and the thickness of a bar."""
START, TOTAL = "to start with", "match weight"


class WaterfallBar(NamedTuple):
    """A row: its words, the middle of its line, its bar from `x` on, and its bits in words."""

    label: str
    y: float
    x: float
    width: float
    is_total: bool
    bits: str


class Waterfall(NamedTuple):
    """Everything the template draws, in pixels, with its text alternative."""

    width: float
    height: float
    left: float
    zero: float
    steps: tuple[WaterfallBar, ...]
    title: str
    description: str


def waterfall(told: Explanation) -> Waterfall:
    """The figure of an explanation; the bars' bits add up to its weight."""
    rows = list(_rows(told))
    ends = [end for row in rows for end in row[1:]]
    low, high = min(0.0, *ends), max(0.0, *ends)
    left = EDGE + LETTER * max(len(label) for label, _, _ in rows)
    scale = WIDE / max(high - low, 1.0)
    steps = tuple(
        WaterfallBar(
            label,
            EDGE + ROW * (number + 0.5),
            round(left + scale * (min(start, end) - low), 1),
            round(max(scale * abs(end - start), 1.0), 1),
            label == TOTAL,
            bits(end - start),
        )
        for number, (label, start, end) in enumerate(rows)
    )
    said = "; ".join(f"{each.label} {each.bits}" for each in steps)
    return Waterfall(
        width=left + WIDE + 60,
        height=EDGE * 2 + ROW * len(rows),
        left=left,
        zero=round(left - scale * low, 1),
        steps=steps,
        title=f"The match weight of {told.left} and {told.right} in bits",
        description=f"{said}.",
    )


def _rows(told: Explanation) -> Iterator[tuple[str, float, float]]:
    """Each row by its words, where its bar begins and where it ends: the prior, what speaks for one
    person, what against, and the whole."""
    at = told.before_looking
    yield START, 0.0, at
    found = spoken(told.reasons)
    for each in (*(r for r in found if r.bits >= 0), *(r for r in found if r.bits < 0)):
        yield each.words or each.comparison, at, at + each.bits
        at += each.bits
    yield TOTAL, 0.0, told.weight
