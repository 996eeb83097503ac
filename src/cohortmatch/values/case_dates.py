"""The day of an event in a case: a contact, a review, a release, the end of an order.

Policy: the whole cell is one date with a day, a month and a year from 2000 to 2099; the day comes
before the month unless the column says otherwise. A year of two digits is of this century. A time
behind the date counts for nothing. Of a contact, known words beside the date are passed over
("home visit"), and with any other word there is no day. Nothing is repaired: 31 February is no day,
a month alone or a year alone is no day, and what cannot be read is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache

from cohortmatch.values.date_shapes import DateReading, read_shape
from cohortmatch.values.text import fold

__all__ = ["case_day", "case_day_beside", "month_first"]

TIME = re.compile(r"(?<=\d)[t ,]+(?:at )?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?: ?[ap]m)?z?$")
PARTS = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})\b")
PART = re.compile(r"[^\s()\[\],;]+")
LONGEST_DATE = 5
"""Of how many words a date is made at most: "Sat 31 Jan 2026 10:30"."""
CENTURY = 2000
FAR = date(2100, 1, 1)
"""A spreadsheet's day number is read up to this day."""


@lru_cache(maxsize=8192)
def case_day(text: str, *, is_month_first: bool = False) -> date | None:
    """The day that a cell gives; None where it gives none.

    >>> case_day("31/01/26"), case_day("3rd June 2026 10:30"), case_day("31/02/2026")
    (datetime.date(2026, 1, 31), datetime.date(2026, 6, 3), None)
    """
    reading = DateReading(FAR, not is_month_first, date1904=False)
    written = read_shape(TIME.sub("", fold(text).strip()), reading)
    if written is None:
        return None
    year = CENTURY + written.year if written.short_year else written.year
    try:
        day = date(year, written.month, written.day)
    except ValueError:
        return None
    return day if CENTURY <= day.year < FAR.year else None


def case_day_beside(
    text: str, words: Collection[str], *, is_month_first: bool = False
) -> date | None:
    """The one day in a cell that holds nothing else but some known `words` (folded); None where
    there is none, or anything more.

    >>> case_day_beside("15/12/2025 (home visit)", {"home", "visit"})
    datetime.date(2025, 12, 15)
    """
    parts = [each.strip(":-–") for each in PART.findall(fold(text))]
    parts = [each for each in parts if each]
    for many in range(min(len(parts), LONGEST_DATE), 0, -1):
        for first in range(len(parts) - many + 1):
            day = case_day(" ".join(parts[first : first + many]), is_month_first=is_month_first)
            if day is not None:
                rest = (*parts[:first], *parts[first + many :])
                return day if all(each in words for each in rest) else None
    return None


def month_first(texts: Iterable[str]) -> bool:
    """Whether a column writes the month first: some of its dates can be read in no other order, and
    none must be read with the day first."""
    parts = [(int(m[1]), int(m[2])) for text in set(texts) if (m := PARTS.match(text))]
    return any(second > 12 for _, second in parts) and not any(first > 12 for first, _ in parts)
