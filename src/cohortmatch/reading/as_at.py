"""The day that a list is as at, where its file name or its title rows give one.

Policy: a full date is used as it is. A month alone means its first day. A list without a date has
no such day: the file's own time stamps say when it was copied, not what day it describes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

__all__ = ["as_at_of"]

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


def as_at_of(texts: Iterable[str]) -> date | None:
    """The first date that one of the texts (file name, titles) gives.

    >>> as_at_of(["IOM list as at 1 June 2026"])
    datetime.date(2026, 6, 1)
    """
    for text in texts:
        for shape in SHAPES:
            for match in shape.finditer(text[:300]):
                if found := _date(match):
                    return found
    return None


def _date(match: re.Match[str]) -> date | None:
    said = match.groupdict()
    month = MONTHS.get((said.get("month") or "").lower()) or int(said.get("mm") or 0)
    year = int(said["year"])
    try:
        found = date(year + 2000 if year < 100 else year, month, int(said.get("day") or 1))
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2099 else None
