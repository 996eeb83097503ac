"""Addresses that are recorded but not used as evidence: why a pair's cannot be compared, in words.

Policy: such an address is not "not recorded"; it is left out on purpose, and the explanation says
so. The codes of the findings that reported it give the reason.
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
    """The explanation of a pair, with unused addresses told apart from missing ones.

    For the two listings, left first: `noticed` are the codes of the findings about each, `recorded`
    whether it has an address. Nothing changes where the addresses were compared.
    """
    why = [next((w for code, w in WHY_NO_EVIDENCE.items() if code in c), "") for c in noticed]
    if ADDRESS not in told.unknown or not any(why):
        return told
    aside = tuple(f"{i} ({w})" for i, w in zip((told.left, told.right), why, strict=True) if w)
    at = told.unknown.index(ADDRESS)
    both = all(w or there for w, there in zip(why, recorded, strict=True))
    missing = (*told.missing[:at], *told.missing[at + both :])
    return replace(told, missing=missing, aside=aside)
