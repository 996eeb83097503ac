"""The day that a list is as at, where its file name or its title rows give one.

Policy: the first text that gives a date or a month wins. Where it gives a month alone, a full date
of that month in another text is the day ("IOM May 2026", "Updated 14/05/2026"); else the day is the
month's first, and it is told as a month. A list without a date has no such day: the file's own time
stamps say when it was copied, not what day it describes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

__all__ = ["NO_DAY", "AsAt", "as_at_of", "day_of"]

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("january jan", "february feb", "march mar", "april apr", "may", "june jun"),
            *("july jul", "august aug", "september sept sep", "october oct", "november nov"),
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
YEAR = r"(?P<year>20\d\d)"
SEP = r"[ ._\-/]*"
NTH = "(?:st|nd|rd|th)?"
SHAPES = tuple(
    re.compile(shape, re.I)
    for shape in (
        rf"(?<!\d){YEAR}[ ._\-/]?(?P<mm>0[1-9]|1[0-2])[ ._\-/]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        rf"(?<!\d)(?P<day>[0-3]?\d)[ ._\-/](?P<mm>[01]?\d)[ ._\-/]{YEAR}(?!\d)",
        r"(?<!\d)(?P<day>[0-3]?\d)[._\-/](?P<mm>[01]?\d)[._\-/](?P<year>\d\d)(?!\d)",
        rf"(?<!\d)(?P<day>[0-3]?\d){NTH}(?: of)?[ ._\-/]?{MONTH}[a-z]*{SEP},?{SEP}{YEAR}(?!\d)",
        rf"(?<![a-z]){MONTH}[a-z]*{SEP}(?P<day>[0-3]?\d){NTH},?{SEP}{YEAR}(?!\d)",
        rf"(?<![a-z]){MONTH}{SEP}{YEAR}(?!\d)",
        rf"(?<!\d){YEAR}{SEP}{MONTH}(?![a-z])",
        rf"(?<!\d){YEAR}[ ._\-/](?P<mm>0[1-9]|1[0-2])(?!\d)",
        rf"(?<!\d)(?<!\d[ ._\-/])(?P<mm>0[1-9]|1[0-2])[ ._\-/]{YEAR}(?!\d)",
        r"(?<!\d)(?P<day>0[1-9]|[12]\d|3[01])(?P<mm>0[1-9]|1[0-2])(?P<year>20[1-4]\d)(?!\d)",
    )
)


class AsAt(NamedTuple):
    """A list's day; `is_month` where only its month is known and the day is the first."""

    day: date | None = None
    is_month: bool = False


NO_DAY = AsAt()


def as_at_of(texts: Iterable[str]) -> date | None:
    """The day that the texts (file name, titles) give.

    >>> as_at_of(["IOM list as at 1 June 2026"])
    datetime.date(2026, 6, 1)
    """
    return day_of(texts).day


def day_of(texts: Iterable[str]) -> AsAt:
    """The day that the texts give, and whether it stands for a month."""
    found = [each for text in texts for each in _dates(text)]
    first = next(iter(found), NO_DAY)
    if not first.is_month:
        return first
    whole = (each for each in found if not each.is_month and _month(each) == _month(first))
    return next(whole, first)


def _month(found: AsAt) -> tuple[int, int]:
    return (found.day.year, found.day.month) if found.day else (0, 0)


def _dates(text: str) -> Iterator[AsAt]:
    """The dates and months in a text, by the order of their shapes."""
    for shape in SHAPES:
        for match in shape.finditer(text[:300]):
            if found := _date(match):
                yield AsAt(found, "day" not in shape.groupindex)


def _date(match: re.Match[str]) -> date | None:
    said = match.groupdict()
    month = MONTHS.get((said.get("month") or "").lower()) or int(said.get("mm") or 0)
    year = int(said["year"])
    try:
        found = date(year + 2000 if year < 100 else year, month, int(said.get("day") or 1))
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2099 else None
