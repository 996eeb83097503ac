"""An order of listings by what they hold.

Equal weights are common: a listing with an initial fits both of two brothers. Something must break
such ties, and if it were the order of rows, sorting a spreadsheet would change who is with whom. So
listings are ordered by their list's name and their cells; only rows that are alike in every cell
can change places, and then nobody can tell.
"""

from __future__ import annotations

import numpy as np

from cohortmatch.types import Int32s, Int64s, Listings


def content_order(listings: Listings, component: Int32s) -> Int64s:
    """Each listing's place (int64) in the order of contents.

    Only listings whose `component` (int32) holds three or more are ordered, for two cannot tie; the
    places of others say nothing.
    """
    place = np.arange(len(component), dtype=np.int64)
    asked = np.flatnonzero(np.bincount(component, minlength=1)[component] > 2)
    contents = _contents(listings, asked)
    ordered = sorted(range(len(asked)), key=contents.__getitem__)
    place[asked[ordered]] = np.arange(len(asked))
    return place


def _contents(listings: Listings, which: Int64s) -> list[tuple[str, ...]]:
    """The list's name and the cells of each of the listings asked for."""
    contents: list[tuple[str, ...]] = [()] * len(which)
    codes = listings.list_code[which]
    for code in np.unique(codes):
        here = np.flatnonzero(codes == code)
        frame = listings.raw[code].iloc[listings.position[which[here]]]
        rows = frame[sorted(frame.columns)].to_numpy(dtype=object).tolist()
        for at, row in zip(here.tolist(), rows, strict=True):
            contents[at] = (listings.lists[code].name, *row)
    return contents
