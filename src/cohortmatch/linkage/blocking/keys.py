"""Blocking keys: which listing has which keys, one or several each."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any

import jellyfish
import numpy as np
import numpy.typing as npt
import pandas as pd

from cohortmatch.core.arrays import Int32s, Int64s
from cohortmatch.core.types import Field, Listings
from cohortmatch.linkage.keyed_hash import NONE, UInt64s, hashed, numbered
from cohortmatch.values.variants import surname_class, variant_class

ROOM = 1 << 62
"""Parts of a key are packed into one number as long as it stays below this."""


class KeyPart:
    """One part of a key, row by row.

    `codes` (int64, negative where unknown) number its values in this run only; `stable` returns
    numbers that are the same in every run, under a key.
    """

    def __init__(self, codes: Int64s, stable: Callable[[str], UInt64s]) -> None:
        self.codes = codes
        self._make = stable
        self._made: dict[str, UInt64s] = {}

    @classmethod
    def of_texts(cls, codes: Int64s, texts: Sequence[str]) -> KeyPart:
        """A part whose values are texts."""
        return cls(codes, lambda key: hashed(texts, key)[codes])

    @classmethod
    def of_numbers(cls, numbers: Int64s) -> KeyPart:
        """A part with numbers that mean the same in every run."""
        return cls(numbers, lambda _key: numbered(numbers))

    def stable(self, key: str) -> UInt64s:
        """Each row's number under the key; meaningless where the part is unknown."""
        if key not in self._made:
            self._made[key] = self._make(key)
        return self._made[key]

    def at(self, rows: Int64s) -> KeyPart:
        """The part of other rows, each as it is at one of these."""
        return KeyPart(self.codes[rows], lambda key: self.stable(key)[rows])


@dataclass(frozen=True, eq=False)
class Keys:
    """Listing `owner[i]` of n has the key `key[i]` (both int32), owners in order, no key twice.

    A listing's keys are sorted and number from 0 without gaps, except for those left out.
    """

    n: int
    owner: Int32s
    key: Int32s

    @classmethod
    def none(cls, n: int) -> Keys:
        """No keys of n listings."""
        return cls(n, np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32))

    @classmethod
    def of(cls, n: int, owner: Int64s, *parts: npt.NDArray[Any]) -> Keys:
        """Keys made of parts: equal only where all parts are equal; a negative part is no key.

        `owner` is the listing of each, in ascending order.
        """
        who, key = _packed(owner, parts)
        codes: Int32s = pd.factorize(key)[0].astype(np.int32)
        return _once_each(n, who, codes)

    @classmethod
    def shared(cls, n: int, owner: Int64s, *parts: npt.NDArray[Any]) -> Keys:
        """The same without the keys that only one listing has."""
        who, key = _packed(owner, parts)
        maybe = _maybe_twice(key)
        codes: Int32s = pd.factorize(key[maybe])[0].astype(np.int32)
        return _once_each(n, who[maybe], codes).within(2, n)

    @classmethod
    def numbered(cls, n: int, owner: Int64s, numbers: UInt64s) -> tuple[Keys, UInt64s]:
        """Keys that have a number already, and the number of each key."""
        codes, values = pd.factorize(numbers)
        return _once_each(n, owner.astype(np.int32), codes.astype(np.int32)), values

    @cached_property
    def offsets(self) -> Int64s:
        """Listing i's keys are `key[offsets[i]:offsets[i + 1]]`."""
        out = np.zeros(self.n + 1, dtype=np.int64)
        np.cumsum(np.bincount(self.owner, minlength=self.n), out=out[1:])
        return out

    @cached_property
    def sizes(self) -> Int64s:
        """How many listings have each key."""
        return np.bincount(self.key)

    def within(self, least: int, most: int) -> Keys:
        """Only the keys that `least` to `most` listings have."""
        sizes = self.sizes[self.key]
        keep = (sizes >= least) & (sizes <= most)
        return Keys(self.n, self.owner[keep], self.key[keep])


def _packed(owner: Int64s, parts: Sequence[npt.NDArray[Any]]) -> tuple[npt.NDArray[Any], Int64s]:
    """Who has a key of parts that are all known, and one number for each key."""
    known = np.logical_and.reduce([part >= 0 for part in parts])
    key, room = np.zeros(int(known.sum()), dtype=np.int64), 1
    for part in parts:
        width = int(part.max(initial=0)) + 1
        if room * width >= ROOM:
            key = pd.factorize(key)[0].astype(np.int64)
            room = len(key)
        key, room = key * width + part[known], room * width
    return owner[known].astype(np.int32), key


