"""Applying decisions to a run: which stand, and which must be asked again.

Policy: a decision stands while both listings have the content they had when it was made, in
whatever row; a column that is new to a whole list, or gone from it, changes nothing, unless its
values contradict the answer. Where a list holds the same content twice, the decision holds for both
rows. Where a listing has changed, the decision is asked again, with what changed; meanwhile "same"
is not applied, and "different" keeps the two apart. A decision is about two persons: a row that
moved to another list takes it along, and one that also changed does where it is surely the same
person's. Where one is on no list any more, there is nothing to ask; it
waits in the ledger, whoever stands there now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import NamedTuple, Protocol, TypeAlias

import numpy as np

from cohortmatch.core.fingerprints import Content, Contents, changed_words
from cohortmatch.decisions.contradictions import without_contradictions
from cohortmatch.decisions.implied_by_gone_rows import implied_by_gone_rows
from cohortmatch.decisions.ledger import CountedDecision, Entry, Ledger, Reopened, Reviewed
from cohortmatch.decisions.new_columns import contradicting
from cohortmatch.decisions.persons import persons_of
from cohortmatch.linkage.pairs import Decisions

__all__ = ["PersonFinder", "Successor", "Successors", "apply"]

MOVED = "the list (it was {})"


class Successor(NamedTuple):
    """Which listing is a remembered row now, for sure, and which (positions) `may` be it."""

    place: int | None
    may: frozenset[int] = frozenset()


Successors: TypeAlias = Callable[[Sequence[Content]], Mapping[str, Successor]]
"""Who of today is each of some rows that are not there as they were, by the row's digest; nothing
of rows of which only digests are known."""


class PersonFinder(Protocol):
    """Where the people of decisions stand now, whatever their rows said when they were decided."""

    def pairs(self, entry: Entry) -> Sequence[tuple[int, int]]:
        """The pairs of listings that a decision "different" holds apart now."""


def apply(
    ledger: Ledger,
    now: Contents,
    successors: Successors | None = None,
    person_finder: PersonFinder | None = None,
) -> Reviewed:
    """The part of the ledger that concerns the listings of a run; both must use one key.

    An entry that names its listings by id only is applied to the listings of these ids.
    `successors` compares changed rows with today's; without it only their digests are compared.
    `person_finder` says where people stand whose rows are none of those decided about any more;
    those of answers about ids are held apart there.
    """
    finder = _Finder(ledger, now, successors)
    standing: dict[tuple[int, int], CountedDecision] = {}
    unsure: list[CountedDecision] = []
    reopened: dict[tuple[int, int], Reopened] = {}
    gone: list[Entry] = []
    for entry in _about_rows(ledger):
        here = [CountedDecision(entry, left, right) for left, right in finder.pairs(entry)]
        again = None if here else finder.again(entry, person_finder)
        if again is not None and not again.changed:
            here = [CountedDecision(entry, again.left, again.right)]
        if not here and again is None:
            gone.append(entry)
        elif not here and again is not None:
            reopened[again.left, again.right] = again
        elif entry.answer == "not sure":
            unsure += here
        else:
            standing |= {(each.left, each.right): each for each in _both_kept(standing, here)}
    joined = (each for each in gone if each.answer == "same" and each.left.digest)
    through_gone = implied_by_gone_rows(joined, finder.places)
    standing = {(each.left, each.right): each for each in through_gone.pairs} | standing
    by_ids = [*_by_ids(ledger, person_finder)] if person_finder else []
    kept, contradictions = without_contradictions((*standing.values(), *by_ids))
    against = {e.entry.number for each in contradictions for e in each.decisions}
    rows = tuple(each for each in kept if persons_of(each.entry) is None)
    by_ids = [each for each in by_ids if each.entry.number not in against]
    apart = _held_apart((*rows, *by_ids), reopened.values(), person_finder)
    answered = {(each.left, each.right) for each in standing.values()}
    return Reviewed(
        _decisions((*rows, *by_ids)),
        rows,
        tuple(again for pair, again in sorted(reopened.items()) if pair not in answered),
        contradictions,
        tuple(unsure),
        sum(entry.number not in through_gone.numbers for entry in gone),
        _decisions((*rows, *by_ids, *apart)),
        tuple(entry for entry in ledger.in_force if persons_of(entry) is not None),
    )


def _held_apart(
    kept: Sequence[CountedDecision],
    reopened: Iterable[Reopened],
    person_finder: PersonFinder | None,
) -> tuple[CountedDecision, ...]:
    """The answers "different" that are asked again: until somebody says otherwise they are two,
    wherever they stand, so that neither gets the other's id meanwhile. None that contradicts what
    stands.
    """
    told = {(each.left, each.right) for each in kept}
    apart = [
        CountedDecision(each.entry, *pair)
        for each in reopened
        if each.entry.answer == "different"
        for pair in {each.pair, *(person_finder.pairs(each.entry) if person_finder else ())}
        if pair not in told
    ]
    _, contradictions = without_contradictions((*kept, *apart))
    against = {e.entry.number for each in contradictions for e in each.decisions}
    return tuple(each for each in apart if each.entry.number not in against)


def _by_ids(ledger: Ledger, person_finder: PersonFinder) -> Iterator[CountedDecision]:
    """The listings of people of whom an answer about ids says that they are two."""
    for entry in ledger.in_force:
        if entry.answer == "different" and persons_of(entry) is not None:
            for pair in person_finder.pairs(entry):
                yield CountedDecision(entry, *pair)


def _about_rows(ledger: Ledger) -> list[Entry]:
    """The entries in force that are about rows; those about persons say which ids they have."""
    return [entry for entry in ledger.in_force if persons_of(entry) is None]


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

    def __init__(self, ledger: Ledger, now: Contents, successors: Successors | None) -> None:
        self._now = now
        self._since: dict[int, int] = {}
        missing: dict[str, Content] = {}
        for entry in _about_rows(ledger):
            for side in (entry.left, entry.right):
                places = self.places(side)
                if not places and side.digest:
                    missing[side.digest] = side
                for place in places:
                    self._since.setdefault(place, entry.number)
        found = successors and missing and successors(list(missing.values()))
        self._successor: Mapping[str, Successor] = found or {}

    def pairs(self, entry: Entry) -> list[tuple[int, int]]:
        """The pairs of positions where the entry stands, the smaller first."""
        left, right = self._stands_at(entry.left, entry), self._stands_at(entry.right, entry)
        if left == right:
            return list(combinations(left, 2))
        both = (pair for pair in product(left, right) if len({*pair}) > 1)
        found = [pair for pair in both if not self._against(entry, *pair)]
        return sorted({(min(pair), max(pair)) for pair in found})

    def again(self, entry: Entry, person_finder: PersonFinder | None = None) -> Reopened | None:
        """The entry with the present state of its listings; None when one of its people stands
        nowhere."""
        others = {place for place, number in self._since.items() if number <= entry.number}
        sides = entry.left, entry.right
        now = (self._goes_on_at(side, entry, others) for side in sides)
        places = [place for place in now if place is not None]
        if len(set(places)) < 2:
            elsewhere = person_finder.pairs(entry) if person_finder else ()
            if not elsewhere:
                return None
            places = self._as_decided(entry, elsewhere[0])
        against = self._against(entry, *places)
        changed = [
            f"{self._now.items[place].listing}: {words}"
            for side, place in zip(sides, places, strict=True)
            for words in self._changes(side, place, against)
        ]
        return Reopened(entry, min(places), max(places), tuple(changed))

    def _as_decided(self, entry: Entry, pair: tuple[int, int]) -> list[int]:
        """Two listings in the order of the entry's sides: the one that says more of what its left
        side said first."""
        one, other = pair

        def alike(side: Content, place: int) -> int:
            return len({*side.fields.items()} & {*self._now.items[place].fields.items()})

        straight = alike(entry.left, one) + alike(entry.right, other)
        turned = alike(entry.left, other) + alike(entry.right, one)
        return [other, one] if turned > straight else [one, other]

    def _changes(self, side: Content, place: int, against: frozenset[str]) -> tuple[str, ...]:
        """What changed in a row, but for columns that came or went and say nothing `against`."""
        now = self._now.items[place]
        if place in self._now.find(side):
            return ()
        words = changed_words(side, now, self._of_whole_list(side, place) - against)
        has_moved = words and now.list_name != side.list_name
        return (MOVED.format(side.list_name), *words) if has_moved else words

    def _stands_at(self, side: Content, entry: Entry) -> list[int]:
        """Where the listing stands as it was: on its list, or on others if it moved there."""
        return self.places(side) or self._moved(side, entry)

    def _goes_on_at(self, side: Content, entry: Entry, others: set[int]) -> int | None:
        """Where the listing is now, changed or moved as it may be; None where nowhere."""
        moved = self._moved(side, entry)
        return moved[0] if moved else self._now_is(side, others)

    def _moved(self, side: Content, entry: Entry) -> list[int]:
        """Where the listing stands on other lists, saying what it said; nowhere where a row of its
        own list is whom it was about."""
        known = self._successor.get(side.digest)
        is_listed = self._now.successor(side) if known is None else known.place
        if is_listed is not None or not side.digest:
            return []
        other = entry.right if side is entry.left else entry.left
        return self._now.find_elsewhere(side, other)

    def _now_is(self, side: Content, others: set[int]) -> int | None:
        """Where the listing is now; `others` were known as what they are when it was decided."""
        same = self.places(side)
        if same:
            return same[0]
        known = self._successor.get(side.digest)
        if known is None:
            return self._now.successor(side, others)
        if known.place is not None:
            return None if known.place in others else known.place
        return self._now.successor(side, others | set(range(len(self._now))) - known.may)

    def places(self, side: Content) -> list[int]:
        """Where the listing of a side stands as it was."""
        if side.digest:
            return self._now.find(side) or self._now.find_in_common(side)
        place = self._now.by_id.get(side.listing)
        return [] if place is None else [place]

    def _of_whole_list(self, side: Content, place: int) -> frozenset[str]:
        """The fields that the list of the side's row now has, and its whole list had not when it
        was decided, or the other way round."""
        if side.recorded is None:
            return frozenset()
        return side.recorded ^ self._now.recorded(self._now.items[place].list_name)

    def _against(self, entry: Entry, left: int, right: int) -> frozenset[str]:
        """The fields new to a list whose values contradict the answer about these listings."""
        new = self._of_whole_list(entry.left, left) | self._of_whole_list(entry.right, right)
        return contradicting(entry.answer, self._now.items[left], self._now.items[right], new)


def _decisions(kept: Iterable[CountedDecision]) -> Decisions:
    rows = list(kept)
    return Decisions(
        np.array([each.left for each in rows], dtype=np.int32),
        np.array([each.right for each in rows], dtype=np.int32),
        np.array([each.entry.answer == "same" for each in rows], dtype=np.bool_),
    )
