"""How much speaks for two people being one, so that the team may be asked.

Between two people of several listings the best pair and the worst one count alike: a true link
that was missed agrees somewhere and differs somewhere, and so both say more than the mean. The more
listings the smaller of the two has, the less likely were they all missed (two Daves and two Johns
are less likely one man than one of each), and two people who stand on one list are less likely one
still. The figures were set on invented lists, development seeds 1 to 80 (docs/decisions/012).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Floats, Int32s, copies
from cohortmatch.linkage.clustering.resolve import ListCodes, limited
from cohortmatch.linkage.pairs import pair_keys

EACH = 4.0
"""Bits off for every listing beyond the first of the person who has fewer."""
LISTED = 3.0
"""Bits off where one list holds listings of both."""


def support(person: Int32s, a: Int32s, b: Int32s, weight: Floats, list_code: ListCodes) -> Floats:
    """What speaks for it in bits (float64), for each pair of listings of two people.

    `person` (int32) is each listing's person; `a` and `b` (int32) are the two people of every pair
    between any two of them, and `weight` (bits) its weight; `list_code` (int) is each listing's
    list. All pairs of the same two people get the same answer.
    """
    least, most = _range_between(a, b, limited(weight))
    listings = np.bincount(person)
    fewer = np.minimum(listings[a], listings[b])
    result: Floats = (most + least) / 2 - EACH * (fewer - 1)
    result -= LISTED * _on_one_list(person, list_code, a, b)
    return result


def _range_between(a: Int32s, b: Int32s, weight: Floats) -> tuple[Floats, Floats]:
    """The least and the most weight of all pairs between two people, for each of the pairs."""
    two, of = np.unique(pair_keys(a, b), return_inverse=True)
    least, most = np.full(len(two), np.inf), np.full(len(two), -np.inf)
    np.minimum.at(least, of, weight)
    np.maximum.at(most, of, weight)
    return least[of], most[of]


def _on_one_list(
    person: Int32s, list_code: ListCodes, a: Int32s, b: Int32s
) -> npt.NDArray[np.bool_]:
    """Whether some list holds listings of both people, for each pair of people."""
    lists = int(list_code.max(initial=-1)) + 1
    on = np.unique(person.astype(np.int64) * lists + list_code)
    first = np.searchsorted(on, np.arange(int(person.max(initial=-1)) + 2) * lists)
    many = first[a + 1] - first[a]
    pair, within = copies(many)
    sought = b[pair].astype(np.int64) * lists + on[first[a][pair] + within] % max(lists, 1)
    at = np.minimum(np.searchsorted(on, sought), max(len(on) - 1, 0))
    out = np.zeros(len(a), dtype=bool)
    out[pair[on[at] == sought]] = True
    return out
