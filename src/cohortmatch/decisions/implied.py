"""What follows from decisions together, of pairs that none of them is about.

A is B and B is C: so A is C. A is B, and B is not C: so A is not C.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from cohortmatch.decisions.ledger import CountedDecision, ImpliedDecision
from cohortmatch.decisions.same_chains import SameChains

__all__ = ["implied_decisions"]


def implied_decisions(decisions: Sequence[CountedDecision]) -> Iterator[ImpliedDecision]:
    """The pairs of listings that consistent decisions answer together, each once, with the fewest
    decisions that say so."""
    chains = SameChains(decisions)
    told = {frozenset((each.left, each.right)) for each in decisions}
    for group in chains.groups():
        for one, other in combinations(group, 2):
            if frozenset((one, other)) not in told:
                yield ImpliedDecision(one, other, True, _in_order(chains.way(one, other) or ()))
    found: dict[tuple[int, int], ImpliedDecision] = {}
    for apart in (each for each in decisions if each.entry.answer == "different"):
        for one, other in product(chains.of(apart.left), chains.of(apart.right)):
            if frozenset((one, other)) in told:
                continue
            ways = chains.way(one, apart.left), chains.way(apart.right, other)
            by = (*(ways[0] or ()), apart, *(ways[1] or ()))
            pair = min(one, other), max(one, other)
            if pair not in found or len(by) < len(found[pair].decisions):
                found[pair] = ImpliedDecision(*pair, False, _in_order(by))
    yield from found.values()


def _in_order(decisions: Sequence[CountedDecision]) -> tuple[CountedDecision, ...]:
    return tuple(sorted(decisions, key=lambda each: each.entry.number))
