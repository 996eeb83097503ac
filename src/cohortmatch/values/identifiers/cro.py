"""CRO number: the Criminal Records Office's number of a person's fingerprints.

Policy: there are two forms. The standard form is `NNNNNN/YYD`, with the serial padded to six; the
check letter covers `YYNNNNNN`. Where no fingerprints are held it is `SFYY/N…D`, with the serial not
padded. Its letter covers the year and the serial, padded to five or not, or (before 1965) the
serial alone, so any of the three is accepted. Years of SF numbers outside 39 to 95 occur, so they
are accepted too. A standard number without its slash may be a PNC ID, so it is read only where it
is digits and the letter then agrees.
Sources: ministryofjustice/hmpps-person-record, CROIdentifier.kt (MIT); Minimum POLE Data Standards
Dictionary v1.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from cohortmatch.values.cell_texts import takes_any_cell_too
from cohortmatch.values.identifiers.check_letter import as_digits, check_letter
from cohortmatch.values.identifiers.identifier import Identifier, compact

STANDARD = re.compile(r"([A-Z0-9]{1,6})/+(?:19|20)?([A-Z0-9]{2})([A-Z])")
NO_PRINTS = re.compile(r"[S5]F/?([A-Z0-9]{2})/*([A-Z0-9]{1,6})([A-Z])")
ORDINARY = re.compile(r"([0-9]{1,6})/([0-9]{2})([A-Z])", re.ASCII)
NO_SLASH = re.compile(r"([0-9]{3,6})([0-9]{2})([A-Z])")
LABEL = re.compile(r"^CRO(?:NUMBER|NUM|NO|REF)?/?(?=[0-9SOIL])")
NOT_A_CRO = "not in the form of a CRO number"


@dataclass(frozen=True, eq=False, repr=False)
class CRO(Identifier):
    """A CRO number, `065656/91H` or `SF83/50058Z`."""

    kind: ClassVar[str] = "cro"

    @classmethod
    @takes_any_cell_too
    def parse(cls, text: str) -> CRO:
        """Read a CRO number in either form; never raises."""
        bare = LABEL.sub("", compact(text))
        if found := NO_PRINTS.fullmatch(bare):
            misread = bare[0] == "5"
            return cls._read(found[1], found[2], found[3], prints=False, misread=misread)
        if found := STANDARD.fullmatch(bare):
            return cls._read(found[2], found[1], found[3], prints=True)
        if (found := NO_SLASH.fullmatch(bare)) and found[3] in _letters(
            found[2], found[1], prints=True
        ):
            return cls._read(found[2], found[1], found[3], prints=True)
        return cls(why_not=NOT_A_CRO)

    @classmethod
    def plain(cls, text: str) -> CRO | None:
        """A standard CRO number in capitals with its slash, whose letter agrees."""
        found = ORDINARY.fullmatch(text)
        if found is None:
            return None
        value = cls._read(found[2], found[1], found[3], prints=True)
        return value if value.is_valid else None

    @classmethod
    def _read(
        cls, year: str, serial: str, letter: str, *, prints: bool, misread: bool = False
    ) -> CRO:
        meant = as_digits(year + serial)
        if not meant.isdigit():
            return cls(why_not=NOT_A_CRO)
        repaired = misread or meant != year + serial
        year, serial = meant[:2], meant[2:]
        canonical = f"{serial.zfill(6)}/{year}{letter}" if prints else f"SF{year}/{serial}{letter}"
        if len(set(serial)) == 1 and (len(serial) > 3 or not int(serial)):
            return cls(canonical, why_not="a placeholder", placeholder=True)
        if letter in _letters(year, serial, prints=prints):
            return cls(canonical, True, repaired)
        if repaired:
            return cls(why_not=NOT_A_CRO)
        return cls(canonical, why_not="the check letter is wrong")


def _letters(year: str, serial: str, *, prints: bool) -> Iterator[str]:
    """The check letters with which a number may end."""
    if prints:
        yield check_letter(year + serial.zfill(6))
        return
    yield check_letter(year + serial)
    yield check_letter(year + serial.zfill(5))
    yield check_letter(serial)
