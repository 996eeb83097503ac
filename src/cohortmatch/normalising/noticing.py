"""One finding for each list in which something was noticed, with its rows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from cohortmatch.core.findings import Finding
from cohortmatch.core.types import Listings


def findings_by_list(
    listings: Listings, code: str, there: npt.NDArray[np.bool_]
) -> Iterator[Finding]:
    """The findings of one kind; `there` marks the listings that they are about."""
    for number, info in enumerate(listings.lists):
        rows = listings.row[there & (listings.list_code == number)]
        if len(rows):
            yield Finding(code, info.name, rows=tuple(rows.tolist()))
