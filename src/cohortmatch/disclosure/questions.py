"""Questions: the whole names, dates and numbers that a reader's rows ask a closed list about.

Policy: a row asks under every whole name it has (its own, up to three others, a middle name as the
forename) in any known spelling of it, and under the known short forms of its forename. A name and
a date are enough where the name is no common one and is asked as it stands; else a number must
agree as well. A name is asked of with two dates of birth at most, and decided by two numbers of a
kind at most. Dates and numbers are counted over all rows of the reader's list that ask under that
name, however each spells it: whoever the closed list holds under a name, no more than that many
guesses at it are answered. The count looks at the reader's own rows alone, so that what is no
longer answered says nothing of the closed list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeVar

import numpy as np

from cohortmatch.core.arrays import Bools, Floats, Int64s
from cohortmatch.core.types import Listings, NameKind, Names
from cohortmatch.linkage.comparing.bearers import Bearers
from cohortmatch.linkage.comparing.full_names import FullNames
from cohortmatch.linkage.comparing.term_frequency import COMMON, NameFigures, NameRarity
from cohortmatch.linkage.comparing.words import USUAL
from cohortmatch.linkage.model import Model
from cohortmatch.linkage.pairs import Pairs
from cohortmatch.values.dates import DateOfBirth
from cohortmatch.values.fields import PERSON_NUMBERS
from cohortmatch.values.identifiers import KINDS, Identifier
from cohortmatch.values.variants import (
    nickname_strength,
    nicknames_of,
    surname_class,
    variant_class,
)

__all__ = ["Asking", "FullName", "NameQuestion", "Questions", "full_names", "numbers_of"]

ONE, FEW = 1, 3
"""Dates, and numbers of a kind, that a row holds at most; and other names, postcodes or phones."""
MOST_WORDS = 2
"""Words of a surname, and middle names, that a row holds at most."""
MOST_ASKED = 2
"""Dates of birth, and numbers of a kind, with which a list's rows ask of one name at most: father
and son may share a list."""
NUMBERS = tuple(kind for kind in PERSON_NUMBERS if kind != "driver_number")
"""The numbers that may decide: a driver number is made of name, date of birth and sex."""

V = TypeVar("V", bound=Hashable)


class FullName(NamedTuple):
    """A forename and a surname, each by the word that stands for all spellings of it."""

    forename: str
    surname: str

    @property
    def short_forms(self) -> Iterator[FullName]:
        """The names its bearer is usually called by, or in full (Dave, David)."""
        for other in nicknames_of(self.forename):
            if nickname_strength(self.forename, other) >= USUAL:
                yield self._replace(forename=other)


class NameQuestion(NamedTuple):
    """The question of a row under one name: `is_enough` says that the name needs no number."""

    name: FullName
    is_enough: bool
    dates: frozenset[DateOfBirth]
    numbers: frozenset[Identifier]


def full_names(names: Names, listing: int) -> Iterator[tuple[int, FullName]]:
    """A listing's whole names, each with its place among all forms; an initial does not count."""
    for form in range(names.offsets[listing], names.offsets[listing + 1]):
        codes = names.given[form], names.surname[form]
        given, surname = (names.words[code] if code >= 0 else "" for code in codes)
        if len(given) > 1 and len(surname) > 1:
            yield form, FullName(variant_class(given), surname_class(surname))


def numbers_of(listings: Listings, listing: int, kind: str) -> set[Identifier]:
    """A listing's valid numbers of a kind."""
    return {number for number in listings.field(kind).of(listing) if number.is_valid}


@dataclass(frozen=True, eq=False, repr=False)
class Questions:
    """What the rows of the lists that a reader may see ask; `own` is the code of the reader's list,
    `asking` is what any reader of these lists would ask."""

    asking: Asking
    own: int

    @property
    def listings(self) -> Listings:
        """The rows of the lists that the reader may see."""
        return self.asking.listings

    def of(self, listing: int, among: Container[FullName]) -> Iterator[NameQuestion]:
        """What a listing asks about some names.

        Nothing where the listing has no whole date or asks too much.
        """
        mine = bool(self.listings.list_code[listing] == self.own)
        dates = self.asking.dates(listing)
        if not dates or (mine and self.asking.asks_much[listing]):
            return
        for name, is_enough in self.asking.names(listing).items():
            if name in among and not (mine and self._is_many(self._all_dates[name])):
                yield NameQuestion(name, is_enough, dates, self._numbers(listing, name, mine))

    def _numbers(self, listing: int, name: FullName, mine: bool) -> frozenset[Identifier]:
        found: set[Identifier] = set()
        for kind in self.asking.kinds:
            if not (mine and self._is_many(self._all_numbers[name, kind])):
                found |= self.asking.numbers(listing, kind)
        return frozenset(found)

    @staticmethod
    def _is_many(asked: set[V]) -> bool:
        return len(asked) > MOST_ASKED

    @cached_property
    def _all_dates(self) -> dict[FullName, set[DateOfBirth]]:
        """The dates with which the reader's rows ask of each name."""
        found: dict[FullName, set[DateOfBirth]] = defaultdict(set)
        for listing, name in self._own_names:
            found[name].update(self.asking.dates(listing))
        return found

    @cached_property
    def _all_numbers(self) -> dict[tuple[FullName, str], set[Identifier]]:
        """The numbers of each kind with which the reader's rows ask of each name."""
        found: dict[tuple[FullName, str], set[Identifier]] = defaultdict(set)
        for kind in self.asking.kinds:
            for listing, name in self._own_names:
                found[name, kind] |= self.asking.numbers(listing, kind)
        return found

    @cached_property
    def _own_names(self) -> list[tuple[int, FullName]]:
        own = np.flatnonzero(self.listings.list_code == self.own).tolist()
        return [(listing, name) for listing in own for name in self.asking.names(listing)]


