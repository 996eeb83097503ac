"""Pairs to evidence: for each pair of listings, the agreement level of each comparison.

value_pairs.py   levels of pairs of values, each distinct pair once
words.py         one forename with another, one surname with another
names.py         whole names: the best line-up of all forms
dates.py         dates of birth
identifiers.py   PNC, CRO, CRN and the rest
addresses.py     postcodes and houses
others.py        middle names, sex, street names
ages.py          an age, where a date of birth is missing
phones.py        telephones
families.py      two rows of one family on a list of families
relations.py     could they be relatives?
rarity.py        what a rare value adds and a common one takes away
extras.py        columns that nobody has explained
brought.py       comparisons that the caller brings
evidence.py      all of it for a batch of pairs
"""

from cohortmatch.comparing.brought import Brought
from cohortmatch.comparing.evidence import LEVELS, Comparers

__all__ = ["LEVELS", "Brought", "Comparers"]
