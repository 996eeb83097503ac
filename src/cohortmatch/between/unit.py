"""The trusted unit: links the encoded lists of several boroughs, and finds persons across them.

The engine does the linking: its blocking rule finds the pairs that share a digest, its comparison
of encoded sets weighs the kinds that agree by the shipped weights of the exchange, its clustering
forms persons from all boroughs at once. Two people of one borough are two people.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import log2
from typing import NamedTuple

import numpy as np

from cohortmatch.between.encoding import KIND_OF, EncodedPeople
from cohortmatch.between.evidence import ExchangeBand, ExchangeModel, kinds_in_words, shipped_model
from cohortmatch.between.keys import KINDS
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
        return [each for each in _matches(found, who) if each.left[0] != each.right[0]]


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


def _matches(found: Outcome, who: Sequence[tuple[int, int]]) -> list[UnitMatch]:
    links, person = found.people.links, found.people.person
    field = found.listings.field(FIELD)
    matches = []
    for left, right, weight, band in zip(
        links.left.tolist(),
        links.right.tolist(),
        links.weight.tolist(),
        found.people.band.tolist(),
        strict=True,
    ):
        both = {*field.of(left)} & {*field.of(right)}
        kinds = sorted({KIND_NUMBER[kind_of_value(each)] for each in both})
        told: ExchangeBand = "same" if band == Band.same else "check"
        persons = int(person[left]), int(person[right])
        matches.append(UnitMatch(who[left], who[right], weight, told, tuple(kinds), persons))
    return matches
