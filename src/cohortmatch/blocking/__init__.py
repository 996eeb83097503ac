"""Which pairs are looked at.

plan.py            every pair, or which rules, within a budget of pairs
every_pair.py      small lists: all of them
listing_rules.py   large lists: the rules
rules.py           a rule, and what it costs
union.py           the pairs of several rules, each once
brought.py         pairs that the caller finds
based.py           what an earlier run has not looked at
keys.py            the keys the rules are made of
progress.py        how far it has come
"""

from cohortmatch.blocking.brought import Candidates, brought
from cohortmatch.blocking.every_pair import every_pair
from cohortmatch.blocking.plan import EVERY_PAIR, BlockingPlan, plan

__all__ = ["EVERY_PAIR", "BlockingPlan", "Candidates", "brought", "every_pair", "plan"]
