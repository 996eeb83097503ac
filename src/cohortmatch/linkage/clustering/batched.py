"""Components of one size, settled side by side as a stack of square matrices.

A table of a million rows leaves tens of thousands of small components to look at closely; their
steps are the same, so each step is taken in all of them at once.
"""

from __future__ import annotations

import numpy as np

from cohortmatch.core.arrays import Bools, Floats, Int64s


def joined(weights: Floats, rivals: Bools, need: float) -> Int64s:
    """The group (int64, components by listings) of each listing: joined best average first.

    `weights` (float64, components by listings by listings) are symmetric; groups with listings that
    are `rivals` must agree by `need` bits more. Groups are numbered by their first listings.
    """
    total, rivals = weights.copy(), rivals.copy()
    n, k = total.shape[:2]
    size, group = np.ones((n, k)), np.tile(np.arange(k), (n, 1))
    open_ = np.arange(n)
    for _ in range(k - 1):
        sizes = size[open_, :, None] * size[open_, None, :]
        average = total[open_] / sizes - need * rivals[open_]
        average[:, np.arange(k), np.arange(k)] = -np.inf
        # Rounded, so that sums taken in another order still tie and the first pair wins.
        best = np.round(average, 6).reshape(len(open_), -1).argmax(axis=1)
        worth = average.reshape(len(open_), -1)[np.arange(len(open_)), best] > 0
        open_, (a, b) = open_[worth], np.divmod(best[worth], k)
        if not len(open_):
            break
        _merge(total, rivals, open_, a, b)
        size[open_, a] += size[open_, b]
        here = group[open_]
        group[open_] = np.where(here == b[:, None], a[:, None], here)
    return _numbered(group)


def _merge(total: Floats, rivals: Bools, at: Int64s, a: Int64s, b: Int64s) -> None:
    """Put group b's weights and rivals to group a's in the components `at`; b is then none."""
    total[at, a] += total[at, b]
    total[at, :, a] += total[at, :, b]
    total[at, b] = total[at, :, b] = -np.inf
    rivals[at, a] |= rivals[at, b]
    rivals[at, :, a] |= rivals[at, :, b]


def settled(weights: Floats, rivals: Bools, need: float, group: Int64s) -> Int64s:
    """Single listings moved to where they fit best, until none fits better elsewhere."""
    n, k = group.shape
    pull = weights - need * rivals
    pull[:, np.arange(k), np.arange(k)] = 0
    group, open_ = group.copy(), np.arange(n)
    for _ in range(2 * k):
        member = group[open_, :, None] == np.arange(k + 1)
        ties = pull[open_] @ member
        own = np.take_along_axis(ties, group[open_, :, None], axis=2)
        gain = np.round(ties - own, 6).reshape(len(open_), -1)
        best = gain.argmax(axis=1)
        worth = gain[np.arange(len(open_)), best] > 0
        open_, (listing, to) = open_[worth], np.divmod(best[worth], k + 1)
        if not len(open_):
            break
        group[open_, listing] = to
        group[open_] = _numbered(group[open_])
    return group


def _numbered(group: Int64s) -> Int64s:
    """Groups numbered from 0 without gaps, in the order they had."""
    used = (group[:, :, None] == np.arange(group.shape[1] + 1)).any(axis=1)
    result: Int64s = np.take_along_axis(used.cumsum(axis=1) - 1, group, axis=1)
    return result
