"""Comparison of whole names: surname, forename, and how the names line up.

Each form of one name is tried against each form of the other, straight and with forename and
surname changing places; the line-up that weighs most is kept. The three comparisons it yields are
"surname", "forename" and "name_order".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Bools, Floats, Int8s, Int32s, Int64s, Places
from cohortmatch.core.types import ABSENT, NameKind, Names
from cohortmatch.linkage.comparing.bearers import Bearers
from cohortmatch.linkage.comparing.bound import NameBound
from cohortmatch.linkage.comparing.full_names import FullNames
from cohortmatch.linkage.comparing.kinds import ComparisonKind
from cohortmatch.linkage.comparing.term_frequency import NameFigures, NameRarity
from cohortmatch.linkage.comparing.value_pairs import LevelsOf, PartPairs, codes_among, expand
from cohortmatch.linkage.comparing.words import FORENAME, SURNAME, forename_pairs, surname_pairs
from cohortmatch.linkage.model import Model
from cohortmatch.linkage.pairs import Pairs

ORDER = ("missing", "as_recorded", "middle", "previous", "alias", "swapped", "swapped_partly")
KINDS = (
    ComparisonKind("surname", SURNAME, is_joint=True, name_part="surname", less_told=("initial",)),
    ComparisonKind("forename", FORENAME, is_joint=True, name_part="given", less_told=("initial",)),
    ComparisonKind("name_order", ORDER, is_joint=True, corrects=True),
)
_KIND_ORDER = np.array(
    [ORDER.index(n) for n in ("as_recorded", "middle", "previous", "alias", "alias")], dtype=np.int8
)
_Parts = Iterable[npt.NDArray[Any]]
_WHOLE = (SURNAME.index("variant"), FORENAME.index("variant"))
"""Levels from which two listings have one full name."""
_SWAP_WORTH = (FORENAME.index("slip"), SURNAME.index("slip"))


class NameEvidence(NamedTuple):
    """Levels (int8) of the three comparisons, and bits of rarity (float64) of the first two.

    `weighed` (bool) says that some line-up agrees so that it counts how rare the names are: only
    then can the levels depend on other listings.
    """

    surname: Int8s
    forename: Int8s
    order: Int8s
    surname_rarity: Floats
    forename_rarity: Floats
    weighed: Bools

    def among(self, at: Int64s) -> NameEvidence:
        """The evidence of some of the pairs, by their positions."""
        parts = (self.surname, self.forename, self.order)
        surname, forename, order = (part.take(at) for part in parts)
        rarity = self.surname_rarity.take(at), self.forename_rarity.take(at)
        return NameEvidence(surname, forename, order, *rarity, self.weighed.take(at))


class NamePairs:
    """Compares the names of pairs of listings.

    `births` (int32) is each listing's date of birth as a code, negative where it is not known.
    `figures` come from the lists as a whole; they are counted where none are given. `known` has
    compared words already, these among them.
    """

    def __init__(
        self,
        names: Names,
        births: Int32s,
        model: Model,
        figures: NameFigures | None = None,
        known: NamePairs | None = None,
    ) -> None:
        self._names = names
        self._counts = np.diff(names.offsets)
        self._forms, self._first = _Forms.of(names), _Forms.first_of(names)
        # Two middle names standing as forenames are never tried, not even as the only forms.
        self._several = (self._counts > 1) | (self._first.order == ORDER.index("middle"))
        self._surnames, self._forenames = _word_pairs(names, known)
        if figures is None:
            figures = NameFigures.counted(Bearers(names, births), model)
        self.figures = figures
        self._rarity = NameRarity(figures, model)
        self._full = FullNames(names, births, figures, self._rarity)
        self._bits = tuple(model.bits(kind.name, len(kind.levels)) for kind in KINDS)

    def most(self, model: Model) -> NameBound:
        """The upper bound of the names' bits with this model."""
        return NameBound(self._names, self._rarity, self._full.most(), model)

    def rarity_in_full(self, found: NameEvidence) -> Floats:
        """The bits of rarity of the full names that the pairs found agree on, in part or whole."""
        return self._rarity.in_full(
            found.surname, found.surname_rarity, found.forename, found.forename_rarity
        )

    def __call__(self, left: Places, right: Places) -> NameEvidence:
        """The best line-up of each pair; missing where either listing has no name."""
        out, several = self._of_one_form(left, right)
        at = np.flatnonzero(several)
        _put(out, at, self._of_several(left[at], right[at]))
        return out

    def _of_one_form(self, left: Places, right: Places) -> tuple[NameEvidence, Bools]:
        """The evidence of each pair by its first forms, and for which pairs more must be tried.

        Most pairs have one form each and nothing that could change places: nothing is chosen there.
        """
        one, other = self._first.take(left), self._first.take(right)
        lined = self._lined_up(one, other, np.maximum(one.order, other.order))
        lined.order[(one.order == 0) | (other.order == 0)] = 0
        several = self._several.take(left) | self._several.take(right)
        for crosswise in self._agree_crosswise(one, other, lined):
            several[crosswise] = True
        at = np.flatnonzero(_is_whole(lined) & ~several)
        a, b = left[at], right[at]
        starts = self._names.offsets
        lined.forename_rarity[at] += self._full(starts[a], starts[b], _pairs(a, b))
        return lined, several

    def _of_several(self, left: Places, right: Places) -> NameEvidence:
        """The best line-up of each pair of which every form is tried."""
        n_left, n_right = self._counts[left], self._counts[right]
        pair, i, j = expand(n_left, n_right)
        a = self._names.offsets[:-1][left][pair] + i
        b = self._names.offsets[:-1][right][pair] + j
        pair, a, b = self._worth_trying(pair, a, b)
        tried = self._straight(a, b)
        self._correct(tried, a, b, lambda at: _pairs(left[pair[at]], right[pair[at]]))
        crossed = self._crossed(a, b, tried)
        return self._best(len(left), pair, tried, crossed)

    def _worth_trying(self, pair: Int64s, a: Int64s, b: Int64s) -> tuple[Int64s, Int64s, Int64s]:
        """Leave out two middle names, or two street names, standing as forenames: they have their
        own comparisons."""
        one, other = self._names.kind[a], self._names.kind[b]
        both = (one == other) & np.isin(one, (NameKind.middle, NameKind.street))
        if not both.any():
            return pair, a, b
        return pair[~both], a[~both], b[~both]

    def _straight(self, a: Int64s, b: Int64s) -> _Tried:
        one, other = self._forms.take(a), self._forms.take(b)
        return self._weighed(self._lined_up(one, other, np.maximum(one.order, other.order)))

    def _correct(
        self, tried: _Tried, a: Int64s, b: Int64s, pairs: Callable[[Int64s], Pairs]
    ) -> None:
        """Take off, in place, what a full name is commoner than its parts make it.

        `pairs` answers the pairs of listings of some of the line-ups.
        """
        at = np.flatnonzero(_is_whole(tried))
        bits = self._full(a[at], b[at], pairs(at))
        tried.forename_rarity[at] += bits
        tried.bits[at] += bits

    def _crossed(self, a: Int64s, b: Int64s, straight: _Tried) -> tuple[Int64s, _Tried]:
        """The line-ups with forename and surname changing places, where one or both then agree."""
        left, right = self._forms.take(a), self._forms.take(b)
        one, other = self._agree_crosswise(left, right, straight)
        # Either side's surname may be the part that agrees: both are tried, so that sides can
        # change places.
        at = np.concatenate([one, other])
        c, d = (x.take(one).with_more(y.take(other)) for x, y in ((left, right), (right, left)))
        turned = _Forms(d.given, d.surname, d.order)
        both = self._forenames(c.given, turned.given) >= _SWAP_WORTH[0]
        order = np.where(both, ORDER.index("swapped"), ORDER.index("swapped_partly"))
        return at, self._weighed(self._lined_up(c, turned, order.astype(np.int8)))

    def _agree_crosswise(
        self, one: _Forms, other: _Forms, straight: NameEvidence | _Tried
    ) -> tuple[Int64s, Int64s]:
        """Where forms that hardly agree straight agree on the left's surname, and on the right's,
        with the other's forename."""
        poor = (straight.surname < _SWAP_WORTH[1]) | (straight.forename < _SWAP_WORTH[0])
        at = np.flatnonzero(poor)
        one, other = one.take(at), other.take(at)
        left = self._surnames(one.surname, other.given) >= _SWAP_WORTH[1]
        right = self._surnames(other.surname, one.given) >= _SWAP_WORTH[1]
        return at[left], at[right]

    def _lined_up(self, one: _Forms, other: _Forms, order: Int8s) -> NameEvidence:
        """Levels and bits of rarity of forms lined up with one another."""
        surname = self._surnames(one.surname, other.surname)
        forename = self._forenames(one.given, other.given)
        return NameEvidence(
            surname,
            forename,
            order,
            self._rarity.surname(one.surname, other.surname, surname),
            self._rarity.forename(one.given, other.given, forename),
            self._rarity.counts(surname, forename),
        )

    def _weighed(self, lined: NameEvidence) -> _Tried:
        bits = (
            self._bits[0].take(lined.surname)
            + self._bits[1].take(lined.forename)
            + self._bits[2].take(lined.order)
            + lined.surname_rarity
            + lined.forename_rarity
        )
        return _Tried(*lined, bits)

    def _best(
        self, n: int, pair: Int64s, straight: _Tried, crossed: tuple[Int64s, _Tried]
    ) -> NameEvidence:
        at, swapped = crossed
        tried = straight.with_more(swapped)
        of = np.concatenate([pair, pair[at]])
        weighed = of[tried.weighed]
        if len(of) != n or (of != np.arange(n)).any():
            best = _first_best(of, tried)
            of, tried = of[best], tried.take(best)
        found = tried.spread(n, of)
        found.weighed[weighed] = True
        return found


