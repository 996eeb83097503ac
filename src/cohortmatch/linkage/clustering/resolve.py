"""Constrained clustering: how a component is divided into people.

Within a component every pair has a weight, including those that disagree. Groups of listings are
joined, heaviest first, while the pairs between two groups speak on average for one person. A
listing that fits another group better is then moved. So no chain A-B-C keeps A and C together
against strong evidence: the weakest link gives way and goes to clerical review.

A list rarely holds one person twice, so two groups with listings on one list are rivals and must
agree better than others. Weights count up to a limit in either direction, so that one striking pair
cannot outvote all the others.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Bools, Floats, Int32s, Int64s
from cohortmatch.linkage.clustering.batched import joined, settled
from cohortmatch.linkage.clustering.decisions import APART, DECIDED
from cohortmatch.linkage.clustering.plain import RIVALS, plain
from cohortmatch.linkage.pairs import Scored

FOR, AGAINST = 16.0, -24.0
"""Bits: what one pair can say for and against at the most."""
CELLS = 1_000_000
"""Weights of components that are settled side by side."""

ListCodes = npt.NDArray[np.integer]


def resolve(component: Int32s, within: Scored, list_code: ListCodes, order: Int64s) -> Int32s:
    """Each listing's person (int32), numbered from 0 in the order of their first listings.

    `component` (int32) as from `components`; `within` holds every pair of listings of one
    component, decided pairs with the weight of a decision; `list_code` (int) gives each listing's
    list, `order` (int64) its place in the order of contents, by which ties are broken. The answer
    depends on weights, lists and that order only, not on how listings are numbered. Only
    the order of `contested` listings counts.
    """
    person = np.arange(len(component), dtype=np.int64)
    weight = limited(within.weight)
    together, doubtful = plain(component, within, weight, list_code)
    first = np.zeros(int(component.max(initial=-1)) + 1, dtype=np.int64)
    first[component[::-1]] = person[::-1]
    person[together] = first[component[together]]
    for members, weights in _stacks(component, within, weight, doubtful, order):
        on = list_code[members]
        rivals = on[:, :, None] == on[:, None, :]
        group = settled(weights, rivals, RIVALS, joined(weights, rivals, RIVALS))
        person[members] = _first_of(members, group)
    _, numbered = np.unique(person, return_inverse=True)
    result: Int32s = numbered.astype(np.int32)
    return result


def contested(component: Int32s, within: Scored, list_code: ListCodes) -> Bools:
    """The listings that `resolve` must look at closely and needs the content order of."""
    return plain(component, within, limited(within.weight), list_code)[1]


def _stacks(
    component: Int32s, within: Scored, weight: Floats, which: Bools, order: Int64s
) -> Iterator[tuple[Int64s, Floats]]:
    """The components of the listings marked, those of one size together.

    Yields listings in order (int64, components by listings) and their weights (components by
    listings by listings).
    """
    listings = np.flatnonzero(which)
    listings = listings[np.lexsort((order[listings], component[listings]))]
    sizes = np.bincount(component[listings], minlength=int(component.max(initial=-1)) + 1)
    looked_at = which[within.left]
    left, right, bits = within.left[looked_at], within.right[looked_at], weight[looked_at]
    stack, place = np.zeros(len(sizes), np.int64), np.zeros(len(component), np.int64)
    for size in np.unique(sizes[sizes > 1]).tolist():
        for some in _parts(np.flatnonzero(sizes == size), size):
            stack[some] = np.arange(len(some))
            members = listings[_among(component[listings], some)].reshape(-1, size)
            place[members] = np.arange(size)
            here = _among(component[left], some)
            at, a, b = stack[component[left[here]]], place[left[here]], place[right[here]]
            weights = np.zeros((len(some), size, size))
            weights[at, a, b] = weights[at, b, a] = bits[here]
            yield members, weights


def _parts(some: Int64s, size: int) -> Iterator[Int64s]:
    """The components of a size, as many at a time as CELLS weights hold."""
    step = max(1, CELLS // (size * size))
    for start in range(0, len(some), step):
        yield some[start : start + step]


def _among(labels: Int32s, some: Int64s) -> Bools:
    """Which labels are among some that are sorted."""
    at = np.minimum(np.searchsorted(some, labels), len(some) - 1)
    result: Bools = some[at] == labels
    return result


def _first_of(members: Int64s, group: Int64s) -> Int64s:
    """For each listing the lowest-numbered listing of its group."""
    alike = group[:, :, None] == group[:, None, :]
    result: Int64s = np.where(alike, members[:, None, :], np.iinfo(np.int64).max).min(axis=2)
    return result


def limited(weight: Floats) -> Floats:
    """Weights limited to what one pair may count for; decisions, and rows that only a decision may
    put together, stay as they are."""
    limit = (weight > APART) & (weight < DECIDED)
    result: Floats = np.where(limit, np.clip(weight, AGAINST, FOR), weight)
    return result
