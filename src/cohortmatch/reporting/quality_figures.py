"""Figures of how right the links are: calibration, and precision and recall by cut-off.

    truth     each listing's true person, by listing id

They show counts and shares, and nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from cohortmatch.core.accepting import refuse
from cohortmatch.core.arrays import Bools, Floats
from cohortmatch.core.errors import UnknownListing
from cohortmatch.core.plurals import count
from cohortmatch.evaluation import links_quality, pairs_from_people
from cohortmatch.linkage.model import Model
from cohortmatch.reporting.plots import Curve, Dot, Mark, Plot, plot

__all__ = ["Truth", "calibration_plot", "precision_recall_plot", "truth_of"]

BINS, MOST_BINS = (3, 5, 10, 20, 50), 12
"""Bits of a bin in which pairs are counted, and the most bins that can be read."""
CALIBRATION = "How often pairs of a weight are one person's"
QUALITY = "Precision and recall by cut-off"
ACCEPTED = "each listing's person by its id, as a Series or a mapping, or a table list, row, person"


class Truth(NamedTuple):
    """What is true of a result's links: their weights in bits (float64), which are right, and how
    many pairs of listings are one person's in all."""

    weight: Floats
    right: Bools
    pairs: int


def truth_of(links: pd.DataFrame, ids: list[str], given: Any) -> Truth:
    """The truth about links, from each listing's person.

    `links` has left, right and weight. UnknownListing for a listing of which `given` says nothing,
    SettingsError for what is no truth.
    """
    person = _persons(given)
    for each in ids:
        if each not in person:
            raise UnknownListing(each, "the truth says nothing of this listing")
    codes = pd.factorize(pd.Series([str(person[each]) for each in ids], dtype=object))[0]
    of = dict(zip(ids, codes.tolist(), strict=True))
    right = [of[a] == of[b] for a, b in zip(links["left"], links["right"], strict=True)]
    weight = links["weight"].to_numpy(dtype=float)
    return Truth(weight, np.array(right, dtype=bool), len(pairs_from_people(codes)))


def _persons(given: Any) -> Mapping[str, Any]:
    if isinstance(given, pd.DataFrame) and {"list", "row", "person"} <= set(given.columns):
        ids = given["list"].astype(str) + ":" + given["row"].astype(str)
        return dict(zip(ids, given["person"], strict=True))
    if isinstance(given, pd.Series):
        return dict(zip(map(str, given.index), given, strict=True))
    if isinstance(given, Mapping):
        return {str(listing): person for listing, person in given.items()}
    refuse("truth", ACCEPTED, given)


def calibration_plot(model: Model, truth: Truth | None) -> Plot | None:
    """What the model expects of each band, and with truth what is so; None where neither is known.

    A dot has the number of its pairs.
    """
    found = model.calibration
    curves = [] if found is None else [Curve("certain", found.same), Curve("to check", found.check)]
    dots = [] if truth is None else list(_counted(truth))
    if not curves and not dots:
        return None
    marks = (Mark(model.cut_offs.same, "same"), Mark(model.cut_offs.check, "check"))
    if not dots:
        told = "; ".join(
            f"{each.label}: {_share(each.points[0][1])} at {each.points[0][0]:g} bits to "
            f"{_share(each.points[-1][1])} at {each.points[-1][0]:g} bits"
            for each in curves
        )
    else:
        told = "; ".join(
            f"of {count(each.pairs, 'pair')} about {each.x:g} bits {_share(each.share)} are one "
            "person's"
            for each in dots
        )
    return plot(CALIBRATION, f"{told}.", curves=curves, dots=dots, marks=marks)


def _counted(truth: Truth) -> Iterator[Dot]:
    """The share of right links, bin by bin."""
    if not len(truth.weight):
        return
    spread = float(truth.weight.max() - truth.weight.min())
    width = next((each for each in BINS if spread / each <= MOST_BINS), BINS[-1])
    bins = np.floor(truth.weight / width).astype(int)
    for each in np.unique(bins):
        here = bins == each
        share = float(truth.right[here].mean())
        yield Dot(float((each + 0.5) * width), share, int(here.sum()))


def precision_recall_plot(model: Model, truth: Truth) -> Plot | None:
    """Precision and recall of the links from each cut-off on; None without links."""
    if not len(truth.weight):
        return None
    cut_offs = np.unique(np.floor(truth.weight))
    found = [
        (float(cut), links_quality(truth.weight, truth.right, truth.pairs, float(cut)))
        for cut in cut_offs
    ]
    curves = (
        Curve("precision", tuple((cut, each.precision) for cut, each in found)),
        Curve("recall", tuple((cut, each.recall) for cut, each in found)),
    )
    told = "; ".join(
        f"from {cut:g} bits: precision {_share(each.precision)}, recall {_share(each.recall)}"
        for cut, each in found[:: max(1, len(found) // 6)]
    )
    marks = (Mark(model.cut_offs.same, "same"),)
    return plot(QUALITY, f"{told}.", curves=curves, marks=marks, x_label="cut-off in bits")


def _share(share: float) -> str:
    return f"{share:.1%}".replace("%", " %")
