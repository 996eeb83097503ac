"""Listings ambiguous between two people.

An initial fits both of two brothers; a row without a date of birth fits father and son. Either
choice would fit nearly as well as the other, so a person must decide: the best candidate must lead
(Cardinal et al. 2023, s12911-023-02176-6, require the same lead over the next best candidate).
Where rows of its own person contradict the other one (their numbers differ), the listing must fit
these rows better, on average and at its best: rows that say as little as itself cannot tell which
of the two it is, and of twins the other one's row may lack what the listing has.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cohortmatch.core.arrays import Bools, Int32s, Int64s
from cohortmatch.linkage.pairs import Scored

LEAD = 1.0
"""Bits by which a listing must fit its own person better, on average, than any other."""
MOST = 1e3
"""Bits that a pair counts for at the most: decisions outweigh all, and averages must stay exact."""


def ambiguous(
    person: Int32s, within: Scored, check: float, contradict: Bools
) -> tuple[Bools, Bools]:
    """Which listings are ambiguous between two people, and which pairs pull them apart.

    `person` (int32) is each listing's person; `within` holds every pair of listings of one
    component, and `contradict` says which of them can be no one person's; a pair of `check` bits or
    more is worth asking about. A pair pulls a listing apart when it is worth asking about and the
    listing fits that other person, on average, nearly as well as its own.
    """
    listing = np.concatenate([within.left, within.right]).astype(np.int64)
    other = np.concatenate([within.right, within.left])
    weight = np.clip(np.tile(within.weight, 2), -MOST, MOST)
    tie, of, pairs = np.unique(
        listing << 32 | person[other], return_inverse=True, return_counts=True
    )
    best = np.full(len(tie), -np.inf)
    np.maximum.at(best, of, weight)
    mean = np.round(np.bincount(of, weights=weight, minlength=len(tie)) / np.maximum(pairs, 1), 6)
    who, whom = tie >> 32, tie & 0xFFFFFFFF
    own = np.full(len(person), np.inf)
    mine = person[who] == whom
    own[who[mine]] = mean[mine]
    candidate = ~mine & (mean >= check)
    rival = candidate & (mean >= own[who] - LEAD)
    against = _Against(person, within, contradict)
    near = ~mine & (best >= check) & ~rival
    for at in np.flatnonzero(near & against.has(person[who], whom)):
        fit = against.fit(int(who[at]), int(whom[at]))
        is_rival = candidate[at] and mean[at] >= fit.mean - LEAD
        rival[at] = is_rival or best[at] >= fit.best - LEAD
    out = np.zeros(len(person), dtype=bool)
    out[who[rival]] = True
    tears = rival[of].reshape(2, -1).any(axis=0) & (within.weight >= check)
    return out, tears


class _Fit(NamedTuple):
    """How well a listing fits some rows, in bits: on average and at its best."""

    mean: float
    best: float


class _Against:
    """Rows that contradict another person than their own, and how well listings fit them."""

    def __init__(self, person: Int32s, within: Scored, contradict: Bools) -> None:
        self.person = person
        at = contradict & (person[within.left] != person[within.right])
        rows = np.concatenate([within.left[at], within.right[at]])
        others = person[np.concatenate([within.right[at], within.left[at]])]
        self.rows: dict[tuple[int, int], set[int]] = {}
        for row, own, other in zip(
            rows.tolist(), person[rows].tolist(), others.tolist(), strict=True
        ):
            self.rows.setdefault((own, other), set()).add(row)
        self.keys = np.unique(_key(person[rows], others))
        inside = np.isin(person[within.left], person[rows])
        inside &= person[within.left] == person[within.right]
        pairs = zip(within.left[inside].tolist(), within.right[inside].tolist(), strict=True)
        weights = np.clip(within.weight[inside], -MOST, MOST).tolist()
        self.weight = dict(zip(pairs, weights, strict=True))

    def has(self, own: Int32s, other: Int64s) -> Bools:
        """Whether rows of their own person contradict the other one, for each two persons."""
        return np.isin(_key(own, other), self.keys)

    def fit(self, listing: int, other: int) -> _Fit:
        """How well the listing fits them; infinitely where it contradicts the other itself."""
        rows = self.rows[int(self.person[listing]), other]
        if listing in rows:
            return _Fit(np.inf, np.inf)
        weights = [self.weight[min(listing, row), max(listing, row)] for row in rows]
        return _Fit(float(np.mean(weights)), max(weights))


def _key(own: Int32s, other: Int32s | Int64s) -> Int64s:
    """One number for each two persons."""
    return own.astype(np.int64) << 32 | other
