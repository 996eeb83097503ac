"""Discounts: what is taken off a pair's match weight before people are formed, and why.

A pair without any difference never counts against one person, however little it holds: the prior
must be overcome once for a person, not by every pair of listings. A pair that a rule of
never_certain.py fits is never `same` by itself. Two rows with two valid numbers of a kind of which
a person has one are never put together by what the lists say, however many rows stand between them:
a person must decide first.
"""

from __future__ import annotations

import numpy as np

from cohortmatch.core.arrays import Bools, Floats, Int32s
from cohortmatch.core.types import ABSENT, Field, Listings
from cohortmatch.linkage.clustering.components import components
from cohortmatch.linkage.clustering.decisions import DECIDED
from cohortmatch.linkage.clustering.resolve import ListCodes
from cohortmatch.linkage.comparing.kinds import DIFFERENT, KINDS, Agreement, kind_of
from cohortmatch.linkage.model import Model
from cohortmatch.linkage.never_certain import Doubted, agrees, doubted
from cohortmatch.linkage.pairs import Scored
from cohortmatch.values.identifiers import Identifier


def weights_after_discounts(model: Model, ruled: Scored) -> Floats:
    """The weights (float64, bits), raised to 0 for negative pairs without any difference."""
    against = np.zeros(len(ruled), dtype=bool)
    for place, comparison in enumerate(model.comparisons):
        if not kind_of(comparison.name).corrects:
            against |= model.weights[place].take(ruled.levels[:, place]) < 0
    silent = ~against & (ruled.weight < 0) & (ruled.weight > -DECIDED)
    return np.where(silent, 0.0, ruled.weight)


def held_apart(model: Model, ruled: Scored, listings: Listings) -> Bools:
    """Which undecided pairs have two valid numbers of one unique kind that differ, while no number
    of theirs agrees. Two numbers that some row holds side by side are one person's."""
    found = np.zeros(len(ruled), dtype=bool)
    for name, kind in KINDS.items():
        if kind.is_unique:
            owner = _owners(listings.field(name))
            left, right = owner[ruled.left], owner[ruled.right]
            differ = model.stands(ruled.levels, name, (DIFFERENT,))
            found |= differ & (left != right) & (left >= 0) & (right >= 0)
    found &= ~agrees(model, ruled.levels, Agreement.number)
    return found & (np.abs(ruled.weight) < DECIDED)


def _owners(numbers: Field[Identifier]) -> Int32s:
    """A code for whose each listing's numbers are, the same for numbers that one row holds side by
    side; ABSENT where it has none or one that fails its check."""
    first = numbers.first
    owner = components(len(numbers.values), first[numbers.owners], numbers.codes)
    wrong = np.array([not value.is_valid for value in numbers.values], dtype=bool)
    doubtful = numbers.any_of(wrong[numbers.codes]) | (first < 0)
    return np.where(doubtful, ABSENT, np.append(owner, ABSENT)[first]).astype(np.int32)


def doubtful(model: Model, ruled: Scored, list_code: ListCodes) -> Doubted:
    """What the rules of never_certain.py say of each pair; nothing of decided ones.

    `list_code` (int) is each listing's list.
    """
    one_list = list_code[ruled.left] == list_code[ruled.right]
    found = doubted(model, ruled.levels, one_list)
    undecided = np.abs(ruled.weight) < DECIDED
    return Doubted(*(mask & undecided for mask in found))
