"""Comparisons of middle names, sex and street names."""

from __future__ import annotations

import numpy as np

from cohortmatch.core.types import Field
from cohortmatch.linkage.comparing.value_pairs import SetPairs, equality
from cohortmatch.linkage.comparing.words import FORENAME, forename_pairs

MIDDLE = ("missing", "different", "initial", "similar", "same")
SEX = STREET = ("missing", "different", "same")
_AS_MIDDLE = np.array(
    [
        MIDDLE.index(
            {
                "rhyme": "different",
                "similar": "different",
                "slip": "similar",
                "short": "similar",
                "nickname": "same",
                "variant": "same",
            }.get(level, level)
        )
        for level in FORENAME
    ],
    dtype=np.int8,
)


def middle_pairs(field: Field[str]) -> SetPairs:
    """Levels (MIDDLE) of middle names: the best-agreeing pair of the two sets counts."""
    forenames = forename_pairs(field.values)
    return SetPairs(field, lambda a, b: _AS_MIDDLE[forenames(a, b)])


def equal_pairs(field: Field[str]) -> SetPairs:
    """Levels missing, different, same: for sex and street names."""
    return SetPairs(field, equality)
