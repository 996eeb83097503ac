"""Term-frequency adjustment: how much rarer or commoner an agreeing value is than average, in bits.

A value's frequency is counted over people, not rows (bearers.py). The person the pair may be is
taken off the count and half a person put in its place, so that a name seen once is rare but not
infinitely rare. Few people say little about frequencies, so the count is shrunk towards prior
shares: the country's share of its commonest names (values/common_names.py), and the average for
every other. Short lists weigh nearly all names alike, except those well known to be common.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from cohortmatch.core.arrays import Bools, Floats, Int8s, Int32s, Int64s
from cohortmatch.linkage.comparing.bearers import Bearers
from cohortmatch.linkage.comparing.words import FORENAME, SURNAME
from cohortmatch.linkage.model import Model
from cohortmatch.values.common_names import forename_share, surname_share

FLOOR = 5e-6
"""The rarest a name is taken to be (CRATE: Cardinal et al. 2023, s12911-023-02176-6)."""
UNSEEN = 0.5
"""People put in the place of the one taken off."""
SHRINKAGE = 100
"""People of the frequency known beforehand that every count starts with."""
MOST, LEAST = 11.0, -8.0
"""Bits: rarity never counts for more or less than this."""
PARTLY = 0.5
"""Share of the rarity that counts where two words are alike but not one name."""
NEARLY = 0.01
"""Bits by which two frequencies differ at the least where they are not equal."""
COMMON = -3.0
"""Bits of rarity of a full name from which it is common: an eighth of the average, 1 in 7,000."""


def frequency(
    people: Int64s, total: int, beforehand: Floats | float, unseen: float = UNSEEN
) -> Floats:
    """Frequencies from counts of people, the person looked at left out.

    `beforehand` (shares, 0 to 1) are the frequencies where nobody was counted; `unseen` people
    stand for the one left out.
    """
    estimate = (people - 1 + unseen + SHRINKAGE * beforehand) / (total + SHRINKAGE)
    return np.maximum(estimate, FLOOR)


def bits(frequencies: Floats, average: float) -> Floats:
    """Bits by which agreement at a frequency beats agreement at the average one."""
    result: Floats = np.clip(np.log2(average / frequencies), LEAST, MOST)
    return result


class NameFigures(NamedTuple):
    """Name frequencies of the lists as a whole.

    `surnames` and `forenames` (float64) are the bits of rarity of every word of the vocabulary as
    one of them; `bearers` (float64) is how many of `people`, as far as dates of birth tell, bear
    each form's full name.
    """

    surnames: Floats
    forenames: Floats
    bearers: Floats
    people: int

    @classmethod
    def counted(cls, bearers: Bearers, model: Model) -> NameFigures:
        """The figures of the people whose names these lists hold."""
        n, (surname, forename) = len(bearers), _averages(model)
        known = [_shares_of(bearers.words, share) for share in (surname_share, forename_share)]
        return cls(
            _rarities(bearers.of_surnames()[bearers.surnames], n, surname, known[0]),
            _rarities(bearers.of_givens()[bearers.givens], n, forename, known[1]),
            np.append(bearers.of_full_names(), 0.0)[bearers.full],
            n,
        )


class NameRarity:
    """Bits of rarity for agreeing surnames and forenames, by their codes."""

    def __init__(self, figures: NameFigures, model: Model) -> None:
        self._averages = _averages(model)
        self._surname, self._forename = figures.surnames, figures.forenames
        self._people = figures.people
        self._share = {
            "surname": _shares(SURNAME, full=("same", "variant", "half"), partly=("slip",)),
            "forename": _shares(
                FORENAME, full=("same", "variant"), partly=("slip", "short", "nickname")
            ),
        }
        self._counts = {name: shares > 0 for name, shares in self._share.items()}

    def surname(self, a: Int32s, b: Int32s, levels: Int8s) -> Floats:
        """Bits for pairs of surnames at their levels."""
        return self._of(self._surname, self._share["surname"], a, b, levels)

    def forename(self, a: Int32s, b: Int32s, levels: Int8s) -> Floats:
        """Bits for pairs of forenames at their levels."""
        return self._of(self._forename, self._share["forename"], a, b, levels)

    def counts(self, surname: Int8s, forename: Int8s) -> Bools:
        """Where rarity counts at the level of the surname or of the forename."""
        found: Bools = self._counts["surname"].take(surname)
        found |= self._counts["forename"].take(forename)
        return found

    def in_full(
        self, surname: Int8s, surname_bits: Floats, forename: Int8s, forename_bits: Floats
    ) -> Floats:
        """The bits of rarity of full names from those counted at these levels.

        A name that is only alike is as common as the commoner of the two is; an initial fits the
        commonest forenames. A word that nobody else bears, and that no table knows, is not known to
        be common, because short lists cannot tell: such a name is rarer than COMMON.
        """
        surnames = _in_full(surname_bits, self._share["surname"].take(surname))
        forenames = _in_full(forename_bits, self._share["forename"].take(forename))
        initial = forename == FORENAME.index("initial")
        forenames[initial] = COMMON / 2
        one = forename >= FORENAME.index("variant")
        known = surnames < self._nobody_else(0, one)
        known &= initial | (forenames < self._nobody_else(1, one))
        bits = surnames + forenames
        return np.where(known, bits, np.maximum(bits, COMMON + NEARLY))

    def _nobody_else(self, which: int, one: Bools) -> Floats:
        """A little less than the bits of rarity of a word that nobody else bears and no table
        knows: where two forenames are not `one`, two people were counted."""
        average = self._averages[which]
        bits = _rarities(np.array([2, 1]), self._people, average, np.zeros(2)) - NEARLY
        return bits[one.astype(np.intp)]

    def most(self, comparison: str, bits: Floats) -> MostOfWords:
        """The upper bound of a pair of words: `bits` (float64) are those of the levels."""
        table = self._surname if comparison == "surname" else self._forename
        return MostOfWords(table, self._share[comparison], bits)

    def chance(self, surname: Int32s, given: Int32s) -> Floats:
        """How often each full name would be seen if its parts did not go together."""
        surnames, givens = (
            average * np.exp2(-table[words])
            for average, table, words in zip(
                self._averages, (self._surname, self._forename), (surname, given), strict=True
            )
        )
        result: Floats = surnames * givens
        return result

    @staticmethod
    def _of(table: Floats, shares: Floats, a: Int32s, b: Int32s, levels: Int8s) -> Floats:
        share = shares.take(levels)
        out = np.zeros(len(levels))
        at = np.flatnonzero(share)
        # The commoner of the two words is the cautious one to go by.
        out[at] = share[at] * np.minimum(table[a[at]], table[b[at]])
        return out


class MostOfWords:
    """The upper bound of two words' bits, rarity included, without comparing them."""

    def __init__(self, table: Floats, shares: Floats, bits: Floats) -> None:
        self._table = np.append(table, 0.0)
        same, others = len(shares) - 1, np.arange(1, len(shares) - 1)
        self._shares = np.unique(shares[others])
        self._bits = [bits[others[shares[others] == share]].max() for share in self._shares]
        self._same = bits[same]

    def __call__(self, a: Int32s, b: Int32s) -> Floats:
        """The most bits of each pair of words by their codes; 0 where either is ABSENT."""
        rarity = np.minimum(self._table[a], self._table[b])
        most = np.full(len(a), -np.inf)
        for share, bits in zip(self._shares, self._bits, strict=True):
            np.maximum(most, bits + share * rarity, out=most)
        same = a == b
        most[same] = np.maximum(most[same], self._same + rarity[same])
        most[(a < 0) | (b < 0)] = 0.0
        return most


def _averages(model: Model) -> tuple[float, float]:
    """How often two people agree in full on a surname, and on a forename."""
    return model.chance("surname", SURNAME[-1]), model.chance("forename", FORENAME[-1])


def _in_full(bits: Floats, shares: Floats) -> Floats:
    """The bits of rarity of names, of which only `shares` were counted; 0 where nothing was."""
    return np.divide(bits, shares, out=np.zeros(len(bits)), where=shares > 0)


def _rarities(people: Int64s, total: int, average: float, known: Floats) -> Floats:
    """Bits of rarity of every word, of whose class so many `people` and `known` shares are.

    Half a person is much where lists hold a handful: there what is known beforehand stands alone.
    """
    unseen = UNSEEN * min(total / SHRINKAGE, 1.0)
    beforehand = np.maximum(known, average)
    return bits(frequency(np.maximum(people, 1), total, beforehand, unseen), average)


def _shares_of(words: tuple[str, ...], share: Callable[[str], float]) -> Floats:
    return np.array([share(word) for word in words])


def _shares(levels: tuple[str, ...], *, full: tuple[str, ...], partly: tuple[str, ...]) -> Floats:
    return np.array([1.0 if n in full else PARTLY if n in partly else 0.0 for n in levels])
