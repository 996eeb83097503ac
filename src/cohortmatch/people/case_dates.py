"""The dates that lists give of a person's case, each by its kind and its own heading.

Policy: a cell that says nothing ("TBC") or a rhythm ("weekly") is no date and no fault. A cell of a
kind of dates that holds anything else is a fault, and is told with why. A last contact after the
day of the run is in the future, and so is no contact. How somebody was contacted may stand beside
the day ("16/12/25 phone").
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from cohortmatch.core.types import Listings
from cohortmatch.people.progress import contact_words
from cohortmatch.people.status import Said
from cohortmatch.values.case_dates import case_day, case_day_beside, month_first
from cohortmatch.values.text import fold, is_placeholder

__all__ = ["DATED", "FUTURE", "NO_DATE", "CaseDate", "CaseDates"]

DATED = ("review", "last_review", "appointment", "contact", "ends", "release")
"""The kinds of status that are dates."""
PAST = ("contact", "last_review")
"""The kinds whose dates cannot be in the future."""
NO_DATE, FUTURE = "is no date", "is in the future"
UNDATED = frozenset(
    (
        *("weekly", "fortnightly", "monthly", "quarterly", "ongoing", "none", "nil", "n/a", "na"),
        *("tbc", "tba", "tbd", "pending", "indefinite", "life", "never", "yes", "no", "y", "n"),
        *("not applicable", "not set", "to be arranged", "to be confirmed", "not yet", "overdue"),
    )
)
"""Cells that are no date and need none."""
WITHHELD = "withheld: "
"""How a cell begins that a sharing agreement keeps from the reader."""


class CaseDate(NamedTuple):
    """One date of a listing: its heading, the cell as written, the day, and why there is none."""

    heading: str
    text: str
    day: date | None
    fault: str = ""


class CaseDates:
    """The dates of listings; how each column writes them is found out once."""

    def __init__(self, listings: Listings) -> None:
        self._listings = listings
        self._orders: dict[tuple[int, str], bool] = {}

    def of(self, listing: int, said: Said, kind: str) -> list[CaseDate]:
        """A listing's dates of one kind, those that cannot be used with their fault."""
        cells = said.cells.get(kind, ())
        return [self._read(listing, head, text, kind) for head, text in cells if _is_told(text)]

    def _read(self, listing: int, heading: str, text: str, kind: str) -> CaseDate:
        is_month_first = self._is_month_first(listing, heading)
        day = case_day(text, is_month_first=is_month_first)
        if day is None and kind == "contact":
            day = case_day_beside(text, contact_words(), is_month_first=is_month_first)
        if day is None:
            return CaseDate(heading, text, None, NO_DATE)
        as_of = self._listings.as_of
        if kind in PAST and as_of is not None and day > as_of:
            return CaseDate(heading, text, None, FUTURE)
        return CaseDate(heading, text, day)

    def _is_month_first(self, listing: int, heading: str) -> bool:
        key = int(self._listings.list_code[listing]), heading
        if key not in self._orders:
            frame = self._listings.raw[key[0]]
            texts = frame[heading].tolist() if heading in frame.columns else []
            self._orders[key] = month_first(texts)
        return self._orders[key]


def _is_told(text: str) -> bool:
    """Whether a cell says anything that could be a date."""
    plain = fold(text).strip(" .")
    return not (is_placeholder(text, "other") or plain in UNDATED or plain.startswith(WITHHELD))


def days(found: Mapping[int, list[CaseDate]]) -> list[date]:
    """The days among some listings' dates, earliest first."""
    return sorted(each.day for dates in found.values() for each in dates if each.day)
