"""Listings ambiguous between two people.

An initial fits both of two brothers; a row without a date of birth fits father and son. Whichever
of them it is put with, the other would have done nearly as well, so a person must decide: the
leader must lead (Cardinal et al. 2023, s12911-023-02176-6, ask the same of the next best
candidate).
"""

from __future__ import annotations

import numpy as np

from cohortmatch.core.arrays import Bools, Int32s
from cohortmatch.linkage.pairs import Scored

LEAD = 1.0
"""Bits by which a listing must fit its own person better, on average, than any other."""
MOST = 1e3
"""Bits that a pair counts for at the most: decisions outweigh all, and averages must stay exact."""


def ambiguous(person: Int32s, within: Scored, check: float) -> tuple[Bools, Bools]:
    """Which listings are ambiguous between two people, and which pairs tear at them.

    `person` (int32) is each listing's person; `within` holds every pair of listings of one
    component; from `check` bits a pair is worth asking about. A pair tears when its listing fits
    that other person on average nearly as well as its own, and the pair itself is worth asking
    about.
    """
    listing = np.concatenate([within.left, within.right]).astype(np.int64)
    other = np.concatenate([within.right, within.left])
    weight = np.clip(np.tile(within.weight, 2), -MOST, MOST)
    tie, of, pairs = np.unique(
        listing << 32 | person[other], return_inverse=True, return_counts=True
    )
    mean = np.round(np.bincount(of, weights=weight, minlength=len(tie)) / np.maximum(pairs, 1), 6)
    who, whom = tie >> 32, tie & 0xFFFFFFFF
    own = np.full(len(person), np.inf)
    mine = person[who] == whom
    own[who[mine]] = mean[mine]
    rival = ~mine & (mean >= own[who] - LEAD) & (mean >= check)
    out = np.zeros(len(person), dtype=bool)
    out[who[rival]] = True
    tears = rival[of].reshape(2, -1).any(axis=0) & (within.weight >= check)
    return out, tears
