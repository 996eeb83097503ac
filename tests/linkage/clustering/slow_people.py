"""The slow twin of `resolve`: one component at a time, one step at a time."""

from __future__ import annotations

from typing import Any

import numpy as np

from cohortmatch.linkage.clustering.plain import RIVALS

Groups = list[list[int]]


def people(weights: Any, lists: Any) -> Groups:
    """The people of one component by its square of weights and each listing's list."""
    on = np.eye(int(lists.max()) + 1)[lists]
    return settle(weights, on, join(weights, on))


def join(weights: Any, on: Any) -> Groups:
    """Join groups, best average weight first, while the pairs between them speak for one person."""
    total, on = weights.copy(), on.copy()
    size = np.ones(len(total))
    groups: dict[int, list[int]] = {i: [i] for i in range(len(total))}
    while len(groups) > 1:
        average = total / np.outer(size, size) - RIVALS * ((on @ on.T) > 0)
        np.fill_diagonal(average, -np.inf)
        a, b = divmod(int(np.argmax(np.round(average, 6))), len(total))
        if average[a, b] <= 0:
            break
        groups[a] += groups.pop(b)
        for table in (total, total.T, on):
            table[a] += table[b]
        total[b] = total[:, b] = -np.inf
        size[a] += size[b]
    return list(groups.values())


def settle(weights: Any, on: Any, groups: Groups) -> Groups:
    """Move single listings to where they fit best, until none fits better elsewhere."""
    label = np.empty(len(weights), dtype=np.int64)
    for number, group in enumerate(groups):
        label[group] = number
    pull = weights - RIVALS * ((on @ on.T) > 0)
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
    return [np.flatnonzero(label == g).tolist() for g in range(label.max() + 1)]
