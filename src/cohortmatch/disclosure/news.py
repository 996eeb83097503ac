"""What is new since the last run, for the panel of one list.

Policy: somebody is known again by the panel's own rows, for what other lists say of them may be
closed to it. Who is new on the panel's own list is new there and nowhere else; a list that was not
read at the last run has nobody who is new.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cohortmatch.contents import contents
from cohortmatch.history import Memory
from cohortmatch.people.past import Facts, of_past
from cohortmatch.remembering.lasting import known_before, person_id
from cohortmatch.types import Listings


@dataclass(frozen=True, repr=False)
class News:
    """The last run as the panel of one list may know it; `was` gives for each of the panel's own
    listings the lists on which its person was then, None for a listing that was not there."""

    day: date | None
    own: str
    read: frozenset[str]
    was: Mapping[int, frozenset[str] | None]

    def new_on(self, own: Sequence[int], names: Sequence[str]) -> tuple[str, ...]:
        """Of the lists on which somebody with these own listings is now, those that are new."""
        known = [lists for i in own if (lists := self.was.get(i)) is not None]
        if not known:
            return (self.own,) if self.own in self.read else ()
        before = frozenset().union(*known)
        return tuple(name for name in names if name in self.read and name not in before)

    def __repr__(self) -> str:
        return f"<News since {self.day}>"


def news(listings: Listings, own: int, memory: Memory | None) -> News | None:
    """What was so at the last run; None where no earlier run is known. `own` is the code of the
    panel's list; `listings` hold no closed list."""
    if memory is None or memory.last is None or memory.earlier is None:
        return None
    open_names = {info.name for info in listings.lists}
    facts = of_past(memory.last)
    name = listings.lists[own].name
    earlier = memory.earlier.only_of({name})
    now = contents(listings, earlier.last.key)
    mine = [i for i, code in enumerate(listings.list_code.tolist()) if code == own]
    numbers = known_before(now.only(mine), earlier)
    was = {
        i: None if number is None else _lists(facts, person_id(number), open_names)
        for i, number in zip(mine, numbers, strict=True)
    }
    return News(facts.as_of, name, frozenset(facts.sizes) & open_names, was)


def _lists(facts: Facts, person: str, names: set[str]) -> frozenset[str]:
    return frozenset(name for name in facts.people.get(person, {}) if name in names)