def _word_pairs(names: Names, known: NamePairs | None) -> tuple[LevelsOf, LevelsOf]:
    """The levels of pairs of surnames, and of forenames; from those known where these hold all."""
    codes = None if known is None else codes_among(names.words, known._names.words)
    if known is not None and codes is not None:
        return PartPairs(known._surnames, codes), PartPairs(known._forenames, codes)
    often = _most_used(names)
    return surname_pairs(names.words, often), forename_pairs(names.words, often)


def _most_used(names: Names) -> Int32s:
    """The vocabulary from the word that most forms have to the one that fewest have."""
    words = np.concatenate([names.given, names.surname])
    counts = np.bincount(words[words >= 0], minlength=len(names.words))
    return np.argsort(-counts, kind="stable").astype(np.int32)


class _Forms(NamedTuple):
    """Forms of names: surname and given name by their codes (ABSENT where missing), and the level
    (int8) of what kind of form each is, "missing" where there is no form at all."""

    surname: Int32s
    given: Int32s
    order: Int8s

    @classmethod
    def of(cls, names: Names) -> _Forms:
        """Every form."""
        return cls(names.surname, names.given, _KIND_ORDER.take(names.kind))

    @classmethod
    def first_of(cls, names: Names) -> _Forms:
        """The first form of each listing."""
        has = np.diff(names.offsets) > 0
        first = cls.of(names).take(names.offsets[:-1][has])
        out = cls(*(np.full(len(has), ABSENT, dtype=part.dtype) for part in first))
        out.order[:] = 0
        _put(out, np.flatnonzero(has), first)
        return out

    def with_more(self, other: _Forms) -> _Forms:
        return _Forms(*(np.concatenate(both) for both in zip(self, other, strict=True)))  # type: ignore[arg-type]

    def take(self, which: Places) -> _Forms:
        return _Forms(self.surname.take(which), self.given.take(which), self.order.take(which))


