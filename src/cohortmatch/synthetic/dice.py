"""Seeded chance: every draw comes from one numpy generator, so a seed gives one world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt

T = TypeVar("T")


@cache
def ranked_chances(count: int) -> npt.NDArray[np.float64]:
    """Cumulative chances of `count` things, commonest first.

    They fall with the rank as names in a population do (Zipf's law, flattened at the top, since no
    name belongs to a tenth of the people).
    """
    weights = 1.0 / (np.arange(count) + 4.0) ** 0.9
    return np.cumsum(weights / weights.sum())


class Dice:
    """Draws of every kind that the invented world needs."""

    def __init__(self, seed: int | Sequence[int]) -> None:
        self.rng = np.random.default_rng(seed)
        self.seeds = (seed,) if isinstance(seed, int) else tuple(seed)

    def chance(self, probability: float) -> bool:
        """Whether something of this probability happens."""
        return bool(self.rng.random() < probability)

    def below(self, count: int) -> int:
        """A whole number from 0 up to, not including, `count`."""
        return int(self.rng.random() * count)

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def pick(self, things: Sequence[T]) -> T:
        """One of them, all equally likely."""
        return things[self.below(len(things))]

    def ranked(self, things: Sequence[T]) -> T:
        """One of them, the first ones more often."""
        chances = ranked_chances(len(things))
        return things[min(int(np.searchsorted(chances, self.rng.random())), len(things) - 1)]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """One of the keys, as often as its weight says."""
        left = self.rng.random() * sum(weights.values())
        for thing, weight in weights.items():
            left -= weight
            if left <= 0:
                return thing
        return thing

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """All of them in another order."""
        return [things[i] for i in self.rng.permutation(len(things))]

    def digits(self, count: int) -> str:
        """A string of the given number of digits."""
        return "".join(str(self.below(10)) for _ in range(count))
