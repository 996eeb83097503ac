"""The decisions that count among a part of a run's listings, as an edition's reader may see it.

Policy: a decision counts there only where both its rows do: rows of lists that are part of it, and
not at rows that are left out of it. Nothing is moved or concluded from any other decision, for that
would tell what somebody decided about a row that the reader may not see. A row that has gone from a
list that is part of it counts, as it did while it stood there. That two ids are two people holds
between rows of theirs that both are part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace

from cohortmatch.core.fingerprints import Content, Contents
from cohortmatch.decisions.applying import PersonFinder, Successor
from cohortmatch.decisions.ledger import Entry, Ledger, Reviewed
from cohortmatch.decisions.persons import is_person
from cohortmatch.values.text import fold

__all__ = ["PersonFinderAmong", "WhereRowsStand", "ledger_among", "rests_on_other_lists"]


@dataclass(frozen=True, eq=False, repr=False)
class WhereRowsStand:
    """Where the rows of decisions stand in the whole run: its `contents`, and what rows that
    changed are now."""

    contents: Contents
    successors: Mapping[str, Successor]

    def of(self, side: Content) -> list[str]:
        """The ids of the listings of a side's own list that it is, as it was or changed; none where
        it has gone."""
        places = self.contents.find(side) or self.contents.find_in_common(side)
        now = self.successors.get(side.digest)
        if not places and now is not None:
            places = sorted(now.may if now.place is None else {now.place})
        return [self.contents.items[place].listing for place in places]


def ledger_among(ledger: Ledger, part: Contents, where: WhereRowsStand) -> Ledger:
    """The ledger with the entries that are about rows of a part of the run, undone or not."""
    names = {fold(each.list_name) for each in part.items}

    def counts(side: Content) -> bool:
        if is_person(side.listing):
            return True
        if not side.digest:
            return side.listing in part.by_id
        now = where.of(side)
        return fold(side.list_name) in names and (
            not now or any(each in part.by_id for each in now)
        )

    def stays(entry: Entry) -> bool:
        return entry.undoes is not None or (counts(entry.left) and counts(entry.right))

    return replace(ledger, entries=tuple(each for each in ledger if stays(each)))


@dataclass(frozen=True, eq=False, repr=False)
class PersonFinderAmong:
    """Where people stand among a part of a run, as the `finder` of the whole run says."""

    finder: PersonFinder
    whole: Contents
    part: Contents

    def pairs(self, entry: Entry) -> list[tuple[int, int]]:
        """The pairs of the part's listings that a decision "different" holds apart."""
        both = (tuple(map(self._place, pair)) for pair in self.finder.pairs(entry))
        return sorted((min(a, b), max(a, b)) for a, b in both if a is not None and b is not None)

    def _place(self, place: int) -> int | None:
        return self.part.by_id.get(self.whole.items[place].listing)


def rests_on_other_lists(reviewed: Reviewed, names: Set[str]) -> bool:
    """Whether any decision that counts, or is asked again, is about a row of a list that is none of
    these, or is told by ids that stay whatever rows say."""
    entries = [each.entry for each in reviewed.standing]
    entries += [each.entry for each in reviewed.reopened]
    return bool(reviewed.persons) or _any_other(entries, {*map(fold, names)})


def _any_other(entries: Iterable[Entry], names: Set[str]) -> bool:
    sides = (side for entry in entries for side in (entry.left, entry.right))
    return any(side.digest and fold(side.list_name) not in names for side in sides)
