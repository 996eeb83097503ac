"""A law: what a better agreement makes doubtful, no worse agreement makes certain.

Levels of many pairs are drawn freely, their relation follows from them, and one comparison after
the other is set to worse levels, in the order of the model file. “Missing” stands outside this
order: it says nothing, and neither comes of another level nor becomes one. Neither are the ways in
which names line up an order. A generation between two births is only where their dates or ages are
quite different.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cohortmatch.core.arrays import Bools, Floats, Int8s, Int32s
from cohortmatch.linkage.comparing.kinds import DIFFERENT, kind_of
from cohortmatch.linkage.comparing.levels import Levels
from cohortmatch.linkage.comparing.relations import relation_levels
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.never_certain import doubted

MODEL = shipped()
PAIRS = 4000
MISSING = {"surname": 0.05, "forename": 0.05, "date_of_birth": 0.25, "address": 0.3, "phone": 0.5}
"""How often what is recorded of most people is missing; the rest is mostly missing."""
MOSTLY = 0.85
AT_MOST = 3
"""Years between births that are alike."""


class Facts(NamedTuple):
    """What a pair's relation depends on beside its levels, and whether both are on one list."""

    name_rarity: Floats
    years_apart: Int32s
    one_list: Bools


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1))
def test_a_worse_level_never_makes_certain_what_a_better_one_left_in_doubt(seed: int) -> None:
    dice = np.random.default_rng(seed)
    levels, facts = some_pairs(dice)
    in_doubt = doubtful(levels, facts)
    for comparison in MODEL.comparisons:
        if kind_of(comparison.name).corrects:
            continue
        drawn = levels[comparison.name]
        lower = dice.integers(1, np.maximum(drawn, 2)).astype(np.int8)
        worse = Levels(PAIRS)
        worse |= levels | {comparison.name: np.where(drawn > 1, lower, drawn)}
        surer = in_doubt & ~doubtful(worse, facts)
        assert not surer.any(), named(levels, int(np.argmax(surer)))


def some_pairs(dice: np.random.Generator) -> tuple[Levels, Facts]:
    """Levels of pairs whose relation is not known yet."""
    levels = Levels(PAIRS)
    for comparison in MODEL.comparisons:
        if not kind_of(comparison.name).corrects:
            known = dice.random(PAIRS) >= MISSING.get(comparison.name, MOSTLY)
            levels[comparison.name] = known * dice.integers(
                0, len(comparison.levels), PAIRS, dtype=np.int8
            )
    levels["age"] *= levels["date_of_birth"] == 0
    years = dice.choice(np.array([0, 1, 3, 20], dtype=np.int32), PAIRS)
    return levels, Facts(dice.uniform(-6, 6, PAIRS), years, dice.random(PAIRS) < 0.2)


def doubtful(levels: Levels, facts: Facts) -> Bools:
    """Which pairs of these levels are never certain by themselves."""
    apart = levels["date_of_birth"] == place("date_of_birth")
    apart |= levels["age"] == place("age")
    years = np.where(apart, facts.years_apart, np.minimum(facts.years_apart, AT_MOST))
    nothing_more = np.zeros(PAIRS, dtype=bool)
    relation = relation_levels(levels, years.astype(np.int32), facts.name_rarity, nothing_more)
    return doubted(MODEL, matrix(levels, relation), facts.one_list).alone


def matrix(levels: Levels, relation: Int8s) -> Int8s:
    """The levels (int8, pairs by comparisons) in the model's order."""
    known = {**levels, "relation": relation}
    nothing = np.zeros(PAIRS, dtype=np.int8)
    return np.stack([known.get(name, nothing) for name in MODEL.names]).T


def place(name: str) -> int:
    """The place of a comparison's level “different”."""
    return MODEL.comparison(name).position(DIFFERENT)


def named(levels: Levels, at: int) -> dict[str, str]:
    """A pair's levels in words."""
    return {
        name: MODEL.comparison(name).levels[each[at]].name
        for name, each in levels.items()
        if each[at]
    }
