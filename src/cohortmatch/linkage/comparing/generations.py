"""Comparison of generations: one named junior and the other senior are mostly a son and his father.

A suffix that only one of two rows has, or that both have, says nothing. One level: different.
"""

from __future__ import annotations

import numpy as np

from cohortmatch.core.arrays import Int8s, Int32s
from cohortmatch.core.types import Field
from cohortmatch.linkage.comparing.kinds import DIFFERENT, ComparisonKind
from cohortmatch.linkage.comparing.value_pairs import SetPairs
from cohortmatch.linkage.model import MISSING

LEVELS = (MISSING, DIFFERENT)
FIELD = "generation"


def generation_pairs(field: Field[str]) -> SetPairs:
    """Levels (LEVELS) of who is named junior or senior."""
    return SetPairs(field, _levels)


def _levels(a: Int32s, b: Int32s) -> Int8s:
    return np.where(a == b, LEVELS.index(MISSING), LEVELS.index(DIFFERENT)).astype(np.int8)


KIND = ComparisonKind(
    "generation",
    LEVELS,
    lambda listings: generation_pairs(listings.field(FIELD)),
    fields=(FIELD,),
    in_bound=True,
    figures="firm",
    missed=False,
)
