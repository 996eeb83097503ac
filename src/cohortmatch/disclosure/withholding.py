"""Withheld cells: what stands in place of a value that a rule keeps from a reader, and how many.

Policy: a cell is withheld because of its row's role or age, never because of what stands in it; so
an empty cell is withheld as well, and the text tells nothing of the value.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from cohortmatch.core.types import ColumnUse, Listings
from cohortmatch.disclosure.share import AgreedShare
from cohortmatch.disclosure.sharing_agreement.ages_of_rows import Groups
from cohortmatch.values.roles import Role

__all__ = ["WITHHELD", "count_withheld", "withheld_cells"]

WITHHELD = "withheld: "
"""How a withheld cell begins."""


def withheld_cells(
    frame: pd.DataFrame, listings: Listings, code: int, ages: Groups, share: AgreedShare
) -> pd.DataFrame:
    """A list's frame (its kept rows, in the order of the listings) with what is withheld of each
    row replaced: in a column of status by the rule, in a detail by nothing."""
    here = np.flatnonzero(listings.list_code == code)
    info = listings.lists[code]
    uses = [use for use in info.columns if use.heading in frame.columns]
    told = listings.role[here] == Role.subject
    changed = frame
    for use in uses:
        item = share.item(use, info)
        hidden = told & ~share.rows.allowed(item, listings, ages)[here]
        if not hidden.any():
            continue
        changed = frame.copy() if changed is frame else changed
        changed.loc[hidden, use.heading] = [
            _text(use, share.rows.withheld(item, info, role, age).withheld)
            for role, age in zip(listings.role[here][hidden], ages[here][hidden], strict=True)
        ]
    return changed


def _text(use: ColumnUse, words: str) -> str:
    return words if use.field == "status" else ""


def count_withheld(frames: list[pd.DataFrame]) -> Counter[str]:
    """How many cells of a redacted view are withheld, by the rule that withholds them."""
    found: Counter[str] = Counter()
    for frame in frames:
        for heading in frame.columns:
            texts = frame[heading].tolist()
            found.update(t.removeprefix(WITHHELD) for t in texts if t.startswith(WITHHELD))
    return found
