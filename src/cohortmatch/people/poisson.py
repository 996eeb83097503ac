"""Poisson intervals: between which numbers a count could have come by chance alone.

The interval is the exact one of Garwood ("Fiducial Limits for the Poisson Distribution", 1936), as
public health statistics use it (Public Health England, "Technical Guide: Confidence Intervals",
2018). From 1,000 on Byar's approximation stands for it, as that guide has it from 10 on; there the
two differ by less than one in 100,000.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

__all__ = ["PoissonInterval", "poisson_interval"]

EXACT_BELOW = 1_000
STEPS = 60
"""How often a range is halved: as exactly as numbers are kept."""


class PoissonInterval(NamedTuple):
    """The least and the greatest mean that a count does not speak against."""

    low: float
    high: float


@lru_cache(maxsize=4096)
def poisson_interval(count: int, confidence: float = 0.95) -> PoissonInterval:
    """The interval of a count's mean: so often, of all counts, it holds the true one.

    ValueError for a count below nought.
    """
    if count < 0:
        raise ValueError("a count cannot be below nought")
    tail = (1 - confidence) / 2
    if count >= EXACT_BELOW:
        return PoissonInterval(_byar(count, -_normal(tail)), _byar(count + 1, _normal(tail)))
    ways, top = _log_factorials(count), 10.0 + 2 * count + 10 * count**0.5
    high = _where(lambda mean: _at_most(mean, ways) <= tail, top)
    low = _where(lambda mean: 1 - _at_most(mean, ways[:-1]) >= tail, top) if count else 0.0
    return PoissonInterval(low, high)


def _normal(tail: float) -> float:
    return NormalDist().inv_cdf(1 - tail)


def _byar(count: int, deviation: float) -> float:
    return count * float(1 - 1 / (9 * count) + deviation / (3 * count**0.5)) ** 3


def _log_factorials(count: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The logarithms of the factorials from 0! to count! (float64)."""
    numbers = np.arange(count + 1, dtype=np.float64)
    numbers[0] = 1.0
    return np.cumsum(np.log(numbers))


def _at_most(mean: float, ways: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """How likely a count is no greater than the last one that `ways` has, for a mean."""
    counts = np.arange(len(ways))
    return float(np.exp(counts * np.log(mean) - mean - ways).sum())


def _where(is_so: Callable[[float], bool], top: float) -> float:
    """The least mean from which on something is so, up to `top`."""
    low, high = 0.0, top
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if is_so(middle) else (middle, high)
    return high
