"""What stands on each sheet of the report, one file for each sheet or group of sheets."""

from __future__ import annotations

from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.reporting.contents.ages import ages
from cohortmatch.reporting.contents.changes import changes
from cohortmatch.reporting.contents.corrections import corrections
from cohortmatch.reporting.contents.decisions import decisions
from cohortmatch.reporting.contents.memberships import memberships
from cohortmatch.reporting.contents.method import method
from cohortmatch.reporting.contents.people import on_panels, with_register
from cohortmatch.reporting.contents.quality import quality
from cohortmatch.reporting.contents.repeats import repeats
from cohortmatch.reporting.contents.review import to_review
from cohortmatch.reporting.contents.summary import summary
from cohortmatch.reporting.contents.trends import trends
from cohortmatch.reporting.sheets import Sheet

__all__ = ["all_sheets"]


def all_sheets(view: Redacted) -> list[Sheet]:
    """Every sheet of the workbook, in order."""
    makers = (
        summary,
        on_panels,
        with_register,
        to_review,
        ages,
        corrections,
        changes,
        trends,
        repeats,
        memberships,
        quality,
        decisions,
        method,
    )
    return [make(view) for make in makers]
