"""Prison number (NOMIS, NOMS number): `A1234BC`.

Policy: one letter, four digits, two letters; no check digit; capitals do not matter. A character
that cannot stand where it does is read as the one it looks like, and marked. A person may have
several.
Source: the validators in ministryofjustice/hmpps repositories (MIT).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from cohortmatch.values.identifiers.check_letter import as_digits
from cohortmatch.values.identifiers.identifier import Identifier, compact

LABEL = re.compile(r"^(NOMIS|NOMS|PRISON|HMP)(NUMBER|NO|ID)?(?=[A-Z]\w{6}$)")
AS_LETTERS = str.maketrans("015286", "OISZBG")


@dataclass(frozen=True, eq=False, repr=False)
class PrisonNumber(Identifier):
    """A prison number, `A1234BC`."""

    kind: ClassVar[str] = "prison_number"

    @classmethod
    def parse(cls, text: str) -> PrisonNumber:
        """Read a prison number; never raises."""
        bare = LABEL.sub("", compact(text).replace("/", ""))
        meant = bare[:1] + as_digits(bare[1:5]) + bare[5:].translate(AS_LETTERS)
        if not re.fullmatch(r"[A-Z][0-9]{4}[A-Z]{2}", meant) or _is_a_word(bare):
            return cls(why_not="not a letter, four digits and two letters")
        if len(set(meant[1:5])) == 1 and len(set(meant[5:])) == 1 and meant[0] == meant[5]:
            return cls(meant, why_not="a placeholder", placeholder=True)
        if meant in ("A1234BC", "A1234AA"):
            return cls(meant, why_not="a placeholder", placeholder=True)
        return cls(meant, True, meant != bare)


def _is_a_word(bare: str) -> bool:
    return sum(map(str.isdigit, bare[1:5])) < 2 or not any(map(str.isalpha, bare[5:]))