class _Tried(NamedTuple):
    """Line-ups tried: their evidence and their weight in bits."""

    surname: Int8s
    forename: Int8s
    order: Int8s
    surname_rarity: Floats
    forename_rarity: Floats
    weighed: Bools
    bits: Floats

    def with_more(self, other: _Tried) -> _Tried:
        both = zip(self, other, strict=True)
        return _Tried(*(np.concatenate([one, more]) for one, more in both))

    def take(self, which: npt.NDArray[np.intp]) -> _Tried:
        return _Tried(*(part[which] for part in self))  # type: ignore[arg-type]

    def spread(self, n: int, at: Int64s) -> NameEvidence:
        """The evidence of n pairs; those that nothing could be tried for are missing."""
        parts = []
        for part in self[:-1]:
            whole = np.zeros(n, dtype=part.dtype)
            whole[at] = part
            parts.append(whole)
        return NameEvidence(*parts)


def _first_best(of: Int64s, tried: _Tried) -> npt.NDArray[np.intp]:
    """For each pair its heaviest line-up; ties go by levels, so that sides can change places."""
    count = np.bincount(of)
    several = count[of] > 1
    at, alone = np.flatnonzero(several), np.flatnonzero(~several)
    # Weights rounded to a thousandth of a bit: sums taken in another order must still tie.
    bits = np.round(tried.bits[at] * 1000).astype(np.int64)
    rank = ((bits << 8 | tried.surname[at]) << 8 | tried.forename[at]) << 8
    rank |= 16 - tried.order[at]
    most = np.full(len(count), np.iinfo(np.int64).min)
    np.maximum.at(most, of[at], rank)
    heaviest = at[rank == most[of[at]]][::-1]
    first = np.empty(len(count), dtype=np.intp)
    first[of[heaviest]] = heaviest  # written backwards, so that the first of equals stays
    return np.concatenate([alone, first[count > 1]])


def _put(onto: _Parts, at: Int64s, parts: _Parts) -> None:
    """Write parts onto others, in place."""
    for whole, part in zip(onto, parts, strict=True):
        whole[at] = part


def _is_whole(lined: NameEvidence | _Tried) -> Bools:
    """Where two forms are one full name."""
    result: Bools = (lined.surname >= _WHOLE[0]) & (lined.forename >= _WHOLE[1])
    return result


def _pairs(left: Places, right: Places) -> Pairs:
    return Pairs(left.astype(np.int32), right.astype(np.int32))
