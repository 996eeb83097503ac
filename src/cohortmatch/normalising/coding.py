"""Values to codes: a vocabulary that numbers distinct values, and fields built from them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, TypeVar

import numpy as np

from cohortmatch.core.arrays import Int32s, Int64s
from cohortmatch.core.types import Field

V = TypeVar("V", bound=Hashable)


class Vocabulary(Generic[V]):
    """Numbers distinct values from 0 in the order they are first seen."""

    def __init__(self) -> None:
        self._codes: dict[V, int] = {}

    def code(self, value: V) -> int:
        """The value's number."""
        return self._codes.setdefault(value, len(self._codes))

    def codes(self, values: Iterable[V]) -> Int32s:
        """Each value's number, int32."""
        codes = self._codes
        return np.array([codes.setdefault(v, len(codes)) for v in values], dtype=np.int32)

    @property
    def values(self) -> tuple[V, ...]:
        """The distinct values, by number."""
        return tuple(self._codes)


class FieldBuilder(Generic[V]):
    """Gathers which listing has which value, list by list, and makes the Field."""

    def __init__(self) -> None:
        self._vocabulary: Vocabulary[V] = Vocabulary()
        self._listings: list[Int64s] = []
        self._codes: list[Int32s] = []

    def add(self, listings: Int64s, values: Sequence[V], places: Int64s | None = None) -> None:
        """Record that listing `listings[i]` has `values[places[i]]`, else `values[i]`."""
        codes = self._vocabulary.codes(values)
        self._listings.append(listings)
        self._codes.append(codes if places is None else codes[places])

    def build(self, n: int) -> Field[V]:
        """The field of n listings; each listing's values keep their order, once each."""
        if not self._codes:
            return Field.empty(n)
        listings, codes = np.concatenate(self._listings), np.concatenate(self._codes)
        if (listings[1:] > listings[:-1]).all():
            return Field(self._vocabulary.values, codes, _offsets(listings, n))
        key = listings * np.int64(max(len(self._vocabulary.values), 1)) + codes
        _, first = np.unique(key, return_index=True)
        keep = np.sort(first)
        keep = keep[np.argsort(listings[keep], kind="stable")]
        return Field(self._vocabulary.values, codes[keep], _offsets(listings[keep], n))


def _offsets(listings: Int64s, n: int) -> Int64s:
    """Where each of n listings' values start, and where the last ones end."""
    offsets = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(listings, minlength=n), out=offsets[1:])
    return offsets
