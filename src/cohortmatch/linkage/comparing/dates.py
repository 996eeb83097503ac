"""Comparison of dates of birth.

Levels, weakest first: different; near (within two years); other_day (a year is not known, and day
or month differ); other_month (a day is not known: the years agree, the months do not); year (a
partial date or a 1 January on either side: only the year can be compared, and it agrees); two_parts
(two of day, month and year agree, the years no more than ten apart); slip (one digit wrong, or two
neighbouring digits exchanged); year_slip (the year one or ten out); month (a day is not known:
month and year agree); day_month (a year is not known: day and month agree); swapped (day and month
change places); same. A 1 January is often given to people whose birthday is not known, so two of
them agree on the year only. A year alone and a day without one say nothing of each other: missing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Bools, Int8s, Int32s
from cohortmatch.core.types import Field
from cohortmatch.linkage.comparing.kinds import NEVER, Agreement, ComparisonKind
from cohortmatch.linkage.comparing.value_pairs import SetPairs, ValuePairs
from cohortmatch.values.dates import DateOfBirth

LEVELS = (
    "missing",
    "different",
    "near",
    "other_day",
    "other_month",
    "year",
    "two_parts",
    "slip",
    "year_slip",
    "month",
    "day_month",
    "swapped",
    "same",
)
IN_PART = ("other_day", "other_month", "year", "month", "day_month")
"""Levels of dates of which one gives a part only."""
_AT = {name: np.int8(position) for position, name in enumerate(LEVELS)}
MISTYPED_YEARS = 10
"""Years further apart are taken for two people's, not for one year mistyped."""
_PLACES = (1000, 100, 10, 1)


@dataclass(frozen=True, eq=False)
class _DateParts:
    """Years, months and days (int32, 0 when unknown) and their eight digits, four bits each."""

    year: Int32s
    month: Int32s
    day: Int32s
    digits: Int32s

    @classmethod
    def of(cls, values: tuple[DateOfBirth, ...]) -> _DateParts:
        parts = [(v.year or 0, v.month or 0, v.day or 0) for v in values]
        year, month, day = np.array(parts, dtype=np.int32).reshape(-1, 3).T
        return cls(year, month, day, _digits(year, month, day))

    def take(self, codes: Int32s) -> _DateParts:
        return _DateParts(self.year[codes], self.month[codes], self.day[codes], self.digits[codes])

    @property
    def is_first(self) -> Bools:
        """Which are a 1 January."""
        result: Bools = (self.day == 1) & (self.month == 1)
        return result

    @property
    def vague(self) -> Bools:
        """Which give a part only, or are a 1 January."""
        result: Bools = (self.day == 0) | (self.year == 0) | self.is_first
        return result

    @property
    def has_month(self) -> Bools:
        """Which give a month that is one."""
        result: Bools = (self.month > 0) & ~self.is_first
        return result

    @property
    def has_day(self) -> Bools:
        """Which give a day that is one."""
        result: Bools = (self.day > 0) & ~self.is_first
        return result


def _digits(year: Int32s, month: Int32s, day: Int32s) -> Int32s:
    """Day, month and year as eight digits in the order they are typed, four bits a digit."""
    out = np.zeros(len(year), dtype=np.int32)
    day_month = [day // 10, day % 10, month // 10, month % 10]
    for digit in (*day_month, *(year // place % 10 for place in _PLACES)):
        out = out << 4 | digit
    return out


def date_pairs(field: Field[DateOfBirth]) -> SetPairs:
    """Levels (LEVELS) of pairs of listings by their dates of birth."""
    parts = _DateParts.of(field.values)

    every = np.arange(len(field.values), dtype=np.int32)
    with_itself = date_levels(parts.take(every), parts.take(every))

    def levels(a: Int32s, b: Int32s) -> Int8s:
        out: Int8s = with_itself[a]
        other = np.flatnonzero(a != b)
        out[other] = date_levels(parts.take(a[other]), parts.take(b[other]))
        return out

    return SetPairs(field, ValuePairs(len(field.values), levels))


KIND = ComparisonKind(
    "date_of_birth",
    LEVELS,
    lambda listings: date_pairs(listings.field("date_of_birth")),
    fields=("date_of_birth",),
    agrees={
        Agreement.anchor: "swapped",
        Agreement.more_than_name: "month",
        Agreement.twins_differ: NEVER,
        Agreement.beside_birth: NEVER,
    },
    figures="firm",
    less_told=IN_PART,
    in_bound=True,
    is_essential=True,
)


def date_levels(a: _DateParts, b: _DateParts) -> Int8s:
    """The level of each pair of dates."""
    out = np.full(len(a.year), _AT["different"], dtype=np.int8)
    year, month, day = a.year == b.year, a.month == b.month, a.day == b.day
    out[np.abs(a.year - b.year) <= 2] = _AT["near"]
    two = (year.astype(int) + month + day) == 2
    out[two & (np.abs(a.year - b.year) <= MISTYPED_YEARS)] = _AT["two_parts"]
    out[_one_slip(a.digits, b.digits)] = _AT["slip"]
    apart = np.abs(a.year - b.year)
    out[month & day & ((apart == 1) | (apart == 10))] = _AT["year_slip"]
    out[year & (a.day == b.month) & (a.month == b.day)] = _AT["swapped"]
    out[year & month & day] = _AT["same"]
    return _vague_levels(out, a, b)


def _vague_levels(out: Int8s, a: _DateParts, b: _DateParts) -> Int8s:
    """Where either date is vague only the parts that both give can speak."""
    vague = a.vague | b.vague
    gap = np.abs(a.year - b.year)
    level = np.where(gap == 0, _AT["year"], np.where(gap <= 2, _AT["near"], _AT["different"]))
    months = np.where(a.month == b.month, _AT["month"], _AT["other_month"])
    level = np.where((gap == 0) & a.has_month & b.has_month, months, level)
    level = np.where((a.year == 0) | (b.year == 0), _without_year(a, b), level)
    result: Int8s = np.where(vague, level, out).astype(np.int8)
    return result


def _without_year(a: _DateParts, b: _DateParts) -> Int8s:
    """The levels of dates of which one gives no year: missing unless both give a day."""
    agrees = (a.day == b.day) & (a.month == b.month)
    level = np.where(agrees, _AT["day_month"], _AT["other_day"])
    result: Int8s = np.where(a.has_day & b.has_day, level, 0).astype(np.int8)
    return result


def _one_slip(a: Int32s, b: Int32s) -> npt.NDArray[np.bool_]:
    """Whether one digit differs, or two neighbours have changed places."""
    apart = (a ^ b).view(np.uint32)
    differs = (apart | apart >> 1 | apart >> 2 | apart >> 3) & 0x11111111
    once = differs & (differs - np.uint32(1)) == 0
    out: npt.NDArray[np.bool_] = once & (differs != 0)
    lowest = differs & (~differs + np.uint32(1))
    neighbours = np.flatnonzero((differs == lowest * np.uint32(17)) & ~once)
    low = lowest[neighbours]
    left, right = a.view(np.uint32)[neighbours], b.view(np.uint32)[neighbours]
    out[neighbours] = (left // low & 15 == right // low // 16 & 15) & (
        left // low // 16 & 15 == right // low & 15
    )
    return out
