"""National Insurance number.

Policy: two letters, six digits, and a suffix A to D that is often missing. The canonical form is
the first eight characters; the suffix is kept separately. Letters and prefixes that are never
issued are invalid. Temporary numbers (TN and a date of birth) are shared by everybody born that day
and are never evidence. There is no check digit, so a number with a letter read as a digit is not
valid either.
Source: HMRC, National Insurance Manual NIM39110, whose own example QQ123456A is invalid by rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from cohortmatch.values.cell_texts import takes_any_cell_too
from cohortmatch.values.identifiers.check_letter import as_digits
from cohortmatch.values.identifiers.identifier import UNCONFIRMED, Identifier, compact

SHAPE = re.compile(r"([A-Z]{2})([0-9]{6})([A-Z]?)")
LABEL = re.compile(r"^(?:NINO|NINUMBER|NINO|NI)(?=[A-Z]{2}[A-Z0-9]{6,7}$)")
NEVER = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ", "OO", "CR", "FY", "MW", "NC"})


@dataclass(frozen=True, eq=False, repr=False)
class NINO(Identifier):
    """A National Insurance number; `canonical` is its first eight characters."""

    kind: ClassVar[str] = "nino"
    suffix: str = ""

    @classmethod
    @takes_any_cell_too
    def parse(cls, text: str) -> NINO:
        """Read a National Insurance number; never raises."""
        bare = LABEL.sub("", compact(text))
        digits = as_digits(bare[2:8])
        found = SHAPE.fullmatch(bare[:2] + digits + bare[8:])
        if not found or sum(map(str.isdigit, bare[2:8])) < 4:
            return cls(why_not="not two letters and six digits")
        prefix, _, suffix = found.groups()
        dummy = len(set(digits)) == 1 or prefix in ("QQ", "TN")
        repaired = digits != bare[2:8]
        why = _why_not(prefix, digits, suffix) or (UNCONFIRMED if repaired else "")
        return cls(prefix + digits, not why, repaired, why, dummy, suffix)

    @classmethod
    def plain(cls, text: str) -> NINO | None:
        """A number in capitals with nothing around it that nothing speaks against."""
        found = SHAPE.fullmatch(text)
        if found is None or _why_not(*found.groups()):
            return None
        return cls(text[:8], True, False, "", False, found[3])


def _why_not(prefix: str, digits: str, suffix: str) -> str:
    if prefix == "TN":
        return "a temporary number made from a date of birth"
    if len(set(digits)) == 1 or prefix == "QQ":
        return "a placeholder"
    if prefix in NEVER or prefix[0] in "DFIQUV" or prefix[1] in "DFIOQUV":
        return "begins with letters that are never given"
    return "" if suffix in ("", *"ABCD") else "the last letter is not A, B, C or D"
