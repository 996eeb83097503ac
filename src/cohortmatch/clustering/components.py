"""Which listings hang together at all, by links of a weight in bits or more."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from cohortmatch.types import Int32s, Pairs


def components(n: int, left: Int32s, right: Int32s) -> Int32s:
    """The component (int32) of each of n listings joined by the links given."""
    graph = coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=(n, n))
    _, labels = connected_components(graph, directed=False)
    result: Int32s = labels.astype(np.int32)
    return result


def pairs_within(component: Int32s) -> Pairs:
    """Every pair of listings of one component, each once, `left < right`."""
    order = np.argsort(component, kind="stable")
    ends = np.searchsorted(component[order], component[order], side="right")
    after = ends - np.arange(len(order)) - 1
    left = np.repeat(np.arange(len(order)), after)
    within = np.arange(len(left)) - np.repeat(np.cumsum(after) - after, after)
    right = left + 1 + within
    return Pairs(order[left].astype(np.int32), order[right].astype(np.int32))
