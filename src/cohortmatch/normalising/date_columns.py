"""What a whole column of dates of birth says of each of them.

Policy: three habits of exports are known from a column, never from one cell, and are reported. A
column in which nearly all days are the first of different months gives month and year. A column
with times in which midnight in Britain stands as 23:00 of the day before, as it does in summer when
the times are UTC, gives British days. A column in which most dates are more than 120 years ago is
of people of that time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from cohortmatch.core.arrays import Bools
from cohortmatch.normalising.columns import ParsedColumn, Parser
from cohortmatch.normalising.dates import ENOUGH, MONTHS_SHOWN, NEARLY
from cohortmatch.values.dates import DateOfBirth
from cohortmatch.values.parsed import Parsed

__all__ = ["as_its_column_says"]

Dates = ParsedColumn[DateOfBirth]
STAMP = re.compile(
    r"[t ](?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d(?:\.\d+)?))?\s?(?P<half>[ap]m)?"
    r"\s?(?:z|utc|gmt|[+-]00:?00)?$",
    re.I,
)
FRACTION = re.compile(r"\d{4,5}(\.\d+)")
SIGNS = frozenset(":.")
"""The signs of which each time and each fraction of a day has one."""
MINUTES = 24 * 60
FIRST = "dob-first-of-january"
FIRSTS = 6
"""The fewest different firsts of a month, all days of a column, that are no chance."""


def as_its_column_says(
    column: Dates, seen: Bools, historical: Parser[DateOfBirth]
) -> tuple[Dates, tuple[str, ...]]:
    """The column as it is to be understood, and the codes of the findings about it.

    `seen` (bool, one a distinct text) are the texts that say how the column is written;
    `historical` reads a date of more than 120 years ago.
    """
    codes: list[str] = []
    if _is_historical(column, seen):
        # Read whole and not only the old ones: a year beside them is no day's number either.
        filled = [bool(text.strip()) for text in column.cells.texts]
        column = column.read_again(filled, historical)
        codes.append("dob-historical")
    if moved := _moved_days(column, seen):
        parsed = (moved.get(place, each) for place, each in enumerate(column.parsed))
        column = replace(column, parsed=tuple(parsed))
        codes.append("dob-midnight-in-britain")
    if _gives_months_only(column, seen):
        column = replace(column, parsed=tuple(map(_without_first, column.parsed)))
        codes.append("dob-month-and-year")
    return column, tuple(codes)


def _is_historical(column: Dates, seen: Bools) -> bool:
    told = [each for each, is_seen in zip(column.parsed, seen, strict=True) if is_seen]
    old = sum("dob-too-old" in each.notes for each in told)
    return old >= ENOUGH and old * 2 >= sum(bool(each.values or each.notes) for each in told)


def _gives_months_only(column: Dates, seen: Bools) -> bool:
    """Whether nearly all days are the first, and not nearly all of January: these are years."""
    told = [each for each, is_seen in zip(column.parsed, seen, strict=True) if is_seen]
    whole = [value for each in told for value in each.values if not value.is_partial]
    months = [value.month for value in whole if value.day == 1]
    if len(months) < max(FIRSTS, NEARLY * len(whole)):
        return False
    return len(set(months)) >= MONTHS_SHOWN and months.count(1) * 2 <= len(months)


def _without_first(parsed: Parsed[DateOfBirth]) -> Parsed[DateOfBirth]:
    values = tuple(replace(v, day=None) if v.day == 1 and v.year else v for v in parsed.values)
    return Parsed(values, tuple(note for note in parsed.notes if note != FIRST))


def _moved_days(column: Dates, seen: Bools) -> dict[int, Parsed[DateOfBirth]]:
    """The texts whose time is the midnight of another day in Britain, read as that day; none where
    the column's times are not nearly all midnights there."""
    stamps = [(place, own, _british_day(moment)) for place, own, moment in _stamps(column)]
    told = [day is not None for place, _, day in stamps if seen[place]]
    if sum(told) < NEARLY * len(told):
        return {}
    return {
        place: _moved(column.parsed[place], day)
        for place, own, day in stamps
        if day is not None and day != own
    }


def _moved(parsed: Parsed[DateOfBirth], day: date) -> Parsed[DateOfBirth]:
    notes = tuple(note for note in parsed.notes if note != FIRST)
    first = (FIRST,) if (day.month, day.day) == (1, 1) else ()
    return Parsed((DateOfBirth(day.year, day.month, day.day),), (*notes, *first))


def _stamps(column: Dates) -> Iterator[tuple[int, date, datetime]]:
    """Each text with a time: its place, the day it gives, and the moment, taken as UTC."""
    for place, (text, found) in enumerate(zip(column.cells.texts, column.parsed, strict=True)):
        minutes = _minutes(text.strip())
        if minutes is not None and (day := _whole_day(found)) is not None:
            midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
            yield place, day, midnight + timedelta(minutes=minutes)


def _whole_day(found: Parsed[DateOfBirth]) -> date | None:
    born = found.values[0] if len(found.values) == 1 else None
    if born is None or born.year is None or born.month is None or born.day is None:
        return None
    return date(born.year, born.month, born.day)


def _minutes(text: str) -> int | None:
    """The minutes after midnight of a text's time in UTC or in no zone; None where it has none."""
    if SIGNS.isdisjoint(text):
        return None
    if found := FRACTION.fullmatch(text):
        return round(float(found[1]) * MINUTES)
    if ":" not in text or not (found := STAMP.search(text)):
        return None
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + 12 * (found["half"].casefold() == "pm")
    # A spreadsheet's midnight may be a fraction of a second short of one.
    return round(hour * 60 + int(found["minute"]) + float(found["second"] or 0) / 60)


def _british_day(moment: datetime) -> date | None:
    """The day that begins in Britain at a moment; None where none does."""
    there = moment.astimezone(_britain())
    return None if there.hour or there.minute else there.date()


@cache
def _britain() -> ZoneInfo:
    return ZoneInfo("Europe/London")
