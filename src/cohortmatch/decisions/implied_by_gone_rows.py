"""What answers "same" say together of rows on the lists, through rows that have gone.

A is B, and B is C. When B's row leaves the lists, A and C are one person as before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from cohortmatch.core.fingerprints import Content
from cohortmatch.decisions.ledger import CountedDecision, Entry

__all__ = ["ImpliedByGoneRows", "implied_by_gone_rows"]

Places = Callable[[Content], Sequence[int]]
"""The positions of the listings that say what a side of a decision said."""


class ImpliedByGoneRows(NamedTuple):
    """The pairs of listings that are one person through rows that have gone, and the numbers of the
    decisions that say so."""

    pairs: tuple[CountedDecision, ...]
    numbers: frozenset[int]


def implied_by_gone_rows(entries: Iterable[Entry], places: Places) -> ImpliedByGoneRows:
    """Through which `entries`, answers "same" of which a row has gone, listings are one person."""
    pairs: list[CountedDecision] = []
    numbers: set[int] = set()
    for chain in _chains(entries):
        ends = {
            place: entry
            for entry in chain
            for side in (entry.left, entry.right)
            for place in places(side)
        }
        if len(ends) > 1:
            first, *others = sorted(ends)
            pairs += [CountedDecision(ends[other], first, other) for other in others]
            numbers |= {entry.number for entry in chain}
    return ImpliedByGoneRows(tuple(pairs), frozenset(numbers))


def _chains(entries: Iterable[Entry]) -> list[list[Entry]]:
    """The entries that speak of the same rows, together."""
    chains: list[tuple[set[str], list[Entry]]] = []
    for entry in entries:
        rows, chain = {entry.left.digest, entry.right.digest}, [entry]
        for other in [each for each in chains if each[0] & rows]:
            rows, chain = rows | other[0], [*other[1], *chain]
            chains.remove(other)
        chains.append((rows, chain))
    return [chain for _, chain in chains]
