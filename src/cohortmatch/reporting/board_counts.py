"""The counts of a board: as they are, or for everybody by the rule for small counts.

Policy: for everybody, people of each panel, who joined and left, and people on several panels are
those of the published counts, since the month before, because sums tie them together. Every other
count stands by itself under the rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cohortmatch.disclosure.published_counts import (
    JOINED,
    LEFT,
    PEOPLE,
    SEVERAL,
    PublishedFigure,
    published,
)
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.disclosure.small_counts import ShownCount, SmallCounts

__all__ = ["BoardCounts"]


@dataclass(frozen=True)
class BoardCounts:
    """What a board shows of a run's counts, by a rule for small counts."""

    view: Redacted
    rule: SmallCounts

    def of(self, number: int | None) -> str:
        """A count by itself; a dash where there is none."""
        return self.rule.in_words(self.rule.shown(number))

    def people(self, panel: str) -> str:
        """How many people are on a panel."""
        return self._published(panel, PEOPLE) or self.of(len(self.view.facts.on(panel)))

    def changed(self, panel: str) -> Iterator[tuple[str, str]]:
        """How many joined and left a panel, with what that is called."""
        step = self.view.since_month
        is_told = step is not None and panel in step.panels
        for label, what in (("joined", JOINED), ("left", LEFT)):
            number = None
            if step is not None and is_told:
                number = len(step.joined(panel) if what == JOINED else step.left(panel))
            yield label, self._published(panel, what) or self.of(number)

    @property
    def on_several(self) -> str:
        """How many people are on several panels."""
        return self._published("", SEVERAL) or self.of(self.view.counts.on_panels.total)

    def _published(self, panel: str, what: str) -> str:
        """A figure of the published counts; '' where it is none of them."""
        day = self.view.listings.as_of
        found = self._figures.get(PublishedFigure(day, panel, what)) if day is not None else None
        return self.rule.in_words(found) if found is not None else ""

    @cached_property
    def _figures(self) -> dict[PublishedFigure, ShownCount]:
        if self.rule.changes_nothing:
            return {}
        return published(self.view.monthly_counts, self.rule)
