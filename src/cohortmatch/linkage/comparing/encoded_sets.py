"""Sets of encoded match keys: the match weight of two listings by which kinds of keys agree.

A value is a kind and a digest, `names_date:5f1c…`. Keys of one person are made of the same facts,
so that a comparison for each kind would count one agreement several times. Here one comparison
looks at all kinds at once: the caller says how many bits a set of agreeing kinds weighs, and the
levels are half bits, rounded down. The weights are the caller's, and none is learnt. Two listings
of one list are two people, as whoever sent them says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import pairwise
from math import floor

import numpy as np

from cohortmatch.core.arrays import Int8s, Places
from cohortmatch.core.types import Field, Listings
from cohortmatch.linkage.comparing.kinds import (
    DIFFERENT,
    Agreement,
    ComparisonKind,
    register,
    unregister,
)
from cohortmatch.linkage.model import MISSING, Comparison, Level

__all__ = ["BitsOf", "encoded_sets", "encoded_value", "kind_of_value", "sets_comparison"]

BitsOf = Callable[[frozenset[str]], float]
"""The match weight in bits, without a prior, of a set of kinds that agree."""
LEAST, MOST = -12, 40
STEP = 2
"""Levels for each bit."""
HALVES = range(STEP * LEAST, STEP * MOST + 1)
ONE_LIST = "one_list"
APART = 2.0**-40
LEVELS = (
    *(MISSING, ONE_LIST, DIFFERENT),
    *(f"bits {each / STEP:g}" for each in HALVES),
)
FIRST = LEVELS.index(f"bits {LEAST}")


def encoded_value(kind: str, digest: str) -> str:
    """A value of the field."""
    return f"{kind}:{digest}"


def kind_of_value(value: str) -> str:
    """The kind of a value."""
    return value.partition(":")[0]


@contextmanager
def encoded_sets(name: str, bits: BitsOf) -> Iterator[None]:
    """The comparison of the field of that name, registered while what is inside runs."""
    register(
        ComparisonKind(
            name,
            LEVELS,
            lambda listings: _SetsOfKeys(listings, listings.field(name), bits),
            fields=(name,),
            finds_pairs=True,
            agrees={Agreement.number: "bits 1"},
            less_told=LEVELS[1:],
            in_bound=True,
        )
    )
    try:
        yield
    finally:
        unregister(name)


def sets_comparison(name: str, words: str) -> Comparison:
    """The levels with their bits, for a model."""
    rare = 2.0**-13
    levels = (
        Level(name=MISSING, words=f"{words}: not recorded on both", m=1, u=1),
        Level(name=ONE_LIST, words=f"{words}: two people of one list", m=APART, u=1),
        Level(name=DIFFERENT, words=f"{words}: none agrees", m=2.0**LEAST, u=1),
        *(
            Level(
                name=f"bits {each / STEP:g}",
                words=f"{words}: {each / STEP:g} bits",
                m=rare * 2.0 ** (min(each, 0) / STEP),
                u=rare * 2.0 ** (-max(each, 0) / STEP),
            )
            for each in HALVES
        ),
    )
    return Comparison(name=name, words=words, levels=levels)


class _SetsOfKeys:
    """Which keys two listings share, as a level."""

    def __init__(self, listings: Listings, field: Field[str], bits: BitsOf) -> None:
        self._list = listings.list_code
        self._codes, self._offsets = field.codes, field.offsets
        self._kinds = tuple(map(kind_of_value, field.values))
        self._bits = bits

    @property
    def is_empty(self) -> bool:
        return not len(self._codes)

    @cached_property
    def _sets(self) -> tuple[frozenset[int], ...]:
        bounds = self._offsets.tolist()
        codes = self._codes.tolist()
        return tuple(frozenset(codes[a:b]) for a, b in pairwise(bounds))

    def __call__(self, left: Places, right: Places) -> Int8s:
        pairs = zip(left.tolist(), right.tolist(), strict=True)
        return np.array([self._level(one, other) for one, other in pairs], dtype=np.int8)

    def _level(self, one: int, other: int) -> int:
        if self._list[one] == self._list[other]:
            return LEVELS.index(ONE_LIST)
        if not (self._sets[one] and self._sets[other]):
            return LEVELS.index(MISSING)
        both = self._sets[one] & self._sets[other]
        if not both:
            return LEVELS.index(DIFFERENT)
        bits = self._bits(frozenset(self._kinds[code] for code in both))
        return FIRST + floor(STEP * min(max(bits, LEAST), MOST)) - HALVES.start
