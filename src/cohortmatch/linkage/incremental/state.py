"""A base: the saved state of a run, with what it learnt and compared, for the next runs.

A base freezes everything that a match weight depends on beside the two listings: the weights and
priors before and after learning, the rarity of each name and postcode, and which unexplained
columns are compared and how. It also freezes which pairs are candidates. So two unchanged listings
keep their match weight, and only pairs with a new or changed listing need be compared.

Policy: a base holds no name, date or number, only digests of them under its own key. Anyone who has
it can try guesses, so it must be guarded like the lists.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from cohortmatch.core.accepting import a_path
from cohortmatch.core.arrays import Floats, Int32s, Int64s, freeze
from cohortmatch.core.types import Listings
from cohortmatch.linkage.keyed_hash import UInt64s
from cohortmatch.linkage.listing_hashes import listing_numbers
from cohortmatch.linkage.model import Model
from cohortmatch.linkage.pairs import Pairs

__all__ = ["Base", "Figures", "FrozenFigures", "KeyGroups", "KnownPairs", "weights_known_by"]


Priors = tuple[Floats, Floats]
Look = Literal["identifier", "category", "number", "text"]
"""What the values of a column that nobody has explained look like."""


@dataclass(frozen=True, eq=False, repr=False)
class Figures:
    """A figure (float64) for each of some texts, by their numbers (uint64, rising)."""

    numbers: UInt64s
    figures: Floats

    def __post_init__(self) -> None:
        freeze(self)

    @classmethod
    def of(cls, numbers: UInt64s, figures: Floats) -> Figures:
        """Figures of texts in any order; a repeated text has the same figure."""
        ordered, first = np.unique(numbers, return_index=True)
        return cls(ordered, figures[first])

    def look_up(self, numbers: UInt64s) -> Floats:
        """The figure of each number; a new number gets the highest figure, or 0 without any."""
        if not len(self.numbers):
            return np.zeros(len(numbers))
        at = np.minimum(np.searchsorted(self.numbers, numbers), len(self.numbers) - 1)
        seen = self.numbers[at] == numbers
        return np.where(seen, self.figures[at], self.figures.max())


@dataclass(frozen=True, eq=False, repr=False)
class FrozenFigures:
    """What comparing took from the lists as a whole.

    `rarity` goes by the kind of value: bits for surnames, forenames, postcodes and unexplained
    fields, and for full names minus the number of people who bear them. `columns` gives by each
    comparison's name the field compared and what its values look like. `people` counts the bearers
    of names.
    """

    rarity: Mapping[str, Figures]
    columns: Mapping[str, tuple[str, Look]]
    people: int


@dataclass(frozen=True, eq=False, repr=False)
class KeyGroups:
    """Which groups of listings that share a blocking key are not compared.

    By the rule's words: `left_out` are the numbers (uint64, rising) of groups that were too large,
    `most` how many listings a group may come to have. No group is compared of a rule in `skipped`.
    """

    left_out: Mapping[str, UInt64s] = field(default_factory=dict)
    most: Mapping[str, int] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False, repr=False)
class KnownPairs:
    """What a base knows about some listings: which are new or have `changed` (bool), and the likely
    pairs of the others.
    """

    changed: npt.NDArray[np.bool_]
    likely: Pairs


@dataclass(frozen=True, eq=False, repr=False)
class Base:
    """The saved state of a run, from which the next run starts.

    `first` and `prior` are weights and prior (float64, lists by lists, bits) as pairs were found
    with, `learnt` and `learnt_prior` after learning, whose story `learning` tells; `lists` are the
    lists' names in their order. `groups` is None where every pair was compared. `listings` (uint64,
    listings by 2) are the listings' numbers, `left` and `right` (int32) the likely pairs.
    """

    version: str
    key: str
    made: str
    lists: tuple[str, ...]
    first: Model
    prior: Floats
    learnt: Model
    learnt_prior: Floats
    learning: Mapping[str, Any]
    frozen: FrozenFigures
    groups: KeyGroups | None
    listings: UInt64s
    left: Int32s
    right: Int32s

    def __post_init__(self) -> None:
        freeze(self)

    @property
    def weights(self) -> str:
        """An id of the learnt weights (12 hexadecimal digits): bases with the same weights give the
        same answers.
        """
        return weights_known_by(self.learnt)

    def known(self, listings: Listings) -> KnownPairs:
        """What the base knows about these listings."""
        place = self._places(listing_numbers(listings, self.key))
        now = np.full(len(self.listings), -1, dtype=np.int32)
        there = np.flatnonzero(place >= 0)
        now[place[there]] = there
        a, b = now[self.left], now[self.right]
        both = (a >= 0) & (b >= 0)
        a, b = a[both], b[both]
        return KnownPairs(place < 0, Pairs(np.minimum(a, b), np.maximum(a, b)))

    def _places(self, numbers: UInt64s) -> Int64s:
        """Where each listing stands among those of the base, -1 where it does not."""
        if not len(self.listings):
            return np.full(len(numbers), -1, dtype=np.int64)
        order = np.argsort(self.listings[:, 0])
        ordered = self.listings[order]
        at = np.minimum(np.searchsorted(ordered[:, 0], numbers[:, 0]), len(ordered) - 1)
        result: Int64s = np.where((ordered[at] == numbers).all(axis=1), order[at], -1)
        return result

    def prior_of(self, listings: Listings, sizes: Floats, frozen: Floats) -> Floats:
        """`frozen`, a prior of the base's lists, for these lists; `sizes`, the prior that their
        sizes give, where the base has none."""
        names = [info.name for info in listings.lists]
        out = _spread(frozen, self.lists, names)
        return np.where(np.isnan(out), sizes, out)

    def after(
        self, listings: Listings, likely: Pairs, groups: KeyGroups | None, priors: Priors
    ) -> Base:
        """The base for the run after one of these listings, with its `likely` pairs.

        What was learnt stays; `priors` are those of these lists before and after learning.
        """
        names = [info.name for info in listings.lists]
        lists = (*self.lists, *(name for name in names if name not in self.lists))
        now = [
            np.where(np.isnan(old), new, old)
            for old, new in zip(
                (_spread(each, self.lists, lists) for each in (self.prior, self.learnt_prior)),
                (_spread(each, names, lists) for each in priors),
                strict=True,
            )
        ]
        return replace(
            self,
            lists=lists,
            prior=now[0],
            learnt_prior=now[1],
            groups=groups,
            listings=listing_numbers(listings, self.key),
            left=likely.left,
            right=likely.right,
        )

    def save(self, path: str | Path) -> Path:
        """Write the base, whole or not at all, readable by its owner only; return the path.

        OutputError when that fails; an earlier file there still stands.
        """
        from cohortmatch.linkage.incremental.state_file import write

        return write(self, a_path("path", path))

    @classmethod
    def load(cls, path: str | Path) -> Base:
        """Read a base from its file; BaseError when the file is damaged or not a base."""
        from cohortmatch.linkage.incremental.state_file import read

        return read(a_path("path", path))

    def __len__(self) -> int:
        return len(self.listings)

    def __repr__(self) -> str:
        return f"<Base of {self.made}: {len(self):,} listings on {len(self.lists)} lists>"


def weights_known_by(model: Model) -> str:
    """An id of a model's weights, 12 hexadecimal digits."""
    told = "".join(comparison.model_dump_json() for comparison in model.comparisons)
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:12]


def _spread(prior: Floats, of: Sequence[str], onto: Sequence[str]) -> Floats:
    """The prior of some lists as a prior of other lists; NaN where it says nothing of two."""
    at = {name: place for place, name in enumerate(of)}
    places = np.array([at.get(name, len(of)) for name in onto], dtype=np.int64)
    padded = np.pad(prior, (0, 1), constant_values=np.nan)
    result: Floats = padded[np.ix_(places, places)]
    return result
