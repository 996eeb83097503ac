"""Bases that are past their delete-by date, for `cohortmatch purge`.

Policy: a base holds in digests how rare names were when it was made, and keeps that through later
runs. So its delete-by date counts from the day it was made, like a report's. A base in use for
longer must be replaced. A file that is not a base is never erased.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cohortmatch.core.whole_file import left_beside
from cohortmatch.linkage.incremental.state_file import day_made
from cohortmatch.services.kept_answers import BaseDue
from cohortmatch.services.manifest import months_after

__all__ = ["DueBase", "due_base"]


@dataclass(frozen=True)
class DueBase:
    """A base that is past its delete-by date, with the files that killed runs left beside it."""

    path: Path
    made: date
    delete_by: date

    @property
    def files(self) -> tuple[Path, ...]:
        """The files to erase, the base itself last."""
        return (*left_beside(self.path), self.path)

    @property
    def answer(self) -> BaseDue:
        """What `purge` says about it."""
        return BaseDue(file=str(self.path), made=str(self.made), delete_by=str(self.delete_by))


def due_base(path: Path | None, today: date, keep_months: int) -> DueBase | None:
    """The base in a file if it is past its delete-by date, else None.

    BaseError when the file is not a base.
    """
    if path is None or not path.exists():
        return None
    made = day_made(path)
    delete_by = months_after(made, keep_months)
    return DueBase(path, made, delete_by) if delete_by <= today else None
