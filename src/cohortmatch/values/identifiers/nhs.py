"""NHS number: ten digits, the last a modulus 11 check digit.

Policy: the weights are 10 to 2. The check digit is 11 less the remainder; 11 counts as 0, and 10 is
never issued. Numbers of one repeated digit pass the sum and are refused explicitly.
Source: NHS Data Dictionary, NHS NUMBER.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from cohortmatch.values.cell_texts import takes_any_cell_too
from cohortmatch.values.identifiers.check_letter import as_digits
from cohortmatch.values.identifiers.identifier import Identifier, compact

LABEL = re.compile(r"^NHS(?:NUMBER|NUM|NO)?")


@dataclass(frozen=True, eq=False, repr=False)
class NHSNumber(Identifier):
    """An NHS number, `9434765919`."""

    kind: ClassVar[str] = "nhs_number"

    @classmethod
    @takes_any_cell_too
    def parse(cls, text: str) -> NHSNumber:
        """Read an NHS number; never raises."""
        bare = LABEL.sub("", compact(text))
        digits = as_digits(bare)
        if not re.fullmatch(r"[0-9]{10}", digits):
            return cls(why_not="not ten digits")
        if len(set(digits)) == 1:
            return cls(digits, why_not="a placeholder", placeholder=True)
        if passes(digits):
            return cls(digits, True, digits != bare)
        if digits != bare:
            return cls(why_not="not ten digits")
        return cls(digits, why_not="the check digit is wrong")


def passes(digits: str) -> bool:
    """Whether ten digits pass the modulus 11 check."""
    total = sum(int(d) * weight for d, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[9])
