"""What one reader may see of other lists' columns and rows; the terms are asked for each.

Policy: a column is shown where the terms allow its item for anybody, and then row by row. Columns
about other people are never shown. Whatever the item, only a short value of its known shape is
shown, unless the terms allow the list's free text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from cohortmatch.core.arrays import Bools
from cohortmatch.core.types import ColumnUse, ListInfo, Listings
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.closed import is_closed_heading, is_closed_value
from cohortmatch.disclosure.known_headings import is_known_heading
from cohortmatch.disclosure.sharing_agreement.ages_of_rows import ages_of
from cohortmatch.disclosure.sharing_agreement.items import (
    CARRIED,
    LISTED,
    MAPPA,
    NAME_FIELDS,
    NOTES,
    items_of,
)
from cohortmatch.disclosure.sharing_agreement.report_terms import ReportTerms
from cohortmatch.disclosure.sharing_agreement.row_table import RowTable
from cohortmatch.disclosure.short_values import is_short_value
from cohortmatch.people.status import kind_of

__all__ = ["AgreedShare", "AnyShare", "Share"]


@dataclass(frozen=True)
class Share:
    """What may be seen of any other list, as the borough's settings say."""

    terms: ReportTerms
    _closed: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    keeps_own = True
    """Whether the reader keeps its own list, and sees it whole."""
    rows: RowTable | None = None
    """Which rows may be seen, where it is not the same for all."""

    def told(self, listings: Listings) -> Bools:
        """The listings of other lists of which the reader may learn."""
        return np.ones(len(listings), dtype=bool)

    @property
    def choices(self) -> Choices:
        """The borough's choices."""
        return self.terms.choices

    def _may(self, item: str, info: ListInfo | None) -> bool:
        name = "" if info is None else info.name
        return self.terms.may(name, item, "subject", "", "", None).allowed

    def field(self, name: str, info: ListInfo | None = None) -> bool:
        """Whether a field of another list may be seen."""
        item = "name" if name in NAME_FIELDS else name
        return self._may(item, info) and not self._is_closed(name)

    def _is_closed(self, heading: str) -> bool:
        """Whether a heading is closed; each is looked at once, for every list and reader."""
        if heading not in self._closed:
            self._closed[heading] = is_closed_heading(heading, self.choices)
        return self._closed[heading]

    def column(self, use: ColumnUse, info: ListInfo) -> bool:
        """Whether a column of another list may be seen."""
        if self._is_closed(use.heading):
            return False
        if use.field == "status":
            kind = kind_of(use.heading)
            return self._may(kind, info) and is_known_heading(use.heading, kind)
        return self.field(use.field, info)

    def of_columns(self, info: ListInfo) -> tuple[object, ...]:
        """What decides which columns and values of a list are seen: the same for every reader."""
        return ()

    def shown_as(self, use: ColumnUse) -> ColumnUse:
        """A column as it stands in the view."""
        return use

    def value(self, use: ColumnUse, text: str, info: ListInfo) -> bool:
        """Whether a value of a column with a status may be seen."""
        kind = kind_of(use.heading)
        return is_short_value(kind, text) and not is_closed_value(text, self.choices)


STRICT = Choices(restricted=("MAPPA",))
"""Choices under which everything about public protection is recognised and closed."""


@dataclass(frozen=True, eq=False, repr=False)
class AgreedShare:
    """What a recipient may see of each list under a sharing agreement: `rows` has the answers.

    `keeps_own`: its own list is its organisation's, and it sees that whole.
    """

    rows: RowTable
    keeps_own: bool

    def told(self, listings: Listings) -> Bools:
        """The listings of other lists of which the reader may learn."""
        return self.rows.allowed(LISTED, listings, ages_of(listings))

    def items(self, use: ColumnUse, info: ListInfo) -> tuple[str, ...]:
        """The items that a column of a list is; none where no rule can name it, as where it is
        another person's, or holds a name or date again that other columns hold too."""
        if use.person or (use.field in CARRIED and use.is_again):
            return ()
        return items_of(use.heading, use.field)

    def field(self, name: str, info: ListInfo | None = None) -> bool:
        """Whether a field may be seen of anybody on a list."""
        item = "name" if name in NAME_FIELDS else name
        return info is not None and self.rows.ever(item, info)

    def column(self, use: ColumnUse, info: ListInfo) -> bool:
        """Whether a column stands in the view: with what may be seen of anybody on the list, or
        only to say by which rule it is withheld."""
        items = self.items(use, info)
        asks = self.rows.named if use.field in CARRIED else self.rows.ever
        return bool(items) and all(asks(item, info) for item in items)

    def of_columns(self, info: ListInfo) -> tuple[object, ...]:
        """What decides which columns and values of a list are seen by anybody."""
        shown = tuple(self.column(use, info) for use in info.columns)
        return shown, self.rows.ever(MAPPA, info), self.rows.ever(NOTES, info)

    def shown_as(self, use: ColumnUse) -> ColumnUse:
        """A column as it stands in the view: what is carried along at all is a status there."""
        return replace(use, field="status") if use.field in CARRIED else use

    def value(self, use: ColumnUse, text: str, info: ListInfo) -> bool:
        """Whether a value of a column that is carried along may be seen of anybody."""
        return all(self.rows.ever(item, info) for item in self.value_items(use, text))

    def value_items(self, use: ColumnUse, text: str) -> Iterator[str]:
        """The items that a value is beside those of its column: one about public protection is that
        as well, and one of another shape than its column's is free text."""
        if is_closed_value(text, STRICT):
            yield MAPPA
        if not is_short_value(kind_of(use.heading), text):
            yield NOTES


AnyShare = Share | AgreedShare
