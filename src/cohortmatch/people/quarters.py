"""The figures of Trends by quarter of the year, in counts only.

Policy: of people who are there, the number at the quarter's last run; of what happens, the sum of
its runs. A list that the quarter's last run did not read is a gap: what happened meanwhile is told
by the next run that reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from cohortmatch.people.series import NO_COUNTS, PER_CENT, Series, Trends

__all__ = ["Quarter", "Quarterly", "quarterly"]


class Quarter(NamedTuple):
    """A quarter of a year: April to June is the second."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter of a day."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def words(self) -> str:
        """ "Apr to Jun 2026"."""
        names = ("Jan to Mar", "Apr to Jun", "Jul to Sep", "Oct to Dec")
        return f"{names[self.number - 1]} {self.year}"


class Quarterly(NamedTuple):
    """Every count by quarter, oldest first; None where a quarter cannot tell it."""

    quarters: tuple[Quarter, ...]
    series: tuple[Series, ...]


def quarterly(trends: Trends) -> Quarterly:
    """The counts of some trends by quarter."""
    own = [Quarter.of(day) if day else None for day in trends.days]
    quarters = tuple(dict.fromkeys(each for each in own if each))
    told = (s for s in trends.series if s.group not in NO_COUNTS and not s.what.endswith(PER_CENT))
    return Quarterly(quarters, tuple(_by_quarter(each, own, quarters) for each in told))


def _by_quarter(
    series: Series, own: Sequence[Quarter | None], quarters: Sequence[Quarter]
) -> Series:
    values = []
    for quarter in quarters:
        within = [n for n, q in zip(series.values, own, strict=True) if q == quarter]
        known = [n for n in within if n is not None]
        at_end = within[-1]
        values.append(sum(known) if series.counts_events and at_end is not None else at_end)
    return series._replace(values=tuple(values))
