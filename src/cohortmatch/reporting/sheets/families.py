"""Families: everybody on a panel, and whether their family is on a programme for families."""

from __future__ import annotations

from cohortmatch.core.plurals import count
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.linkage.explanations import listed
from cohortmatch.people.families import PLACES, FamilyLink, FamilyLinks
from cohortmatch.reporting.sheet import Cell, ReportSheet, SheetColumn, SheetTable, columns
from cohortmatch.reporting.sheets.clocks import counted, panels_of

__all__ = ["families", "family_words", "has_families"]

NONE = "Nobody is on a panel"
LINES = (
    "For the programme's co-ordinator, for claims and referrals. One row for each person whom a "
    "panel lists as a subject.",
    "People whom only a list of families names have no row, nor have victims and witnesses. The "
    "same address does not prove that people are one family.",
    "It names panels that a co-ordinator may not be allowed to know of (MAPPA): see the agreement "
    "first.",
)


def has_families(view: Redacted) -> bool:
    """Whether any list that was read is of families."""
    return any(info.of_families for info in view.listings.lists)


def families(view: Redacted) -> ReportSheet:
    """The sheet of whose family is on the programme, and whose is not."""
    found = FamilyLinks(view)
    head = columns(
        SheetColumn("Programme", 26),
        SheetColumn("Ref", 8),
        SheetColumn("Name", 24),
        SheetColumn("Age", 8),
        SheetColumn("Panels", 7, "number"),
        SheetColumn("On panels", 24),
        SheetColumn("Family", 28),
        SheetColumn("The list says", 40),
    )
    rows = [_row(view, found, link) for link in found.links]
    beside = f"beside {listed(found.lists)}" if found.lists else "and no list of families was read"
    told = counted([link.place for link in found.links], PLACES)
    return ReportSheet(
        title="Families",
        sentence=f"{told or NONE}.",
        table=SheetTable("Families", head, rows, NONE),
        lines=(f"{count(len(rows), 'person', 'people')} on a panel, {beside}.", *LINES),
    )


def _row(view: Redacted, found: FamilyLinks, link: FamilyLink) -> list[Cell]:
    person = link.person
    return [
        *(link.place, person.person_id, view.title(person), view.age_words(person)),
        found.panels(person),
        panels_of(view, person),
        "\n".join(dict.fromkeys(family_words(view, row) for row in link.rows)) or None,
        "\n".join(link.says) or None,
    ]


def family_words(view: Redacted, listing: int) -> str:
    """A family as its list has it: "Families, row 12: Family ID: F-0012"."""
    told = "; ".join(view.written.labelled(listing, "reference", known=True))
    where = f"{view.list_names[view.list_code[listing]]}, row {view.listings.row[listing]}"
    return f"{where}: {told}" if told else where
