"""Term-frequency adjustment of full names: how much commoner or rarer than their parts suggest.

Names go together: a Piotr is more often a Nowak and less often a Khan. bearers.py counts the people
with each full name, leaving out the two being compared. Few people say little, so the count starts
from what chance would give, or more where both names belong to one tradition; in a million rows the
count decides.
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
    """Corrects agreement on a full name, in bits.

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
        """The upper bound for each form; a pair's bound is the greater of the two."""
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
