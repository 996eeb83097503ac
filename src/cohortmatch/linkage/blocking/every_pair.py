"""Every pair of n listings, in batches: small lists need no blocking, so no pair is missed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from cohortmatch.linkage.pairs import Pairs


def every_pair(n: int, batch: int, firsts: int | None = None) -> Iterator[Pairs]:
    """Each pair once, `left < right`, in batches of about `batch` pairs.

    With `firsts`, only the pairs whose left listing is among the first so many.
    """
    last = n - 1 if firsts is None else min(firsts, n - 1)
    start = 0
    while start < last:
        stop = start + 1
        size = n - 1 - start
        while stop < last and size + n - 1 - stop <= batch:
            size += n - 1 - stop
            stop += 1
        rows = np.arange(start, stop)
        left = np.repeat(rows, n - 1 - rows)
        ends = np.cumsum(n - 1 - rows)
        right = np.arange(len(left)) - np.repeat(ends - (n - 1 - rows), n - 1 - rows) + left + 1
        yield Pairs(left.astype(np.int32), right.astype(np.int32))
        start = stop
