"""Addresses that are recorded and are no evidence, in words: why a pair's cannot be compared.

Policy: such an address is not "not recorded": it is kept out on purpose, and that is said. Why it
is kept out is known by the codes of the findings that reported it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from cohortmatch.linkage.explanations.pair import Explanation

__all__ = ["WHY_NO_EVIDENCE", "with_addresses_aside"]

ADDRESS = "address"
WHY_NO_EVIDENCE: Mapping[str, str] = {
    "address-prison": "in custody, or a prison's",
    "postcode-prison": "in custody, or a prison's",
    "address-institution": "an institution's, on the borough's list",
    "address-hostel": "a hostel's, or an office's",
    "address-care-of": "care of somebody else",
    "no-fixed-abode": "no fixed abode",
    "address-shared": "shared by unrelated people, as a hostel's is",
}
"""Why an address says nothing of who somebody is, by the finding's code; the first one counts."""


def with_addresses_aside(
    told: Explanation, noticed: Sequence[Collection[str]], recorded: Sequence[bool]
) -> Explanation:
    """What is told of a pair, with the addresses that say nothing told apart from those missing.

    Of the two listings, left first: `noticed` are the codes of the findings about each, `recorded`
    whether it has an address all the same. Nothing changes where the addresses were compared.
    """
    why = [next((w for code, w in WHY_NO_EVIDENCE.items() if code in c), "") for c in noticed]
    if ADDRESS not in told.unknown or not any(why):
        return told
    aside = tuple(f"{i} ({w})" for i, w in zip((told.left, told.right), why, strict=True) if w)
    at = told.unknown.index(ADDRESS)
    both = all(w or there for w, there in zip(why, recorded, strict=True))
    missing = (*told.missing[:at], *told.missing[at + both :])
    return replace(told, missing=missing, aside=aside)
