"""Prison number (NOMIS, NOMS number): `A1234BC`.

Policy: one letter, four digits and two letters, in capitals or not, without a check digit. A
character that cannot occur at its place is read as the one it looks like, but nothing confirms it,
so the number is then not valid. A person may have several.
Source: the validators in ministryofjustice/hmpps repositories (MIT).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from cohortmatch.values.cell_texts import takes_any_cell_too
from cohortmatch.values.identifiers.check_letter import as_digits
from cohortmatch.values.identifiers.identifier import UNCONFIRMED, Identifier, compact

LABEL = re.compile(r"^(?:NOMIS|NOMS|PRISON|HMP)(?:NUMBER|NO|ID)?(?=[A-Z][A-Z0-9]{6}$)")
SHAPE = re.compile(r"[A-Z][0-9]{4}[A-Z]{2}")
AS_LETTERS = str.maketrans("0158", "OISB")


@dataclass(frozen=True, eq=False, repr=False)
class PrisonNumber(Identifier):
    """A prison number, `A1234BC`."""

    kind: ClassVar[str] = "prison_number"

    @classmethod
    @takes_any_cell_too
    def parse(cls, text: str) -> PrisonNumber:
        """Read a prison number; never raises."""
        bare = LABEL.sub("", compact(text))
        digits, letters = bare[1:5], bare[5:]
        meant = bare[:1] + as_digits(digits) + letters.translate(AS_LETTERS)
        misread = sum(map(str.isalpha, digits)) + sum(map(str.isdigit, letters))
        if not SHAPE.fullmatch(meant) or misread > 2:
            return cls(why_not="not a letter, four digits and two letters")
        if set(meant[1:5]) == {"0"} or len(set(meant)) == 2:
            return cls(meant, why_not="a placeholder", placeholder=True)
        if misread:
            return cls(meant, repaired=True, why_not=UNCONFIRMED)
        return cls(meant, True)

    @classmethod
    def plain(cls, text: str) -> PrisonNumber | None:
        """A prison number in capitals with nothing around it."""
        is_plain = SHAPE.fullmatch(text) is not None and text[1:5] != "0000" and len(set(text)) > 2
        return cls(text, True) if is_plain else None
