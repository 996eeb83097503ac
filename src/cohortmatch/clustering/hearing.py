"""What each pair may say of whether its listings are one person's, beside what it weighs.

A pair in which nothing differs says nothing against it, however little it holds: that two listings
are rarely one person's must be overcome once for a person, not by every pair of theirs. A pair that
agrees in a way that two people often do is never `same` by itself. Nor is one of which nothing but
names agree, middle names and a date with a slip in it among them; nor one that fits twins, or
parent and child, unless a number agrees; nor two listings of one list with neither a date of birth
nor a number in common: a list rarely names anybody twice, and father and son of one name are on it
together; nor two of any lists that have no more in common and whose ages differ by more than an age
may be out of date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from cohortmatch.arrays import Floats
from cohortmatch.clustering.decided import DECIDED
from cohortmatch.clustering.resolve import ListCodes
from cohortmatch.model import (
    ANCHORS,
    BROTHERS,
    CORRECTIONS,
    DOUBTFUL,
    MORE_THAN_NAMES,
    MOSTLY_TWO,
    NUMBERS,
    TWINS,
    Model,
)
from cohortmatch.pairs import Scored

Bools = npt.NDArray[np.bool_]


def heard(model: Model, ruled: Scored) -> Floats:
    """The weights (float64, bits), but 0 for pairs below it in which nothing differs."""
    against = np.zeros(len(ruled), dtype=bool)
    for place, comparison in enumerate(model.comparisons):
        if comparison.name not in CORRECTIONS:
            against |= model.weights[place].take(ruled.levels[:, place]) < 0
    silent = ~against & (ruled.weight < 0) & (ruled.weight > -DECIDED)
    return np.where(silent, 0.0, ruled.weight)


def doubtful(model: Model, ruled: Scored, list_code: ListCodes) -> Bools:
    """Which pairs, not decided, are never `same` by themselves.

    `list_code` (int) is each listing's list.
    """
    one_list = list_code[ruled.left] == list_code[ruled.right]
    unlike = _at(model, ruled, "age", ("different",))
    found = _at(model, ruled, "relation", DOUBTFUL)
    twins = _at(model, ruled, "relation", TWINS) & _at(model, ruled, "forename", BROTHERS)
    mostly_two = twins | _at(model, ruled, "relation", MOSTLY_TWO)
    found |= mostly_two & ~agrees(model, ruled, NUMBERS)
    found |= (one_list | unlike) & ~agrees(model, ruled, ANCHORS)
    found |= ~agrees(model, ruled, MORE_THAN_NAMES)
    result: Bools = found & (np.abs(ruled.weight) < DECIDED)
    return result


def _at(model: Model, scored: Scored, name: str, levels: Sequence[str]) -> Bools:
    """Whether a comparison stands at one of some levels."""
    places = [model.comparison(name).position(level) for level in levels]
    result: Bools = np.isin(scored.levels[:, model.index(name)], places)
    return result


def agrees(model: Model, scored: Scored, starts: Mapping[str, str]) -> Bools:
    """Whether some comparison agrees from the level on that a table such as ANCHORS gives it."""
    found = np.zeros(len(scored), dtype=bool)
    for place, comparison in enumerate(model.comparisons):
        first = comparison.first_of(starts)
        if first is not None:
            found |= scored.levels[:, place] >= first
    return found
