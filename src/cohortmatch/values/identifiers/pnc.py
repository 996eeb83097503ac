"""PNC ID: the Police National Computer's number of a person's record.

Policy: canonical form `YYYY/NNNNNNND`, year of the record, serial padded to seven digits, check
letter of the two-digit year and the padded serial. Where there is a slash the text is split on it;
without one, the length says whether the year has two digits or four. A two-digit year below 40 is
of this century. The century is not part of the key: the letter does not cover it.
Source: ministryofjustice/hmpps-person-record, PNCIdentifier.kt (MIT); there `2002/73319Z`, a long
year with an unpadded serial, is misread by its length, which splitting on the slash avoids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from cohortmatch.values.identifiers.check_letter import as_digits, check_letter
from cohortmatch.values.identifiers.identifier import Identifier, compact

SHAPE = re.compile(r"(\d{4}|\d{2})/?(\d{1,7})([A-Z]?)")
LABEL = re.compile(r"^(PNCID|PNC)(NUMBER|NO|ID)?/?")
FIRST_YEAR_OF_1900S = 40


@dataclass(frozen=True, eq=False, repr=False)
class PNC(Identifier):
    """A PNC ID, `2002/0073319Z`."""

    kind: ClassVar[str] = "pnc"

    @classmethod
    def parse(cls, text: str) -> PNC:
        """Read a PNC ID in any of its spellings; never raises."""
        bare = LABEL.sub("", compact(text))
        readings = list(_readings(bare))
        for year, serial, letter in readings:
            if letter == _check(year, serial):
                return cls._of(year, serial, letter, is_valid=True)
        return cls._repaired(bare) or cls._not_valid(readings)

    @classmethod
    def _of(cls, year: str, serial: str, letter: str, *, is_valid: bool, **rest: object) -> PNC:
        canonical = f"{full_year(year)}/{serial.zfill(7)}{letter}"
        dummy = _is_dummy(canonical, is_valid)
        why = "a placeholder" if dummy else str(rest.get("why_not", ""))
        return cls(canonical, is_valid and not dummy, bool(rest.get("repaired")), why, dummy)

    @classmethod
    def _repaired(cls, bare: str) -> PNC | None:
        if len(bare) < 4:
            return None
        for year, serial, letter in _readings(as_digits(bare[:-1]) + bare[-1]):
            wanted = _check(year, serial)
            if letter == wanted:
                return cls._of(year, serial, wanted, is_valid=True, repaired=True)
        return None

    @classmethod
    def _not_valid(cls, readings: list[tuple[str, str, str]]) -> PNC:
        if not readings:
            return cls(why_not="not in the form of a PNC ID")
        year, serial, letter = readings[0]
        if not letter:
            if len(serial) < 3:
                return cls(why_not="not in the form of a PNC ID")
            missing = "the check letter is missing"
            return cls._of(year, serial, _check(year, serial), is_valid=False, why_not=missing)
        return cls._of(year, serial, letter, is_valid=False, why_not="the check letter is wrong")

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
    """A year of two digits with its century; one of four as it is."""
    if len(year) == 4:
        return year
    return f"{'19' if int(year) >= FIRST_YEAR_OF_1900S else '20'}{year}"


def _check(year: str, serial: str) -> str:
    return check_letter(year[-2:] + serial.zfill(7))


def _readings(bare: str) -> Iterator[tuple[str, str, str]]:
    """Each way to take the text apart into year, serial and letter, likeliest first."""
    if "/" in bare:
        found = re.fullmatch(r"(\d{4}|\d{2})/(\d{1,7})([A-Z0-9]?)", bare)
        if found and not (found[3].isdigit()):
            yield found[1], found[2], found[3]
        return
    digits, letter = (bare[:-1], bare[-1]) if bare[-1:].isalpha() else (bare, "")
    if not digits.isdigit() or not digits.isascii():
        return
    if len(digits) == 11:
        yield digits[:4], digits[4:], letter
    elif 3 <= len(digits) <= 9 and letter:
        yield digits[:2], digits[2:], letter
        if 5 < len(digits) and digits[:2] in ("19", "20"):
            yield digits[:4], digits[4:], letter


def _is_dummy(canonical: str, is_valid: bool) -> bool:
    serial = canonical[5:12]
    if canonical.startswith("9999") or len(set(serial)) == 1:
        return True
    return serial == "1234567" and not is_valid
