"""Coincidences: how often different people agree, counted on pairs that have an alibi.

Two people with different dates of birth and one full name are namesakes; two with different
forenames and dates of birth, one surname and one address are relatives. Compared with what chance
would give if the parts were independent, such pairs show how much names go together in these lists
and how many relatives the lists hold. So they show what agreement on a name, or on surname and
address, is worth. Where families are few, twins are too, and what is taken off for them shrinks in
proportion.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2

import numpy as np

from cohortmatch.core.arrays import Bools, Floats
from cohortmatch.linkage.model import Comparison, Level, Model
from cohortmatch.linkage.never_certain import TWINS
from cohortmatch.linkage.pairs import Scored

SEEN = 1.0
"""Coincidences that the shipped correction counts for."""
FAMILY = ("household", "undated_household", "parent_child", "relatives")
LEAST = 0.25
"""The least share of the shipped corrections for relatives that is kept."""
MOST = 1.5


@dataclass(frozen=True, eq=False)
class Coincidences:
    """Counts (float64) of pairs of surely different people, and of what these share.

    `names` are counts among pairs with different dates of birth: all, one surname, one forename,
    both. `homes` are counts among those whose forenames differ too: all, one surname, one address,
    both.
    """

    names: Floats
    homes: Floats

    @classmethod
    def none(cls) -> Coincidences:
        """Nothing counted yet."""
        return cls(np.zeros(4), np.zeros(4))

    @classmethod
    def of(cls, scored: Scored, model: Model) -> Coincidences:
        """Count a batch of pairs drawn without regard to agreement."""
        levels = scored.levels
        alibi = model.stands(levels, "date_of_birth", ("different", "near"))
        surname = model.reaches(levels, "surname", "half")
        forename = model.reaches(levels, "forename", "short")
        home = model.reaches(levels, "address", "street")
        other = alibi & model.stands(levels, "forename", ("different",))
        return cls(_shared(alibi, surname, forename), _shared(other, surname, home))

    def __add__(self, more: Coincidences) -> Coincidences:
        return Coincidences(self.names + more.names, self.homes + more.homes)

    def __sub__(self, some: Coincidences) -> Coincidences:
        return Coincidences(self.names - some.names, self.homes - some.homes)


def corrected(model: Model, seen: Coincidences) -> Model:
    """The model with its corrections for namesakes and relatives fitted to what was seen."""
    if "relation" not in model.names:
        return model
    place = model.index("relation")
    relation = model.comparisons[place]
    name_only = relation.levels[relation.position("name_only")].bits
    household = relation.levels[relation.position("household")].bits
    names = _bits(seen.names, name_only)
    share = min(max(_bits(seen.homes, household) / household, LEAST), MOST)
    shares = dict.fromkeys(FAMILY, share) | dict.fromkeys(TWINS, min(share, 1.0))
    bits = {level.name: level.bits * shares.get(level.name, 1.0) for level in relation.levels}
    bits["far_birth"] += min(names, 0.0) - name_only
    bits["name_only"] = bits["other_birth"] = min(names, 0.0)
    changed = list(model.comparisons)
    changed[place] = _with_bits(relation, bits)
    return model.with_comparisons(tuple(changed))


def _bits(counts: Floats, shipped: float) -> float:
    """The correction in bits of an agreement on two things that go together."""
    total, one, other, both = counts
    expected = one * other / total if total else 0.0
    return -log2((both + SEEN) / (expected + SEEN * 2**shipped))


def _with_bits(comparison: Comparison, bits: dict[str, float]) -> Comparison:
    levels = []
    for level in comparison.levels:
        m, u = 2 ** min(bits[level.name], 0.0), 2 ** min(-bits[level.name], 0.0)
        levels.append(Level(name=level.name, words=level.words, source=level.source, m=m, u=u))
    return Comparison(
        name=comparison.name,
        words=comparison.words,
        rarity=comparison.rarity,
        levels=tuple(levels),
    )


def _shared(among: Bools, one: Bools, other: Bools) -> Floats:
    return np.array(
        [among.sum(), (among & one).sum(), (among & other).sum(), (among & one & other).sum()],
        dtype=float,
    )
