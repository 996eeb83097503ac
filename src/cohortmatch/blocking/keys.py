"""The keys that pairs are found by: who has which key, one or several a listing."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

import jellyfish
import numpy as np
import numpy.typing as npt

from cohortmatch.types import Field, Int64s, Listings
from cohortmatch.values.identifiers import Identifier
from cohortmatch.values.variants import surname_class, variant_class


@dataclass(frozen=True, eq=False)
class Keys:
    """`key[k]` (int64) is a key of listing `owner[k]` (int64); owners in order, no key twice.

    `offsets` (int64, n + 1) give each listing's keys, which are sorted.
    """

    offsets: Int64s
    key: Int64s

    @classmethod
    def of(cls, n: int, owner: Int64s, *parts: npt.NDArray[Any]) -> Keys:
        """Keys made of parts: equal only where all parts are equal; a negative part is no key."""
        known = np.logical_and.reduce([part >= 0 for part in parts])
        owner = owner[known]
        key = np.zeros(len(owner), dtype=np.int64)
        for part in parts:
            _, key = np.unique(
                key * (int(part.max(initial=0)) + 1) + part[known], return_inverse=True
            )
        order = np.lexsort((key, owner))
        owner, key = owner[order], key[order].astype(np.int64)
        once = np.ones(len(key), dtype=bool)
        once[1:] = (owner[1:] != owner[:-1]) | (key[1:] != key[:-1])
        owner, key = owner[once], key[once]
        offsets = np.concatenate(([0], np.cumsum(np.bincount(owner, minlength=n))))
        return cls(offsets.astype(np.int64), key)

    @property
    def owner(self) -> Int64s:
        """The listing each key belongs to."""
        return np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))


def field_keys(field: Field[Any]) -> Keys:
    """One key for each value a listing has."""
    owner = np.repeat(np.arange(len(field), dtype=np.int64), field.counts)
    return Keys.of(len(field), owner, field.codes)


def number_keys(field: Field[Identifier]) -> Keys:
    """One key for each number a listing has, whether or not its check letter is right.

    A number without its letter, or with a wrong one on both lists, is still one number.
    """
    owner = np.repeat(np.arange(len(field), dtype=np.int64), field.counts)
    return Keys.of(len(field), owner, _coded((v.key for v in field.values), str)[field.codes])


class NameParts:
    """What the forms of all names are keyed by: int64 codes per form, negative when missing."""

    def __init__(self, listings: Listings) -> None:
        names = listings.names
        self.owner = np.repeat(np.arange(len(names), dtype=np.int64), np.diff(names.offsets))
        self._words = names.words
        self._given, self._surname = names.given, names.surname

    def surname(self, key: Callable[[str], Hashable] = surname_class) -> Int64s:
        """Codes of the surnames' keys."""
        return _coded(self._words, key)[self._surname]

    def given(self, key: Callable[[str], Hashable] = variant_class) -> Int64s:
        """Codes of the forenames' keys."""
        return _coded(self._words, key)[self._given]

    def either_order(self) -> tuple[Int64s, Int64s]:
        """Forename and surname, the smaller code first, so that a swapped name has the same key."""
        word = np.arange(len(self._words) + 1, dtype=np.int64)
        word[-1] = -1
        a, b = word[self._given], word[self._surname]
        return np.minimum(a, b), np.maximum(a, b)


def _coded(words: Iterable[str], key: Callable[[str], Hashable]) -> Int64s:
    """A code for each word's key and, last, -1 for no word."""
    numbers: dict[Hashable, int] = {}
    codes = [numbers.setdefault(key(word), len(numbers)) for word in words]
    return np.array([*codes, -1], dtype=np.int64)


def sound(word: str) -> str:
    """How a surname sounds: its metaphone, the first part's where it has several."""
    return jellyfish.metaphone(surname_class(word).split(" ")[0] or word)


def initial(word: str) -> str:
    """The first letter of the name's class."""
    return variant_class(word)[:1]
