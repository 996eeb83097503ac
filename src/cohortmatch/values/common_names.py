"""How many people in England have a name, where very many do.

Policy: a short list says little about how common a name is, so the national shares of the commonest
names are known beforehand. Spellings of one name are one name here too. Only the commonest names
are in the table; every other name counts as average until the lists say more.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from cohortmatch.values.variants import surname_class, variant_class
from cohortmatch.values.words import table


def surname_share(word: str) -> float:
    """The share (0 to 1) of people with this surname in any spelling; 0 if it is not common."""
    return _shares("surnames", surname_class).get(surname_class(word), 0.0)


def forename_share(word: str) -> float:
    """The share (0 to 1) of men, or of women, with this forename; 0 if it is not a common one."""
    return _shares("forenames", variant_class).get(variant_class(word), 0.0)


@cache
def _shares(kind: str, class_of: Callable[[str], str]) -> dict[str, float]:
    """The share of each class of names in the table."""
    return {
        class_of(word): float(in_1000) / 1000
        for in_1000, words in table("common_names")[kind].items()
        for word in words.split()
    }
