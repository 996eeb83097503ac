"""Scoring: comparison levels to match weights in bits, and weights learnt by EM or from labels.

weigh.py     the weight of each pair
explain.py   the reasons of a match weight
learn.py     weights learnt from the lists by EM, without labels
fit.py       weights fitted to labels
"""

from cohortmatch.linkage.scoring.coincidence import Coincidences
from cohortmatch.linkage.scoring.expect import Expectation, expect
from cohortmatch.linkage.scoring.explain import explain
from cohortmatch.linkage.scoring.fit import fit
from cohortmatch.linkage.scoring.learn import Learned, PairCounts, learn
from cohortmatch.linkage.scoring.weigh import Weigher, by_rows, prior_bits, repeats, select

__all__ = [
    "Coincidences",
    "Expectation",
    "Learned",
    "PairCounts",
    "Weigher",
    "by_rows",
    "expect",
    "explain",
    "fit",
    "learn",
    "prior_bits",
    "repeats",
    "select",
]
