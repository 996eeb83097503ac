"""Came and went: rows that look as if they were put on a list to ask who is on a closed one.

It stands in the analyst's workbook only, and only where there are such rows; the summary tells how
many.
"""

from __future__ import annotations

from collections import defaultdict

from cohortmatch.core.plurals import count
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.linkage.explanations import listed
from cohortmatch.people.details import spoken
from cohortmatch.reporting.sheet import Cell, ReportSheet, SheetColumn, SheetTable, columns

__all__ = ["planted", "planted_lines"]

TITLE = "Came and went"


def planted(view: Redacted) -> ReportSheet:
    """The sheet of the rows that look planted."""
    head = columns(
        SheetColumn("List", 14),
        SheetColumn("Listing", 18),
        SheetColumn("Name", 28),
        SheetColumn("First read", 14, "date"),
        SheetColumn("Last read", 14, "date"),
        SheetColumn("Matched only", 30),
    )
    rows: list[list[Cell]] = [
        [each.list_name, each.listing, each.name, each.first, each.last, ", ".join(each.matched)]
        for each in view.planted
    ]
    return ReportSheet(
        title=TITLE,
        sentence="Rows that were new on a list, matched only lists that are closed to its readers, "
        "and are gone. It may be a mistake, or somebody tried to find out who is on those lists.",
        table=SheetTable("Came_and_went", head, rows, "No such row"),
    )


def planted_lines(view: Redacted) -> list[str]:
    """A sentence for each list with rows that look planted: how many, and which closed lists they
    matched; nobody's name."""
    found = defaultdict(list)
    for each in view.planted:
        found[each.list_name].append(each)
    return [
        f"{count(len(rows), 'row')} of {name}, first read on {spoken(min(e.first for e in rows))}, "
        f"matched only {listed(sorted({m for e in rows for m in e.matched}))}, closed to its "
        f"readers, and {'is' if len(rows) == 1 else 'are'} gone: see “{TITLE}” in the whole report."
        for name, rows in found.items()
    ]
