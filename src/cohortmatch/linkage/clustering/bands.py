"""The band of each pair once people are formed: same, check or different.

Two listings of one person are `same` when links of weight `same` hold them together, directly or
through the person's other listings, which vouch for them unless the two speak strongly against each
other or are rivals (hearing.py); a pair that only weaker links join is `check`. Two listings of
different people are `check` when the two people, taken whole, might be one (asking.py). A listing
that fits two people almost equally well is `check` with both, and so is the weaker link of a chain
with ends that contradict each other or are rivals.
"""

from __future__ import annotations

import numpy as np

from cohortmatch.core.arrays import Bools, Int8s, Int32s
from cohortmatch.linkage.clustering.ambiguous import ambiguous
from cohortmatch.linkage.clustering.components import components
from cohortmatch.linkage.clustering.resolve import ListCodes
from cohortmatch.linkage.clustering.review_candidates import support
from cohortmatch.linkage.clustering.weak_links import STRONG, weak_links
from cohortmatch.linkage.model import CutOffs
from cohortmatch.linkage.never_certain import Doubted
from cohortmatch.linkage.pairs import Band, Scored


def rule_in_words(cut_offs: CutOffs) -> str:
    """The rule below in two sentences: when two rows are certainly one person, when to check."""
    return (
        f"Two rows are certainly one person if pairs of {cut_offs.same:+g} bits or more, which no "
        "rule of doubt forbids, connect them (directly or through the person's other rows) and no "
        "other row makes it doubtful. Otherwise they are to check if the lists put them together, "
        f"or if their two people, taken as a whole, reach {cut_offs.check:+g} bits: “probably” "
        "from 0 bits (even odds), “possible” below."
    )


def bands(
    person: Int32s,
    within: Scored,
    cut_offs: CutOffs,
    list_code: ListCodes,
    doubtful: Doubted | None = None,
    contradict: Bools | None = None,
) -> Int8s:
    """The band (int8, Band) of every pair of listings of one component.

    `person` (int32) is each listing's person; `within` holds every pair of listings of one
    component with its weight in bits; `list_code` (int) is each listing's list;
    `doubtful` says which pairs are never `same`, by themselves or even if others vouch for them;
    `contradict` (bool) which can be no one person's.
    """
    doubts = doubtful or Doubted(*np.zeros((4, len(within)), dtype=bool))
    together = person[within.left] == person[within.right]
    strong = together & (within.weight >= cut_offs.same)
    strong &= ~doubts.alone
    held = components(len(person), within.left[strong], within.right[strong])
    out = np.full(len(within), Band.different, dtype=np.int8)
    out[together] = Band.check
    vouched = held[within.left] == held[within.right]
    weak = weak_links(person, within, doubts) | doubts.rival
    out[vouched & (within.weight >= STRONG) & ~weak] = Band.same
    apart = np.flatnonzero(~together)
    a, b = person[within.left[apart]], person[within.right[apart]]
    might_be = support(person, a, b, within.weight[apart], list_code)
    out[apart[might_be >= cut_offs.check]] = Band.check
    no_one = np.zeros(len(within), dtype=bool) if contradict is None else contradict
    unsure, tears = ambiguous(person, within, cut_offs.check, no_one)
    out[(out == Band.same) & (unsure[within.left] | unsure[within.right])] = Band.check
    out[tears] = np.maximum(out[tears], Band.check)
    out[~together & doubts.apart] = Band.different
    return out
