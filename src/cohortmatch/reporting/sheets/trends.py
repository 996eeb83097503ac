"""Trends: the figures over the kept runs, one row a figure and one column a month."""

from __future__ import annotations

from cohortmatch.core.plurals import count
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.details import spoken
from cohortmatch.reporting.sheet import ReportSheet, SheetColumn, SheetTable, columns

FIRST = "Trends need kept runs from at least two months, and this is the first."
ALONE = "Trends need kept runs from at least two months, and this one is not kept."
ONE, NONE = "Runs of one month only are kept", "No run is kept"


def trends(view: Redacted) -> ReportSheet:
    """The sheet of what grows, what shrinks and who moves."""
    found = view.trends
    days = found.days if found else (view.listings.as_of,)
    series = found.series if found else ()
    head = columns(
        SheetColumn("Figure", 40),
        SheetColumn("Of", 34),
        (SheetColumn(spoken(day) if day else "No stated day", 12, "number") for day in days),
    )
    rows = [[each.group, each.what, *each.values] for each in series]
    return ReportSheet(
        title="Trends",
        sentence=f"How the lists changed over {count(len(days), 'month')}, by the last run of each."
        if found
        else first_sentence(view),
        table=SheetTable("Trends", head, rows, NONE if view.memory is None else ONE),
    )


def first_sentence(view: Redacted) -> str:
    """Why there are no trends: this run is the first that is kept, or none is."""
    return ALONE if view.memory is None else FIRST
