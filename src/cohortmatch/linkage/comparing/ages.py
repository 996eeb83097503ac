"""Comparison of ages, where not both listings have a date of birth.

Levels, weakest first: different; near (somebody up to three years older than a list says, for it
may have been written when they were referred, or two years younger); same (within a year). Each
listing is born from one day to another: on its date of birth as far as that is known, else as its
age says, counted from the day on which that was true. Where both have a date of birth, an age
counts for nothing, so that nothing is counted twice.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from cohortmatch.core.arrays import Bools, Int8s, Int32s, Places
from cohortmatch.core.types import Field, Listings
from cohortmatch.linkage.comparing.kinds import ComparisonKind
from cohortmatch.values.ages import Age
from cohortmatch.values.dates import DateOfBirth

LEVELS = ("missing", "different", "near", "same")
_AT = {name: np.int8(position) for position, name in enumerate(LEVELS)}
YEAR = 12 * 31
"""Days of a year here, every month having 31: only the order of days and whole years count."""
SAME, OLDER, YOUNGER = YEAR, 3 * YEAR, 2 * YEAR
"""Days by which a date of birth may lie outside the days that an age says."""
STALE = 3
"""Years by which an age may be out of date when it is asked how far apart two people were born."""


class AgePairs:
    """Compares the ages of pairs of listings; `is_empty` where no age can be compared."""

    def __init__(self, listings: Listings) -> None:
        births, ages = _with_a_year(listings.field("date_of_birth")), listings.field("age")
        self._dated = births.counts > 0
        self._aged = ~self._dated & (ages.counts > 0)
        self.is_empty = not self._aged.any()
        born, said = _earliest_and_latest(births, _born), _earliest_and_latest(ages, _born_by_age)
        self._from, self._to = np.where(self._dated, born, said).astype(np.int32)

    def __call__(self, left: Places, right: Places) -> Int8s:
        """The level of each pair of listings."""
        out = np.zeros(len(left), dtype=np.int8)
        at = np.flatnonzero(self._speaks(left, right))
        a, b = left[at], right[at]
        # How much earlier the other was born than an age says; an age against an age may be either.
        one_earlier, other_earlier = self._from[b] - self._to[a], self._from[a] - self._to[b]
        older = np.where(self._aged[a], other_earlier, one_earlier)
        younger = np.where(self._aged[a], one_earlier, other_earlier)
        most_younger = np.where(self._aged[a] & self._aged[b], OLDER, YOUNGER)
        levels = np.full(len(at), _AT["different"])
        levels[(older <= OLDER) & (younger <= most_younger)] = _AT["near"]
        levels[(older <= SAME) & (younger <= SAME)] = _AT["same"]
        out[at] = levels
        return out

    def years_apart(self, left: Places, right: Places) -> Int32s:
        """The least years between two births, by an age; 0 where no age can be compared."""
        out = np.zeros(len(left), dtype=np.int32)
        at = np.flatnonzero(self._speaks(left, right))
        a, b = left[at], right[at]
        days = np.maximum(self._from[b] - self._to[a], self._from[a] - self._to[b])
        out[at] = np.maximum(days // YEAR + 1 - STALE, 0)
        return out

    def _speaks(self, left: Places, right: Places) -> Bools:
        """Whether an age is all that one side has, and the other has one or a date of birth."""
        aged, known = self._aged, self._aged | self._dated
        if self.is_empty:
            return np.zeros(len(left), dtype=bool)
        result: Bools = (aged[left] & known[right]) | (known[left] & aged[right])
        return result


KIND = ComparisonKind(
    "age", LEVELS, AgePairs, fields=("age",), in_bound=True, stands_in_for="date_of_birth"
)


def _earliest_and_latest(field: Field[Any], days: Callable[[Any], tuple[int, int]]) -> Int32s:
    """The first and the last day of each listing's values, 0 where it has none."""
    out = np.zeros((2, len(field)), dtype=np.int32)
    if len(field.codes):
        ends = np.array([days(value) for value in field.values], dtype=np.int32)[field.codes]
        has, starts = field.counts > 0, field.offsets[:-1]
        out[0, has] = np.minimum.reduceat(ends[:, 0], starts[has])
        out[1, has] = np.maximum.reduceat(ends[:, 1], starts[has])
    return out


def _with_a_year(births: Field[DateOfBirth]) -> Field[DateOfBirth]:
    """The dates of birth that give a year: a day and a month say nothing of an age."""
    has_year = np.array([value.year is not None for value in births.values], dtype=bool)
    return births if has_year.all() else births.only(has_year[births.codes])


def _born(date: DateOfBirth) -> tuple[int, int]:
    """The first and the last day that a date of birth can be; 0 for one that gives no year."""
    if date.year is None:
        return 0, 0
    first = _day(date.year, date.month or 1, date.day or 1)
    return first, _day(date.year, date.month or 12, date.day or 31)


def _born_by_age(age: Age) -> tuple[int, int]:
    """The first and the last day on which somebody of that age was born."""
    on = _day(age.on.year, age.on.month, age.on.day)
    return on - (age.most + 1) * YEAR + 1, on - age.least * YEAR


def _day(year: int, month: int, day: int) -> int:
    return year * YEAR + (month - 1) * 31 + day
