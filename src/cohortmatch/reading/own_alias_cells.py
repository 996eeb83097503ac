"""The alias columns of a list without the people whom their cells name beside the nominal."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cohortmatch.core.findings import Finding
from cohortmatch.core.types import ColumnUse
from cohortmatch.reading.columns.headings import field_of
from cohortmatch.values.alias_cells import own_aliases

__all__ = ["without_others_in_aliases"]

ALIASES = ("alias", "street_name")


def without_others_in_aliases(
    frame: pd.DataFrame, rows: Sequence[object], uses: Sequence[ColumnUse]
) -> tuple[pd.DataFrame, list[Finding]]:
    """The frame with only nominals' own aliases, and a finding for each column that was cut.

    `rows` are the labels of the frame's rows. A frame without such a cell is returned as it is.
    """
    found = []
    for use in uses:
        if not _holds_aliases(use) or use.heading not in frame.columns:
            continue
        own = frame[use.heading].map(own_aliases)
        cut = (own != frame[use.heading]).to_numpy()
        if cut.any():
            told = tuple(row for row, is_cut in zip(rows, cut, strict=True) if is_cut)
            found.append(Finding("name-of-another-person", "", use.heading, told))
            frame = frame.assign(**{use.heading: own})
    return frame, found


def _holds_aliases(use: ColumnUse) -> bool:
    """Whether a column is of aliases, or only carried along under a heading that says so."""
    is_carried = use.field in ("status", "other")
    return use.field in ALIASES or (is_carried and field_of(use.heading) in ALIASES)
