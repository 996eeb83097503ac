"""Comparisons that the caller brings: functions from pairs to comparison levels; EM learns weights.

Each gets the levels missing, different, similar and same, with guessed first figures that learning
soon replaces. Such a comparison may well look at what is compared already (a surname by another
measure); those brought therefore count together up to a limit, and agreement on one does not count
as knowing more of two namesakes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from cohortmatch.core.arrays import Int8s
from cohortmatch.core.errors import SettingsError
from cohortmatch.core.types import Listings
from cohortmatch.linkage.comparing.callers_functions import as_compares, of_comparison
from cohortmatch.linkage.model import MISSING, Comparison, Level
from cohortmatch.linkage.pairs import Pairs

CallersComparison = Callable[[Listings], Callable[[Pairs], Int8s]]
"""Made ready for one table of listings, answers each pair's level: int8, a place in LEVELS."""
LEVELS = (MISSING, "different", "similar", "same")
GROUP = "comparisons that were brought along"
FIRST = {"different": (0.12, 0.96), "similar": (0.08, 0.02), "same": (0.8, 0.02)}
"""The m and u that each level starts from (guessed, then learnt)."""


def comparison(name: str) -> Comparison:
    """The comparison of that name, before anything is learnt."""
    words = name.replace("_", " ")
    levels = [
        Level(name=level, words=f"{words}: {level}", m=m, u=u) for level, (m, u) in FIRST.items()
    ]
    missing = Level(name=MISSING, words=f"{words}: not recorded on both", m=1, u=1)
    return Comparison(name=name, words=words, learnt=True, group=GROUP, levels=(missing, *levels))


class CallersPairs:
    """The caller's comparisons, prepared for the listings."""

    def __init__(self, more: Mapping[str, CallersComparison], listings: Listings) -> None:
        self._ready = {name: _made(name, make, listings) for name, make in sorted(more.items())}

    @property
    def any(self) -> bool:
        """Whether the caller brought any."""
        return bool(self._ready)

    def __call__(self, pairs: Pairs) -> dict[str, Int8s]:
        """The levels of each pair, by comparison; SettingsError for values that are not levels."""
        return {name: _levels(name, find, pairs) for name, find in self._ready.items()}


def _made(name: str, make: CallersComparison, listings: Listings) -> Callable[[Pairs], Int8s]:
    with of_comparison(name):
        made: Callable[[Pairs], Int8s] = as_compares(name, make(listings))
    return made


def _levels(name: str, find: Callable[[Pairs], Int8s], pairs: Pairs) -> Int8s:
    with of_comparison(name):
        return checked(name, LEVELS, find(pairs), len(pairs))


def checked(name: str, levels: Sequence[str], found: Int8s, n: int) -> Int8s:
    """The places (int8) of n pairs among the levels; SettingsError for what are none."""
    places = np.asarray(found)
    if places.shape != (n,) or not np.isin(places, range(len(levels))).all():
        raise SettingsError(
            f"comparison “{name}”: answered something other than one level a pair, "
            f"0 to {len(levels) - 1} ({', '.join(levels)})"
        )
    return places.astype(np.int8)
