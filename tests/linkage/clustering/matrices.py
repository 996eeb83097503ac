"""Weights between a few listings written as a square, for tests of how people are formed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cohortmatch.linkage.clustering import APART, bands, pairs_within, resolve
from cohortmatch.linkage.model import CutOffs
from cohortmatch.linkage.pairs import Band, Scored

CUT = CutOffs(same=7.0, check=-2.0)


class Weighed:
    """Listings by letter, the weight of each pair ("ab": 12.0), and what becomes of them.

    Pairs not named weigh `rest`; `lists` names each listing's list, all different when empty;
    `apart` are the pairs that two numbers hold apart.
    """

    def __init__(
        self,
        n: int,
        weights: dict[str, float],
        *,
        rest: float,
        lists: str = "",
        apart: Sequence[str] = (),
    ) -> None:
        self._letters = "abcdefgh"[:n]
        square = np.full((n, n), rest)
        for pair, bits in weights.items():
            a, b = (self._letters.index(letter) for letter in pair)
            square[a, b] = square[b, a] = bits
        pairs = pairs_within(np.zeros(n, dtype=np.int32))
        none, weight = np.zeros((len(pairs), 0)), square[pairs.left, pairs.right]
        within = Scored(pairs.left, pairs.right, none.astype(np.int8), none, weight)
        codes = np.array([ord(each) for each in lists or self._letters], dtype=np.int16)
        two = [
            self._letters[a] + self._letters[b] in apart
            for a, b in zip(pairs.left, pairs.right, strict=True)
        ]
        held = replace(within, weight=np.where(np.array(two, dtype=bool), APART, weight))
        self._person = resolve(np.zeros(n, dtype=np.int32), held, codes, np.arange(n))
        said = bands(self._person, within, CUT, codes, contradict=np.array(two, dtype=bool))
        self._said = dict(zip(zip(pairs.left, pairs.right, strict=True), said, strict=True))

    @property
    def people(self) -> list[str]:
        """Who is with whom: the letters of each person, in order."""
        numbers = self._person.tolist()
        by_person = dict.fromkeys(numbers, "")
        for letter, number in zip(self._letters, numbers, strict=True):
            by_person[number] += letter
        return sorted(by_person.values())

    def band(self, pair: str) -> str:
        """What is said of a pair."""
        a, b = sorted(self._letters.index(letter) for letter in pair)
        return Band(self._said[a, b]).name
