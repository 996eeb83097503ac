"""Supervised weights: m and u probabilities fitted to labelled pairs.

Each level's m is counted among the pairs labelled the same, its u among those labelled different,
with the model's own figures as pseudo-counts: a few labels hardly move them, thousands decide.
Pairs chosen for looking alike do not show how often different people agree by chance, so u is
counted only where the pairs were not chosen. Comparisons that correct others keep their figures,
and so do the prior and the cut-offs. The calibration is left out, because it was measured with
other weights.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Floats, Int8s
from cohortmatch.linkage.comparing.kinds import kind_of
from cohortmatch.linkage.model import Comparison, Level, Model
from cohortmatch.linkage.pairs import Evidence
from cohortmatch.linkage.scoring.learn import GUESSED, Start, counted

LABELLED = Start(matches=200, random=20_000, furthest=20)
"""What the model's figures count for beside labels: as much as so many labelled pairs."""
SOURCE = "labels"


def fit(
    model: Model, evidence: Evidence, same: npt.NDArray[np.bool_], *, chosen: bool = True
) -> Model:
    """The model with m, and u unless the pairs were `chosen` for looking alike, from labels.

    `evidence` has the labelled pairs with the levels of this model's comparisons; `same` (bool)
    says of each whether it is one person.
    """
    others = np.zeros_like(same) if chosen else ~same
    fitted = tuple(
        comparison
        if kind_of(comparison.name).corrects
        else _fitted(comparison, evidence.levels[:, place], same, others)
        for place, comparison in enumerate(model.comparisons)
    )
    told = f"{int(same.sum())} pairs labelled the same, {int((~same).sum())} labelled different"
    counts = "m" if chosen else "m and u"
    parts = {name: getattr(model, name) for name in Model.model_fields}
    parts |= {
        "name": f"{model.name.removesuffix(' with labels')} with labels",
        "sources": {**model.sources, SOURCE: f"{told}; {counts} counted, added to {model.name}"},
        "calibration": None,
        "comparisons": fitted,
    }
    return Model(**parts)


def _fitted(
    comparison: Comparison,
    levels: Int8s,
    same: npt.NDArray[np.bool_],
    others: npt.NDArray[np.bool_],
) -> Comparison:
    m, u = (_counts(levels[which], len(comparison.levels)) for which in (same, others))
    if not m.any() and not u.any():
        return comparison
    after = counted(comparison, m, u, GUESSED if comparison.learnt else LABELLED)
    parts = {name: getattr(after, name) for name in Comparison.model_fields}
    return Comparison(**(parts | {"levels": (after.levels[0], *map(_sourced, after.levels[1:]))}))


def _counts(levels: Int8s, n: int) -> Floats:
    return np.bincount(levels, minlength=n).astype(float)[1:]


def _sourced(level: Level) -> Level:
    return Level(name=level.name, words=level.words, m=level.m, u=level.u, source=SOURCE)
