"""For tasking: people on a panel at whom to look first, what lists say and who holds them."""

from __future__ import annotations

from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.persons import Person
from cohortmatch.people.tasking import REASONS, tasks
from cohortmatch.reporting.sheet import ReportSheet, SheetColumn, SheetTable, columns
from cohortmatch.reporting.sheets.clocks import DECIDE, counted, panels_of
from cohortmatch.reporting.sheets.people import marked

__all__ = ["tasking"]

NONE = "Nobody on a panel is among them"
CERTAIN = (
    "Only rows that are certainly the person's count. Somebody has no fixed abode if any list says "
    "so."
)


def tasking(view: Redacted) -> ReportSheet:
    """The sheet of who is red and away, leaves custody without a home, or has none."""
    found = tasks(view)
    head = columns(
        SheetColumn("Why", 34),
        SheetColumn("Ref", 8),
        SheetColumn("Name", 24),
        SheetColumn("Age", 8),
        SheetColumn("Lists say", 50),
        SheetColumn("On panels", 22),
        SheetColumn("On registers", 22),
    )
    rows = [
        [
            *(each.reason, each.person.person_id, view.title(each.person)),
            view.age_words(each.person),
            "\n".join(each.words),
            panels_of(view, each.person),
            _registers(view, each.person) or None,
        ]
        for each in found
    ]
    told = counted([each.reason for each in found], REASONS)
    return ReportSheet(
        title="For tasking",
        sentence=f"{told or NONE}. {DECIDE}",
        table=SheetTable("For_tasking", head, rows, NONE),
        lines=(CERTAIN,),
    )


def _registers(view: Redacted, person: Person) -> str:
    lists = view.listings.lists
    return ", ".join(marked(view, person, c) for c in person.lists if lists[c].kind == "register")
