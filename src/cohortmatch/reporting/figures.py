"""The figures of a result, as methods that return SVG.

    result.figures.overlap()               which panels share whom
    result.figures.trend()                 people on several panels over the runs kept
    result.figures.waterfall(a, b)         the match weight of a pair, bar by bar
    result.figures.calibration(truth)      how often pairs of a weight are one person's
    result.figures.precision_recall(truth) by cut-off

A figure shows itself in a notebook; `.svg` is its text, `.save(path)` writes it. None where there
is nothing to draw.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cohortmatch.reporting.drawn import Drawn, drawn
from cohortmatch.reporting.quality_figures import (
    calibration_plot,
    precision_recall_plot,
    truth_of,
)
from cohortmatch.reporting.waterfall_figure import waterfall

if TYPE_CHECKING:
    from cohortmatch.reporting.cross_reference import CrossReference

__all__ = ["ResultFigures"]


@dataclass(frozen=True, eq=False, repr=False)
class ResultFigures:
    """The figures of one result."""

    result: CrossReference

    def overlap(self) -> Drawn | None:
        """Which combinations of panels share how many people; None when nobody is on two."""
        return self.result.overlap

    def trend(self) -> Drawn | None:
        """The people on several panels over the runs kept; None for the first run."""
        return self.result.trend

    def waterfall(self, one: str, other: str) -> Drawn:
        """The match weight of two listings (ids) in bits, a bar for each thing compared.

        UnknownListing when nobody matched has such an id.
        """
        return drawn("waterfall.html", waterfall(self.result.why(one, other)))

    def calibration(self, truth: Any = None) -> Drawn | None:
        """How often pairs of a weight are one person's, as the model expects; with `truth` also as
        it is, a dot for some bits together with the number of its pairs.

        `truth` is each listing's person by its id, as a Series or a mapping, or a table of list,
        row and person. None where the model is not calibrated and no truth is given.
        UnknownListing where the truth says nothing of a listing.
        """
        known = None if truth is None else self._truth(truth)
        found = calibration_plot(self.result.view.model, known)
        return None if found is None else drawn("plot.html", found)

    def precision_recall(self, truth: Any) -> Drawn | None:
        """Precision and recall of the links from each cut-off on, by `truth` as in `calibration`;
        None where there are no links. Links below the cut-off `check` are not kept, so recall
        counts what is in no band as missed."""
        found = precision_recall_plot(self.result.view.model, self._truth(truth))
        return None if found is None else drawn("plot.html", found)

    def _truth(self, given: Any) -> Any:
        return truth_of(self.result.links, self.result.listings.ids, given)

    def __repr__(self) -> str:
        return "<Figures: overlap, trend, waterfall, calibration, precision_recall>"
