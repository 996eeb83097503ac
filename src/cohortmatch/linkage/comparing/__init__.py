"""Comparing: for each candidate pair, the level of each comparison.

kinds.py                 what a comparison is to the rest of the engine, and the list of all
left_out.py              listings without what a model leaves out
value_pairs.py           levels of pairs of values, each distinct pair once
words.py                 one forename with another, one surname with another
names.py                 whole names: the best alignment of all forms
full_names.py            names written in one cell
dates.py                 dates of birth
ages.py                  an age, where a date of birth is missing
identifiers.py           PNC, CRO, CRN and the rest
addresses.py             postcodes and houses
phones.py                telephones
others.py                middle names, sex, street names
honorifics.py            names of respect
generations.py           junior against senior: father and son of one name
families.py              two rows of one family on a list of families
relations.py             whether two people could be relatives
bearers.py               how many people bear a name
term_frequency.py        bits that a rare value adds and a common one takes off
bound.py                 an upper bound of a pair's match weight
unexplained_columns.py   columns that nobody has explained
encoded.py               values that were encoded before they came here
callers_comparisons.py   comparisons that the caller brings
callers_functions.py     what a caller's function raises, told as its comparison's fault
evidence.py              all comparisons for a batch of pairs
"""

from cohortmatch.linkage.comparing.callers_comparisons import CallersComparison
from cohortmatch.linkage.comparing.evidence import Comparers
from cohortmatch.linkage.comparing.kinds import (
    KINDS,
    Agreement,
    ComparisonKind,
    register,
    unregister,
)

__all__ = [
    "KINDS",
    "Agreement",
    "CallersComparison",
    "Comparers",
    "ComparisonKind",
    "register",
    "unregister",
]
