"""What follows from decisions, and which pairs they leave open.

Policy: the lists alone say which pairs a person must decide; decisions only ever make these fewer.
What the lists alone are sure of stands beside the decisions, and what follows from both is decided
too: if A is B by the lists and B is C by a decision, then A is C, whatever the two rows hold. What
the lists alone ask about follows from no chain of what they are sure of: it stays asked. Where
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
    sure = np.flatnonzero(alone.band == Band.same)
    left, right = alone.links.left[sure], alone.links.right[sure]
    whole = components(n, decided[left], decided[right])[decided]
    apart = decisions.left[~decisions.same], decisions.right[~decisions.same]
    asked = _undecided(alone, decisions)
    doubted = _components_with(whole, apart, asked)
    stands = ~np.isin(whole[left], doubted)
    again = np.flatnonzero(~stands)
    if len(again):
        places = order(np.isin(whole, doubted))
        ranked = again[_heaviest_first(alone.links, sure[again], places)]
        links = zip(left[ranked].tolist(), right[ranked].tolist(), strict=True)
        cannot_link = _CannotLink(decided[apart[0]], decided[apart[1]])
        stands[ranked] = list(_standing(links, decided.tolist(), cannot_link, _CannotLink(*asked)))
    result: Int32s = components(n, decided[left[stands]], decided[right[stands]])[decided]
    return result


def _components_with(whole: Int32s, *pairs: tuple[Int32s, Int32s]) -> Int32s:
    """The components (int32) within which some of these pairs lie."""
    inside = [whole[left][whole[left] == whole[right]] for left, right in pairs]
    return np.unique(np.concatenate(inside))


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
    anew = _overruled(within, alone, decisions) & (a != b)
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


def _undecided(alone: People, decisions: Decisions) -> tuple[Int32s, Int32s]:
    """The pairs that the lists alone leave to a person and that nobody has decided."""
    is_open = _left_open(alone.links, alone, decisions)
    return alone.links.left[is_open], alone.links.right[is_open]


class _CannotLink:
    """Clusters under cannot-link constraints, pairs that must not be joined; one link at a time."""

    def __init__(self, left: Int32s, right: Int32s) -> None:
        self._first: dict[int, int] = {}
        self._against: dict[int, set[int]] = {}
        for a, b in zip(left.tolist(), right.tolist(), strict=True):
            self._against.setdefault(a, set()).add(b)
            self._against.setdefault(b, set()).add(a)

    def _root(self, each: int) -> int:
        while each in self._first:
            each = self._first[each]
        return each

    def may_join(self, one: int, other: int) -> bool:
        """Whether no pair of the two's groups is to stay apart."""
        return self._root(other) not in self._against.get(self._root(one), ())

    def join(self, one: int, other: int) -> None:
        """Make the two's groups one."""
        a, b = self._root(one), self._root(other)
        if a == b:
            return
        self._first[b] = a
        for third in self._against.pop(b, set()):
            self._against[third] = self._against[third] - {b} | {a}
            self._against.setdefault(a, set()).add(third)


def _standing(
    links: Iterable[tuple[int, int]], decided: list[int], apart: _CannotLink, asked: _CannotLink
) -> Iterator[bool]:
    """Whether each link can be true beside the decisions and the links before it, and does not by
    the lists alone join two whom the lists leave to a person."""
    for one, other in links:
        ends = decided[one], decided[other]
        can_be = apart.may_join(*ends) and asked.may_join(one, other)
        if can_be:
            apart.join(*ends)
            asked.join(one, other)
        yield can_be
