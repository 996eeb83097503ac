"""CRN: the probation case management system's number of a person, `X320741`.

Policy: one letter and six digits, no check digit, so the form is all that can be tested; capitals
do not matter. A person may have several. A letter among the six digits that looks like a digit is
read as that digit, and marked.
Source: the validators in ministryofjustice/hmpps repositories (MIT).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from cohortmatch.values.identifiers.check_letter import as_digits
from cohortmatch.values.identifiers.identifier import Identifier, compact

LABEL = re.compile(r"^CRN(NUMBER|NO)?(?=[A-Z]\w{6}$)")


@dataclass(frozen=True, eq=False, repr=False)
class CRN(Identifier):
    """A probation case reference number, `X320741`."""

    kind: ClassVar[str] = "crn"

    @classmethod
    def parse(cls, text: str) -> CRN:
        """Read a CRN; never raises."""
        bare = LABEL.sub("", compact(text).replace("/", ""))
        digits = as_digits(bare[1:])
        if not re.fullmatch(r"[A-Z][0-9]{6}", bare[:1] + digits) or not any(map(str.isdigit, bare)):
            return cls(why_not="not a letter and six digits")
        if digits in ("123456", "999999") or len(set(digits)) == 1:
            return cls(bare[0] + digits, why_not="a placeholder", placeholder=True)
        return cls(bare[0] + digits, True, digits != bare[1:])
