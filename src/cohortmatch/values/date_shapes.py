"""The shapes in which a date is written, each to a year, month and day not yet judged.

Policy: each shape has one small reader. The readers are tried in order, and the first that fits
decides. A reader returns the numbers and what it had to assume; `dates` decides whether they can be
a date of birth. The day comes before the month, as in the United Kingdom, unless the caller says
otherwise or a number above 12 requires the other order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES.split(" "), start=1)}
MONTH = rf"(?:{MONTH_NAMES.replace(' ', '|')})[a-z]{{0,7}}"
SEP = r" ?[-/.,\\ ] ?"
UNKNOWN = r"\?{1,2}|x{1,2}|n/?k|\*{1,2}|_{1,2}|-{1,2}"
WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[ ,]+")
ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b(?: of\b)?")
ISO = re.compile(rf"(\d{{4}}){SEP}(\d{{1,2}}){SEP}(\d{{1,2}})")
NUMERIC = re.compile(rf"(\d{{1,2}}|{UNKNOWN}){SEP}(\d{{1,2}}|{UNKNOWN}){SEP}(\d{{4}}|\d{{2}})")
DAY_NAME = re.compile(
    rf"(?:(\d{{1,2}}|{UNKNOWN})(?:{SEP})?)?({MONTH})(?:{SEP})?'?(\d{{4}}|\d{{2}})"
)
NAME_DAY = re.compile(rf"({MONTH})(?:{SEP})?(\d{{1,2}}){SEP}(\d{{4}}|\d{{2}})")
YEAR_NAME = re.compile(rf"(\d{{4}}){SEP}({MONTH})(?:{SEP}(\d{{1,2}}))?")
MONTH_YEAR = re.compile(rf"(\d{{1,2}}){SEP}(\d{{4}})|(\d{{4}})[-/](\d{{1,2}})")
SHORT_MONTH_YEAR = re.compile(r"(\d{1,2})[-/](\d{2})")
NO_YEAR = r"\?+|x+|\*+|_+|-+|n/?k|0000|unknown|year unknown"
YEARLESS = re.compile(rf"(\d{{1,2}}){SEP}(\d{{1,2}})(?:{SEP}(?P<year>{NO_YEAR})?)?")
YEARLESS_ISO = re.compile(r"(?:x{4}|\?{4}|-)-(\d{1,2})-(\d{1,2})")
YEARLESS_NAME = re.compile(rf"(\d{{1,2}}){SEP}({MONTH})(?:{SEP}(?:{NO_YEAR})?)?")
YEAR = re.compile(r"((?:18|19|20|21)\d\d|0000|1111|9999)")
SERIAL = re.compile(r"(\d{4,5})(?:\.\d+)?")
DIGITS = re.compile(r"\d{5,8}")
YEAR_AND_MONTH = re.compile(r"(?:19[2-9]\d|20[13-9]\d)(?:0[1-9]|1[0-2])")
"""Six digits of which the middle two can be no month, so that they are no day, month and year."""
FIRST_DAYS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
FALSE_LEAP_DAY = 60


PLAIN = re.compile(
    r"(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"|(?P<numeric>[0-9]{1,2}(?P<sign>[/.-])[0-9]{1,2}(?P=sign)(?:[0-9]{4}|[0-9]{2}))"
    r"|(?P<named>[0-9]{1,2}(?P<gap>[ -])[A-Za-z]{3,9}(?P=gap)[0-9]{4})"
    r"|(?P<serial>[0-9]{5})"
)
"""Most dates, each with the one shape that fits it."""


class WrittenDate(NamedTuple):
    """A date as written: 0 for an unknown part; a year of two digits stays as it is.

    `parted` says that its parts are told apart by separators, or by a year that leads eight digits,
    so that a part can be right beside one that cannot.
    """

    year: int
    month: int
    day: int
    notes: tuple[str, ...] = ()
    short_year: bool = False
    parted: bool = True


class DateReading(NamedTuple):
    """How the caller says dates are to be read."""

    as_of: date
    day_first: bool
    date1904: bool
    historical: bool = False


def read_shape(text: str, reading: DateReading) -> WrittenDate | None:
    """The first shape that fits a folded text; None when none does."""
    text = ORDINAL.sub("", WEEKDAY.sub("", text)).strip(" ,.")
    text = text.removesuffix(".0") if text.count(".") == 1 else text
    for shape in SHAPES:
        if written := shape(text, reading):
            return written
    return None


def plain_shape(text: str, reading: DateReading) -> WrittenDate | None:
    """A date with nothing around it; None for any other text. The same as `read_shape`, faster."""
    found = PLAIN.fullmatch(text)
    return PLAIN_SHAPES[found.lastgroup or ""](text.lower(), reading) if found else None


def _iso(text: str, reading: DateReading) -> WrittenDate | None:
    if not (found := ISO.fullmatch(text)):
        return None
    year, month, day = map(int, found.groups())
    if month > 12 >= day:
        return WrittenDate(year, day, month, ("dob-other-order",))
    return WrittenDate(year, month, day)


def _numeric(text: str, reading: DateReading) -> WrittenDate | None:
    if not (found := NUMERIC.fullmatch(text)):
        return None
    first, second = _number(found[1]), _number(found[2])
    day, month = (first, second) if reading.day_first else (second, first)
    notes: tuple[str, ...] = ()
    if month > 12 >= day:
        day, month, notes = month, day, ("dob-other-order",)
    return WrittenDate(int(found[3]), month, day, notes, len(found[3]) == 2)


def _day_name(text: str, reading: DateReading) -> WrittenDate | None:
    if not (found := DAY_NAME.fullmatch(text)):
        return None
    month = MONTHS[found[2][:3]]
    return WrittenDate(int(found[3]), month, _number(found[1] or ""), (), len(found[3]) == 2)


def _name_day(text: str, reading: DateReading) -> WrittenDate | None:
    if not (found := NAME_DAY.fullmatch(text)):
        return None
    month = MONTHS[found[1][:3]]
    return WrittenDate(int(found[3]), month, int(found[2]), (), len(found[3]) == 2)


def _year_name(text: str, reading: DateReading) -> WrittenDate | None:
    if not (found := YEAR_NAME.fullmatch(text)):
        return None
    return WrittenDate(int(found[1]), MONTHS[found[2][:3]], int(found[3] or 0))


def _month_year(text: str, reading: DateReading) -> WrittenDate | None:
    if not (found := MONTH_YEAR.fullmatch(text)):
        return None
    year, month = (found[2], found[1]) if found[2] else (found[3], found[4])
    return WrittenDate(int(year), int(month), 0)


def _short_month_year(text: str, reading: DateReading) -> WrittenDate | None:
    """ "03/85": a month and a year of two digits, where the second can be no day and no month."""
    if not (found := SHORT_MONTH_YEAR.fullmatch(text)):
        return None
    month, year = int(found[1]), int(found[2])
    return WrittenDate(year, month, 0, (), short_year=True) if month <= 12 and year > 31 else None


def _yearless(text: str, reading: DateReading) -> WrittenDate | None:
    """A day and a month: "14/03", which no other reading fits, or "05/03/????"."""
    if found := YEARLESS_ISO.fullmatch(text):
        return WrittenDate(0, int(found[1]), int(found[2]))
    if found := YEARLESS_NAME.fullmatch(text):
        return WrittenDate(0, MONTHS[found[2][:3]], int(found[1]))
    if not (found := YEARLESS.fullmatch(text)):
        return None
    first, second = int(found[1]), int(found[2])
    if not found["year"] and max(first, second) <= 12:
        return None  # 03/04 may be a month and a year
    is_month_first = second > 12 or (not reading.day_first and first <= 12)
    return WrittenDate(0, first, second) if is_month_first else WrittenDate(0, second, first)


def _year(text: str, reading: DateReading) -> WrittenDate | None:
    found = YEAR.fullmatch(text)
    return WrittenDate(int(found[1]), 0, 0) if found else None


def _serial(text: str, reading: DateReading) -> WrittenDate | None:
    """A spreadsheet's day number, when it falls in the past."""
    if not (found := SERIAL.fullmatch(text)):
        return None
    day = serial_date(int(found[1]), date1904=reading.date1904)
    if day is None or day >= reading.as_of:
        return None
    return WrittenDate(day.year, day.month, day.day, ("dob-serial-number",))


