"""A date of birth from a cell's text.

Policy: every guess is noted. A two-digit year is the one that is not in the future and makes an age
of 10 to 100. A date today, in the future or more than 120 years ago is not a date of birth. A known
placeholder counts as not recorded. A letter O, I or L among digits is the digit it looks like, and
is noted. 1 January keeps its value and is noted, because it often means "only the year is known".
An unknown day, month or year makes a partial date; so does a part that cannot be, and the others
are kept: a day above 31 leaves month and year, 31 February only the year (which of the two is wrong
nobody knows), a year more than 120 years ago day and month. A century or a year in the wrong place
is put right where one reading only is possible: 2068 is 1968, and 7 June 1905, the day with number
1985, is the year 1985 typed into a cell of dates. An age is not a date.
Sources: Minimum POLE Data Standards Dictionary v1.1 (not in the future, not today, age at most
120); placeholders: those of `data/dates.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, total_ordering

from cohortmatch.values.cell_texts import takes_any_cell
from cohortmatch.values.date_shapes import (
    FIRST_DAYS,
    DateReading,
    WrittenDate,
    plain_shape,
    read_shape,
)
from cohortmatch.values.parsed import Parsed
from cohortmatch.values.text import fold, is_placeholder, tidy_lines
from cohortmatch.values.words import word_set

OLDEST = 120
NO_YEAR = "XXXX"
"""How ISO 8601-2 writes a year that is not known."""
YOUNGEST, HUNDRED = 10, 100
"""Ages between which people of such lists are; a year is moved to them, and only to them."""
NOBODY = 110
"""An age that next to nobody reaches."""
LABEL = re.compile(r"^(?:d\.?o\.?b\.?|date of birth|born(?: on| in)?|b\.)[: ]*(?=[\d?a-z])")
TIME = re.compile(r"(?<=\d)[t ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[ap]m)?z?(?:[+-]\d\d:?\d\d)?$")
REMARK = re.compile(
    r" ?[(\[][^)\]]*[)\]]? ?$| ?(?:-|,)? ?(?:age|aged) ?\d{1,3}$| dob$"
    r"| (?:- )?\d{1,3} ?(?:y|yrs?|years?)(?: old)?$|(?<=\d{4}) - \d{1,3}$"
)
LETTER = re.compile(r"(?<=[\d/.-])[oil]|[oil](?=[\d/.-])")
SLIP = re.compile(r"[\d/.-][oil]|[oil][\d/.-]|([-/.])\1")
DOUBLED = re.compile(r"([-/.])\1+(?=\d)")
ABOUT = re.compile(r"^(?:c|ca|circa|approx|approximately|about|est|estimated|poss|possibly)\b[. ]*")
DOUBTED = re.compile(r"(?<=\w)\s*\?+$")
AGE = re.compile(r"(?:aged?)?[: ]*(\d{1,3})(?:\.0)? ?(?:y|yr|yrs|years?|y/o|yo)?(?: old| of age)?")
LEAP_YEAR = 2000
SEVERAL = re.compile(r" or | and | / | & |[;\n|&]|, *(?=\d)")


@total_ordering
@dataclass(frozen=True)
class DateOfBirth:
    """A date of birth; `year`, `month` or `day` are None where unknown, at least one is not."""

    year: int | None
    month: int | None = None
    day: int | None = None

    @classmethod
    def from_text(cls, text: str) -> DateOfBirth:
        """The date of birth that `str` wrote; ValueError for any other text.

        >>> DateOfBirth.from_text("XXXX-03-14")
        DateOfBirth(year=None, month=3, day=14)
        """
        year, *others = text.split("-")
        return cls(None if year == NO_YEAR else int(year), *map(int, others))

    def __lt__(self, other: DateOfBirth) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[int, int, int]:
        return self.year or 0, self.month or 0, self.day or 0

    @property
    def is_partial(self) -> bool:
        """Whether the day or the year is not known."""
        return self.day is None or self.year is None

    def __str__(self) -> str:
        year = NO_YEAR if self.year is None else f"{self.year:04}"
        parts = (f"{part:02}" for part in (self.month, self.day) if part is not None)
        return "-".join((year, *parts))


NOT_A_DATE: Parsed[DateOfBirth] = Parsed(notes=("dob-not-a-date",))


@takes_any_cell
def parse_date_of_birth(
    text: str,
    as_of: date | None = None,
    day_first: bool = True,
    date1904: bool = False,
    historical: bool = False,
) -> Parsed[DateOfBirth]:
    """The date of birth in a cell; several when the cell gives several.

    `as_of` is the day on which the list was made (today when None), `day_first` whether 3/4 is 3
    April, `date1904` whether day numbers count from 1904, `historical` whether people were born
    more than 120 years ago. Notes are the `dob-…` codes of `findings.toml`.
    """
    day = date.today() if as_of is None else as_of
    return read_date_of_birth(text, DateReading(day, day_first, date1904, historical))


def read_date_of_birth(text: str, reading: DateReading) -> Parsed[DateOfBirth]:
    """The date of birth in a cell, as `parse_date_of_birth` reads it."""
    if written := plain_shape(text, reading):
        return _judged(written, reading, approximate=False)
    return _read_long(text, reading)


@lru_cache(maxsize=4096)
def _read_long(text: str, reading: DateReading) -> Parsed[DateOfBirth]:
    """The dates of birth of a cell without the fast path."""
    lines = tidy_lines(text)
    if not lines:
        return Parsed()
    whole = _parse_one(lines, reading)
    if whole.values or "dob-not-a-date" not in whole.notes:
        return whole
    pieces = [_parse_one(piece, reading) for piece in SEVERAL.split(lines) if piece.strip()]
    values = dict.fromkeys(value for piece in pieces for value in piece.values)
    if len(pieces) < 2 or not values:
        return whole
    notes = dict.fromkeys(note for piece in pieces for note in piece.notes)
    return Parsed(tuple(values), (*notes, *(("dob-several",) if len(values) > 1 else ())))


def _parse_one(text: str, reading: DateReading) -> Parsed[DateOfBirth]:
    folded = LABEL.sub("", fold(text))
    if folded.startswith("#") or folded.endswith("!"):
        return Parsed(notes=("dob-spreadsheet-error",))
    if folded in ("true", "false"):
        return Parsed(notes=("dob-not-a-date",))
    if is_placeholder(folded, "other"):
        return Parsed(notes=("dob-placeholder",))
    plain = TIME.sub("", folded)
    bare = REMARK.sub("", plain) or plain
    about = DOUBTED.sub("", ABOUT.sub("", bare)).strip()
    if written := read_shape(about, reading):
        return _judged(written, reading, approximate=about != bare)
    if written := _repaired(about, reading):
        return _judged(written, reading, approximate=about != bare)
    if (age := AGE.fullmatch(bare)) and int(age[1]) <= OLDEST:
        return Parsed(notes=("dob-placeholder" if int(age[1]) == 0 else "dob-age-instead",))
    return Parsed(notes=("dob-not-a-date",))


def _repaired(text: str, reading: DateReading) -> WrittenDate | None:
    """The date under letters used for digits and doubled separators; None where there are none."""
    digits = LETTER.sub(lambda found: "0" if found[0] == "o" else "1", text)
    written = read_shape(DOUBLED.sub(r"\1", digits), reading) if SLIP.search(text) else None
    if written is None or digits == text:
        return written
    return written._replace(notes=(*written.notes, "dob-repaired"))


@lru_cache(maxsize=1 << 15)
def _judged(
    written: WrittenDate, reading: DateReading, *, approximate: bool
) -> Parsed[DateOfBirth]:
    """The date as written, or the parts of it that can be of a date of birth."""
    year = _full_year(written, reading.as_of) if written.short_year else written.year
    month, day = written.month, written.day if written.month else 0
    if f"{year:04}-{month:02}-{day:02}" in word_set("dates", "placeholders"):
        return Parsed(notes=("dob-placeholder",))
    found = _possible(year, month, day, reading, parted=written.parted)
    if not found.values:
        return found
    remarks = _remarks(found.values[0], written, approximate)
    partial = () if found.notes or found.values[0].day else ("dob-partial",)
    return Parsed(found.values, (*written.notes, *found.notes, *partial, *remarks))


def _possible(
    year: int, month: int, day: int, reading: DateReading, *, parted: bool
) -> Parsed[DateOfBirth]:
    """What of a date can be: all of it, or with a note the parts that are left."""
    if not year:
        return _yearless(month, day)
    if not _exists(year, month, day):
        return _parts(year, month, day, reading) if parted else NOT_A_DATE
    if (year, month or 1, day or 1) >= reading.as_of.timetuple()[:3]:
        return _future(year, month, day, reading)
    if reading.as_of.year - year >= NOBODY and not reading.historical:
        return _old(year, month, day, reading)
    return Parsed((DateOfBirth(year, month or None, day or None),))


def _yearless(month: int, day: int) -> Parsed[DateOfBirth]:
    """A day and a month, which can be on 29 February too; 1 January stands for no day at all."""
    if not month or not day or not _exists(LEAP_YEAR, month, day):
        return NOT_A_DATE
    return Parsed(_birthday(month, day), ("dob-without-year",))


def _birthday(month: int, day: int) -> tuple[DateOfBirth, ...]:
    return () if (month, day) in ((1, 1), (0, 0)) else (DateOfBirth(None, month, day),)


def _parts(year: int, month: int, day: int, reading: DateReading) -> Parsed[DateOfBirth]:
    """The year, and the month where only the day cannot be."""
    kept = _possible(year, month if day > 31 and month <= 12 else 0, 0, reading, parted=False)
    notes = ("dob-impossible-part", *kept.notes)
    return Parsed(kept.values, notes) if kept.values else NOT_A_DATE


def _future(year: int, month: int, day: int, reading: DateReading) -> Parsed[DateOfBirth]:
    """The date a century earlier, where it is too far off to be a review or the end of a term."""
    earlier = year - 100
    age = reading.as_of.year - earlier
    if not YOUNGEST <= age <= HUNDRED - YOUNGEST or not _exists(earlier, month, day):
        return Parsed(notes=("dob-future",))
    return Parsed((DateOfBirth(earlier, month or None, day or None),), ("dob-wrong-century",))


def _old(year: int, month: int, day: int, reading: DateReading) -> Parsed[DateOfBirth]:
    """The year whose number a very old date is as a day; else day and month of one too old."""
    number = (date(year, month or 1, day or 1) - FIRST_DAYS[reading.date1904]).days
    if day and YOUNGEST <= reading.as_of.year - number <= HUNDRED:
        return Parsed((DateOfBirth(number),), ("dob-year-as-day",))
    if reading.as_of.year - year <= OLDEST:
        return Parsed((DateOfBirth(year, month or None, day or None),))
    return Parsed(_birthday(month if day else 0, day), ("dob-too-old",))


def _remarks(value: DateOfBirth, written: WrittenDate, approximate: bool) -> tuple[str, ...]:
    is_first = value.year is not None and (value.month, value.day) == (1, 1)
    notes = {
        "dob-two-digit-year": written.short_year,
        "dob-approximate": approximate,
        "dob-first-of-january": is_first,
    }
    return tuple(code for code, said in notes.items() if said)


def _full_year(written: WrittenDate, as_of: date) -> int:
    """The century that makes an age of 10 to 100, else the latest year not in the future."""
    latest = as_of.year - as_of.year % 100 + written.year
    if latest > as_of.year:
        return latest - 100
    age = _age(latest, written, as_of)
    if age >= 10:
        return latest
    return latest - 100 if age + 100 <= 100 else latest


def _age(year: int, written: WrittenDate, as_of: date) -> int:
    had_birthday = (written.month, written.day) <= (as_of.month, as_of.day)
    return as_of.year - year - (not had_birthday)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return False
    return year >= 1000
