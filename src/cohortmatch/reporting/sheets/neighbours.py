"""Neighbours: people of a panel whose address is outside our area."""

from __future__ import annotations

from cohortmatch.core.plurals import count
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.linkage.explanations import listed
from cohortmatch.people.neighbours import Neighbour, Residences
from cohortmatch.reporting.sheet import Cell, ReportSheet, SheetColumn, SheetTable, columns
from cohortmatch.reporting.sheets.clocks import panels_of

__all__ = ["neighbours"]

NOT_SET = (
    "Ours is the postcode area in which more than half of the people live, which is wider than a "
    "borough.",
    "Neighbours within it are not listed. Name the borough's districts in the settings: `ours` "
    "under [statistics].",
)
SET = "Ours is what the settings name; a district that two boroughs share counts wholly as ours."
UNKNOWN = "Which area is ours is not known: name it in the settings, `ours` under [statistics]"
BY = "By postcodes on rows that are certainly the person's; no prison, hostel or office counts."


def neighbours(view: Redacted) -> ReportSheet:
    """The sheet of who lives elsewhere."""
    homes = Residences(view, view.profile_columns.ours)
    head = columns(
        SheetColumn("Ref", 8),
        SheetColumn("Name", 24),
        SheetColumn("Age", 8),
        SheetColumn("Districts elsewhere", 34),
        SheetColumn("An address here too", 12),
        SheetColumn("On panels", 26),
    )
    found = sorted(homes.neighbours, key=lambda n: (n.is_here_too, [d for _, d in n.places]))
    rows = [_row(view, each) for each in found]
    return ReportSheet(
        title="Neighbours",
        sentence=_sentence(homes, found),
        table=SheetTable("Neighbours", head, rows, "Nobody is among them"),
        lines=(*((SET,) if homes.is_set else NOT_SET), BY),
    )


def _sentence(homes: Residences, found: list[Neighbour]) -> str:
    if not homes.ours:
        return f"{UNKNOWN}."
    here_too = sum(each.is_here_too for each in found)
    known = count(len(homes.known), "person", "people")
    ours = listed(list(homes.ours))
    return (
        f"{known} on a panel with a postcode. Outside {ours} alone: {len(found) - here_too:,}; "
        f"with an address there and in {ours}: {here_too:,}."
    )


def _row(view: Redacted, each: Neighbour) -> list[Cell]:
    person = each.person
    return [
        *(person.person_id, view.title(person), view.age_words(person)),
        "\n".join(f"{name}: {district}" for name, district in each.places),
        "Yes" if each.is_here_too else None,
        panels_of(view, person),
    ]
