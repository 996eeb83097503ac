"""On how many printed sides an agenda stands, in which type, and where it is split.

    a table of people ─▶ people in short, in columns ─▶ what is unproven

Policy: one side of A4 in the largest type that fits, with everybody in the table where there is
room; else those of whom there is nothing to tell stand below it in short. No type is smaller than 7
points. What does not fit is split over sides, and it is said where. All lengths are points.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cohortmatch.reporting.column_widths import fitted_widths, row_lines
from cohortmatch.reporting.text_widths import lines_of, word_widths

__all__ = ["AgendaText", "PrintPlan", "PrintSide", "TypeSize", "print_plan", "split_words"]

MM = 72 / 25.4
WIDE, HIGH = 194 * MM, 273 * MM
"""An A4 side between the margins of `chair.css`."""
SPARE = 0.995
"""How much of a side’s height is used, because browsers round."""
ROUNDED = 6.0
"""What a further side begins with, because browsers round."""
NAME = 1
"""The column in bold type."""
GAP = 4 * MM
"""Between the columns of people in short."""
MOST_COLUMNS = 5


class TypeSize(NamedTuple):
    """A size of type with its leading (times the size) and the padding of cells, up and down."""

    size: float
    leading: float
    padding: float

    @property
    def line(self) -> float:
        """The height of a line."""
        return self.size * self.leading


SIZES = (
    TypeSize(9, 1.25, 0.5 * MM),
    TypeSize(8, 1.15, 0.25 * MM),
    TypeSize(7, 1.1, 0.1 * MM),
)
"""From the most readable to the smallest."""
BESIDE = 0.6 * MM
"""The padding of a cell at each end of its lines."""
RULE = 0.75
"""Between two rows."""


@dataclass(frozen=True)
class AgendaText:
    """What is printed: sentences at the top, the table, people in short, and what is unproven."""

    headline: str
    told: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    shorts: Sequence[str] = ()
    shorts_head: str = ""
    unproven: Sequence[str] = ()


@dataclass
class PrintSide:
    """One side: which rows of the table and which people in short stand on it, from and to."""

    rows: tuple[int, int] = (0, 0)
    shorts: tuple[int, int] = (0, 0)
    used: float = 0.0

    @property
    def holds_nobody(self) -> bool:
        """Whether neither a row nor anybody in short stands on it."""
        return self.rows[0] == self.rows[1] and self.shorts[0] == self.shorts[1]


@dataclass(frozen=True)
class PrintPlan:
    """The type, the columns' widths in per cent, in how many columns people in short stand, and
    the sides; what is unproven stands on the last."""

    type: TypeSize
    widths: Sequence[float]
    short_columns: int
    sides: Sequence[PrintSide] = field(default_factory=list)


def print_plan(full: AgendaText, short: AgendaText) -> tuple[AgendaText, PrintPlan]:
    """The form of an agenda that is printed, and how: `full` has everybody in its table, `short`
    some below it. One side where one of them fits, else as few as can be."""
    forms = [(full, SIZES[0]), (full, SIZES[1]), *((short, size) for size in SIZES)]
    least = {n: _least_sides(*form) for n, form in enumerate(forms)}
    plans: dict[int, PrintPlan] = {}
    for sides in range(1, max(least.values()) + 2):
        for n, form in enumerate(forms):
            if least[n] <= sides:
                plans[n] = plans.get(n) or _plan(*form)
                if len(plans[n].sides) <= sides:
                    return form[0], plans[n]
    n = min(plans, key=lambda each: len(plans[each].sides))
    return forms[n][0], plans[n]


def _least_sides(text: AgendaText, size: TypeSize) -> int:
    """How many sides a table takes at least, if each of its rows is one line."""
    high = len(text.rows) * (size.line + 2 * size.padding + RULE)
    return max(1, math.ceil(high / (SPARE * HIGH)))


def _plan(text: AgendaText, size: TypeSize) -> PrintPlan:
    inner = WIDE - 2 * BESIDE * len(text.heads)
    widths = fitted_widths(text.heads, text.rows, inner / size.size, bold=NAME)
    columns, short_high = _short_columns(text, size)
    flow = _Flow(text, size, widths)
    flow.put_rows()
    flow.put_shorts(columns, short_high)
    flow.put_unproven()
    shares = [(wide * size.size + 2 * BESIDE) / WIDE for wide in widths]
    return PrintPlan(size, [round(100 * share, 2) for share in shares], columns, flow.sides)


def _short_columns(text: AgendaText, size: TypeSize) -> tuple[int, float]:
    """In how many columns people in short take the least height, and that height."""
    every = range(len(text.shorts))
    found = [(_short_height(text, size, every, n), n) for n in range(2, MOST_COLUMNS + 1)]
    high, columns = min(found)
    return columns, high


def _short_height(text: AgendaText, size: TypeSize, which: range, columns: int) -> float:
    wide = (WIDE - GAP * (columns - 1)) / columns / size.size
    lines = [lines_of(word_widths(text.shorts[n]), wide) for n in which]
    return size.line * _balanced(lines, columns)


def _balanced(lines: Sequence[int], columns: int) -> int:
    """How high columns are that hold whole texts of these many lines, one after another."""
    high = max(math.ceil(sum(lines) / columns), max(lines, default=0))
    while _columns_of(lines, high) > columns:
        high += 1
    return high


def _columns_of(lines: Sequence[int], high: int) -> int:
    """In how many columns of a height texts of these many lines stand."""
    columns, used = 1, 0
    for each in lines:
        if used + each > high:
            columns, used = columns + 1, 0
        used += each
    return columns


class _Flow:
    """Puts parts of an agenda on sides, one after another."""

    def __init__(self, text: AgendaText, size: TypeSize, widths: Sequence[float]) -> None:
        self.text, self.size, self.widths = text, size, widths
        self.sides = [PrintSide(used=self._top())]

    def _top(self) -> float:
        """The title, the marking, and the sentences above the table."""
        headline = 11 * 1.25 * self._lines_at(self.text.headline, 11, bold=True)
        told = self.size.line * self._lines_at(self.text.told, self.size.size)
        return 13 * 1.3 + self.size.line * 2 + headline + told + 6 * 0.7 * MM

    def _lines_at(self, text: str, size: float, *, bold: bool = False) -> int:
        return lines_of(word_widths(text, bold=bold), WIDE / size)

    def _fits(self, high: float) -> bool:
        return self.sides[-1].used + high <= SPARE * HIGH

    def _make_room(self, high: float) -> None:
        """Begin another side unless something of this height fits on the last."""
        if not self._fits(high):
            self.sides.append(PrintSide(used=ROUNDED))

    def put_rows(self) -> None:
        """The table, row by row, with its heads and its foot on each side."""
        heads = max(
            lines_of(word_widths(head, bold=True), wide)
            for head, wide in zip(self.text.heads, self.widths, strict=True)
        )
        frame = (heads + 1) * self.size.line + 4 * self.size.padding + 2 * MM + 2 * RULE
        self.sides[-1].used += frame
        each = row_lines(self.text.rows, self.widths, bold=NAME)
        for n, lines in enumerate(each):
            high = lines * self.size.line + 2 * self.size.padding + RULE
            if not self._fits(high):
                self.sides.append(PrintSide(rows=(n, n), used=frame + ROUNDED))
            side = self.sides[-1]
            side.rows, side.used = (side.rows[0], n + 1), side.used + high

    def put_shorts(self, columns: int, high: float) -> None:
        """People in short: all of them where they fit, else as many as do."""
        every = range(len(self.text.shorts))
        if not every:
            return
        head = self.size.line * (1 + self._lines_at(self.text.shorts_head, self.size.size)) + MM
        self._make_room(head + high)
        first = 0
        while first < len(every):
            last = self._last_short(first, columns, head)
            side = self.sides[-1]
            side.shorts = first, last
            side.used += head + _short_height(self.text, self.size, every[first:last], columns)
            first = last
            if first < len(every):
                self.sides.append(PrintSide(used=ROUNDED))

    def _last_short(self, first: int, columns: int, head: float) -> int:
        """Up to which of the people in short this side has room; one at least."""
        every = range(len(self.text.shorts))
        last = len(every)
        while last > first + 1 and not self._fits(
            head + _short_height(self.text, self.size, every[first:last], columns)
        ):
            last -= 1
        return last

    def put_unproven(self) -> None:
        """What is unproven, whole, and that the agenda ends."""
        lines = sum(self._lines_at(each, self.size.size * 1.05) for each in self.text.unproven)
        high = self.size.line * (lines + 2) + 4 * MM
        self._make_room(high)
        self.sides[-1].used += high


def split_words(text: AgendaText, plan: PrintPlan, numbers: Sequence[str]) -> Iterator[str]:
    """What stands on each side of several, in words; `numbers` are those of the table's rows."""
    for n, side in enumerate(plan.sides, 1):
        told = []
        first, last = side.rows
        if last > first:
            told.append(f"numbers {numbers[first]} to {numbers[last - 1]} of the table")
        if side.shorts[1] > side.shorts[0]:
            told.append(f"{side.shorts[1] - side.shorts[0]} people in short")
        if n == len(plan.sides):
            told.append("what is unproven")
        yield f"side {n}: {', '.join(told)}"