@dataclass(frozen=True, eq=False, repr=False)
class Asking:
    """What each row of some lists asks, whoever reads them: worked out once for all their readers.

    `listings` are the rows of these lists and of no other.
    """

    listings: Listings
    model: Model
    _names: dict[int, dict[FullName, bool]] = field(default_factory=dict)
    _numbers: dict[tuple[int, str], set[Identifier]] = field(default_factory=dict)
    _dates: dict[int, frozenset[DateOfBirth]] = field(default_factory=dict)

    def names(self, listing: int) -> Mapping[FullName, bool]:
        """The names under which a listing asks, and whether each needs no number."""
        if listing not in self._names:
            asked: dict[FullName, bool] = {}
            for form, name in full_names(self.listings.names, listing):
                asked[name] = asked.get(name, False) or bool(self._rarity[form] > COMMON)
                for other in name.short_forms:
                    asked.setdefault(other, False)
            self._names[listing] = asked
        return self._names[listing]

    def numbers(self, listing: int, kind: str) -> set[Identifier]:
        """A listing's valid numbers of a kind."""
        key = listing, kind
        if key not in self._numbers:
            self._numbers[key] = numbers_of(self.listings, listing, kind)
        return self._numbers[key]

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of numbers that any listing has."""
        return tuple(kind for kind in NUMBERS if kind in self.listings.fields)

    def dates(self, listing: int) -> frozenset[DateOfBirth]:
        """A listing's whole dates of birth."""
        if listing not in self._dates:
            dates = self.listings.field("date_of_birth").of(listing)
            self._dates[listing] = frozenset(date for date in dates if not date.is_partial)
        return self._dates[listing]

    @cached_property
    def _rarity(self) -> Floats:
        """Bits of rarity of each form's full name on the lists that the reader may see."""
        names = self.listings.names
        births = self.listings.field("date_of_birth").first
        figures = NameFigures.counted(Bearers(names, births), self.model)
        whole = np.flatnonzero((names.given >= 0) & (names.surname >= 0))
        owner = _owners(names)[whole].astype(np.int32)
        full = FullNames(names, births, figures, NameRarity(figures, self.model))
        rarity = np.full(len(names.given), -np.inf)
        parts = figures.surnames[names.surname[whole]] + figures.forenames[names.given[whole]]
        rarity[whole] = parts + full(whole, whole, Pairs(owner, owner))
        return rarity

    @cached_property
    def asks_much(self) -> Bools:
        """Which listings hold more dates, numbers, names or places than one question needs."""
        listings = self.listings
        many = np.zeros(len(listings), dtype=bool)
        for name in ("date_of_birth", *KINDS):
            many |= listings.field(name).counts > ONE
        for name in ("postcode", "phone"):
            many |= listings.field(name).counts > FEW
        many |= listings.names.middle.counts > MOST_WORDS
        return many | (_other_names(listings.names) > FEW) | _long_surname(listings.names)


def _owners(names: Names) -> Int64s:
    """The listing of each form of a name."""
    return np.repeat(np.arange(len(names)), np.diff(names.offsets))


def _long_surname(names: Names) -> Bools:
    """Which listings have a surname of many words."""
    words = np.array([word.count(" ") + 1 for word in (*names.words, "")], dtype=np.int64)
    long = np.zeros(len(names), dtype=bool)
    long[_owners(names)[words[names.surname] > MOST_WORDS]] = True
    return long


def _other_names(names: Names) -> Int64s:
    """How many forms of another name each listing has."""
    other = np.isin(names.kind, (NameKind.previous, NameKind.alias))
    return np.bincount(_owners(names)[other], minlength=len(names))
