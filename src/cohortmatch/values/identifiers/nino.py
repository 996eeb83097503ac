"""National Insurance number.

Policy: two letters, six digits, and a suffix A to D that is often missing; the key and canonical
form are the first eight characters, the suffix is kept apart. Letters and prefixes that are never
given are invalid, temporary numbers (TN and a date of birth) too. There is no check digit.
Source: HMRC, National Insurance Manual NIM39110, whose own example QQ123456A is invalid by rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from cohortmatch.values.identifiers.check_letter import as_digits
from cohortmatch.values.identifiers.identifier import Identifier, compact

SHAPE = re.compile(r"([A-Z]{2})([0-9]{6})([A-Z]?)")
LABEL = re.compile(r"^(NINO|NINUMBER|NINO|NI)(?=[A-Z]{2}\w{6,7}$)")
NEVER = frozenset(
    {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ", "OO", "CR", "FY", "MW", "NC", "PP", "PZ"}
)


@dataclass(frozen=True, eq=False, repr=False)
class NINO(Identifier):
    """A National Insurance number; `canonical` is its first eight characters."""

    kind: ClassVar[str] = "nino"
    suffix: str = ""

    @classmethod
    def parse(cls, text: str) -> NINO:
        """Read a National Insurance number; never raises."""
        bare = LABEL.sub("", compact(text).replace("/", ""))
        digits = as_digits(bare[2:8])
        found = SHAPE.fullmatch(bare[:2] + digits + bare[8:])
        if not found or sum(map(str.isdigit, bare[2:8])) < 4:
            return cls(why_not="not two letters and six digits")
        stem = found[1] + found[2]
        why = _why_not(found[1], found[2], found[3])
        dummy = why == "a placeholder"
        return cls(stem, not why, digits != bare[2:8], why, dummy, found[3])


def _why_not(prefix: str, digits: str, suffix: str) -> str:
    if len(set(digits)) == 1 or prefix == "QQ":
        return "a placeholder"
    if prefix == "TN":
        return "a temporary number made from a date of birth"
    if prefix in NEVER or prefix[0] in "DFIQUV" or prefix[1] in "DFIOQUV":
        return "begins with letters that are never given"
    return "" if suffix in ("", *"ABCD") else "the last letter is not A, B, C or D"
