"""An upper bound of a pair's match weight, from comparisons that are cheap to make.

Dates of birth, ages, numbers, addresses, phones and sex are compared; names are only looked up: two
words that are not one cannot agree better than a spelling of one name would, as rare as the
commoner of them. A pair with too low a bound need not have its names compared letter by letter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from cohortmatch.core.arrays import Floats, Int8s, Int32s, Places
from cohortmatch.core.types import Names
from cohortmatch.linkage.comparing import addresses, phones
from cohortmatch.linkage.comparing.kinds import KINDS, Compares
from cohortmatch.linkage.comparing.term_frequency import MOST, NameRarity
from cohortmatch.linkage.model import MOST_OF_GROUP, Model
from cohortmatch.linkage.pairs import Pairs

NAMES = ("surname", "forename", "name_order")
ROUNDING = 1e-6
"""Bits added, so that sums taken in another order do not matter."""
Addresses = Callable[[Places, Places], tuple[Int8s, Floats]]


class Bound:
    """The most bits of pairs of listings with one model, the prior not included."""

    def __init__(
        self,
        model: Model,
        sets: Mapping[str, Compares],
        address_pairs: Addresses,
        names: NameBound,
    ) -> None:
        self._sets = [
            (name, each, model.weights[model.index(name)])
            for name, each in sets.items()
            if not each.is_empty
        ]
        self._address = model.bits("address", len(addresses.LEVELS))
        self._addresses = address_pairs
        self._names = names
        self._rest = _most_of(model, {*sets, *NAMES, "address"}) + ROUNDING

    def __call__(self, pairs: Pairs) -> Floats:
        """The upper bound in bits (float64) of each pair."""
        left, right = pairs.left, pairs.right
        levels, most = self._addresses(left, right)
        most += self._address[levels] + self._rest
        for name, compare, bits in self._sets:
            own = compare(left, right)
            own = phones.beside_address(own, levels) if name == phones.KIND.name else own
            most += bits[own]
        most += self._names(left, right)
        return most


class NameBound:
    """The upper bound in bits of the names of two listings together.

    `full` (float64) is what agreement on the full name of each form can add.
    """

    def __init__(self, names: Names, rarity: NameRarity, full: Floats, model: Model) -> None:
        bits = [model.bits(name, len(KINDS[name].levels)) for name in NAMES]
        surname, forename, order = bits
        self._surnames = rarity.most("surname", surname)
        self._forenames = rarity.most("forename", forename)
        self._order = float(order.max())
        counts = np.diff(names.offsets)
        self._single = counts == 1
        first = np.minimum(names.offsets[:-1], max(len(names.given) - 1, 0))
        none = np.full(len(counts), -1, dtype=np.int32)
        self._given = names.given[first] if len(names.given) else none
        self._surname = names.surname[first] if len(names.given) else none
        self._any = float(sum(max(part.max(), 0) for part in bits)) + 3 * MOST
        self._full = full[first] if len(full) else np.zeros(len(counts))

    def __call__(self, left: Places, right: Places) -> Floats:
        """The most bits (float64) of each pair, either order of the names tried."""
        most = np.full(len(left), self._any)
        at = np.flatnonzero(self._single[left] & self._single[right])
        a, b = left[at], right[at]
        straight = self._lined_up(
            self._surname[a], self._surname[b], self._given[a], self._given[b]
        )
        straight += np.maximum(self._full[a], self._full[b])
        one = self._lined_up(self._surname[a], self._given[b], self._given[a], self._surname[b])
        other = self._lined_up(self._given[a], self._surname[b], self._surname[a], self._given[b])
        most[at] = np.maximum(straight, np.maximum(one, other)) + max(self._order, 0.0)
        return most

    def _lined_up(self, a: Int32s, b: Int32s, c: Int32s, d: Int32s) -> Floats:
        result: Floats = self._surnames(a, b) + self._forenames(c, d)
        return result


def _most_of(model: Model, told: set[str]) -> float:
    """The upper bound in bits of all other comparisons together."""
    most, groups = 0.0, set()
    for comparison, bits in zip(model.comparisons, model.weights, strict=True):
        if comparison.name in told:
            continue
        if comparison.group:
            groups.add(comparison.group)
        else:
            most += max(float(bits.max()), 0.0) + MOST * comparison.rarity
    return most + MOST_OF_GROUP * len(groups)
