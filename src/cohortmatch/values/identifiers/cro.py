"""CRO number: the Criminal Records Office's number of a person's fingerprints.

Policy: two forms. Standard `NNNNNN/YYD`, serial padded to six; the check letter covers `YYNNNNNN`.
No fingerprints held, `SFYY/N…D`, serial not padded; the letter covers the year and the serial,
padded to five or not, or (before 1965) the serial alone, so any of the three is accepted. Years of
SF numbers outside 39 to 95 are accepted too: they occur.
Sources: ministryofjustice/hmpps-person-record, CROIdentifier.kt (MIT); Minimum POLE Data Standards
Dictionary v1.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from cohortmatch.values.identifiers.check_letter import as_digits, check_letter
from cohortmatch.values.identifiers.identifier import Identifier, compact

STANDARD = re.compile(r"(\w{1,6})/(\w\w)(\w)")
NO_PRINTS = re.compile(r"[S5]F(\w\w)/(\w{1,6})(\w)")
LABEL = re.compile(r"^CRO(NUMBER|NO|REF)?/?(?=[\dSOI])")


@dataclass(frozen=True, eq=False, repr=False)
class CRO(Identifier):
    """A CRO number, `065656/91H` or `SF83/50058Z`."""

    kind: ClassVar[str] = "cro"

    @classmethod
    def parse(cls, text: str) -> CRO:
        """Read a CRO number in either form; never raises."""
        bare = LABEL.sub("", compact(text))
        if found := NO_PRINTS.fullmatch(bare):
            return cls._read(found[1], found[2], found[3], prints=False)
        if found := STANDARD.fullmatch(bare):
            return cls._read(found[2], found[1], found[3], prints=True)
        return cls(why_not="not in the form of a CRO number")

    @classmethod
    def _read(cls, year: str, serial: str, letter: str, *, prints: bool) -> CRO:
        plain = as_digits(year + serial)
        if not (plain.isascii() and plain.isdigit()):
            return cls(why_not="not in the form of a CRO number")
        repaired = plain != year + serial
        year, serial = plain[:2], plain[2:]
        wanted = list(_letters(year, serial, prints=prints))
        if letter not in wanted:
            if repaired or not letter.isalpha():
                return cls(why_not="not in the form of a CRO number")
            why = "the check letter is wrong"
            return cls(_canonical(year, serial, letter, prints), why_not=why)
        canonical = _canonical(year, serial, letter, prints)
        if len(set(serial)) == 1 and len(serial) > 3:
            return cls(canonical, why_not="a placeholder", placeholder=True)
        return cls(canonical, True, repaired)


def _canonical(year: str, serial: str, letter: str, prints: bool) -> str:
    return f"{serial.zfill(6)}/{year}{letter}" if prints else f"SF{year}/{serial}{letter}"


def _letters(year: str, serial: str, *, prints: bool) -> Iterator[str]:
    if prints:
        yield check_letter(year + serial.zfill(6))
        return
    yield check_letter(year + serial)
    yield check_letter(year + serial.zfill(5))
    yield check_letter(serial)
