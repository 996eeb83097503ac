"""Comparison of generations: one named junior and the other senior are mostly a son and his father.

A suffix that only one of two rows has says nothing. Levels, weakest first: different; same.
"""

from __future__ import annotations

from cohortmatch.linkage.comparing.kinds import ComparisonKind
from cohortmatch.linkage.comparing.others import equal_pairs

LEVELS = ("missing", "different", "same")
FIELD = "generation"

KIND = ComparisonKind(
    "generation",
    LEVELS,
    lambda listings: equal_pairs(listings.field(FIELD)),
    fields=(FIELD,),
    in_bound=True,
    figures="firm",
    missed=False,
)
