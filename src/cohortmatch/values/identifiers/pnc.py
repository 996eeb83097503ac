"""PNC ID: the Police National Computer's number of a person's record.

Policy: the canonical form is `YYYY/NNNNNNND`: year of the record, serial padded to seven digits,
check letter of the two-digit year and the padded serial. A text with a slash is split on it;
without one, the length says whether the year has two digits or four. A two-digit year below 40 is
of this century. The century is not part of the key: the letter does not cover it, and lists may or
may not write it. Nobody on a list today has a record made before 1940, so 1902 can only mean 2002.
Source: ministryofjustice/hmpps-person-record, PNCIdentifier.kt (MIT); there `2002/73319Z`, a long
year with an unpadded serial, is misread by its length, which splitting on the slash avoids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from cohortmatch.values.cell_texts import takes_any_cell_too
from cohortmatch.values.identifiers.check_letter import as_digits, check_letter
from cohortmatch.values.identifiers.identifier import Identifier, compact

SLASHED = re.compile(r"([0-9]{4}|[0-9]{2})/+([0-9]{1,7})([A-Z]?)")
ORDINARY = re.compile(r"((?:19|20)?[0-9]{2})/([0-9]{1,7})([A-Z])", re.ASCII)
WHOLE = re.compile(r"((?:19|20)[0-9]{2})([0-9]{7})([A-Z])", re.ASCII)
PLAIN = re.compile(r"([0-9]{3,11})([A-Z])")
LABEL = re.compile(r"^PNC(?:ID|NUMBER|NUM|NO|REF)?/?(?=[0-9OILSB])")
FIRST_YEAR_OF_1900S = 40
DUMMY_YEARS = ("0000", "9999")
NOT_A_PNC = "not in the form of a PNC ID"


class PNCReading(NamedTuple):
    """One way to split a text: year of two or four digits, serial, letter or ''."""

    year: str
    serial: str
    letter: str

    @property
    def check(self) -> str:
        """The check letter for this year and serial."""
        return check_letter(self.year[-2:] + self.serial.zfill(7))


@dataclass(frozen=True, eq=False, repr=False)
class PNC(Identifier):
    """A PNC ID, `2002/0073319Z`."""

    kind: ClassVar[str] = "pnc"

    @classmethod
    @takes_any_cell_too
    def parse(cls, text: str) -> PNC:
        """Read a PNC ID in any of its spellings; never raises."""
        bare = LABEL.sub("", compact(text))
        readings = list(_readings(bare))
        meant = list(_readings(as_digits(bare[:-1]) + bare[-1:]))
        for reading in readings + meant:
            if reading.letter == reading.check:
                return cls._of(reading, repaired=reading not in readings)
        if not readings:
            return cls(why_not=NOT_A_PNC)
        return cls._not_valid(readings[0])

    @classmethod
    def plain(cls, text: str) -> PNC | None:
        """A PNC ID in capitals with its slash or at full length, whose letter agrees."""
        found = ORDINARY.fullmatch(text) or WHOLE.fullmatch(text)
        if found is None:
            return None
        reading = PNCReading(*found.groups())
        value = cls._of(reading) if reading.letter == reading.check else None
        return value if value and value.is_valid else None

    @classmethod
    def _of(cls, reading: PNCReading, *, why_not: str = "", repaired: bool = False) -> PNC:
        year, serial = full_year(reading.year), reading.serial.zfill(7)
        canonical = f"{year}/{serial}{reading.letter or reading.check}"
        if _is_dummy(year, serial, is_valid=not why_not):
            return cls(canonical, why_not="a placeholder", placeholder=True)
        return cls(canonical, not why_not, repaired, why_not)

    @classmethod
    def _not_valid(cls, reading: PNCReading) -> PNC:
        if reading.letter:
            return cls._of(reading, why_not="the check letter is wrong")
        if len(reading.serial) < 3:
            return cls(why_not=NOT_A_PNC)
        return cls._of(reading, why_not="the check letter is missing")

    @property
    def year(self) -> int:
        """The year the record was made; 0 when there is no number."""
        return int(self.canonical[:4] or 0)

    @property
    def serial(self) -> int:
        """The serial number within the year; 0 when there is no number."""
        return int(self.canonical[5:12] or 0)

    @property
    def key(self) -> str:
        """The number without the century, which the check letter does not cover."""
        return self.canonical[2:]


def full_year(year: str) -> str:
    """A year of two digits with its century; one of four digits unchanged."""
    if len(year) == 4:
        return year
    return f"{'19' if int(year) >= FIRST_YEAR_OF_1900S else '20'}{year}"


def _readings(bare: str) -> Iterator[PNCReading]:
    """Each way to split the text, likeliest first."""
    if found := SLASHED.fullmatch(bare):
        if len(found[1]) == 2 or found[1][:2] in ("19", "20") or found[1] in DUMMY_YEARS:
            yield PNCReading(found[1], found[2], found[3])
        return
    if not (found := PLAIN.fullmatch(bare)):
        return
    digits, letter = found.groups()
    if len(digits) < 10:
        yield PNCReading(digits[:2], digits[2:], letter)
    if len(digits) > 4 and digits[:2] in ("19", "20"):
        yield PNCReading(digits[:4], digits[4:], letter)


def _is_dummy(year: str, serial: str, *, is_valid: bool) -> bool:
    """Known fillers: the years 0000 and 9999, one digit throughout, 1234567 with a wrong letter."""
    counted = serial in ("1234567", "0123456", "0012345") and not is_valid
    return year in DUMMY_YEARS or len(set(serial)) == 1 or counted
