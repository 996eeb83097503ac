"""What changed most in the last month, beside what chance brings.

Policy: the count of the last month's run is compared with the mean of the earlier ones, and stands
out only where their two 95 % intervals (see `poisson`) do not meet. That asks for more than a test
of the difference would, because a hundred figures are looked at together. What counts events, such
as people who joined, is compared by the days that it covers. What counts people who stay from month
to month varies less than chance would have it, so what stands out there surely does. A gap is
compared with nothing, and a figure needs three earlier months.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import sqrt
from typing import NamedTuple

from cohortmatch.people.poisson import PoissonInterval, poisson_interval
from cohortmatch.people.series import EVENTS, NO_COUNTS, PER_CENT, Series, Trends

__all__ = ["LEAST_RUNS", "StandOut", "stand_out"]

LEAST_RUNS = 3
"""Earlier months that a comparison needs."""


class StandOut(NamedTuple):
    """One figure of the last run beside the earlier ones: `usual` is their mean, for as many days
    as the last run covers where the figure counts events."""

    group: str
    what: str
    now: int
    interval: PoissonInterval
    usual: float
    usual_interval: PoissonInterval

    @property
    def is_more(self) -> bool:
        """Whether it is more than chance explains."""
        return self.interval.low > self.usual_interval.high

    @property
    def is_fewer(self) -> bool:
        """Whether it is fewer than chance explains."""
        return self.interval.high < self.usual_interval.low

    @property
    def reading(self) -> str:
        """How it is to be read, in words."""
        if self.is_more:
            return "More than chance explains"
        return "Fewer than chance explains" if self.is_fewer else "Within what chance brings"

    @property
    def distance(self) -> float:
        """How far it is from usual, in standard deviations of a count like the usual one."""
        return abs(self.now - self.usual) / sqrt(max(self.usual, 1.0))


def stand_out(trends: Trends) -> list[StandOut]:
    """Every figure of the last run that can be compared: those that stand out first, then by how
    far they are from usual."""
    found = [each for s in trends.series for each in _compared(s, trends.days)]
    return sorted(
        found, key=lambda s: (not (s.is_more or s.is_fewer), -s.distance, s.group, s.what)
    )


def _compared(series: Series, days: Sequence[date | None]) -> Iterator[StandOut]:
    *earlier, now = series.values
    if now is None or series.group in NO_COUNTS or series.what.endswith(PER_CENT):
        return
    spans = _spans(series, days) if series.group in EVENTS and series.counts_events else None
    known = [n for n, value in enumerate(earlier) if value is not None and (not spans or spans[n])]
    if len(known) < LEAST_RUNS or (spans and not spans[-1]):
        return
    total = sum(earlier[n] or 0 for n in known)
    share = spans[-1] / sum(spans[n] for n in known) if spans else 1 / len(known)
    if not total and not now:
        return
    low, high = poisson_interval(total)
    usual = PoissonInterval(low * share, high * share)
    own = poisson_interval(now)
    yield StandOut(series.group, series.what, now, own, total * share, usual)


def _spans(series: Series, days: Sequence[date | None]) -> list[int]:
    """The days that each value covers: since the value before it; 0 where that is not known."""
    found, last = [], None
    for day, value in zip(days, series.values, strict=True):
        found.append((day - last).days if day and last and value is not None else 0)
        last = day if value is not None or last is None else last
    return found
