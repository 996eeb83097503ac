"""Pairs of listings, their evidence and match weight, and the people they form; frozen values.

    Pairs ⊂ Evidence ⊂ Scored ──▶ People

The arrays are read-only. Pairs are edges between listings, people are components. A pair is two
positions and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Floats, Int8s, Int32s, Int64s, freeze
from cohortmatch.core.plurals import count

__all__ = ["Band", "Decisions", "Evidence", "Pairs", "People", "Scored", "in_parts", "pair_keys"]


def pair_keys(one: npt.NDArray[np.integer[Any]], other: npt.NDArray[np.integer[Any]]) -> Int64s:
    """One number (int64) for each pair, the same whichever of the two stands first."""
    low, high = np.minimum(one, other), np.maximum(one, other)
    keys: Int64s = low.astype(np.int64, copy=False) << 32 | high
    return keys


class Band(IntEnum):
    """The band of a pair; the names are the words of `links.csv`."""

    different = 0
    check = 1
    same = 2


@dataclass(frozen=True, eq=False, repr=False)
class Pairs:
    """Pairs of listings as int32 positions, `left < right`."""

    left: Int32s
    right: Int32s

    def __post_init__(self) -> None:
        freeze(self)

    def __len__(self) -> int:
        return len(self.left)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {count(len(self), 'pair')}>"


@dataclass(frozen=True, eq=False, repr=False)
class Evidence(Pairs):
    """Pairs with the agreement level of each comparison.

    `levels` is int8, pairs by comparisons, in the model's order; `rarity` is float64 of the same
    shape: how much rarer (+) or commoner (-) the agreeing value is than that level's average, in
    bits, 0 where that is not known or does not matter.
    """

    levels: Int8s
    rarity: Floats


@dataclass(frozen=True, eq=False, repr=False)
class Scored(Evidence):
    """Evidence with its match weight: float64, bits, the prior included, so 0 is even odds."""

    weight: Floats


@dataclass(frozen=True, eq=False, repr=False)
class Decisions:
    """Human answers about pairs of listings: positions and whether they are the same person."""

    left: Int32s
    right: Int32s
    same: npt.NDArray[np.bool_]

    def __post_init__(self) -> None:
        freeze(self)


@dataclass(frozen=True, eq=False, repr=False)
class People:
    """The listings resolved to people.

    `person` (int32) numbers each listing's person from 0; `links` are the pairs in band `same` or
    `check`, with `band` (int8, Band) as it stands after people were formed.
    """

    person: Int32s
    links: Scored
    band: Int8s

    def __post_init__(self) -> None:
        freeze(self)

    def __repr__(self) -> str:
        people = count(len(np.unique(self.person)), "person", "people")
        return f"<People: {count(len(self.person), 'listing')}, {people}>"


def in_parts(pairs: Pairs, size: int) -> Iterator[Pairs]:
    """The pairs in their order, at most `size` of them at a time."""
    for start in range(0, len(pairs), size):
        part = slice(start, start + size)
        yield Pairs(pairs.left[part], pairs.right[part])
