"""Discounts: what is taken off a pair's match weight before people are formed, and why.

A pair without any difference never counts against one person, however little it holds: the prior
must be overcome once for a person, not by every pair of listings. A pair that a rule of
never_certain.py fits is never `same` by itself.
"""

from __future__ import annotations

import numpy as np

from cohortmatch.core.arrays import Floats
from cohortmatch.linkage.clustering.decisions import DECIDED
from cohortmatch.linkage.clustering.resolve import ListCodes
from cohortmatch.linkage.comparing.kinds import kind_of
from cohortmatch.linkage.model import Model
from cohortmatch.linkage.never_certain import Doubted, doubted
from cohortmatch.linkage.pairs import Scored


def weights_after_discounts(model: Model, ruled: Scored) -> Floats:
    """The weights (float64, bits), raised to 0 for negative pairs without any difference."""
    against = np.zeros(len(ruled), dtype=bool)
    for place, comparison in enumerate(model.comparisons):
        if not kind_of(comparison.name).corrects:
            against |= model.weights[place].take(ruled.levels[:, place]) < 0
    silent = ~against & (ruled.weight < 0) & (ruled.weight > -DECIDED)
    return np.where(silent, 0.0, ruled.weight)


def doubtful(model: Model, ruled: Scored, list_code: ListCodes) -> Doubted:
    """What the rules of never_certain.py say of each pair; nothing of decided ones.

    `list_code` (int) is each listing's list.
    """
    one_list = list_code[ruled.left] == list_code[ruled.right]
    found = doubted(model, ruled.levels, one_list)
    undecided = np.abs(ruled.weight) < DECIDED
    return Doubted(*(mask & undecided for mask in found))
