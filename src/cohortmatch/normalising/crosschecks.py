"""Contradictions between two cells of one listing.

Policy: a driver number encodes its holder's date of birth. Where the date of birth differs, one of
the two is wrong or another person's. Both are kept, because nobody knows which, and the listing is
reported. The year of a PNC ID is not checked against a date of birth: its two digits give no
century.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from cohortmatch.core.findings import Finding
from cohortmatch.core.types import Listings
from cohortmatch.normalising.noticing import findings_by_list


def contradictions(listings: Listings) -> Iterator[Finding]:
    """A finding for each list that holds contradictions, with their rows."""
    there = np.zeros(len(listings), dtype=bool)
    there[_other_birth(listings)] = True
    return findings_by_list(listings, "driver-number-other-birth", there)


def _other_birth(listings: Listings) -> list[int]:
    """The listings none of whose valid driver numbers fits any of their dates of birth."""
    numbers, births = listings.field("driver_number"), listings.field("date_of_birth")
    out = []
    for place in np.flatnonzero((numbers.counts > 0) & (births.counts > 0)).tolist():
        valid = [number for number in numbers.of(place) if number.is_valid]
        born = births.of(place)
        if valid and not any(n.fits_birth(b.year, b.month, b.day) for n in valid for b in born):
            out.append(place)
    return out
