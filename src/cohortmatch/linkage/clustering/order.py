"""An order of listings by content, which breaks ties.

Equal weights are common: a listing with an initial fits both of two brothers. If the order of rows
broke such ties, sorting a spreadsheet would change the people. So listings are ordered by their
list's name and their cells. Only rows that are equal in every cell can change places, which changes
nothing.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cohortmatch.core.arrays import Int64s, distinct_texts
from cohortmatch.core.types import Listings


def content_order(listings: Listings, asked: npt.NDArray[np.bool_]) -> Int64s:
    """Each listing's place (int64) in the order of contents.

    Only the listings `asked` for are ordered; the places of others mean nothing.
    """
    place = np.arange(len(listings), dtype=np.int64)
    which = np.flatnonzero(asked)
    ordered = which[_by_contents(listings, which)]
    place[ordered] = np.arange(len(ordered))
    return place


def _by_contents(listings: Listings, which: Int64s) -> Int64s:
    """The order of some listings by their list's name, then cell by cell."""
    codes = listings.list_code[which]
    parts = [np.empty(0, dtype=np.int64)]
    for code in sorted(np.unique(codes), key=lambda code: listings.lists[code].name):
        here = np.flatnonzero(codes == code)
        frame = listings.raw[code].iloc[listings.position[which[here]]]
        cells = [_ranks(frame[heading]) for heading in sorted(frame.columns, reverse=True)]
        parts.append(here[np.lexsort(cells)] if cells else here)
    return np.concatenate(parts)


def _ranks(column: pd.Series[str]) -> Int64s:
    """Each cell's place in the alphabetical order of the column."""
    codes, texts = distinct_texts(column)
    order = sorted(range(len(texts)), key=texts.__getitem__)
    ranks = np.empty(len(texts), dtype=np.int64)
    ranks[order] = np.arange(len(texts))
    return ranks[codes]
