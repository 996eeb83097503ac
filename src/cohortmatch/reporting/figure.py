"""The overlap figure: how many people each combination of panels shares, as bars over dots.

One column a combination, the commonest first; one row a panel; a filled dot where the panel is part
of the combination. It takes the colour of the text around it, and its description says the same in
words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cohortmatch.core.plurals import count
from cohortmatch.linkage.explanations import listed
from cohortmatch.people.counts import Counts

AT_MOST = 20
"""How many combinations are drawn; the table beside the figure has all."""
ROW, COLUMN, BARS, LETTER, EDGE = 26, 34, 120, 7.2, 8
"""Sizes in pixels: a panel's row, a combination's column, the highest bar, a letter, the margin."""


class Combination(NamedTuple):
    """Some panels (their rows in the figure) and how many people are on all of them, and on no
    other panel."""

    panels: tuple[int, ...]
    people: int


class Bar(NamedTuple):
    """A combination's bar and its dots, in pixels."""

    x: float
    y: float
    height: float
    people: str
    dots: tuple[float, ...]


class Row(NamedTuple):
    """A panel's row: its label, the middle of its line, whether it is shaded."""

    label: str
    y: float
    shaded: bool


class Figure(NamedTuple):
    """Everything the template draws, in pixels, with its text alternative."""

    width: float
    height: float
    left: float
    rows: tuple[Row, ...]
    columns: tuple[float, ...]
    bars: tuple[Bar, ...]
    title: str
    description: str
    caption: str


def combinations(counts: Counts) -> tuple[list[str], list[Combination]]:
    """The panels that share people, and every combination of them, the commonest first."""
    used = sorted({code for codes in counts.together for code in codes})
    names = [counts.lists[code].name for code in used]
    place = {code: row for row, code in enumerate(used)}
    return names, [
        Combination(tuple(place[code] for code in codes), people)
        for codes, people in counts.together.items()
    ]


def figure(counts: Counts) -> Figure | None:
    """The figure of the panels' overlap; None when nobody is on more than one panel."""
    names, every = combinations(counts)
    if not every:
        return None
    drawn = every[:AT_MOST]
    left = EDGE + LETTER * max(len(label) for label in _labels(names, every))
    columns = tuple(left + COLUMN * (place + 0.5) for place in range(len(drawn)))
    lines = tuple(EDGE + 18 + BARS + ROW * (row + 0.5) for row in range(len(names)))
    labels = _labels(names, every)
    return Figure(
        width=left + COLUMN * len(drawn) + EDGE,
        height=EDGE * 2 + 18 + BARS + ROW * len(names),
        left=left,
        rows=tuple(
            Row(label, y, n % 2 == 0)
            for n, (label, y) in enumerate(zip(labels, lines, strict=True))
        ),
        columns=columns,
        bars=tuple(_bar(c, x, lines, drawn[0].people) for c, x in zip(drawn, columns, strict=True)),
        title="How many people each combination of panels shares",
        description=_describe(names, drawn),
        caption=_caption(every),
    )


def _labels(names: Sequence[str], every: Sequence[Combination]) -> list[str]:
    """Each panel with the number of its people who are on another panel."""
    totals = [sum(c.people for c in every if row in c.panels) for row in range(len(names))]
    return [f"{name} ({total:,})" for name, total in zip(names, totals, strict=True)]


def _bar(combination: Combination, x: float, lines: Sequence[float], most: int) -> Bar:
    height = max(2.0, BARS * combination.people / most)
    return Bar(
        x=x,
        y=round(EDGE + 18 + BARS - height, 1),
        height=round(height, 1),
        people=f"{combination.people:,}",
        dots=tuple(lines[row] for row in combination.panels),
    )


def _describe(names: Sequence[str], drawn: Sequence[Combination]) -> str:
    told = (
        f"{listed([names[row] for row in c.panels])}: {count(c.people, 'person', 'people')}"
        for c in drawn
    )
    return "; ".join(told) + "."


def _caption(every: Sequence[Combination]) -> str:
    text = "Each person is counted once, under all the panels they are on. "
    text += "In brackets: a panel's people who are on another panel too."
    rest = every[AT_MOST:]
    if not rest:
        return text
    more, people = len(rest), sum(combination.people for combination in rest)
    return (
        f"{text} The {AT_MOST} commonest of {len(every)} combinations are drawn; the other "
        f"{more} hold {count(people, 'person', 'people')} and are in the table."
    )
