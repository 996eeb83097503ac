"""Age groups: who is under 18, who may be, and who turns 18 soon.

Policy: where lists hold different dates of birth, a person is under 18 if any of them says so, also
one of which only the year or the month is known ("2011", "11/2011") where that is enough. An age is
unknown when no date of birth shows an adult; such a person may be a child.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from cohortmatch.people.details import as_date

ADULT = 18
SOON_MONTHS = 6
"""Somebody is about to turn 18 when their birthday is at most so many months away."""
AgeGroup = Literal["under 18", "unknown", "adult"]


class AgeNow(NamedTuple):
    """A person's group on the day, and the day they turn 18 where that is soon."""

    group: AgeGroup
    turns_adult: date | None = None


def age_now(born: Sequence[Any], as_of: date | None) -> AgeNow:
    """The age group of one person, from their dates of birth."""
    if as_of is None or not born:
        return AgeNow("unknown")
    if any(_surely_young(each, as_of) for each in born):
        return AgeNow("under 18", _soonest(born, as_of))
    return AgeNow("adult" if all(_surely_adult(each, as_of) for each in born) else "unknown")


def _surely_young(born: Any, as_of: date) -> bool:
    """Whether somebody is under 18 even if born as early as the date allows."""
    if born.year is None:
        return False
    day = as_date(born) or date(born.year, born.month or 1, 1)
    return birthday(day, ADULT) > as_of


def _surely_adult(born: Any, as_of: date) -> bool:
    """Whether somebody is of age even if born as late as the date allows."""
    day = as_date(born)
    if day is None and born.year is None:
        return False
    if day is None:
        month = born.month or 12
        day = date(born.year, month, calendar.monthrange(born.year, month)[1])
    return birthday(day, ADULT) <= as_of


def _soonest(born: Sequence[Any], as_of: date) -> date | None:
    """The earliest 18th birthday that is soon."""
    days = [birthday(day, ADULT) for each in born if (day := as_date(each))]
    near = [day for day in days if as_of < day <= months_later(as_of, SOON_MONTHS)]
    return min(near, default=None)


def birthday(born: date, years: int) -> date:
    """The day a person reaches an age; for a birth on 29 February, 1 March in other years."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
