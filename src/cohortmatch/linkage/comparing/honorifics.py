"""Forenames that are honorifics, which brothers share: the name after them is the call name.

Mohammed Hassan Ali and Mohammed Hussain Ali have different forenames, whatever their first words
say (HM Government, "A Guide to Names and Naming Practices", 2006). Where both forenames are such
words and the names after them differ, that difference is the forenames', and is not counted again
as one of middle names.
"""

from __future__ import annotations

import numpy as np

from cohortmatch.core.arrays import Floats, Int8s, Places
from cohortmatch.core.types import ABSENT, NameKind, Names
from cohortmatch.linkage.comparing.others import MIDDLE
from cohortmatch.linkage.comparing.words import FORENAME
from cohortmatch.values.variants import low_information


class Honorifics:
    """Tells the pairs of listings whose forenames are honorifics."""

    def __init__(self, names: Names) -> None:
        words = np.array([*map(low_information, names.words), False])
        self._has = np.zeros(len(names), dtype=bool)
        listing = np.repeat(np.arange(len(names)), np.diff(names.offsets))
        recorded = (names.kind == NameKind.recorded) & (names.given != ABSENT)
        self._has[listing[recorded]] = words[names.given[recorded]]

    def put_right(
        self, left: Places, right: Places, forename: Int8s, rarity: Floats, middle: Int8s
    ) -> None:
        """Let the middle names' difference stand for the forenames, in place.

        `forename` and `middle` are levels, `rarity` the forenames' bits of rarity.
        """
        at = self._has[left] & self._has[right] & (middle == MIDDLE.index("different"))
        forename[at] = FORENAME.index("different")
        rarity[at] = 0.0
        middle[at] = MIDDLE.index("missing")
