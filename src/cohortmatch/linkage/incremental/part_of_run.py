"""Linkage of a part of a run's listings: pairs whose evidence cannot differ are not compared again.

Most pairs are plain (pair_tally.py): what they say depends on their two rows alone, and none is
likely. The run has counted them, so the plain pairs of a part are those of the run without the
pairs of listings that are left out, or that say something else among fewer rows. All other pairs
are compared again, and weights are learnt afresh. The result is, to the bit, that of linking the
part alone: nothing that is left out has any influence on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from cohortmatch.core.arrays import Bools, Int32s, Int64s
from cohortmatch.core.types import ABSENT, Field, Listings, NameKind, Names
from cohortmatch.linkage.blocking.plan import BATCH
from cohortmatch.linkage.comparing.kinds import is_own
from cohortmatch.linkage.gathering import Gathered, abreast, gather_whole
from cohortmatch.linkage.matcher import FAR, KEPT, Matcher
from cohortmatch.linkage.pair_tally import PairTally, PlainPairs
from cohortmatch.linkage.pairs import Pairs, in_parts

__all__ = ["WholeRun", "gather_part"]

MARGIN = 0.01
"""Bits by which sums taken in another order may differ, and a little more."""
OTHER = -2
"""The code of a value that the run does not know."""


@dataclass(frozen=True, eq=False, repr=False)
class WholeRun:
    """The run that a part is taken from: its matcher before anything is learnt, and the plain pairs
    among all pairs of its listings. Tallies that parts have asked for are kept, for others ask for
    nearly the same."""

    matcher: Matcher
    plain: PlainPairs
    _asked: list[tuple[Bools, PairTally]] = field(default_factory=list)

    @classmethod
    def of(cls, matcher: Matcher, gathered: Gathered) -> WholeRun | None:
        """The run, or None where its plain pairs say nothing about a part of its listings."""
        # Columns that nobody has explained, and others' comparisons, may go by all rows together.
        names = matcher.model.names
        if gathered.plain is None or len(matcher.copies.place) or not all(map(is_own, names)):
            return None
        return cls(matcher, gathered.plain)

    def tally_with(self, some: Bools, batch: int) -> PairTally:
        """The tally of the plain pairs of which either listing is one of some."""
        nobody = np.zeros_like(some), PairTally.none(self.matcher.model)
        known, tally = min([nobody, *self._asked], key=lambda each: int((each[0] ^ some).sum()))
        tally += self._counted(some, known, batch)
        tally -= self._counted(known, some, batch)
        self._asked.append((some, tally))
        return tally

    def _counted(self, some: Bools, but: Bools, batch: int) -> PairTally:
        """The same without the pairs of which either listing is one of `but`."""
        tally = PairTally.none(self.matcher.model)
        parts = in_parts(_with_some(some & ~but, among=~but), batch)
        for found in abreast(self.matcher.looked_at_whole, parts, self.matcher.cores):
            assert found.plain is not None
            tally += found.plain.tally
        return tally


def gather_part(whole: WholeRun, part: Matcher, batch: int = BATCH) -> Gathered | None:
    """What comparing every pair of the part's listings gives; None where the run cannot help.

    The pairs compared are held `batch` at a time.
    """
    if not _comparable(whole.matcher, part):
        return None
    place = _places(whole.matcher.listings, part.listings)
    if place is None:
        return None
    known = _known(whole.matcher, part, place)
    if known is None:
        return None
    left_out = np.ones(len(whole.matcher.listings), dtype=bool)
    left_out[place[known]] = False
    tally = whole.plain.tally - whole.tally_with(left_out, batch)
    again = _again(whole.plain, place, known, left_out)
    found = gather_whole(part, in_parts(again, batch), tally)
    n = len(place)
    return replace(found, compared=n * (n - 1) // 2, plain=None)


def _comparable(whole: Matcher, part: Matcher) -> bool:
    """Whether both make the same comparisons with the same weights."""
    same = part.model.names == whole.model.names and not len(part.copies.place)
    return same and np.array_equal(part.model.weights, whole.model.weights)


def _places(whole: Listings, part: Listings) -> Int64s | None:
    """Where each listing of the part stands in the run, ascending; None where they do not."""
    place = {each: i for i, each in enumerate(whole.ids)}
    found = np.array([place.get(each, ABSENT) for each in part.ids], dtype=np.int64)
    in_order = len(place) == len(whole) and (np.diff(found, prepend=ABSENT) > 0).all()
    return found if in_order else None


def _known(whole: Matcher, part: Matcher, place: Int64s) -> Bools | None:
    """The part's listings whose plain pairs are known: they say the same as in the run, and their
    pairs are not much likelier. None where what families say may differ."""
    families = part.comparers.families, whole.comparers.families
    if families[0] and families[1] and not families[0].says_the_same(families[1], place):
        return None
    known = _say_the_same(whole.comparers.listings, part.comparers.listings, place)
    return known & ~np.isin(part.listings.list_code, _much_shorter(whole, part))


def _much_shorter(whole: Matcher, part: Matcher) -> list[int]:
    """The lists of the part that are so much shorter there that their pairs are much likelier."""
    code = {info.name: i for i, info in enumerate(whole.listings.lists)}
    of = [code[info.name] for info in part.listings.lists]
    rise = part.prior - whole.prior[np.ix_(of, of)]
    pairs = np.argwhere(rise > KEPT - FAR - MARGIN).tolist()
    return [a if part.sizes[a] <= part.sizes[b] else b for a, b in pairs]


def _say_the_same(whole: Listings, part: Listings, place: Int64s) -> Bools:
    """The part's listings of which every value is that of the run's."""
    same = np.ones(len(place), dtype=bool)
    one, other = _fields(part), _fields(whole)
    for name in {*one, *other}:
        missing: Field[Any] = Field.empty(len(place))
        was = other[name].take(place) if name in other else missing
        same &= _equal(one.get(name, missing), was)
    return same


def _fields(listings: Listings) -> Mapping[str, Field[Any]]:
    """The listings' fields, and the parts of their names as such."""
    names: Names = listings.names
    kinds: Field[Any] = Field(tuple(NameKind), names.kind.astype(np.int32), names.offsets)
    return {
        **listings.fields,
        "name: given": Field(names.words, names.given, names.offsets),
        "name: surname": Field(names.words, names.surname, names.offsets),
        "name: kind": kinds,
        "name: middle": names.middle,
        "name: street": names.street,
    }


