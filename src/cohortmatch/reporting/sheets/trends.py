"""Trends: the figures over the kept runs, one row a figure and one column a run."""

from __future__ import annotations

from cohortmatch.core.plurals import count
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.details import spoken
from cohortmatch.reporting.sheet import ReportSheet, SheetColumn, SheetTable, columns

FIRST = "Trends need at least two runs that are kept, and this is the first."


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
        sentence=f"How the lists changed over {count(len(days), 'run')}." if found else FIRST,
        table=SheetTable("Trends", head, rows, "Only one run is kept"),
    )
