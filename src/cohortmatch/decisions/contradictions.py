"""Contradictory decisions, which cannot all be true: A is B, B is C, and A is not C.

Policy: only the team can say which of them is wrong, so none of them is applied: neither the
"different" nor the answers "same" on the shortest path between its two sides. The search goes on
until the rest is free of contradictions, so the result depends on the decisions and not on their
order.
"""

from __future__ import annotations

from collections.abc import Iterable

from cohortmatch.decisions.ledger import Contradiction, CountedDecision
from cohortmatch.decisions.same_chains import SameChains

__all__ = ["without_contradictions"]


def without_contradictions(
    standing: Iterable[CountedDecision],
) -> tuple[tuple[CountedDecision, ...], tuple[Contradiction, ...]]:
    """The consistent decisions, and each contradiction."""
    kept = sorted(standing, key=lambda each: (each.left, each.right, each.entry.number))
    found: list[Contradiction] = []
    while (next_one := _first(kept)) is not None:
        found.append(next_one)
        left_out = set(map(id, next_one.decisions))
        kept = [each for each in kept if id(each) not in left_out]
    return tuple(kept), tuple(found)


def _first(decisions: list[CountedDecision]) -> Contradiction | None:
    """The contradiction with the shortest path, the first of equal ones."""
    chains = SameChains(decisions)
    ways = [
        (len(way), each, way)
        for each in decisions
        if each.entry.answer == "different"
        and (way := chains.way(each.left, each.right)) is not None
    ]
    if not ways:
        return None
    _, apart, way = min(ways, key=lambda found: found[0])
    return Contradiction((*way, apart))
