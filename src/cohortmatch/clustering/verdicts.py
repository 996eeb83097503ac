"""What is said of each pair once people are formed.

Two listings of one person are `same` when links of weight `same` hold them together, directly or
through the person's other listings, which vouch for them unless the two speak against each other; a
pair that only weaker links join is `check`. Two listings of different people are `check` when the
two people, taken whole, might be one: the mean weight of all pairs between them, and where that
speaks against, once for each listing of the person who has fewer (two Daves and two Johns are less
likely one man than one of each). Two people who stand on one list are less likely one still. A
listing that fits two people nearly alike is `check` with both, and so is the weaker link of a chain
whose ends speak against each other.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cohortmatch.arrays import Floats, Int8s, Int32s
from cohortmatch.clustering.chains import weak_links
from cohortmatch.clustering.components import components
from cohortmatch.clustering.plain import RIVALS
from cohortmatch.clustering.resolve import ListCodes
from cohortmatch.clustering.torn import torn
from cohortmatch.model import CutOffs
from cohortmatch.pairs import Band, Scored

EVEN = 0.0
"""Bits of even odds: below it a pair speaks against itself, and nobody can vouch for it."""


def bands(
    person: Int32s,
    within: Scored,
    cut_offs: CutOffs,
    list_code: ListCodes,
    doubtful: npt.NDArray[np.bool_] | None = None,
) -> Int8s:
    """The band (int8, Band) of every pair of listings of one component.

    `person` (int32) is each listing's person; `within` holds every pair of listings of one
    component with its weight in bits; `list_code` (int) is each listing's list;
    `doubtful` marks the pairs that are never `same` by themselves (hearing.py).
    """
    together = person[within.left] == person[within.right]
    strong = together & (within.weight >= cut_offs.same)
    strong &= True if doubtful is None else ~doubtful
    held = components(len(person), within.left[strong], within.right[strong])
    out = np.full(len(within), Band.different, dtype=np.int8)
    out[together] = Band.check
    vouched = held[within.left] == held[within.right]
    out[vouched & (within.weight >= EVEN) & ~weak_links(person, within)] = Band.same
    apart = np.flatnonzero(~together)
    a, b = person[within.left[apart]], person[within.right[apart]]
    fewer = np.minimum(np.bincount(person)[a], np.bincount(person)[b])
    support = _mean_between(a, b, within.weight[apart])
    support *= np.where(support < 0, fewer, 1)
    support -= RIVALS * _on_one_list(person, list_code, a, b)
    out[apart[support >= cut_offs.check]] = Band.check
    unsure, tears = torn(person, within, cut_offs.check)
    out[(out == Band.same) & (unsure[within.left] | unsure[within.right])] = Band.check
    out[tears] = np.maximum(out[tears], Band.check)
    return out


def _mean_between(a: Int32s, b: Int32s, weight: Floats) -> Floats:
    """The mean weight of all pairs between two people, for each pair between two people."""
    key = np.minimum(a, b).astype(np.int64) << 32 | np.maximum(a, b)
    _, of, pairs = np.unique(key, return_inverse=True, return_counts=True)
    result: Floats = (np.bincount(of, weights=weight) / pairs)[of]
    return result


def _on_one_list(
    person: Int32s, list_code: ListCodes, a: Int32s, b: Int32s
) -> npt.NDArray[np.bool_]:
    """Whether some list holds listings of both people, for each pair of people."""
    lists = int(list_code.max(initial=-1)) + 1
    on = np.unique(person.astype(np.int64) * lists + list_code)
    first = np.searchsorted(on, np.arange(int(person.max(initial=-1)) + 2) * lists)
    many = first[a + 1] - first[a]
    pair = np.repeat(np.arange(len(a)), many)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(many) - many, many)
    sought = b[pair].astype(np.int64) * lists + on[first[a][pair] + within] % max(lists, 1)
    at = np.minimum(np.searchsorted(on, sought), max(len(on) - 1, 0))
    out = np.zeros(len(a), dtype=bool)
    out[pair[on[at] == sought]] = True
    return out
