"""A column that is new to a whole list: whether its values contradict what was decided before.

A number that one person has once, a date of birth and a sex tell two people apart; the first two,
where they are the same, speak for one person. People share addresses and phones, and change them.
"""

from __future__ import annotations

from collections.abc import Set

from cohortmatch.core.fingerprints import Content
from cohortmatch.decisions.ledger import Answer
from cohortmatch.values.fields import PERSON_NUMBERS, fields_where

__all__ = ["contradicting"]

BORN, SEX = "date_of_birth", "sex"
SPEAKS_FOR = frozenset((*PERSON_NUMBERS, BORN))
SPEAKS_AGAINST = frozenset((*fields_where(lambda field: field.is_unique), BORN, SEX))


def contradicting(answer: Answer, left: Content, right: Content, new: Set[str]) -> frozenset[str]:
    """The `new` fields whose values in two rows contradict the answer about them; where nobody was
    sure, those that speak either way."""
    both = left.fields.keys() & right.fields.keys() & new
    same = {name for name in both if left.fields[name] == right.fields[name]}
    against = frozenset() if answer == "different" else (both - same) & SPEAKS_AGAINST
    speaks_for = frozenset() if answer == "same" else same & SPEAKS_FOR
    return frozenset(against | speaks_for)
