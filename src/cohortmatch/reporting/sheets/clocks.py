"""Clocks: contacts, reviews, ends and releases of everybody on a panel, and who turns 18."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cohortmatch.core.plurals import count
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.clocks import CLOCKS, Clock, months_between
from cohortmatch.people.clocks import clocks as found_clocks
from cohortmatch.people.persons import Person
from cohortmatch.reporting.sheet import Cell, ReportSheet, SheetColumn, SheetTable, columns
from cohortmatch.reporting.sheets.people import marked

__all__ = ["DECIDE", "clocks", "clocks_counted", "counted", "panels_of"]

TITLE, NONE = "Clocks", "No clock is due"
DECIDE = "This is what the lists say; the police and probation decide what to do."
FROM_DAY = (
    "Months are whole calendar months from the last contact on any panel's list that is certainly "
    "the person's; a later one on a register is told beside it. An end is shown from 8 weeks "
    "before. A date that is missing, in the future or impossible starts no clock."
)


def clocks(view: Redacted) -> ReportSheet:
    """The sheet of every clock, for the whole report."""
    found = found_clocks(view, view.choices.engagement_panels, media=True)
    head = columns(
        SheetColumn("Clock", 20),
        SheetColumn("Ref", 8),
        SheetColumn("Name", 22),
        SheetColumn("List", 10),
        SheetColumn("Due", 12, "date"),
        SheetColumn("Last contact", 12, "date"),
        SheetColumn("Months", 8, "number"),
        SheetColumn("The list says", 40),
        SheetColumn("On panels", 20),
        SheetColumn("How sure", 10),
    )
    rows = [_row(view, clock) for clock in found]
    return ReportSheet(
        title=TITLE,
        sentence=f"{clocks_counted(found) or NONE}. {DECIDE}",
        table=SheetTable("Clocks", head, rows, NONE),
        printed_to="How sure",
        lines=(FROM_DAY,),
    )


def counted(kinds: Sequence[str], order: Sequence[str]) -> str:
    """How many there are of each kind: "Checks due: 3; Turns 18: 1"."""
    tally = Counter(kinds)
    return "; ".join(f"{kind}: {tally[kind]:,}" for kind in order if tally[kind])


def clocks_counted(found: Sequence[Clock]) -> str:
    """How many clocks there are of each kind, and of how many people where somebody has two (of two
    rows, or of two lists): "Review overdue: 81, of 80 people"."""
    told = []
    for kind in CLOCKS:
        people = [clock.person.person_id for clock in found if clock.what == kind]
        apart = len({*people})
        of = f", of {count(apart, 'person', 'people')}" if apart < len(people) else ""
        told += [f"{kind}: {len(people):,}{of}"] if people else []
    return "; ".join(told)


def _row(view: Redacted, clock: Clock) -> list[Cell]:
    person, as_of = clock.person, view.listings.as_of
    assert as_of is not None
    return [
        clock.what,
        person.person_id,
        view.title(person),
        clock.list_name,
        clock.due,
        clock.since,
        months_between(clock.since, as_of) if clock.since else None,
        clock.words or None,
        panels_of(view, person),
        "Certain" if clock.is_certain else "To check",
    ]


def panels_of(view: Redacted, person: Person) -> str:
    """The panels that somebody is on, with a mark for what is certain."""
    lists = view.listings.lists
    return ", ".join(marked(view, person, c) for c in person.lists if lists[c].kind == "panel")
