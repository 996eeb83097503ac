"""The sheets of the report, one file for each sheet or group of sheets."""

from __future__ import annotations

from collections.abc import Callable

from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.reporting.sheet import ReportSheet
from cohortmatch.reporting.sheets.ages import ages
from cohortmatch.reporting.sheets.changes import changes
from cohortmatch.reporting.sheets.clocks import clocks
from cohortmatch.reporting.sheets.corrections import corrections
from cohortmatch.reporting.sheets.decisions import decisions
from cohortmatch.reporting.sheets.everyone import everyone
from cohortmatch.reporting.sheets.families import families, has_families
from cohortmatch.reporting.sheets.memberships import memberships
from cohortmatch.reporting.sheets.method import method
from cohortmatch.reporting.sheets.neighbours import neighbours
from cohortmatch.reporting.sheets.panel_figures import panel_figures
from cohortmatch.reporting.sheets.people import on_panels, with_register
from cohortmatch.reporting.sheets.planted import planted
from cohortmatch.reporting.sheets.quality import quality
from cohortmatch.reporting.sheets.quarters import quarters
from cohortmatch.reporting.sheets.repeats import repeats
from cohortmatch.reporting.sheets.review import to_review
from cohortmatch.reporting.sheets.summary import summary
from cohortmatch.reporting.sheets.tasking import tasking
from cohortmatch.reporting.sheets.trends import trends
from cohortmatch.reporting.sheets.where_to_look import where_to_look

__all__ = ["MAKERS", "Sheets"]

MAKERS: tuple[Callable[[Redacted], ReportSheet], ...] = (
    summary,
    on_panels,
    with_register,
    everyone,
    clocks,
    tasking,
    families,
    panel_figures,
    neighbours,
    to_review,
    ages,
    corrections,
    changes,
    where_to_look,
    trends,
    quarters,
    repeats,
    memberships,
    quality,
    decisions,
    method,
)
"""What makes each sheet of the workbook, in order."""


class Sheets:
    """The sheets of a report, each made once, for the workbook and the page alike."""

    def __init__(self, view: Redacted) -> None:
        self._view = view
        self._made: dict[Callable[[Redacted], ReportSheet], ReportSheet] = {}

    def of(self, maker: Callable[[Redacted], ReportSheet]) -> ReportSheet:
        """The sheet that a maker makes."""
        if maker not in self._made:
            self._made[maker] = maker(self._view)
        return self._made[maker]

    @property
    def every(self) -> list[ReportSheet]:
        """Every sheet of the workbook, in order; that of families only where a list is of them."""
        told = [m for m in MAKERS if m is not families or has_families(self._view)]
        made = [self.of(maker) for maker in told]
        return [*made, self.of(planted)] if self._view.planted else made

    def __repr__(self) -> str:
        return f"<Sheets: {len(self._made)} made>"