def _digits(text: str, reading: DateReading) -> WrittenDate | None:
    """Digits without separators: 19900512, 12051990, 5121990, 120590, 50590; and 199005."""
    if not DIGITS.fullmatch(text):
        return None
    if len(text) == 8 and text[:2] in ("19", "20", "18") and int(text[4:6]) <= 12:
        return WrittenDate(int(text[:4]), int(text[4:6]), int(text[6:]))
    if YEAR_AND_MONTH.fullmatch(text):
        return WrittenDate(int(text[:4]), int(text[4:]), 0, parted=False)
    text = text.zfill(8 if len(text) > 6 else 6)
    written = _numeric(f"{text[:2]}/{text[2:4]}/{text[4:]}", reading)
    return written and written._replace(parted=False)


def serial_date(serial: int, *, date1904: bool = False) -> date | None:
    """The date that a spreadsheet's day number means; None for its false 29 February 1900.

    The 1900 system counts that day, so day numbers below it are a day later than those above.
    """
    if not 0 <= serial < 200_000 or (serial == FALSE_LEAP_DAY and not date1904):
        return None
    early = not date1904 and serial < FALSE_LEAP_DAY
    return FIRST_DAYS[date1904] + timedelta(days=serial + early)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


SHAPES: tuple[Callable[[str, DateReading], WrittenDate | None], ...] = (
    _iso, _numeric, _day_name, _name_day, _year_name, _month_year, _short_month_year, _yearless,
    _year, _serial, _digits,
)  # fmt: skip
PLAIN_SHAPES = {"iso": _iso, "numeric": _numeric, "named": _day_name, "serial": read_shape}
"""The shape of each part of PLAIN; of five digits any may fit."""
