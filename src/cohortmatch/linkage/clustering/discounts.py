"""What each pair may say of whether its listings are one person's, beside what it weighs.

A pair in which nothing differs says nothing against it, however little it holds: that two listings
are rarely one person's must be overcome once for a person, not by every pair of theirs. Nor is any
pair `same` by itself that the doubts tell of (doubts.py).
"""

from __future__ import annotations

import numpy as np

from cohortmatch.core.arrays import Floats
from cohortmatch.linkage.clustering.decisions import DECIDED
from cohortmatch.linkage.clustering.resolve import ListCodes
from cohortmatch.linkage.model import CORRECTIONS, Model
from cohortmatch.linkage.never_certain import Doubted, doubted
from cohortmatch.linkage.pairs import Scored


def weights_after_discounts(model: Model, ruled: Scored) -> Floats:
    """The weights (float64, bits), but 0 for pairs below it in which nothing differs."""
    against = np.zeros(len(ruled), dtype=bool)
    for place, comparison in enumerate(model.comparisons):
        if comparison.name not in CORRECTIONS:
            against |= model.weights[place].take(ruled.levels[:, place]) < 0
    silent = ~against & (ruled.weight < 0) & (ruled.weight > -DECIDED)
    return np.where(silent, 0.0, ruled.weight)


def doubtful(model: Model, ruled: Scored, list_code: ListCodes) -> Doubted:
    """What the doubts say of each pair; nothing of those that are decided.

    `list_code` (int) is each listing's list.
    """
    one_list = list_code[ruled.left] == list_code[ruled.right]
    found = doubted(model, ruled.levels, one_list)
    undecided = np.abs(ruled.weight) < DECIDED
    return Doubted(*(mask & undecided for mask in found))
