"""What stands on every page of a report: the handling marking, its day, when to delete it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cohortmatch.people.details import spoken
from cohortmatch.people.words import MARKING


@dataclass(frozen=True)
class Marking:
    """The handling marking, the day the report is of, and the day by which it is to be deleted."""

    text: str = MARKING
    day: date | None = None
    delete_by: date | None = None

    @property
    def dated(self) -> str:
        """ "As of 1 Jun 2026. Delete by 1 Sep 2026"."""
        told = [f"As of {spoken(self.day)}"] if self.day else []
        told += [f"Delete by {spoken(self.delete_by)}"] if self.delete_by else []
        return ". ".join(told)
