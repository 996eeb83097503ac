"""Withheld cells: what stands in place of a value that a rule keeps from a reader, and how many.

Policy: a cell is withheld because of its row's role or age, never because of what stands in it; so
an empty cell is withheld and counted as well, and neither text nor count tells of the value. A
value that is more than its column (free text, or about public protection) is blank, and not
counted, in a row of which the rules do not name that too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import reduce

import numpy as np
import pandas as pd

from cohortmatch.core.arrays import Bools
from cohortmatch.core.types import ColumnUse, Listings
from cohortmatch.disclosure.share import AgreedShare
from cohortmatch.disclosure.sharing_agreement.ages_of_rows import Groups
from cohortmatch.disclosure.sharing_agreement.items import CARRIED, MAPPA, NOTES
from cohortmatch.values.roles import Role

__all__ = ["Withheld", "withheld_cells"]

Withheld = Counter[str]
"""How many cells are withheld, by the rule that withholds them."""
WITHHELD = "withheld: "
"""How a withheld cell begins."""


def withheld_cells(
    frame: pd.DataFrame, listings: Listings, code: int, ages: Groups, share: AgreedShare
) -> tuple[pd.DataFrame, Withheld]:
    """A list's frame (its kept rows, in the order of the listings) with what is withheld of each
    row replaced, in a column that is carried along by the rule, in a detail by nothing; and how
    many cells are."""
    here = np.flatnonzero(listings.list_code == code)
    info = listings.lists[code]
    told = listings.role[here] == Role.subject
    more = {item: share.rows.allowed(item, listings, ages)[here] for item in (MAPPA, NOTES)}
    changed, count = frame, Withheld()
    for use in info.columns:
        if use.heading not in frame.columns:
            continue
        items = share.items(use, info)
        allowed = (share.rows.allowed(item, listings, ages)[here] for item in items)
        hidden = told & ~reduce(np.logical_and, allowed)
        blank = told & ~hidden & _is_more(changed[use.heading], use, share, more)
        if not (hidden | blank).any():
            continue
        rows = zip(listings.role[here][hidden], ages[here][hidden], strict=True)
        rules = [_withheld(share, items, code, listings, *row) for row in rows]
        changed = frame.copy() if changed is frame else changed
        changed.loc[blank, use.heading] = ""
        changed.loc[hidden, use.heading] = [_text(use, rule) for rule in rules]
        count.update(rule.removeprefix(WITHHELD) for rule in rules)
    return changed, count


def _is_more(
    texts: pd.Series[str], use: ColumnUse, share: AgreedShare, allowed: Mapping[str, Bools]
) -> Bools:
    """The rows whose value is an item beside those of its column that is not `allowed` of them."""
    found = np.zeros(len(texts), dtype=bool)
    if share.shown_as(use).field != "status":
        return found
    values = [set(share.value_items(use, text)) if text else set() for text in texts.tolist()]
    for item, may in allowed.items():
        found |= ~may & np.array([item in each for each in values], dtype=bool)
    return found


def _withheld(
    share: AgreedShare, items: Iterable[str], code: int, listings: Listings, role: int, age: int
) -> str:
    """What stands for a cell of a row, of a column that is these items."""
    info = listings.lists[code]
    answers = (share.rows.withheld(item, info, role, age) for item in items)
    return next(answer.withheld for answer in answers if not answer.allowed)


def _text(use: ColumnUse, words: str) -> str:
    return words if use.field in CARRIED else ""
