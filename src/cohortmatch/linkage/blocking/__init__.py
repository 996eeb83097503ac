"""Blocking: which candidate pairs are compared.

plan.py            every pair, or which blocking rules, within a budget of pairs
every_pair.py      small lists: all of them
listing_rules.py   large lists: the rules
rules.py           a blocking rule, and how many pairs it makes
union.py           the candidate pairs of several rules, each once
callers_pairs.py   candidate pairs that the caller brings
keys.py            the keys that the rules are made of
progress.py        progress of the pairs
"""

from cohortmatch.linkage.blocking.callers_pairs import Candidates, callers_pairs
from cohortmatch.linkage.blocking.every_pair import every_pair
from cohortmatch.linkage.blocking.plan import EVERY_PAIR, BlockingPlan, plan

__all__ = ["EVERY_PAIR", "BlockingPlan", "Candidates", "callers_pairs", "every_pair", "plan"]
