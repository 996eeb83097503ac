"""The trusted unit: links the encoded lists of several boroughs, and finds persons across them.

The engine does the linking: its blocking rule finds the pairs that share a digest, its comparison
of encoded sets weighs the kinds that agree by the shipped weights of the exchange, its clustering
forms persons from all boroughs at once. Two people of one borough are two people. A match is `same`
where the engine says so and an exchange between these two boroughs would: there a rival that fits
nearly as well makes a match `check`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from functools import cache
from itertools import combinations
from math import log2
from typing import NamedTuple

import numpy as np

from cohortmatch.between.encoding import KIND_OF, EncodedPeople
from cohortmatch.between.evidence import (
    ExchangeBand,
    ExchangeModel,
    kinds_in_words,
    matches,
    shipped_model,
)
from cohortmatch.between.keys import KINDS
from cohortmatch.between.opening import AgreeingKeys
from cohortmatch.core.types import Listings
from cohortmatch.linkage.columns import listings_of
from cohortmatch.linkage.comparing.encoded_sets import (
    encoded_sets,
    encoded_value,
    kind_of_value,
    sets_comparison,
)
from cohortmatch.linkage.linking import link
from cohortmatch.linkage.model import CutOffs, Model, Prior
from cohortmatch.linkage.pairs import Band
from cohortmatch.linkage.result import Outcome

__all__ = ["UnitMatch", "linked"]

FIELD = "match_keys"
Pair = tuple[int, int]
KIND_NUMBER = {kind.name: number for number, kind in enumerate(KINDS)}


class UnitMatch(NamedTuple):
    """Two people of two boroughs, each by the borough's number and the person's reference: the
    match weight in bits, the band, the kinds of keys that agree, and the number of the person that
    each is of."""

    left: tuple[int, int]
    right: tuple[int, int]
    weight: float
    band: ExchangeBand
    kinds: tuple[int, ...]
    persons: tuple[int, int]

    @property
    def is_certain(self) -> bool:
        """Whether both are certainly one person's."""
        return self.band == "same" and self.persons[0] == self.persons[1]

    @property
    def words(self) -> str:
        """The kinds of keys that agree, for a reader."""
        return kinds_in_words(self.kinds)


def linked(lists: Sequence[EncodedPeople], model: ExchangeModel | None = None) -> list[UnitMatch]:
    """The matches between the people of encoded lists."""
    model = model or shipped_model()

    @cache
    def bits(kinds: frozenset[str]) -> float:
        return model.weight([KIND_NUMBER[each] for each in kinds], 1) - log2(model.share)

    # The field is one of a comparison only while that is registered.
    with encoded_sets(FIELD, bits):
        listings, who = _listings(lists)
        found = link(listings, _model(model), every_pair_up_to=0)
    agreeing = _agreeing(listings)
    sure = _sure(agreeing, listings, [len(each) for each in lists], model)
    return _matches(found, who, agreeing, sure)


def _model(model: ExchangeModel) -> Model:
    """The engine's model of encoded match keys."""
    return Model(
        name=model.name,
        dated=model.made,
        sources={FIELD: model.source},
        prior=Prior(overlap=model.share, repeats=1e-6),
        cut_offs=CutOffs(same=model.same, check=model.check),
        comparisons=(sets_comparison(FIELD, "match keys (encoded)"),),
    )


def _listings(lists: Sequence[EncodedPeople]) -> tuple[Listings, list[tuple[int, int]]]:
    """All people as listings, with the digests that any two of them share, and who each is.

    A digest that nobody shares is nobody's evidence, and most are random bytes.
    """
    numbers = [each.numbers for each in lists]
    values, counts = np.unique(
        np.concatenate([each.ravel() for each in numbers]), return_counts=True
    )
    shared = values[counts > 1]
    columns = {}
    who = []
    for code, (each, own) in enumerate(zip(lists, numbers, strict=True)):
        column: list[list[str] | None] = [None] * len(each)
        for person, place in zip(
            *(at.tolist() for at in np.nonzero(np.isin(own, shared))), strict=True
        ):
            value = encoded_value(KINDS[KIND_OF[place]].name, each.text(person, place))
            column[person] = [*(column[person] or ()), value]
        columns[f"borough {code}"] = {FIELD: column}
        who += [(code, reference) for reference in each.references]
    return listings_of(columns), who


def _agreeing(listings: Listings) -> dict[Pair, frozenset[int]]:
    """The kinds of keys that agree, of every two people of two boroughs who share a digest."""
    field, code = listings.field(FIELD), listings.list_code.tolist()
    holders: list[list[int]] = [[] for _ in field.values]
    for value, listing in zip(field.codes.tolist(), field.owners.tolist(), strict=True):
        holders[value].append(listing)
    kinds: dict[Pair, set[int]] = defaultdict(set)
    for value, held in zip(field.values, holders, strict=True):
        for one, other in combinations(held, 2):
            if code[one] != code[other]:
                kinds[one, other].add(KIND_NUMBER[kind_of_value(value)])
    return {pair: frozenset(each) for pair, each in kinds.items()}


def _sure(
    agreeing: Mapping[Pair, frozenset[int]],
    listings: Listings,
    sizes: Sequence[int],
    model: ExchangeModel,
) -> set[Pair]:
    """The pairs that an exchange between the two boroughs would call the same."""
    code = listings.list_code.tolist()
    by_boroughs: dict[Pair, list[AgreeingKeys]] = defaultdict(list)
    for (one, other), kinds in agreeing.items():
        by_boroughs[code[one], code[other]].append(AgreeingKeys(one, other, kinds))
    return {
        (each.person, each.reference)
        for boroughs, told in by_boroughs.items()
        for each in matches(told, max(sizes[code] for code in boroughs), model)
        if each.band == "same"
    }


def _matches(
    found: Outcome,
    who: Sequence[tuple[int, int]],
    agreeing: Mapping[Pair, frozenset[int]],
    sure: Container[Pair],
) -> list[UnitMatch]:
    """The engine's links between people of two boroughs."""
    links, person = found.people.links, found.people.person.tolist()
    told = []
    for *pair, weight, band in zip(
        links.left.tolist(),
        links.right.tolist(),
        links.weight.tolist(),
        found.people.band.tolist(),
        strict=True,
    ):
        left, right = pair
        if who[left][0] == who[right][0]:
            continue
        is_sure = band == Band.same and (left, right) in sure
        kinds = tuple(sorted(agreeing.get((left, right), ())))
        persons = person[left], person[right]
        bands: ExchangeBand = "same" if is_sure else "check"
        told.append(UnitMatch(who[left], who[right], weight, bands, kinds, persons))
    return told
