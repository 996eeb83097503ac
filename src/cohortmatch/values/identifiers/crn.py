"""CRN: the probation case management system's number of a person, `X320741`.

Policy: one letter and six digits, in capitals or not. There is no check digit, so only the form can
be tested. A person may have several. A letter among the digits that looks like a digit is read as
that digit, but nothing confirms it, so the number is then not valid.
Source: the validators in ministryofjustice/hmpps repositories (MIT).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from cohortmatch.values.cell_texts import takes_any_cell_too
from cohortmatch.values.identifiers.check_letter import as_digits
from cohortmatch.values.identifiers.identifier import UNCONFIRMED, Identifier, compact

LABEL = re.compile(r"^CRN(?:NUMBER|NO)?(?=[A-Z][A-Z0-9]{6}$)")
SHAPE = re.compile(r"[A-Z][0-9]{6}")
PLAIN = re.compile(r"(?!.(?:123456|654321|([0-9])\1{5}))[A-Z][0-9]{6}")


@dataclass(frozen=True, eq=False, repr=False)
class CRN(Identifier):
    """A probation case reference number, `X320741`."""

    kind: ClassVar[str] = "crn"

    @classmethod
    @takes_any_cell_too
    def parse(cls, text: str) -> CRN:
        """Read a CRN; never raises."""
        bare = LABEL.sub("", compact(text))
        meant = bare[:1] + as_digits(bare[1:])
        if not SHAPE.fullmatch(meant) or sum(map(str.isdigit, bare)) < 4:
            return cls(why_not="not a letter and six digits")
        if _is_dummy(meant[1:]):
            return cls(meant, why_not="a placeholder", placeholder=True)
        if meant != bare:
            return cls(meant, repaired=True, why_not=UNCONFIRMED)
        return cls(meant, True)

    @classmethod
    def plain(cls, text: str) -> CRN | None:
        """A CRN in capitals with nothing around it."""
        return cls(text, True) if PLAIN.fullmatch(text) else None


def _is_dummy(digits: str) -> bool:
    return digits in ("123456", "654321") or len(set(digits)) == 1
