"""The panel's own list as published, and what is typed about its rows now.

Policy: a page shows of the list's own cells only what an edition may show of a cell: short, and
about the listed person. A longer text stays on the list until somebody types over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cohortmatch.portal.models import (
    ChangeState,
    ProgressChange,
    ProgressRow,
    PublishedEdition,
    PublishedList,
    PublishedPerson,
    PublishedRun,
)
from cohortmatch.portal.progress.sent import SentList, sent_list
from cohortmatch.services.own_list import OwnList, OwnRow, TypedField, shown_cell
from cohortmatch.services.own_list_file import CellChange

__all__ = ["OPEN", "FieldNow", "PanelList", "RowNow", "panel_list"]

OPEN = (ChangeState.OPEN, ChangeState.ASKED)
"""States of what stands beside the list."""


@dataclass(frozen=True, repr=False)
class FieldNow:
    """One thing that may be typed about a row: what is shown of it now, and the list's own `cell`;
    `is_hidden` where the list holds a text that is not shown, `change` where something typed stands
    beside the list."""

    number: int
    field: TypedField
    text: str
    cell: str
    is_hidden: bool
    change: ProgressChange | None

    @property
    def name(self) -> str:
        """Its name in a form."""
        return f"f{self.number}"

    def __repr__(self) -> str:
        return f"<FieldNow {self.name}>"


@dataclass(frozen=True, repr=False)
class RowNow:
    """One row of the list with what is typed about it; `kept` is None until something is."""

    own: OwnRow
    kept: ProgressRow | None
    fields: tuple[FieldNow, ...]
    version: str

    def __repr__(self) -> str:
        return f"<RowNow {self.version}>"


@dataclass(frozen=True, repr=False)
class PanelList:
    """The list of a panel in the published run, and the one that its keeper `sent` since."""

    published: PublishedList
    own: OwnList
    run: PublishedRun
    sent: SentList | None = None

    def rows_of(self, person: PublishedPerson) -> list[OwnRow]:
        """The rows of a person on this list."""
        by_listing = self.own.by_listing
        return [by_listing[each] for each in person.own_listings if each in by_listing]

    def kept(self, row: OwnRow, *, lock: bool = False) -> ProgressRow | None:
        """What is kept of a row; locked until the transaction ends, where asked."""
        found = ProgressRow.objects.select_for_update() if lock else ProgressRow.objects.all()
        return found.filter(
            label=self.published.label,
            list_name=self.published.name,
            digest=row.content.digest,
        ).first()

    def now(self, row: OwnRow, *, lock: bool = False) -> RowNow:
        """A row as it is shown now: with the cells of the list that was sent last."""
        kept = self.kept(row, lock=lock)
        open_ones = kept.changes.filter(state__in=OPEN) if kept else ()
        typed = {each.heading: each for each in open_ones}
        newest = self.sent.row_like(row) if self.sent else None
        cells = (newest or row).cells
        fields = [
            _field(number, field, cells, typed.get(field.heading))
            for number, field in enumerate(self.own.fields)
        ]
        sent = self.sent.upload.pk if self.sent else 0
        version = f"{self.run.pk}.{sent}.{kept.version if kept else 0}"
        return RowNow(row, kept, tuple(fields), version)

    def changes(self, *states: str) -> list[ProgressChange]:
        """What is typed about any row of the list, of some states."""
        found = ProgressChange.objects.filter(
            row__label=self.published.label, row__list_name=self.published.name, state__in=states
        )
        return list(found.select_related("row").order_by("row__listing", "version", "pk"))

    def to_write(self) -> list[CellChange]:
        """What is to be written into the list that is given out: typed here, and not in
        question."""
        if self.sent is not None:
            return self.sent.to_write()
        rows = self.own.by_listing
        return [
            CellChange(each.row.listing, each.heading, each.text)
            for each in self.changes(ChangeState.OPEN)
            if each.row.listing in rows
        ]

    def __repr__(self) -> str:
        return f"<PanelList of {self.published.name}>"


def panel_list(edition: PublishedEdition) -> PanelList | None:
    """The list that an edition's reader keeps, the same for each of the reader's editions of it;
    None where it is another organisation's, or none is published."""
    own = edition.own_list
    found = edition.run.own_lists.filter(name=own).first() if own else None
    if found is None or not found.rows:
        return None
    return PanelList(found, OwnList.from_json(found.rows), edition.run, sent_list(found))


def people_by_listing(edition: PublishedEdition) -> dict[str, PublishedPerson]:
    """Whose row each of the list is, by the ids of rows; a row that two may be is the first's."""
    found: dict[str, PublishedPerson] = {}
    people: Iterable[PublishedPerson] = edition.people.order_by("pk")
    for person in people:
        for listing in person.own_listings:
            found.setdefault(listing, person)
    return found


def _field(
    number: int, field: TypedField, cells: Mapping[str, str], change: ProgressChange | None
) -> FieldNow:
    cell = cells.get(field.heading, "")
    shown = shown_cell(field.heading, cell)
    text = change.text if change else shown
    return FieldNow(number, field, text, cell, bool(cell and not shown and not change), change)
