"""From candidate pairs to people: compare, weigh, learn, resolve.

Pairs ──▶ Evidence ──▶ Scored ──▶ (learn, weigh again) ──▶ People

matcher.py     one table of listings, ready to weigh any two of them
gathering.py   the pairs worth keeping, and the weights they teach
people.py      people, and what is said of each pair
"""

from cohortmatch.matching.gathering import Gathered, abreast, gather, learn
from cohortmatch.matching.matcher import KEPT, Matcher
from cohortmatch.matching.people import expect, resolve

__all__ = ["KEPT", "Gathered", "Matcher", "abreast", "expect", "gather", "learn", "resolve"]
