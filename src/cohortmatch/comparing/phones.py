"""Phone numbers of two listings.

Levels, weakest first: different; home (the same, and so is the address); same. One person has
several, so the best pair of the two sets speaks. A household shares its phone as it shares its
address: where both agree the phone is all but said already. It is a level of its own, and not in
one group with the address, for a group's limit would take off what a rare address says by itself.
"""

from __future__ import annotations

import numpy as np

from cohortmatch.arrays import Int8s, Int32s
from cohortmatch.comparing import addresses
from cohortmatch.comparing.value_pairs import SetPairs
from cohortmatch.types import Field

LEVELS = ("missing", "different", "home", "same")
_AT = {name: np.int8(position) for position, name in enumerate(LEVELS)}


def phone_pairs(field: Field[str]) -> SetPairs:
    """Levels missing, different, same of pairs of listings."""

    def levels(a: Int32s, b: Int32s) -> Int8s:
        out = np.where(a == b, _AT["same"], _AT["different"])
        out[(a < 0) | (b < 0)] = _AT["missing"]
        return out

    return SetPairs(field, levels)


def beside_address(phone: Int8s, address: Int8s) -> Int8s:
    """The levels of the phone, given those of the address (addresses.LEVELS)."""
    one_home = address >= addresses.LEVELS.index("postcode")
    result: Int8s = np.where((phone == _AT["same"]) & one_home, _AT["home"], phone)
    return result
