"""Rows of an edition as tables and cards: what is stored is drawn, and nothing is worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.urls import reverse

from cohortmatch.portal.look.table import TableCell
from cohortmatch.portal.models import (
    PublishedEdition,
    PublishedPerson,
    PublishedRow,
    PublishedSheet,
)

__all__ = ["SheetPart", "card_of", "changed_rows", "drawn", "first_page", "person_address"]

Told = list[tuple[str, str]]
"""A row: each heading with its cell."""
A_PAGE = 50
"""Rows of a sheet on one page."""
NUMBERS = ("number", "share")
NAME, REF, NUMBER = "Name", "Ref", "No."
NEW = ("Since last edition", "New")
"""The columns that say what is new of somebody."""


@dataclass(frozen=True)
class SheetPart:
    """A sheet, or some of its rows, as a table: its headings and cells."""

    sheet: PublishedSheet
    columns: list[str]
    rows: list[list[TableCell]]
    page: Page[PublishedRow] | None = None

    def __repr__(self) -> str:
        return f"<SheetPart of {len(self.rows)} rows>"


def drawn(sheet: PublishedSheet, slug: str, rows: Iterable[PublishedRow]) -> SheetPart:
    """Rows of a sheet of the edition with this slug; a person's name leads to their card."""
    heads = [heading for heading, _ in sheet.columns]
    kinds = [kind for _, kind in sheet.columns]
    linked = next((heads.index(each) for each in (NAME, REF) if each in heads), None)
    unproven = _unproven(sheet)
    cells = [list(_cells(each, kinds, linked, slug, unproven(each))) for each in rows]
    return SheetPart(sheet, heads, cells)


def first_page(sheet: PublishedSheet, slug: str, number: str | None) -> SheetPart:
    """One page of a sheet; the first for a number that is none, the last for one too great."""
    rows = sheet.rows.select_related("person")
    page = Paginator(rows, A_PAGE).get_page(number or 1)
    part = drawn(sheet, slug, page.object_list)
    return SheetPart(part.sheet, part.columns, part.rows, page)


def _cells(
    row: PublishedRow, kinds: Sequence[str], linked: int | None, slug: str, note: str
) -> Iterator[TableCell]:
    href = "" if row.person is None else person_address(slug, row.person)
    for place, (text, kind) in enumerate(zip(row.cells, kinds, strict=True)):
        is_link = bool(place == linked and text)
        of_name = note if is_link else ""
        yield TableCell(text, href if is_link else "", is_number=kind in NUMBERS, note=of_name)


def _unproven(sheet: PublishedSheet) -> Callable[[PublishedRow], str]:
    """What the chair's page says at its foot of the person of a row, whom it names by number and
    name; '' for nothing."""
    heads = [heading for heading, _ in sheet.columns]
    if not {NUMBER, NAME} <= set(heads) or not sheet.notes:
        return lambda row: ""
    by_number: dict[str, list[str]] = {}
    for _, text in sheet.notes:
        by_number.setdefault(text.partition(" ")[0], []).append(text)

    def of(row: PublishedRow) -> str:
        number, name = (row.cells[heads.index(each)] for each in (NUMBER, NAME))
        begins, found = f"{number} {name}: ", by_number.get(number, ())
        told = " ".join(each.removeprefix(begins) for each in found if each.startswith(begins))
        return f"Unproven: {told}" if told else ""

    return of


def person_address(slug: str, person: PublishedPerson) -> str:
    """Where somebody's card is."""
    return reverse("person", kwargs={"panel": slug, "token": person.token})


def card_of(person: PublishedPerson) -> list[tuple[PublishedSheet, list[Told]]]:
    """All that an edition says of a person: for each sheet its rows, heading and cell by cell. What
    the card's heading says already, and what is blank, is left out."""
    found: dict[int, tuple[PublishedSheet, list[Told]]] = {}
    rows = person.rows.select_related("sheet").order_by("sheet__position", "position")
    for row in rows:
        heads = [heading for heading, _ in row.sheet.columns]
        known = {(REF, person.ref), (NAME, person.name)}
        every = zip(heads, row.cells, strict=True)
        if told := [(head, cell) for head, cell in every if cell and (head, cell) not in known]:
            found.setdefault(row.sheet_id, (row.sheet, []))[1].append(told)
    return list(found.values())


def changed_rows(edition: PublishedEdition) -> Iterator[SheetPart]:
    """Those rows of each sheet that say what is new of somebody, and who left the list."""
    for sheet in edition.sheets.all():
        heads = [heading for heading, _ in sheet.columns]
        place = next((heads.index(each) for each in NEW if each in heads), None)
        if place is not None and not sheet.slug.startswith("meeting-"):
            rows = sheet.rows.select_related("person")
            yield drawn(sheet, edition.slug, (row for row in rows if row.cells[place]))
        elif sheet.slug in ("no-longer-on-the-list", "changes"):
            yield drawn(sheet, edition.slug, sheet.rows.select_related("person"))
