"""Applying decisions to a run: which stand, and which must be asked again.

Policy: a decision stands while both listings have the content they had when it was made, in
whatever row. Where a list holds the same content twice, the decision holds for both rows. Where a
listing has changed, the decision is not applied but asked again, with what changed. Where a listing
is no longer on its list, there is nothing to ask; the decision waits in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product

import numpy as np

from cohortmatch.core.fingerprints import Content, Contents, changed_words
from cohortmatch.decisions.contradictions import without_contradictions
from cohortmatch.decisions.ledger import CountedDecision, Entry, Ledger, Reopened, Reviewed
from cohortmatch.linkage.pairs import Decisions

__all__ = ["apply"]


def apply(ledger: Ledger, now: Contents) -> Reviewed:
    """The part of the ledger that concerns the listings of a run; both must use one key.

    An entry that names its listings by id only is applied to the listings of these ids.
    """
    finder = _Finder(ledger, now)
    standing: dict[tuple[int, int], CountedDecision] = {}
    unsure: list[CountedDecision] = []
    reopened: dict[tuple[int, int], Reopened] = {}
    gone = 0
    for entry in ledger.in_force:
        here = [CountedDecision(entry, left, right) for left, right in finder.pairs(entry)]
        if not here:
            again = finder.again(entry)
            gone += again is None
            if again is not None and entry.answer != "not sure":
                reopened[again.left, again.right] = again
        elif entry.answer == "not sure":
            unsure += here
        else:
            standing |= {(each.left, each.right): each for each in _both_kept(standing, here)}
    kept, contradictions = without_contradictions(standing.values())
    answered = {(each.left, each.right) for each in standing.values()}
    return Reviewed(
        _decisions(kept),
        kept,
        tuple(again for pair, again in sorted(reopened.items()) if pair not in answered),
        contradictions,
        tuple(unsure),
        gone,
    )


def _both_kept(
    standing: dict[tuple[int, int], CountedDecision], here: Iterable[CountedDecision]
) -> Iterator[CountedDecision]:
    """A later answer to the same two listings beats an earlier one, wherever they now stand."""
    for each in here:
        before = standing.get((each.left, each.right))
        if before is None or before.entry.number < each.entry.number:
            yield each


class _Finder:
    """Finds the listings of a ledger in a run."""

    def __init__(self, ledger: Ledger, now: Contents) -> None:
        self._now = now
        self._since: dict[int, int] = {}
        for entry in ledger.in_force:
            for place in (*self._places(entry.left), *self._places(entry.right)):
                self._since.setdefault(place, entry.number)

    def pairs(self, entry: Entry) -> list[tuple[int, int]]:
        """The pairs of positions that the entry concerns, the smaller first."""
        left, right = self._places(entry.left), self._places(entry.right)
        if left == right:
            return list(combinations(left, 2))
        return sorted({(min(pair), max(pair)) for pair in product(left, right) if len({*pair}) > 1})

    def again(self, entry: Entry) -> Reopened | None:
        """The entry with the present state of its listings; None when one is not on its list."""
        others = {place for place, number in self._since.items() if number <= entry.number}
        found = [self._now_is(side, others) for side in (entry.left, entry.right)]
        places = [place for place in found if place is not None]
        if len(set(places)) < 2:
            return None
        changed = [
            f"{self._now.items[place].listing}: {words}"
            for side, place in zip((entry.left, entry.right), places, strict=True)
            for words in changed_words(side, self._now.items[place])
            if place not in self._places(side)
        ]
        return Reopened(entry, min(places), max(places), tuple(changed))

    def _now_is(self, side: Content, others: set[int]) -> int | None:
        """Where the listing is now; `others` were known as what they are when it was decided."""
        same = self._places(side)
        return same[0] if same else self._now.successor(side, others)

    def _places(self, side: Content) -> list[int]:
        if side.digest:
            return self._now.find(side)
        place = self._now.by_id.get(side.listing)
        return [] if place is None else [place]


def _decisions(kept: Iterable[CountedDecision]) -> Decisions:
    rows = list(kept)
    return Decisions(
        np.array([each.left for each in rows], dtype=np.int32),
        np.array([each.right for each in rows], dtype=np.int32),
        np.array([each.entry.answer == "same" for each in rows], dtype=np.bool_),
    )
