"""Bits by which a full name is commoner or rarer than its parts make it.

Names go together: who is called Piotr is likelier to be called Nowak, and unlikelier to be called
Khan. How many people bear a full name is counted (bearers.py), those looked at left out. Few people
say little, so the count starts from what chance would give, or more where both parts are names that
one tradition shares; in a million rows it speaks for itself.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Floats, Int32s, Int64s
from cohortmatch.core.types import Names
from cohortmatch.linkage.comparing.term_frequency import LEAST, MOST, NameFigures, NameRarity
from cohortmatch.linkage.pairs import Pairs
from cohortmatch.values.variants import low_information

FIRST = 1.0
"""People as whom a full name counts before any are seen."""
TOGETHER = 1 / 0.15
"""How much oftener than chance two names of one tradition meet (Mohammed Khan): 15.0 % of Londoners
are Muslims (Census 2021, Office for National Statistics), whose names most of those words are."""


class FullNames:
    """Bits by which agreement on a full name must be corrected.

    `births` (int32) is each listing's date of birth as a code, negative where it is not known;
    `figures` say how many bear each form's full name, `rarity` how common its parts are.
    """

    def __init__(
        self, names: Names, births: Int32s, figures: NameFigures, rarity: NameRarity
    ) -> None:
        self._names, self._births, self._rarity = names, births, rarity
        self._bearers, self._people = figures.bearers, figures.people
        self._together = np.where(_of_one_tradition(names), TOGETHER, 1.0)

    def __call__(self, a: Int64s, b: Int64s, pairs: Pairs) -> Floats:
        """Bits for forms `a` and `b` of one full name, each of a pair's listings."""
        others = np.maximum(self._bearers[a], self._bearers[b]) - self._looked_at(pairs)
        together = np.maximum(self._together[a], self._together[b])
        return self._bits(self._chance(a, b), together, np.maximum(others, 0))

    def most(self) -> Floats:
        """The most bits for each form; a pair of forms comes to the greater of both at the most."""
        out = np.zeros(len(self._bearers))
        whole = np.flatnonzero((self._names.given >= 0) & (self._names.surname >= 0))
        chance = self._chance(whole, whole)
        out[whole] = self._bits(chance, self._together[whole], np.zeros(len(whole)))
        return out

    def _bits(self, chance: Floats, together: Floats, others: Floats) -> Floats:
        found = (FIRST + others) / (FIRST / (chance * together) + self._people)
        result: Floats = np.clip(np.log2(chance / found), LEAST, MOST)
        return result

    def _looked_at(self, pairs: Pairs) -> Int64s:
        """How many of the people counted the two listings may be."""
        one, other = self._births[pairs.left], self._births[pairs.right]
        result: Int64s = (one >= 0).astype(np.int64) + ((other >= 0) & (one != other))
        return result

    def _chance(self, a: Int64s, b: Int64s) -> Floats:
        """How often the commoner of two forms' full names would be seen by chance."""
        one, other = (
            self._rarity.chance(self._names.surname[form], self._names.given[form])
            for form in (a, b)
        )
        return np.maximum(one, other)


def _of_one_tradition(names: Names) -> npt.NDArray[np.bool_]:
    """The forms both of whose parts are words that a tradition's people share."""
    shared = np.array([*map(low_information, names.words), False])
    found: npt.NDArray[np.bool_] = shared[names.given] & shared[names.surname]
    return found
