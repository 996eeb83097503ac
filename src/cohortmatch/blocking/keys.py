"""The keys that pairs are found by: who has which key, one or several a listing."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import jellyfish
import numpy as np
import numpy.typing as npt
import pandas as pd

from cohortmatch.arrays import Int32s, Int64s
from cohortmatch.types import Field, Listings
from cohortmatch.values.identifiers import Identifier
from cohortmatch.values.variants import surname_class, variant_class

ROOM = 1 << 62
"""Parts of a key are packed into one number as long as it stays below this."""


@dataclass(frozen=True, eq=False)
class Keys:
    """Listing `owner[i]` of n has the key `key[i]` (both int32), owners in order, no key twice.

    A listing's keys are sorted; they count from 0 without gaps, but for those left out.
    """

    n: int
    owner: Int32s
    key: Int32s

    @classmethod
    def of(cls, n: int, owner: Int64s, *parts: npt.NDArray[Any]) -> Keys:
        """Keys made of parts: equal only where all parts are equal; a negative part is no key.

        `owner` is the listing of each, in ascending order.
        """
        known = np.logical_and.reduce([part >= 0 for part in parts])
        key, room = np.zeros(int(known.sum()), dtype=np.int64), 1
        for part in parts:
            width = int(part.max(initial=0)) + 1
            if room * width >= ROOM:
                key = pd.factorize(key)[0].astype(np.int64)
                room = len(key)
            key, room = key * width + part[known], room * width
        codes: Int32s = pd.factorize(key)[0].astype(np.int32)
        return _once_each(n, owner[known].astype(np.int32), codes)

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
        """The same keys, but for those that fewer or more listings have."""
        sizes = self.sizes[self.key]
        keep = (sizes >= least) & (sizes <= most)
        return Keys(self.n, self.owner[keep], self.key[keep])


def _once_each(n: int, owner: Int32s, key: Int32s) -> Keys:
    """Keys of owners in ascending order; a key that a listing has twice is kept once."""
    if (owner[1:] > owner[:-1]).all():
        return Keys(n, owner, key)
    order = np.lexsort((key, owner))
    owner, key = owner[order], key[order]
    once = np.ones(len(key), dtype=bool)
    once[1:] = (owner[1:] != owner[:-1]) | (key[1:] != key[:-1])
    return Keys(n, owner[once], key[once])


def field_keys(field: Field[Any]) -> Keys:
    """One key for each value a listing has."""
    owner = np.repeat(np.arange(len(field), dtype=np.int64), field.counts)
    return Keys.of(len(field), owner, field.codes)


def number_keys(field: Field[Identifier]) -> Keys:
    """One key for each number a listing has, whether or not its check letter is right.

    A number without its letter, or with a wrong one on both lists, is still one number.
    """
    owner = np.repeat(np.arange(len(field), dtype=np.int64), field.counts)
    return Keys.of(len(field), owner, _coded([v.key for v in field.values], field.codes, str))


class NameParts:
    """What the forms of all names are keyed by: int64 codes per form, negative when missing."""

    def __init__(self, listings: Listings) -> None:
        names = listings.names
        self.n = len(names)
        self.owner = np.repeat(np.arange(len(names), dtype=np.int64), np.diff(names.offsets))
        self._words = names.words
        self._given, self._surname = names.given, names.surname

    def surname(self, key: Callable[[str], Hashable] = surname_class) -> Int64s:
        """Codes of the surnames' keys."""
        return _coded(self._words, self._surname, key)

    def given(self, key: Callable[[str], Hashable] = variant_class) -> Int64s:
        """Codes of the forenames' keys."""
        return _coded(self._words, self._given, key)

    def either_order(self) -> tuple[Int64s, Int64s]:
        """Forename and surname, the smaller code first, so that a swapped name has the same key."""
        word = np.arange(len(self._words) + 1, dtype=np.int64)
        word[-1] = -1
        a, b = word[self._given], word[self._surname]
        return np.minimum(a, b), np.maximum(a, b)


def _coded(words: Sequence[str], of: Int32s, key: Callable[[str], Hashable]) -> Int64s:
    """A code for the key of each of the words asked for, -1 for no word."""
    codes = np.full(len(words) + 1, -1, dtype=np.int64)
    asked = np.flatnonzero(np.bincount(of[of >= 0], minlength=len(words)))
    numbers: dict[Hashable, int] = {}
    codes[asked] = [numbers.setdefault(key(words[word]), len(numbers)) for word in asked.tolist()]
    return codes[of]


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
