"""Chains of answers "same": A is B, B is C."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from cohortmatch.decisions.ledger import CountedDecision

__all__ = ["SameChains"]


class SameChains:
    """The listings that answers "same" hold together, by their positions."""

    def __init__(self, decisions: Iterable[CountedDecision]) -> None:
        self._joins: dict[int, list[CountedDecision]] = {}
        for each in decisions:
            if each.entry.answer == "same":
                self._joins.setdefault(each.left, []).append(each)
                self._joins.setdefault(each.right, []).append(each)

    def groups(self) -> list[list[int]]:
        """The listings of each chain, in order."""
        found = {tuple(self.of(listing)) for listing in self._joins}
        return [list(group) for group in sorted(found)]

    def of(self, listing: int) -> list[int]:
        """The listings that are one person with a listing, itself among them, in order."""
        return sorted(self._reached(listing))

    def way(self, one: int, other: int) -> list[CountedDecision] | None:
        """The shortest chain between two listings, none where it is one; None if there is none."""
        came = self._reached(one)
        if other not in came:
            return None
        way: list[CountedDecision] = []
        step = came[other]
        while step is not None:
            way.append(step[1])
            step = came[step[0]]
        return way[::-1]

    def _reached(self, one: int) -> dict[int, tuple[int, CountedDecision] | None]:
        """The listings reached from one, each with the step by which."""
        came: dict[int, tuple[int, CountedDecision] | None] = {one: None}
        to_do = deque([one])
        while to_do:
            here = to_do.popleft()
            for join in self._joins.get(here, ()):
                there = join.left + join.right - here
                if there not in came:
                    came[there] = here, join
                    to_do.append(there)
        return came
