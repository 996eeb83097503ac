"""Data quality: what was noticed about the lists, and what was left out. No value from a list."""

from __future__ import annotations

from cohortmatch.core.findings import OWN, Finding, to_look_at, worst_first
from cohortmatch.core.plurals import count
from cohortmatch.core.types import ListInfo
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.words import row_numbers, sentence
from cohortmatch.reporting.sheet import Cell, ReportSheet, SheetColumn, SheetTable, columns
from cohortmatch.reporting.tables import noticed

SEVERITY = {"error": "Could not be used", "warning": "Please look", "note": "For information"}


def quality(view: Redacted) -> ReportSheet:
    """The sheet for the keepers of the lists."""
    # Its own files are not told: a second run finds the first one's report among the lists, and
    # must write the same bytes.
    findings = worst_first(f for f in view.listings.noticed if f.code != OWN)
    rows = [_finding(finding) for finding in findings]
    rows += [
        _excluded(info, why, n) for info in view.listings.lists for why, n in info.excluded.items()
    ]
    look = points(view)
    head = columns(
        SheetColumn("How serious", 16),
        SheetColumn("List", 14),
        SheetColumn("Column", 20),
        SheetColumn("What was noticed", 40),
        SheetColumn("How many", 9, "number"),
        SheetColumn("Rows", 30),
        SheetColumn("What was done", 32),
        SheetColumn("What you can do", 40),
    )
    return ReportSheet(
        title="Data quality",
        sentence=f"{count(look, 'point')} to look at, {len(findings) - look:,} for "
        f"information, and {count(len(rows) - len(findings), 'line')} on rows that were left out. "
        "Rows are numbered as in the list's own file.",
        table=SheetTable("Data_quality", head, rows, "Nothing was noticed"),
    )


def points(view: Redacted) -> int:
    """How many findings are to be looked at; `check` and `run` give the same number."""
    return to_look_at(finding.kind.severity for finding in view.listings.noticed)


def _finding(finding: Finding) -> list[Cell]:
    return [
        SEVERITY[finding.kind.severity],
        finding.list_name,
        finding.column,
        sentence(noticed(finding)),
        len(finding.rows) or None,
        row_numbers(finding.rows),
        sentence(finding.kind.done),
        sentence(finding.remedy),
    ]


def _excluded(info: ListInfo, why: str, number: int) -> list[Cell]:
    done = "Counted and left out of the matching"
    return [SEVERITY["note"], info.name, "", sentence(why), number, "", done, ""]
