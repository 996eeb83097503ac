"""ASN: arrest/summons number, of an arrest and not of a person.

Policy: long form of 20 or 21 characters: year, force and unit (six, or seven with the top-level
code), eleven digits, check letter; slashed and short spellings are padded to it. The letter covers
force and system (where they are digits), year and sequence. Dummy numbers exist by policy and are
never evidence.
Source: ministryofjustice/bichard7-next-core, Asn.ts, isAsnFormatValid.ts, isDummyAsn.ts (MIT).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from cohortmatch.values.identifiers.check_letter import as_digits, check_letter
from cohortmatch.values.identifiers.identifier import Identifier, compact

SLASHED = re.compile(r"(\d\d)/([A-Z0-9]{4,5})/([A-Z0-9]{2})/(\w{1,11})(\w)")
PLAIN = re.compile(r"(\d\d)([A-Z0-9]{6,7})(\w{11})(\w)")
SHORT = re.compile(r"(\d\d)([A-Z0-9]{4}[0-9]{2})([0-9OIL]{4,10})(\w)")
DUMMIES = re.compile(
    r"0800(?:NP|RPR)|NRPR|12LN00|00NP00|6300|06SS|00XX|50(?:11|12|21|41|42|43|OF|SJ)"
)


@dataclass(frozen=True, eq=False, repr=False)
class ASN(Identifier):
    """An arrest/summons number, `1101ZD0100000410836V`."""

    kind: ClassVar[str] = "asn"

    @classmethod
    def parse(cls, text: str) -> ASN:
        """Read an ASN in its long, slashed or short spelling; never raises."""
        bare = compact(text)
        found = SLASHED.fullmatch(bare)
        parts = (found[1], found[2] + found[3], found[4], found[5]) if found else _plain(bare)
        return cls._read(*parts) if parts else cls(why_not="not in the form of an ASN")

    @classmethod
    def _read(cls, year: str, station: str, sequence: str, letter: str) -> ASN:
        digits = as_digits(sequence).zfill(11)
        if not (digits.isascii() and digits.isdigit()):
            return cls(why_not="not in the form of an ASN")
        repaired = digits != sequence.zfill(11)
        wanted = _check(year, station, digits)
        if letter != wanted:
            if repaired or not letter.isalpha():
                return cls(why_not="not in the form of an ASN")
            why = "the check letter is wrong"
            return cls(year + station + digits + letter, why_not=why)
        canonical = year + station + digits + wanted
        if _is_dummy(station, digits):
            return cls(canonical, why_not="a placeholder", placeholder=True)
        return cls(canonical, True, repaired)


def _plain(bare: str) -> tuple[str, ...] | None:
    bare = bare.replace("/", "")
    found = PLAIN.fullmatch(bare) or SHORT.fullmatch(bare)
    return found.groups() if found else None


def _check(year: str, station: str, digits: str) -> str:
    force = station[-6:][:2]
    system = station[-2:]
    covered = (force if force.isdigit() else "") + (system if system.isdigit() else "")
    return check_letter(covered + year + digits)


def _is_dummy(station: str, digits: str) -> bool:
    return len(set(digits)) == 1 or DUMMIES.match(station) is not None
