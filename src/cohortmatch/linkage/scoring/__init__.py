"""Evidence to weights in bits, and weights back into words.

weigh.py     the weight of each pair
explain.py   why a pair weighs what it weighs
learn.py     weights from the lists, without labels
fit.py       weights from labels
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
