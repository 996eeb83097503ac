"""Parts of postcodes that stand for a place: an area ("RM"), a district ("RM7"), a sector
("RM7 8").

Policy: a part is compared with the whole part of a postcode, so "E1" is not in "E17" nor "E" in
"EC1". Of half a postcode it is not known in which sector it lies, unless it says so.
"""

from __future__ import annotations

import re

from cohortmatch.values.postcodes import OUTWARD_ONLY, district
from cohortmatch.values.text import fold
from cohortmatch.values.words import word_set

__all__ = ["area", "canonical_part", "is_within"]

PART = re.compile(r"([A-Z]{1,2})(?:([0-9][0-9A-Z]?)(?: ?([0-9]))?)?")
"""An area with a district and a sector, where they are said; a sector after a space where the
district could be longer."""


def area(code: str) -> str:
    """The area of a canonical postcode or of half of one.

    >>> area("RM7 8AA"), area("E17")
    ('RM', 'E')
    """
    return re.sub(r"[0-9].*", "", code)


def canonical_part(text: str) -> str:
    """A part as it is compared; '' where a text is none.

    >>> canonical_part(" rm7  8 "), canonical_part("rm"), canonical_part("Havering")
    ('RM7 8', 'RM', '')
    """
    words = " ".join(fold(text).upper().split())
    found = PART.fullmatch(words)
    if not found or found[1] not in word_set("postcodes", "areas"):
        return ""
    half, sector = f"{found[1]}{found[2] or ''}", found[3]
    if found[2] and not OUTWARD_ONLY.fullmatch(half):
        return ""
    return f"{half} {sector}" if sector else half


def is_within(code: str, part: str) -> bool:
    """Whether a canonical postcode, or half of one, lies in a part.

    >>> is_within("E17 3AA", "E1"), is_within("E1 3AA", "E1"), is_within("E1 3AA", "E1 3")
    (False, True, True)
    """
    first, _, rest = code.partition(" ")
    return part in (area(code), district(code), f"{first} {rest[:1]}")