def _maybe_twice(key: Int64s) -> Int64s:
    """Where the keys are that may come more than once; those left out come once.

    Most keys of a telling rule are of one listing, and counting in a small table is far quicker
    than telling all keys apart.
    """
    bits = min(max(len(key).bit_length() + 1, 8), 24)
    number = key.view(np.uint64)
    spread = (number ^ (number >> np.uint64(29))) * NONE
    place = (spread >> np.uint64(64 - bits)).view(np.int64)
    return np.flatnonzero(np.bincount(place, minlength=1 << bits)[place] > 1)


def _once_each(n: int, owner: Int32s, key: Int32s) -> Keys:
    """Keys of owners in ascending order; a key that a listing has twice is kept once."""
    if (owner[1:] > owner[:-1]).all():
        return Keys(n, owner, key)
    order = np.lexsort((key, owner))
    owner, key = owner[order], key[order]
    once = np.ones(len(key), dtype=bool)
    once[1:] = (owner[1:] != owner[:-1]) | (key[1:] != key[:-1])
    return Keys(n, owner[once], key[once])


def value_part(field: Field[Any], text: Callable[[Any], str] = str) -> KeyPart:
    """The listings' values, one row each; values with the same `text` are equal."""
    return _coded(list(map(text, field.values)), field.codes, str)


def first_part(field: Field[Any]) -> KeyPart:
    """Each listing's first value."""
    first = field.first.astype(np.int64)
    return KeyPart(first, lambda key: hashed(list(map(_text, field.values)), key)[first])


def _text(value: Any) -> str:
    return "\x1f".join(value) if isinstance(value, tuple) else str(value)


class NameParts:
    """The parts that name forms are keyed by, one row a form."""

    def __init__(self, listings: Listings) -> None:
        names = listings.names
        self.n = len(names)
        self.owner = np.repeat(np.arange(len(names), dtype=np.int64), np.diff(names.offsets))
        self._words = names.words
        self._given, self._surname = names.given, names.surname

    def surname(self, key: Callable[[str], Hashable] = surname_class) -> KeyPart:
        """The surnames' keys."""
        return _coded(self._words, self._surname, key)

    def given(self, key: Callable[[str], Hashable] = variant_class) -> KeyPart:
        """The forenames' keys."""
        return _coded(self._words, self._given, key)

    def either_order(self) -> tuple[KeyPart, KeyPart]:
        """Forename and surname, the smaller first, so that a swapped name has the same key."""
        a, b = self._given.astype(np.int64), self._surname.astype(np.int64)

        def stable(key: str, order: Callable[[UInt64s, UInt64s], UInt64s]) -> UInt64s:
            words = hashed(self._words, key)
            return order(words[a], words[b])

        return (
            KeyPart(np.minimum(a, b), partial(stable, order=np.minimum)),
            KeyPart(np.maximum(a, b), partial(stable, order=np.maximum)),
        )


def _coded(words: Sequence[str], of: Int32s, key: Callable[[str], Hashable]) -> KeyPart:
    """The key of each of the words asked for, -1 for no word."""
    codes = np.full(len(words) + 1, -1, dtype=np.int64)
    asked = np.flatnonzero(np.bincount(of[of >= 0], minlength=len(words)))
    numbers: dict[Hashable, int] = {}
    codes[asked] = [numbers.setdefault(key(words[word]), len(numbers)) for word in asked.tolist()]
    return KeyPart.of_texts(codes[of], list(map(str, numbers)))


def sound(word: str) -> str:
    """How a surname sounds: its metaphone, the first part's where it has several."""
    return _sound(surname_class(word).split(" ")[0] or word)


def sound_of_forename(word: str) -> str:
    """How a forename sounds: its class's metaphone."""
    return _sound(variant_class(word))


@lru_cache(maxsize=1 << 17)
def _sound(word: str) -> str:
    return str(jellyfish.metaphone(word))


def initial(word: str) -> str:
    """The first letter of the name's class."""
    return variant_class(word)[:1]
