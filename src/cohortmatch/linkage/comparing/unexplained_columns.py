"""Comparison of unexplained columns, by what their values look like.

Each counts as an identifier (nearly every value different, with digits), a category (few values), a
number or a text, and gets that kind's levels and first figures; EM then learns its weights. Such
columns often say one thing twice (a town and its postcode), so all but identifiers count together
up to a limit.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Literal

import numpy as np

from cohortmatch.core.arrays import Floats, Int8s, Int32s, Places
from cohortmatch.core.types import Field, Listings
from cohortmatch.linkage.comparing import term_frequency
from cohortmatch.linkage.comparing.value_pairs import SetPairs, ValuePairs, equality
from cohortmatch.linkage.comparing.words import Words
from cohortmatch.linkage.model import MISSING, Comparison, Level, Model

PREFIX = "other:"
GROUP = "columns that nobody has explained"
RECORDED = 0.2
"""Share of the listings that must have a value for a column to be worth comparing."""
FEW = 40
"""Up to this many different values make a category."""
Kind = Literal["identifier", "category", "number", "text"]
M: dict[Kind, tuple[tuple[str, float], ...]] = {
    "identifier": (("different", 0.06), ("slip", 0.04), ("same", 0.9)),
    "category": (("different", 0.1), ("same", 0.9)),
    "number": (("different", 0.1), ("near", 0.05), ("same", 0.85)),
    "text": (("different", 0.12), ("similar", 0.08), ("same", 0.8)),
}
"""Levels of each kind above "missing", with the m they start from (guessed, then learnt)."""
U_NEAR = {"slip": 0.0005, "near": 0.02, "similar": 0.01}


@dataclass(frozen=True, eq=False)
class Extra:
    """One such column: the comparison's name, what its values look like, and the values."""

    name: str
    kind: Kind
    field: Field[str]

    @property
    def chance(self) -> float:
        """How often two listings have one value by chance."""
        counts = np.bincount(self.field.codes, minlength=len(self.field.values)).astype(float)
        return float(((counts / counts.sum()) ** 2).sum())


def extras(
    listings: Listings, taken: Container[str] = (), explained: Container[str] = ()
) -> list[Extra]:
    """The columns worth comparing, by name; one whose name is `taken` is called "… column".

    Fields that are `explained` are none: another comparison looks at them.
    """
    found = []
    for name in sorted(name for name in listings.fields if name not in explained):
        field = listings.fields[name]
        recorded = int((field.counts > 0).sum())
        enough = recorded >= max(2, RECORDED * len(field)) and len(field.values) > 1
        if name.startswith(PREFIX) and enough:
            own = name.removeprefix(PREFIX)
            own = f"{own} column" if own in taken else own
            found.append(Extra(own, _kind(field, recorded), field))
    return found


def _kind(field: Field[str], recorded: int) -> Kind:
    values = field.values
    digits = sum(any(map(str.isdigit, value)) for value in values) / len(values)
    long = sum(len(value) >= 5 for value in values) / len(values)
    if len(values) >= recorded / 4 and digits > 0.9 and long > 0.9 and len(values) > FEW:
        return "identifier"
    if len(values) <= FEW:
        return "category"
    return "number" if sum(value.isdigit() for value in values) > 0.9 * len(values) else "text"


def comparison(extra: Extra) -> Comparison:
    """The comparison of one such column, before anything is learnt."""
    words = extra.name.replace("_", " ")
    same = min(max(extra.chance, 1e-7), 0.9)
    us = [U_NEAR.get(level, same) for level, _ in M[extra.kind]]
    us[0] = max(1 - sum(us[1:]), 0.05)
    levels = [
        Level(name=level, words=f"{words}: {level}", m=m, u=u)
        for (level, m), u in zip(M[extra.kind], us, strict=True)
    ]
    missing = Level(name=MISSING, words=f"{words}: not recorded on both", m=1, u=1)
    return Comparison(
        name=extra.name,
        words=words,
        rarity=extra.kind in ("category", "text"),
        learnt=True,
        group="" if extra.kind == "identifier" else GROUP,
        levels=(missing, *levels),
    )


class ExtraPairs:
    """Compares one such column of pairs of listings.

    `value_bits` (float64) are the bits of rarity of each value, None where rarity does not count;
    counted where none are given.
    """

    def __init__(self, extra: Extra, model: Model, value_bits: Floats | None = None) -> None:
        comparison = model.comparison(extra.name)
        self.extra = extra
        self._levels = SetPairs(extra.field, _COMPARE[extra.kind](extra.field.values))
        self.same = len(comparison.levels) - 1
        self._first = extra.field.first
        if value_bits is None and comparison.rarity:
            value_bits = _value_bits(extra.field, comparison.levels[-1].u)
        self.value_bits = value_bits

    def __call__(self, left: Places, right: Places) -> tuple[Int8s, Floats]:
        """Levels (int8) and bits of rarity (float64) of each pair."""
        levels = self._levels(left, right)
        out = np.zeros(len(levels))
        if self.value_bits is not None:
            same = np.flatnonzero(levels == self.same)
            a, b = self._first[left[same]], self._first[right[same]]
            out[same] = np.minimum(self.value_bits[a], self.value_bits[b])
        return levels, out


def _value_bits(field: Field[str], average: float) -> Floats:
    counts = np.bincount(field.codes, minlength=len(field.values))
    return term_frequency.bits(
        term_frequency.frequency(counts, int(counts.sum()), average), average
    )


def _equal(_: tuple[str, ...]) -> Callable[[Int32s, Int32s], Int8s]:
    return equality


def _near(values: tuple[str, ...]) -> Callable[[Int32s, Int32s], Int8s]:
    """Numbers: near when they differ by one, or by one digit."""
    words = Words(values, str)
    numbers = np.array([float(v) if v.isdigit() else np.nan for v in values])

    def levels(a: Int32s, b: Int32s) -> Int8s:
        near = (np.abs(numbers[a] - numbers[b]) <= 1) | words.slip(a, b)
        return np.where(a == b, 3, np.where(near, 2, 1)).astype(np.int8)

    return ValuePairs(len(values), levels)


def _similar(values: tuple[str, ...]) -> Callable[[Int32s, Int32s], Int8s]:
    """Texts: similar by Jaro-Winkler, or one typing slip apart."""
    words = Words(values, str)

    def levels(a: Int32s, b: Int32s) -> Int8s:
        alike = (words.similarity(a, b) > 0) | words.slip(a, b)
        return np.where(a == b, 3, np.where(alike, 2, 1)).astype(np.int8)

    return ValuePairs(len(values), levels, candidates=words.alike)


def _slip(values: tuple[str, ...]) -> Callable[[Int32s, Int32s], Int8s]:
    """Identifiers: one typing slip apart."""
    words = Words(values, str)

    def levels(a: Int32s, b: Int32s) -> Int8s:
        return np.where(a == b, 3, np.where(words.slip(a, b), 2, 1)).astype(np.int8)

    return ValuePairs(len(values), levels, candidates=words.alike)


_COMPARE = {"identifier": _slip, "category": _equal, "number": _near, "text": _similar}
