"""Normalising again for a reader: without some lists, and without the rows that are closed to it.

Policy: a closed row says nothing of the others: not what a column is, not in which order names
stand, not how dates are written. A list whose closed rows decide any of it is read again without
them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from cohortmatch import normalising, reading
from cohortmatch.core.types import Listings, RawList
from cohortmatch.normalising import Coded, Institutions

__all__ = ["NormalisedAgain"]

Positions = npt.NDArray[np.intp]
ClosedRows = dict[str, frozenset[object]]
"""The labels of closed rows, by the name of their list; no entry where there are none."""


@dataclass(frozen=True, eq=False, repr=False)
class NormalisedAgain:
    """Normalises lists as if some of them, and some rows of the others, had not been there.

    What is left is coded once for all readers to whom the same lists and rows are closed.
    """

    raw: tuple[RawList, ...]
    as_of: date
    places: Institutions
    _coded: dict[frozenset[str], Coded]
    _lists: dict[frozenset[str], tuple[RawList, ...]] = field(default_factory=dict)
    _narrowed: dict[object, Coded | None] = field(default_factory=dict)

    def __call__(self, names: frozenset[str], rows: Callable[[Listings], Positions]) -> Listings:
        """The listings without the lists of these names, and with these rows of the rest."""
        coded = self._without_lists(names)
        kept = rows(coded.listings)
        closed = _closed(coded.listings, kept)
        again = self._without_rows(names, closed)
        if again is None:
            return coded.settled(kept)
        open_still = rows(again.listings)
        return again.settled(open_still[_are_open(again.listings, open_still, closed)])

    def _left(self, names: frozenset[str]) -> tuple[RawList, ...]:
        if names not in self._lists:
            self._lists[names] = reading.without(self.raw, names) if names else self.raw
        return self._lists[names]

    def _without_lists(self, names: frozenset[str]) -> Coded:
        if names not in self._coded:
            left = self._left(names)
            some = self._coded[frozenset()].among(left)
            self._coded[names] = self._code(left) if some is None else some
        return self._coded[names]

    def _code(self, lists: Sequence[RawList]) -> Coded:
        return normalising.coded(lists, self.as_of, self.places)

    def _without_rows(self, names: frozenset[str], closed: ClosedRows) -> Coded | None:
        """The lists that are left, read without closed rows; None where these decide nothing."""
        key = names, frozenset(closed.items())
        if key not in self._narrowed:
            narrowed = self._read_without(self._left(names), closed)
            self._narrowed[key] = None if narrowed is None else self._code(narrowed)
        return self._narrowed[key]

    def _read_without(
        self, lists: Sequence[RawList], closed: ClosedRows
    ) -> tuple[RawList, ...] | None:
        out = [closed.get(raw.info.name, frozenset[object]()) for raw in lists]
        both = list(zip(lists, out, strict=True))
        aside = [
            normalising.rows_aside(raw, self.as_of, rows) if rows else rows for raw, rows in both
        ]
        if not any(self._decide(raw, rows) for raw, rows in both):
            return None
        read = reading.decided_without(lists, aside)
        as_before = all(
            now.info is raw.info and not (rows and self._dates_say_more(raw, rows))
            for now, (raw, rows) in zip(read, both, strict=True)
        )
        if as_before:
            return None
        again = zip(read, out, strict=True)
        return tuple(reading.without_rows(raw, rows) if rows else raw for raw, rows in again)

    def _dates_say_more(self, raw: RawList, closed: frozenset[object]) -> bool:
        return normalising.dates_say_more(raw, self.as_of, closed)

    def _decide(self, raw: RawList, closed: frozenset[object]) -> bool:
        """Whether any of the closed rows says how a list is written."""
        return not closed <= normalising.rows_aside(raw, self.as_of) if closed else False


def _closed(listings: Listings, kept: Positions) -> ClosedRows:
    """The rows that are not kept, by list."""
    is_out = np.ones(len(listings), dtype=bool)
    is_out[kept] = False
    found: ClosedRows = {}
    for code in np.unique(listings.list_code[is_out]).tolist():
        rows = listings.row[is_out & (listings.list_code == code)]
        found[listings.lists[code].name] = frozenset(rows.tolist())
    return found


def _are_open(
    listings: Listings, positions: Positions, closed: ClosedRows
) -> npt.NDArray[np.bool_]:
    """Which of some listings are not closed: who reads otherwise now stays closed."""
    names = [info.name for info in listings.lists]
    each = zip(listings.list_code[positions], listings.row[positions], strict=True)
    return np.array([row not in closed.get(names[code], ()) for code, row in each], dtype=bool)
