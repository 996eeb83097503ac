"""Whether the days and months of a column of dates of birth are the right way round.

A person types the day first. Two things swap day and month without a sign. One is an export that
writes the month first, or the day before the month of a year that leads. The other is a spreadsheet
in another locale: it turns 04/03/1990 into a real date of 3 April and leaves 25/03/1990 as text, so
every real date has a day up to 12 and every text a day above 12. Each is detected from the whole
column, never from one cell, and reported.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from enum import Enum

ENOUGH = 8
"""Cells of each kind needed before a column is believed: 8 days of 12 or less among days drawn
evenly from 1 to 30 happen by chance once in 1,500 columns."""
PROVEN = 3
"""Dates, one or more of which only the month first explains and none only the day first, from which
that order holds for the column. Real dates need as many that only the other order explains."""
MONTHS_SHOWN = 4
"""Months that differ in a column of firsts of a month, which is therefore not one of January."""
NEARLY = 0.9

_SLASHED = re.compile(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-](?:\d{4}|\d{2})\b")
_ISO = re.compile(r"\s*\d{4}[-/.](\d\d)[-/.](\d\d)(?=\D|$)")


class DateOrder(Enum):
    """How a column's dates are written."""

    day_first = "day first"
    month_first = "month first"
    real_dates_turned = "real dates turned round"
    year_day_month = "year, day, month"


TURNED = (DateOrder.real_dates_turned, DateOrder.year_day_month)
"""Orders in which what looks like year, month, day is year, day, month."""


def date_order(texts: Collection[str]) -> DateOrder:
    """How the dates of a column are written, from its distinct texts."""
    slashed = [(int(m[1]), int(m[2])) for t in texts if (m := _SLASHED.match(t))]
    day_shown = sum(first > 12 for first, _ in slashed)
    month_shown = sum(second > 12 for _, second in slashed)
    real = [(int(m[1]), int(m[2])) for t in texts if (m := _ISO.match(t))]
    low = len(real) >= ENOUGH and max(max(each) for each in real) <= 12
    if low and len(slashed) >= ENOUGH and len(slashed) in (day_shown, month_shown):
        return DateOrder.real_dates_turned
    is_shown = month_shown > 0 and len(slashed) >= PROVEN
    if not day_shown and (is_shown or _are_firsts(slashed)):
        return DateOrder.month_first
    if sum(month > 12 for month, _ in real) >= PROVEN and not any(day > 12 for _, day in real):
        return DateOrder.year_day_month
    return DateOrder.day_first


def _are_firsts(slashed: Sequence[tuple[int, int]]) -> bool:
    """Whether dates are the firsts of many months, month first: 03/01/1985, 11/01/1990."""
    firsts = [first for first, second in slashed if second == 1]
    enough = len(firsts) >= max(ENOUGH, NEARLY * len(slashed))
    return enough and len(set(firsts)) >= MONTHS_SHOWN


def turn(text: str) -> str:
    """A real date's text with its day and month swapped; any other text unchanged."""
    match = _ISO.match(text)
    return text if match is None else f"{text.strip()[:4]}-{match[2]}-{match[1]}"
