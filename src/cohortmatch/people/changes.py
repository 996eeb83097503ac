"""Changes between two runs: people, their RAG colours, and the lists themselves.

People are recognised by their ids. Somebody who was two people and is now one has not joined a
list; the change says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cohortmatch.core.plurals import count
from cohortmatch.linkage.explanations import listed
from cohortmatch.people.past import Facts
from cohortmatch.people.status import direction
from cohortmatch.store.earlier_runs import PersonChange

GREW_BY = 0.2
"""A list that grew or shrank by more than this share is told of."""
NEW, GONE, MORE, FEWER = (
    "Newly on several panels",
    "No longer on several panels",
    "On one more panel",
    "Off a panel, still on several",
)
KINDS = (NEW, MORE, FEWER, GONE)
"""In the order in which they are told."""
COLOURS = {"up": "RAG went up", "down": "RAG went down", "changed": "RAG or risk changed"}
JOINED, SPLIT = "Several people now taken for one", "One person now taken for several"
PERHAPS = "Perhaps somebody known before"
GREW, SHRANK = "List grew by more than 20 %", "List shrank by more than 20 %"
MISSING, ADDED = "List is missing this time", "List was not there last time"


class Change(NamedTuple):
    """One change: of a person (`person` their id), of a list, or of both."""

    what: str
    person: str = ""
    list_name: str = ""
    before: str = ""
    now: str = ""
    why: str = ""


@dataclass(frozen=True, repr=False)
class Since:
    """The run before this one, and every change since."""

    before: Facts
    now: Facts
    people: tuple[PersonChange, ...] = ()
    changes: tuple[Change, ...] = field(default=())

    def count(self, what: str) -> int:
        """How many changes there are of one kind."""
        return sum(change.what == what for change in self.changes)

    def joined(self, person: str) -> tuple[str, ...]:
        """The lists a person is newly on."""
        known = known_lists(self.before, person, self.people)
        return tuple(name for name in self.now.people.get(person, {}) if name not in known)

    def __repr__(self) -> str:
        return f"<Since: {len(self.changes)} changes>"


def since(before: Facts, now: Facts, people: Sequence[PersonChange]) -> Since:
    """Everything that changed from one run to the next."""
    found = (
        *sorted(_of_people(before, now, people), key=lambda change: KINDS.index(change.what)),
        *_of_colours(before, now),
        *_splits_and_joins(people),
        *_of_lists(before, now),
    )
    return Since(before, now, tuple(people), found)


def known_lists(before: Facts, person: str, people: Sequence[PersonChange]) -> set[str]:
    """The lists a person was on, including those of everybody joined to them since."""
    joins = [c for c in people if c.kind == "join" and c.person == person]
    ids = {person, *(p for c in joins for p in c.others)}
    ids |= {c.person for c in people if c.kind == "split" and person in c.others}
    return {name for each in ids for name in before.people.get(each, {})}


def _of_people(before: Facts, now: Facts, people: Sequence[PersonChange]) -> Iterator[Change]:
    absorbed = {p for c in people if c.kind == "join" for p in c.others}
    for person in sorted(before.several.keys() | now.several.keys()):
        was, is_now = person in before.several, person in now.several
        stayed = was and is_now and before.panels_of(person) == now.panels_of(person)
        if stayed or person in absorbed:
            continue
        what = NEW if not was else GONE if not is_now else _more_or_fewer(before, now, person)
        yield Change(
            what,
            person,
            before=listed(before.panels_of(person)) or "on no panel",
            now=listed(now.panels_of(person)) or "on no panel",
            why=_why(before, now, person, people),
        )


def _more_or_fewer(before: Facts, now: Facts, person: str) -> str:
    gained = set(now.panels_of(person)) - set(before.panels_of(person))
    return MORE if gained else FEWER


def _why(before: Facts, now: Facts, person: str, people: Sequence[PersonChange]) -> str:
    """What happened: lists joined and left, or people found to be one or several."""
    known = known_lists(before, person, people)
    was, is_now = before.panels_of(person), now.panels_of(person)
    joined = [name for name in is_now if name not in known]
    left = [name for name in was if name not in is_now and name in now.panels]
    missing = [name for name in was if name not in now.panels]
    other = [name for name in is_now if name in known and name not in was]
    told = [f"joined {listed(joined)}"] if joined else []
    told += [f"no longer on {listed(left)}"] if left else []
    told += [f"{listed(missing)} was not read this time"] if missing else []
    told += [f"the row on {listed(other)} was taken for somebody else before"] if other else []
    return "; ".join(told) or "what the rows say changed"


def _of_colours(before: Facts, now: Facts) -> Iterator[Change]:
    for person in sorted(now.several):
        for name, place in now.people[person].items():
            earlier = before.people.get(person, {}).get(name)
            turned = direction(earlier.colour, place.colour) if earlier else ""
            if earlier and turned:
                colours = earlier.colour.capitalize(), place.colour.capitalize()
                yield Change(COLOURS[turned], person, name, *colours)


def _splits_and_joins(people: Sequence[PersonChange]) -> Iterator[Change]:
    for change in people:
        both = listed([change.person, *change.others])
        if change.kind == "perhaps":
            yield Change(PERHAPS, change.person, before=listed(change.others), now=change.person)
        elif change.kind == "join":
            yield Change(JOINED, change.person, before=both, now=change.person)
        else:
            yield Change(SPLIT, change.person, before=change.person, now=both)


def _of_lists(before: Facts, now: Facts) -> Iterator[Change]:
    for name in dict.fromkeys((*before.sizes, *now.sizes)):
        was, size = before.sizes.get(name), now.sizes.get(name)
        if was is None or size is None:
            what = ADDED if was is None else MISSING
            yield Change(what, "", name, _size(was), _size(size))
        elif abs(size - was) > GREW_BY * was:
            what = GREW if size > was else SHRANK
            yield Change(what, "", name, _size(was), _size(size), "check that it is a whole export")


def _size(listings: int | None) -> str:
    return "not read" if listings is None else count(listings, "listing")
