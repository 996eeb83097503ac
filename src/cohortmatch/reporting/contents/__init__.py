"""What stands on each sheet of the report, one file for each sheet or group of sheets."""

from __future__ import annotations

from collections.abc import Callable

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

__all__ = ["MAKERS", "Sheets"]

MAKERS: tuple[Callable[[Redacted], Sheet], ...] = (
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
"""What makes each sheet of the workbook, in order."""


class Sheets:
    """The sheets of a report, each made once, for the workbook and the page alike."""

    def __init__(self, view: Redacted) -> None:
        self._view = view
        self._made: dict[Callable[[Redacted], Sheet], Sheet] = {}

    def of(self, maker: Callable[[Redacted], Sheet]) -> Sheet:
        """The sheet that a maker makes."""
        if maker not in self._made:
            self._made[maker] = maker(self._view)
        return self._made[maker]

    @property
    def every(self) -> list[Sheet]:
        """Every sheet of the workbook, in order."""
        return [self.of(maker) for maker in MAKERS]

    def __repr__(self) -> str:
        return f"<Sheets: {len(self._made)} made>"
