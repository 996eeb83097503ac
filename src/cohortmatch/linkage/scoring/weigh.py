"""Evidence to weights: the prior of the two lists, plus each level's bits, plus rarity."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Floats
from cohortmatch.linkage.model import MOST_OF_GROUP, Model
from cohortmatch.linkage.pairs import Evidence, Pairs, Scored


class Weigher:
    """Weighs pairs with one model on one set of lists.

    `prior` is float64, lists by lists, in bits; see `prior_bits`. `list_code` gives each listing's
    list.
    """

    def __init__(self, model: Model, prior: Floats, list_code: npt.NDArray[np.int16]) -> None:
        self._weights = model.weights
        self._prior = prior
        self._list_code = list_code.astype(np.intp)
        self._groups = grouped(model)
        self._rare = [place for place, each in enumerate(model.comparisons) if each.rarity]

    def weigh(self, evidence: Evidence) -> Scored:
        """The pairs with their weight in bits; 0 is even odds."""
        weight = self.prior(evidence)
        for rare in self._rare:
            weight += evidence.rarity[:, rare]
        for place in np.flatnonzero(evidence.levels.any(axis=0)):
            weight += self._weights[place].take(evidence.levels[:, place])
        for group in self._groups:
            bits = self._weights[group, evidence.levels[:, group]] + evidence.rarity[:, group]
            weight += excess(bits.sum(axis=1))
        return Scored(evidence.left, evidence.right, evidence.levels, evidence.rarity, weight)

    def prior(self, pairs: Pairs) -> Floats:
        """The prior of each pair in bits."""
        code, lists = self._list_code, len(self._prior)
        result: Floats = self._prior.ravel().take(
            code.take(pairs.left) * lists + code.take(pairs.right)
        )
        return result


def grouped(model: Model) -> list[list[int]]:
    """The places of the comparisons of each group."""
    groups: dict[str, list[int]] = {}
    for place, comparison in enumerate(model.comparisons):
        if comparison.group:
            groups.setdefault(comparison.group, []).append(place)
    return list(groups.values())


def excess(bits: Floats) -> Floats:
    """What a group's bits must be corrected by, so that it says no more than it may."""
    result: Floats = np.clip(bits, -MOST_OF_GROUP, MOST_OF_GROUP) - bits
    return result


def prior_bits(sizes: npt.NDArray[np.int64], model: Model) -> Floats:
    """What list sizes alone say of two listings, in bits, for each pair of lists.

    Of two lists, `prior.overlap` of the smaller one's people are expected on the larger: shared
    people divided by pairs. Within a list, `prior.repeats` of the rows are expected to be repeats.
    """
    size = np.maximum(sizes.astype(float), 1)
    larger = np.maximum.outer(size, size)
    odds = model.prior.overlap / larger
    np.fill_diagonal(odds, 2 * model.prior.repeats / np.maximum(size - 1, 1))
    result: Floats = np.log2(odds / (1 + odds))
    return result


def repeats(prior: Floats, sizes: npt.NDArray[np.int64]) -> Floats:
    """The share of each list's rows (float64) that repeat somebody, as the prior has it."""
    share: Floats = 1 / (1 + np.exp2(-np.diag(prior)))
    result: Floats = share * (np.maximum(sizes, 1) - 1) / 2
    return result


def select(scored: Scored, which: npt.NDArray[np.bool_] | npt.NDArray[np.intp]) -> Scored:
    """Some of the pairs, each one's row lying together."""
    return Scored(
        scored.left[which],
        scored.right[which],
        np.ascontiguousarray(scored.levels[which]),
        np.ascontiguousarray(scored.rarity[which]),
        scored.weight[which],
    )


def by_rows(scored: Scored) -> Scored:
    """The same pairs with each one's row lying together: sums along it are taken in one order."""
    levels, bits = np.ascontiguousarray(scored.levels), np.ascontiguousarray(scored.rarity)
    return replace(scored, levels=levels, rarity=bits)
