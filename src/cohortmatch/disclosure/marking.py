"""The marking on every page of a report: handling marking, day, and delete-by date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cohortmatch.people.details import spoken
from cohortmatch.people.words import MARKING


@dataclass(frozen=True)
class Marking:
    """The handling marking, the report's day, its delete-by date, under which agreement and for
    whom it was made, and the delete-by date by the settings alone."""

    text: str = MARKING
    day: date | None = None
    delete_by: date | None = None
    under: str = ""
    by_settings: date | None = None

    @property
    def dated(self) -> str:
        """ "As of 1 Jun 2026. Delete by 1 Sep 2026"."""
        told = [f"As of {spoken(self.day)}"] if self.day else []
        told += [f"Delete by {spoken(self.delete_by)}"] if self.delete_by else []
        told += [self.under] if self.under else []
        return ". ".join(told)
