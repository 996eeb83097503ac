"""Which rows decide how a list is written: what a column is, the order of names, of dates."""

from __future__ import annotations

from datetime import date

import numpy as np

from cohortmatch.core.arrays import Bools, Int8s
from cohortmatch.core.types import RawList
from cohortmatch.normalising.roles import MATCHED, listing_roles, puts_on_list

__all__ = ["deciding", "rows_aside"]


def deciding(raw: RawList, roles: Int8s, closed: frozenset[object] = frozenset()) -> Bools:
    """Which rows say how a list is written: those that put somebody on it, else those of anybody
    who is matched; of those that are `closed` none."""
    is_open = np.ones(len(raw.rows), dtype=bool)
    if closed:
        is_open = np.array([row not in closed for row in raw.rows], dtype=bool)
    on_list = puts_on_list(raw, roles) & is_open
    result: Bools = on_list if on_list.any() else np.isin(roles, MATCHED) & is_open
    return result


def rows_aside(
    raw: RawList, as_of: date, closed: frozenset[object] = frozenset()
) -> frozenset[object]:
    """The rows that say nothing of how a list is written, by their labels, where some are `closed`;
    `as_of` is the day of the run."""
    says = deciding(raw, listing_roles(raw, as_of).roles, closed)
    return frozenset(raw.rows[place] for place in np.flatnonzero(~says))
