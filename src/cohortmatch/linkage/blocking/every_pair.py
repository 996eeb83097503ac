"""Every pair of n listings, in batches: small lists need no blocking, so no pair is missed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from cohortmatch.linkage.pairs import Pairs

__all__ = ["every_pair", "pairs_of_rows", "slices_of_rows"]


def every_pair(n: int, batch: int, firsts: int | None = None) -> Iterator[Pairs]:
    """Each pair once, `left < right`, in batches of about `batch` pairs.

    With `firsts`, only the pairs whose left listing is among the first so many.
    """
    for start, stop in slices_of_rows(n, batch, firsts):
        yield pairs_of_rows(n, start, stop)


def slices_of_rows(n: int, batch: int, firsts: int | None = None) -> Iterator[tuple[int, int]]:
    """The left listings of each batch: from a position up to another."""
    last = n - 1 if firsts is None else min(firsts, n - 1)
    start = 0
    while start < last:
        stop = start + 1
        size = n - 1 - start
        while stop < last and size + n - 1 - stop <= batch:
            size += n - 1 - stop
            stop += 1
        yield start, stop
        start = stop


def pairs_of_rows(n: int, start: int, stop: int) -> Pairs:
    """The pairs of some left listings with every listing after them."""
    rows = np.arange(start, stop)
    left = np.repeat(rows, n - 1 - rows)
    ends = np.cumsum(n - 1 - rows)
    right = np.arange(len(left)) - np.repeat(ends - (n - 1 - rows), n - 1 - rows) + left + 1
    return Pairs(left.astype(np.int32), right.astype(np.int32))
