"""Comparisons of middle names, sex and street names."""

from __future__ import annotations

import numpy as np

from cohortmatch.core.arrays import Int8s, Int32s
from cohortmatch.core.types import Field
from cohortmatch.linkage.comparing.kinds import Agreement, ComparisonKind
from cohortmatch.linkage.comparing.value_pairs import SetPairs, equality
from cohortmatch.linkage.comparing.words import FORENAME, forename_pairs
from cohortmatch.values.scripts import script_of

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
    """Levels missing, different, same."""
    return SetPairs(field, equality)


def street_pairs(field: Field[str]) -> SetPairs:
    """Levels (STREET) of street names; two in two scripts cannot be compared."""
    scripts = np.array([script_of(value) for value in field.values], dtype=object)

    def levels(a: Int32s, b: Int32s) -> Int8s:
        out = equality(a, b)
        out[scripts[a] != scripts[b]] = STREET.index("missing")
        return out

    return SetPairs(field, levels if scripts.any() else equality)


KINDS = (
    ComparisonKind(
        "middle_name",
        MIDDLE,
        lambda listings: middle_pairs(listings.names.middle),
        name_part="middle",
        agrees={
            Agreement.beside_name: "initial",
            Agreement.despite_birth: "initial",
            Agreement.beside_birth: "similar",
            Agreement.beside_home: "initial",
        },
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
        lambda listings: street_pairs(listings.names.street),
        name_part="street",
        agrees={Agreement.more_than_name: "same", Agreement.beside_name: "same"},
        in_bound=True,
    ),
)
