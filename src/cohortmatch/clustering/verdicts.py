"""What is said of each pair once people are formed.

Two listings of one person are `same` when links of weight `same` hold them together, directly or
through the person's other listings, which vouch for them; a pair that only weaker links join is
`check`. Two listings of different people are `check` when the two people, taken whole, might be
one: the mean weight of all pairs between them, and where that speaks against, once for each listing
of the person who has fewer (two Daves and two Johns are less likely one man than one of each).
"""

from __future__ import annotations

import numpy as np

from cohortmatch.clustering.components import components
from cohortmatch.model import CutOffs
from cohortmatch.types import Band, Floats, Int8s, Int32s, Scored


def bands(person: Int32s, within: Scored, cut_offs: CutOffs) -> Int8s:
    """The band (int8, Band) of every pair of listings of one component.

    `person` (int32) is each listing's person; `within` holds every pair of listings of one
    component with its weight in bits.
    """
    together = person[within.left] == person[within.right]
    strong = together & (within.weight >= cut_offs.same)
    held = components(len(person), within.left[strong], within.right[strong])
    out = np.full(len(within), Band.different, dtype=np.int8)
    out[together] = Band.check
    out[held[within.left] == held[within.right]] = Band.same
    apart = np.flatnonzero(~together)
    a, b = person[within.left[apart]], person[within.right[apart]]
    fewer = np.minimum(np.bincount(person)[a], np.bincount(person)[b])
    support = _mean_between(a, b, within.weight[apart])
    support *= np.where(support < 0, fewer, 1)
    out[apart[support >= cut_offs.check]] = Band.check
    return out


def _mean_between(a: Int32s, b: Int32s, weight: Floats) -> Floats:
    """The mean weight of all pairs between two people, for each pair between two people."""
    key = np.minimum(a, b).astype(np.int64) << 32 | np.maximum(a, b)
    _, of, pairs = np.unique(key, return_inverse=True, return_counts=True)
    result: Floats = (np.bincount(of, weights=weight) / pairs)[of]
    return result
