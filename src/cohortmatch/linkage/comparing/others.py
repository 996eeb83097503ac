"""Comparisons of middle names, sex and street names."""

from __future__ import annotations

import numpy as np

from cohortmatch.core.types import Field
from cohortmatch.linkage.comparing.kinds import Agreement, ComparisonKind
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


KINDS = (
    ComparisonKind(
        "middle_name",
        MIDDLE,
        lambda listings: middle_pairs(listings.names.middle),
        name_part="middle",
        agrees={Agreement.beside_name: "initial", Agreement.despite_birth: "initial"},
        less_told=("initial",),
    ),
    ComparisonKind(
        "sex",
        SEX,
        lambda listings: equal_pairs(listings.field("sex")),
        fields=("sex",),
        in_bound=True,
    ),
    ComparisonKind(
        "street_name",
        STREET,
        lambda listings: equal_pairs(listings.names.street),
        name_part="street",
        agrees={Agreement.more_than_name: "same"},
        in_bound=True,
    ),
)
