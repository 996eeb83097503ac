"""Columns that are carried along and whose heading says none of the known kinds of status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cohortmatch.core.findings import UNKNOWN_COLUMN, Finding
from cohortmatch.core.types import ListInfo
from cohortmatch.people.status import ALSO, kind_of

__all__ = ["unknown_columns"]


def unknown_columns(lists: Iterable[ListInfo]) -> Iterator[Finding]:
    """A finding for each such column of each list."""
    for info in lists:
        for use in info.columns:
            if use.field == "status" and kind_of(use.heading) == ALSO:
                yield Finding(UNKNOWN_COLUMN, info.name, use.heading)
