"""Whether the days and months of a column of dates of birth are the right way round.

A person types the day first. Two things swap day and month without a sign. One is an export that
writes the month first. The other is a spreadsheet in another locale: it turns 04/03/1990 into a
real date of 3 April and leaves 25/03/1990 as text, so every real date has a day up to 12 and every
text a day above 12. Each is detected from the whole column, never from one cell, and reported.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import Enum

ENOUGH = 8
"""Cells of each kind needed before a column is believed: 8 days of 12 or less among days drawn
evenly from 1 to 30 happen by chance once in 1,500 columns."""

_SLASHED = re.compile(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-](?:\d{4}|\d{2})\b")
_ISO = re.compile(r"\s*\d{4}-(\d\d)-(\d\d)\b")


class DateOrder(Enum):
    """How a column's dates are written."""

    day_first = "day first"
    month_first = "month first"
    real_dates_turned = "real dates turned round"


def date_order(texts: Collection[str]) -> DateOrder:
    """How the dates of a column are written, from its distinct texts."""
    slashed = [(int(m[1]), int(m[2])) for t in texts if (m := _SLASHED.match(t))]
    day_shown = sum(first > 12 for first, _ in slashed)
    month_shown = sum(second > 12 for _, second in slashed)
    if month_shown > ENOUGH and not day_shown:
        return DateOrder.month_first
    real = [int(m[2]) for t in texts if (m := _ISO.match(t))]
    turned = len(real) >= ENOUGH and max(real) <= 12
    if turned and day_shown >= ENOUGH and day_shown == len(slashed):
        return DateOrder.real_dates_turned
    return DateOrder.day_first


def turn(text: str) -> str:
    """A real date's text with its day and month swapped; any other text unchanged."""
    match = _ISO.match(text)
    return text if match is None else f"{text.strip()[:4]}-{match[2]}-{match[1]}"
