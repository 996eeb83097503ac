"""People out of weighed pairs.

Within a component every pair has a weight, the disagreeing ones too. Groups of listings are joined
heaviest first as long as the pairs between two groups, on average, speak for one person; a listing
that fits another group better is then moved. So no chain A-B-C keeps A and C together against
strong evidence: the weakest joint gives way and is left to be checked.

A list rarely holds one person twice, so two groups with listings on one list are rivals and must
agree better than others. Weights count up to a limit in either direction, so that one striking pair
cannot outvote all the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from cohortmatch.clustering.decided import DECIDED
from cohortmatch.types import Floats, Int32s, Int64s, Scored

FOR, AGAINST = 14.0, -24.0
"""Bits: what one pair can say for and against at the most."""
RIVALS = 4.0
"""Bits by which two groups must agree better when one list holds listings of both."""

ListCodes = npt.NDArray[np.int16]


def resolve(component: Int32s, within: Scored, list_code: ListCodes, order: Int64s) -> Int32s:
    """Each listing's person (int32), numbered from 0 in the order of their first listings.

    `component` (int32) as from `components`; `within` holds every pair of listings of one
    component, decided pairs with the weight of a decision; `list_code` (int16) gives each listing's
    list, `order` (int64) its place in the order of contents, by which ties are broken. The answer
    depends on weights, lists and that order only, not on how listings are numbered.
    """
    person = np.arange(len(component), dtype=np.int64)
    for members, weights in _matrices(component, within, order):
        _, lists = np.unique(list_code[members], return_inverse=True)
        on = np.eye(lists.max() + 1)[lists]
        for group in _settle(weights, on, _join(weights, on)):
            person[members[group]] = members[group].min()
    _, numbered = np.unique(person, return_inverse=True)
    result: Int32s = numbered.astype(np.int32)
    return result


def _matrices(
    component: Int32s, within: Scored, order: Int64s
) -> Iterator[tuple[npt.NDArray[np.intp], Floats]]:
    """Each component of two or more: its listings in order, their weights as a square matrix."""
    by_component = np.argsort(component[within.left], kind="stable")
    labels = component[within.left][by_component]
    edges = np.flatnonzero(np.diff(labels, prepend=-1))
    place = np.empty(len(component), dtype=np.int64)
    for start, end in pairwise([*edges, len(by_component)]):
        pairs = by_component[start:end]
        members = np.unique(np.concatenate([within.left[pairs], within.right[pairs]]))
        members = members[np.argsort(order[members], kind="stable")]
        place[members] = np.arange(len(members))
        a, b = place[within.left[pairs]], place[within.right[pairs]]
        weights = np.zeros((len(members), len(members)))
        weights[a, b] = weights[b, a] = _limited(within.weight[pairs])
        yield members, weights


def _limited(weight: Floats) -> Floats:
    """Weights cut at what one pair may say; decisions as they are."""
    result: Floats = np.where(np.abs(weight) < DECIDED, np.clip(weight, AGAINST, FOR), weight)
    return result


def _join(weights: Floats, on: Floats) -> list[list[int]]:
    """Join groups, best average weight first, while the pairs between them speak for one person.

    `on` is float64, listings by lists: 1 where the listing stands on the list.
    """
    total, on = weights.copy(), on.copy()
    size = np.ones(len(total))
    groups: dict[int, list[int]] = {i: [i] for i in range(len(total))}
    while len(groups) > 1:
        average = total / np.outer(size, size) - RIVALS * ((on @ on.T) > 0)
        np.fill_diagonal(average, -np.inf)
        # Rounded, so that sums taken in another order still tie and the first pair wins.
        a, b = divmod(int(np.argmax(np.round(average, 6))), len(total))
        if average[a, b] <= 0:
            break
        groups[a] += groups.pop(b)
        for table in (total, total.T, on):
            table[a] += table[b]
        total[b] = total[:, b] = -np.inf
        size[a] += size[b]
    return list(groups.values())


def _settle(weights: Floats, on: Floats, groups: list[list[int]]) -> list[list[int]]:
    """Move single listings to where they fit best, until none fits better elsewhere."""
    label = np.empty(len(weights), dtype=np.int64)
    for number, group in enumerate(groups):
        label[group] = number
    rivals = RIVALS * ((on @ on.T) > 0)
    pull = weights - rivals
    np.fill_diagonal(pull, 0)
    everyone = np.arange(len(weights))
    for _ in range(2 * len(weights)):
        member = label[:, None] == np.arange(label.max() + 1)
        ties = np.hstack([pull @ member, np.zeros((len(weights), 1))])
        gain = np.round(ties - ties[everyone, label][:, None], 6)
        listing, best = divmod(int(np.argmax(gain)), gain.shape[1])
        if gain[listing, best] <= 0:
            break
        label[listing] = best
        _, label = np.unique(label, return_inverse=True)
    return [list(np.flatnonzero(label == g)) for g in range(label.max() + 1)]
