"""What two cells of one listing say against each other.

Policy: a driver number says when its bearer was born. Where the date of birth says otherwise, one
of the two is wrong or another person's; both are kept, for nobody knows which, and the listing is
reported. The year of a PNC ID is not held against a date of birth: of two digits it has no century.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from cohortmatch.findings import Finding
from cohortmatch.types import Listings


def contradictions(listings: Listings) -> Iterator[Finding]:
    """A finding for each list that holds contradictions, with their rows."""
    found = _other_birth(listings)
    for number, info in enumerate(listings.lists):
        rows = tuple(listings.row[place] for place in found if listings.list_code[place] == number)
        if rows:
            yield Finding("driver-number-other-birth", info.name, rows=rows)


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
