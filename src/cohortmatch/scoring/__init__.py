"""Evidence to weights in bits, and weights back into words.

weigh.py     the weight of each pair
explain.py   why a pair weighs what it weighs
learn.py     weights from the lists, without labels
fit.py       weights from labels
"""

from cohortmatch.scoring.coincidence import Coincidences
from cohortmatch.scoring.expect import Expectation, expect
from cohortmatch.scoring.explain import explain
from cohortmatch.scoring.fit import fit
from cohortmatch.scoring.learn import Counts, Learned, learn
from cohortmatch.scoring.weigh import Weigher, by_rows, prior_bits, repeats, select

__all__ = [
    "Coincidences",
    "Counts",
    "Expectation",
    "Learned",
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
