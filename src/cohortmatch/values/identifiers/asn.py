"""ASN: arrest/summons number, of an arrest and not of a person.

Policy: the long form has 20 or 21 characters: year, force and unit (six, or seven with the
top-level code), eleven digits, check letter. The top-level code is left out, since the same number
is written with it and without. Slashed and short spellings are padded; the letter may have a slash
of its own. It covers force and system (where they are digits), year and sequence. Dummy numbers
exist by policy and are never evidence.
Source: ministryofjustice/bichard7-next-core, Asn.ts, isAsnFormatValid.ts, isDummyAsn.ts (MIT).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from cohortmatch.values.cell_texts import takes_any_cell_too
from cohortmatch.values.identifiers.check_letter import as_digits, check_letter
from cohortmatch.values.identifiers.identifier import Identifier, compact

SLASHED = re.compile(
    r"([0-9]{2})/(?:[A-Z0-9]/?)??([A-Z0-9]{4})/([A-Z0-9]{1,2})/([0-9OILSB]{1,11})/?([A-Z])"
)
LONG = re.compile(r"([0-9]{2})[A-Z0-9]??([A-Z0-9]{4})([A-Z0-9]{2})([0-9OILSB]{11})([A-Z])")
SHORT = re.compile(r"([0-9]{2})([A-Z0-9]{4})([A-Z0-9]{2})([0-9]{1,10})([A-Z])")
LABEL = re.compile(r"^ASN(?:NUMBER|NO|REF)?/?(?=[0-9])")
DUMMIES = re.compile(r"NRPR|12LN00|00[NP]P0[01]|6300|06SS|00XX|50(?:11|12|21|41|42|43|OF|SJ)")
NOT_AN_ASN = "not in the form of an arrest/summons number"


class Parts(NamedTuple):
    """The parts of an ASN; force and unit have four characters together."""

    year: str
    unit: str
    system: str
    sequence: str
    letter: str

    @property
    def check(self) -> str:
        """The check letter for these parts."""
        covered = (part for part in (self.unit[:2], self.system) if part.isdigit())
        return check_letter("".join(covered) + self.year + self.sequence)

    @property
    def is_dummy(self) -> bool:
        """Whether the number was made up by policy, for people who were not arrested."""
        station = self.unit + self.system
        return DUMMIES.match(station) is not None or len(set(self.sequence)) == 1


@dataclass(frozen=True, eq=False, repr=False)
class ASN(Identifier):
    """An arrest/summons number, `1101ZD0100000410836V`."""

    kind: ClassVar[str] = "asn"

    @classmethod
    @takes_any_cell_too
    def parse(cls, text: str) -> ASN:
        """Read an ASN in its long, slashed or short spelling; never raises."""
        bare = LABEL.sub("", compact(text))
        found = SLASHED.fullmatch(bare) or LONG.fullmatch(bare) or SHORT.fullmatch(bare)
        if not found:
            return cls(why_not=NOT_AN_ASN)
        sequence = as_digits(found[4]).zfill(11)
        parts = Parts(found[1], found[2], found[3].zfill(2), sequence, found[5])
        return cls._read(parts, repaired=sequence != found[4].zfill(11))

    @classmethod
    def _read(cls, parts: Parts, *, repaired: bool) -> ASN:
        canonical = "".join(parts)
        if parts.is_dummy:
            return cls(canonical, why_not="a placeholder", placeholder=True)
        if parts.letter == parts.check:
            return cls(canonical, True, repaired)
        if repaired:
            return cls(why_not=NOT_AN_ASN)
        return cls(canonical, why_not="the check letter is wrong")
