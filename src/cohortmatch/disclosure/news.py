"""News: what is new since the last edition, for the panel of one list.

Policy: an edition is compared with the last one of an earlier day that the same panel was given.
People are recognised by the panel's own rows, because what other lists say of them may be closed to
it: by a row that says the same, or as the engine compares rows (recognised_rows.py), so that nobody
takes a namesake's row. A person who is new on the panel's own list is new there and nowhere else. A
list that the last edition did not cover is compared with the last edition that did; one that none
did has nobody who is new. Who is no longer on the panel's own
list is named as that list named them when the last edition was made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cohortmatch.core.fingerprints import Content
from cohortmatch.store.earlier_runs import PERHAPS, PastEdition
from cohortmatch.store.kept_listings import KeptDetails, KeptListing, details_of

Recognise = Callable[[Sequence[int], Sequence[KeptListing]], Mapping[int, int]]
"""Of the rows at some places, those that are the same person's as a kept row, with its number."""


@dataclass(frozen=True, repr=False)
class News:
    """The last edition as its reader, the panel of the list `own`, had it; `was` gives for each of
    the panel's own listings the lists on which its person was then, None for one not there then;
    `left` is what the list said of those who are no longer on it, None where that is not kept;
    `since` says of the lists that the last edition had not which earlier one they go by; `status`
    is what the panel's own columns said then of each of its listings, by heading."""

    day: date
    own: str
    read: frozenset[str]
    was: Mapping[int, frozenset[str] | None]
    left: tuple[KeptDetails | None, ...] = ()
    since: Mapping[str, date] = field(default_factory=dict)
    status: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    def new_on(self, own: Sequence[int], names: Sequence[str]) -> tuple[str, ...]:
        """Of the lists on which somebody with these own listings is now, those that are new."""
        before = self._before(own)
        if before is None:
            return (self.own,)
        here = (name for name in names if name in self.read and name not in before)
        return tuple(name for name in here if PERHAPS + name not in before)

    def sure_on(self, own: Sequence[int], names: Sequence[str]) -> tuple[str, ...]:
        """Of the lists on which somebody certainly is now, those on which they perhaps were."""
        before = self._before(own) or frozenset()
        return tuple(n for n in names if n not in before and PERHAPS + n in before)

    def _before(self, own: Sequence[int]) -> frozenset[str] | None:
        """The lists on which whom these own listings are of was then; None for nobody."""
        known = [lists for i in own if (lists := self.was.get(i)) is not None]
        return frozenset().union(*known) if known else None

    def missing(self, names: Sequence[str]) -> list[str]:
        """The lists of the last edition that are not among these, the lists of this one."""
        return sorted(self.read.difference(names))

    def __repr__(self) -> str:
        return f"<News since {self.day}>"


def news(
    now: PastEdition,
    own: Sequence[int],
    earlier: Sequence[PastEdition],
    recognise: Recognise | None = None,
    name: str = "",
) -> News | None:
    """The state at the last of the `earlier` editions; None where there is none. `own` are the
    positions of the panel's own listings, `name` is the name of its list where its reader is called
    otherwise. `recognise` says which of its rows that say something new
    are whose kept ones.
    """
    if not earlier:
        return None
    last, name = earlier[-1], name or now.reader
    places = _places(now, last, recognise)
    was = {
        i: None if place is None else frozenset(last.lists[place])
        for i, place in zip(own, places, strict=True)
    }
    left, since = tuple(_left(now, last, places, name)), _editions_of(now, earlier)
    for edition in dict.fromkeys(since.values()):
        names = frozenset(name for name, its in since.items() if its is edition)
        known = zip(own, _places(now, edition, recognise), strict=True)
        was = {i: _with(was[i], names, edition, place) for i, place in known}
    read = frozenset((*last.read, *since))
    days = {name: edition.as_of for name, edition in since.items()}
    status = {
        i: last.status[place]
        for i, place in zip(own, places, strict=True)
        if place is not None and last.status and _is_once(last, place)
    }
    return News(last.as_of, name, read, was, left, days, status)


def _is_once(edition: PastEdition, place: int) -> bool:
    """Whether an edition has no other row that says the same of who somebody is: of two, nobody
    knows which colour or level was which row's."""
    return len(edition.rows.find(edition.rows.items[place])) == 1


def _editions_of(now: PastEdition, earlier: Sequence[PastEdition]) -> dict[str, PastEdition]:
    """The last edition with each list of this one that the last edition had not."""
    found: dict[str, PastEdition] = {}
    for edition in earlier[:-1]:
        found |= dict.fromkeys(edition.read, edition)
    names = [name for name in now.read if name in found and name not in earlier[-1].read]
    return {name: found[name] for name in names}


def _with(
    was: frozenset[str] | None, names: frozenset[str], edition: PastEdition, place: int | None
) -> frozenset[str] | None:
    """The lists that somebody was on, with those of some names that an earlier edition had. On them
    nobody is new who did not stand in it, for it is not known since when they are there."""
    if was is None:
        return None
    both = names | {PERHAPS + name for name in names}
    return was | (names if place is None else both.intersection(edition.lists[place]))


def _left(
    now: PastEdition, last: PastEdition, known: Sequence[int | None], name: str
) -> Iterator[KeptDetails | None]:
    """What the list said of everybody whom the last edition showed on it and whom none of its rows
    is about now."""
    here = set(known)
    for place, row in enumerate(last.rows.items):
        was_shown = name in last.lists[place]
        if was_shown and place not in here and not any(_alike(row, r) for r in now.rows.items):
            yield details_of(last.said[place]) if last.said else None


def _alike(one: Content, other: Content) -> bool:
    """Whether two rows give one name, and not two dates of birth."""
    born = {each.fields["date_of_birth"] for each in (one, other) if "date_of_birth" in each.fields}
    name = one.fields.get("name")
    return name is not None and name == other.fields.get("name") and len(born) < 2


def _places(now: PastEdition, last: PastEdition, recognise: Recognise | None) -> list[int | None]:
    """The place in the last edition of whom each row is about."""
    by_content = _by_content(last)
    ways = ((row.digest, row.written) for row in now.rows.items)
    found = [next((by_content[w] for w in way if w in by_content), None) for way in ways]
    if recognise is None:
        return found
    new = [at for at, place in enumerate(found) if place is None]
    gone = [at for at, said in enumerate(last.said) if said and at not in set(found)]
    kept = [KeptListing(last.reader, last.said[at]) for at in gone]
    for at, number in (recognise(new, kept) if new and kept else {}).items():
        found[at] = gone[number]
    return found


def _by_content(edition: PastEdition) -> dict[str, int]:
    """The rows of an edition by what they say, each with its place."""
    found: dict[str, int] = {}
    for place, row in enumerate(edition.rows.items):
        found |= {way: place for way in (row.digest, row.written) if way}
    return found
