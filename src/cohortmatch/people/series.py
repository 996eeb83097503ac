"""The figures of Trends: one series a figure, with a value for each run."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

__all__ = ["Series", "Trends"]


class Series(NamedTuple):
    """One figure over the runs; None where it cannot be told."""

    group: str
    what: str
    values: tuple[int | None, ...]

    @property
    def counts_events(self) -> bool:
        """Whether it counts what happened since the run before, and not who is there."""
        return self.group in EVENTS and not self.what.endswith((PEOPLE, ANYBODY))


class Trends(NamedTuple):
    """Every figure over the runs kept; `days` is each run's own day."""

    days: tuple[date | None, ...]
    series: tuple[Series, ...]

    def group(self, name: str) -> list[Series]:
        """The series of one group."""
        return [each for each in self.series if each.group == name]


SHARED, PAIRS, MOVES, COLOURS, TIME = (
    "People on several panels",
    "On both panels",
    "Joining and leaving",
    "RAG or risk on the lists",
    "Days on the list so far (middle value, at least)",
)
EVENTS = (MOVES, COLOURS)
"""The groups of figures that count what happened since the run before."""
NO_COUNTS = (TIME,)
"""The groups of figures that count no people."""
PEOPLE, ANYBODY, PER_CENT = ": people on the list", "People on any panel", ": per cent"