def _equal(one: Field[Any], other: Field[Any]) -> Bools:
    """Which listings have the same values in both fields, in the same order."""
    same: Bools = one.counts == other.counts
    at = np.flatnonzero(same)
    a, b = one.take(at), other.take(at)
    number = {value: code for code, value in enumerate(other.values)}
    again = np.array([*(number.get(value, OTHER) for value in one.values), ABSENT], dtype=np.int32)
    differ = again[a.codes] != b.codes
    same[at[a.owners[differ]]] = False
    return same


def _with_some(some: Bools, among: Bools) -> Pairs:
    """Every pair of listings among those marked of which either is one of some."""
    which, every = np.flatnonzero(some), np.flatnonzero(among)
    one, other = np.repeat(which, len(every)), np.tile(every, len(which))
    once = (one != other) & (~some[other] | (one < other))
    one, other = one[once], other[once]
    return Pairs(np.minimum(one, other).astype(np.int32), np.maximum(one, other).astype(np.int32))


def _again(plain: PlainPairs, place: Int64s, known: Bools, left_out: Bools) -> Pairs:
    """The part's pairs that must be compared, in the order of every pair: those of listings that
    are not known, and the pairs of the others that are not plain."""
    here = np.full(len(left_out), ABSENT, dtype=np.int32)
    here[place] = np.arange(len(place), dtype=np.int32)
    found = [*_not_plain(plain, left_out, here), _with_some(~known, among=np.ones_like(known))]
    left = np.concatenate([each.left for each in found])
    right = np.concatenate([each.right for each in found])
    order = np.argsort(left.astype(np.int64) * len(place) + right, kind="stable")
    return Pairs(left[order], right[order])


def _not_plain(plain: PlainPairs, left_out: Bools, here: Int32s) -> Iterator[Pairs]:
    """The pairs that are not plain, of listings that are not left out."""
    for pairs in plain.others:
        stay = ~(left_out[pairs.left] | left_out[pairs.right])
        yield Pairs(here[pairs.left[stay]], here[pairs.right[stay]])
