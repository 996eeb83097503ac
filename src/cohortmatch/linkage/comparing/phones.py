"""Comparison of phone numbers.

Levels, weakest first: different; home (the same, and so is the address); same. A person may have
several, so the best pair of the two sets counts. A household shares its phone as it shares its
address: where both agree, the phone adds little. That is a level of its own and not a group with
the address, because a group's limit would cut what a rare address is worth.
"""

from __future__ import annotations

import numpy as np

from cohortmatch.core.arrays import Int8s
from cohortmatch.core.types import Field
from cohortmatch.linkage.comparing import addresses
from cohortmatch.linkage.comparing.kinds import NEVER, Agreement, ComparisonKind
from cohortmatch.linkage.comparing.others import equal_pairs
from cohortmatch.linkage.comparing.value_pairs import SetPairs

LEVELS = ("missing", "different", "home", "same")


def phone_pairs(field: Field[str]) -> SetPairs:
    """Levels missing, different, home of pairs of listings: an address has yet to be looked at."""
    return equal_pairs(field)


KIND = ComparisonKind(
    "phone",
    LEVELS,
    lambda listings: phone_pairs(listings.field("phone")),
    fields=("phone",),
    agrees={Agreement.more_than_name: "home", Agreement.beside_home: NEVER},
    in_bound=True,
    of_household=True,
)


def beside_address(phone: Int8s, address: Int8s) -> Int8s:
    """The levels of the phone, given those of the address (addresses.LEVELS)."""
    one_home = address >= addresses.LEVELS.index("postcode")
    same = (phone == LEVELS.index("home")) & ~one_home
    result: Int8s = np.where(same, np.int8(LEVELS.index("same")), phone)
    return result
