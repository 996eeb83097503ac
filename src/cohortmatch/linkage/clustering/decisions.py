"""Decisions as weights: a person's answer outweighs all evidence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cohortmatch.linkage.pairs import Decisions, Scored, pair_keys

DECIDED = 1e4
"""Bits of a decision: more than all the pairs of any component can say against it."""
APART = -5e3
"""Bits of two rows that only a decision may put together."""


def ruled(within: Scored, decisions: Decisions | None) -> Scored:
    """The same pairs; decided ones get the weight of a decision."""
    if decisions is None or not len(decisions.left):
        return within
    key = pair_keys(decisions.left, decisions.right)
    order = np.argsort(key, kind="stable")
    place = np.searchsorted(key[order], pair_keys(within.left, within.right), side="right") - 1
    at = order[np.maximum(place, 0)]
    hit = (place >= 0) & (key[at] == pair_keys(within.left, within.right))
    answer = np.where(decisions.same[at], DECIDED, -DECIDED)
    return replace(within, weight=np.where(hit, answer, within.weight))
