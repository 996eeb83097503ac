"""What follows from decisions, and which pairs they leave open.

Policy: the lists alone say which pairs a person must decide; decisions only ever make these fewer.
What the lists alone are sure of stands beside the decisions, and what follows from both is decided
too: if A is B by the lists and B is C by a decision, then A is C, whatever the two rows hold. Where
both cannot be true the decision counts, and the weakest of the links that contradict it gives way.
A pair that the lists alone keep apart, and about which nothing follows, stays apart: no decision
about others raises a doubt about it.

Decisions that overrule what the lists alone are sure of, and did not ask, are the exception: around
them everything is weighed again, and may be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from cohortmatch.core.arrays import Bools, Int32s, Int64s
from cohortmatch.linkage.clustering.components import components
from cohortmatch.linkage.clustering.decisions import DECIDED, ruled
from cohortmatch.linkage.pairs import Band, Decisions, Pairs, People, Scored, pair_keys

__all__ = ["ToAsk", "blocks", "with_consequences"]


def blocks(alone: People, decisions: Decisions, order: Callable[[Bools], Int64s]) -> Int32s:
    """The block (int32) of each listing: those that are one person by the decisions, and by what
    the lists `alone` are sure of where no decision contradicts it.

    `order` gives the place (int64) of listings in the order of contents, which breaks ties.
    """
    n = len(alone.person)
    decided = components(n, decisions.left[decisions.same], decisions.right[decisions.same])
    sure = alone.band == Band.same
    left, right = decided[alone.links.left[sure]], decided[alone.links.right[sure]]
    whole = components(n, left, right)
    apart = decided[decisions.left[~decisions.same]], decided[decisions.right[~decisions.same]]
    contradicted = np.unique(whole[apart[0]][whole[apart[0]] == whole[apart[1]]])
    stands = ~np.isin(whole[left], contradicted)
    doubted = np.flatnonzero(~stands)
    if len(doubted):
        places = order(np.isin(whole[decided], contradicted))
        ranked = doubted[_heaviest_first(alone.links, np.flatnonzero(sure)[doubted], places)]
        links = zip(left[ranked].tolist(), right[ranked].tolist(), strict=True)
        stands[ranked] = list(_standing(links, _against(*apart)))
    result: Int32s = components(n, left[stands], right[stands])[decided]
    return result


class ToAsk(NamedTuple):
    """Which pairs (bool) `must` be asked, for nothing follows about them, and which `may` be."""

    must: Bools
    may: Bools


def with_consequences(
    within: Scored, block: Int32s, alone: People, decisions: Decisions
) -> tuple[Scored, ToAsk]:
    """The same pairs with the weight of a decision where one follows, and which pairs to ask.

    `within` holds every pair of listings of one component, `block` (int32) is each listing's block.
    """
    a, b = block[within.left], block[within.right]
    between = pair_keys(a, b)
    said = decisions.left[~decisions.same], decisions.right[~decisions.same]
    apart = np.isin(between, pair_keys(block[said[0]], block[said[1]]))
    is_open = _left_open(within, alone, decisions) & (a != b) & ~apart
    doubted = np.isin(between, between[is_open])
    weight = np.where(apart | ~doubted, -DECIDED, within.weight)
    weight[a == b] = DECIDED
    anew = _overruled(within, alone, decisions)
    weight[anew] = ruled(within, decisions).weight[anew]
    return replace(within, weight=weight), ToAsk(is_open, is_open | anew)


def _overruled(within: Pairs, alone: People, decisions: Decisions) -> Bools:
    """The pairs (bool) of those people whom a decision tears apart though the lists `alone` are
    sure of them and do not ask."""
    left, right = decisions.left, decisions.right
    torn = (alone.person[left] == alone.person[right]) & ~decisions.same
    torn &= ~np.isin(pair_keys(left, right), _asked(alone))
    one = alone.person[within.left]
    result: Bools = (one == alone.person[within.right]) & np.isin(one, alone.person[left[torn]])
    return result


def _left_open(within: Pairs, alone: People, decisions: Decisions) -> Bools:
    """The pairs (bool) that the lists alone leave to a person and that nobody has decided."""
    keys = pair_keys(within.left, within.right)
    decided = pair_keys(decisions.left, decisions.right)
    return np.isin(keys, _asked(alone)) & ~np.isin(keys, decided)


def _asked(alone: People) -> Int64s:
    asked = alone.band == Band.check
    return pair_keys(alone.links.left[asked], alone.links.right[asked])


def _heaviest_first(links: Scored, which: Int64s, order: Int64s) -> Int64s:
    """The order of some links: heavier ones first, then by contents."""
    ends = order[links.left[which]], order[links.right[which]]
    ties = np.maximum(*ends), np.minimum(*ends)
    ranks: Int64s = np.lexsort((*ties, -links.weight[which]))
    return ranks


def _against(left: Int32s, right: Int32s) -> dict[int, set[int]]:
    """Which are decided to be other people, for each."""
    found: dict[int, set[int]] = {}
    for a, b in zip(left.tolist(), right.tolist(), strict=True):
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return found


def _standing(links: Iterable[tuple[int, int]], against: dict[int, set[int]]) -> Iterator[bool]:
    """Whether each link can be true beside the decisions and the links before it."""
    first: dict[int, int] = {}

    def root(each: int) -> int:
        while each in first:
            each = first[each]
        return each

    for one, other in links:
        a, b = root(one), root(other)
        can_be = b not in against.get(a, ())
        if can_be and a != b:
            first[b] = a
            for third in against.pop(b, set()):
                against[third] = against[third] - {b} | {a}
                against.setdefault(a, set()).add(third)
        yield can_be
