"""The results of each run, in one shape for the reported run and for earlier ones.

A person is on a panel where they are listed as a subject. A person is on several panels when they
are on two or more; it is certain when certain links hold all of these panels together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from cohortmatch.people.status import said
from cohortmatch.store.earlier_runs import PastRun

SUBJECT = "subject"


class ListPlace(NamedTuple):
    """Somebody's place on one list: whether certain links hold it, whether as a subject, and the
    colour (or other word for the risk) that the list gives."""

    certain: bool
    subject: bool
    colour: str


@dataclass(frozen=True, repr=False)
class Facts:
    """One run: `panels` the names of its panels, `sizes` each list's listings, `people` each
    person's places by list, `names` what each person was called."""

    as_of: date | None
    panels: tuple[str, ...]
    sizes: Mapping[str, int]
    people: Mapping[str, Mapping[str, ListPlace]]
    names: Mapping[str, str]

    def panels_of(self, person: str) -> tuple[str, ...]:
        """The panels a person is on, in the order of the lists."""
        places = self.people.get(person, {})
        return tuple(name for name in self.panels if name in places)

    @cached_property
    def several(self) -> dict[str, bool]:
        """Who is on several panels, and whether that is certain."""
        return {
            person: all(places[name].certain for name in self.panels_of(person))
            for person, places in self.people.items()
            if len(self.panels_of(person)) > 1 and any(p.subject for p in places.values())
        }

    def on(self, list_name: str) -> set[str]:
        """Everybody on one list."""
        return {person for person, places in self.people.items() if list_name in places}

    def __repr__(self) -> str:
        return f"<Facts: {len(self.people)} people on {len(self.sizes)} lists>"


def of_past(run: PastRun) -> Facts:
    """What an earlier run found."""
    people: dict[str, dict[str, ListPlace]] = {}
    names: dict[str, str] = {}
    kinds = {each.name: each.kind for each in run.lists}
    for member in run.members:
        if kinds.get(member.list_name) == "panel" and member.role != SUBJECT:
            continue
        colour = said(member.status.items()).colour
        place = ListPlace(member.certain, member.role == SUBJECT, colour)
        add(people.setdefault(member.person, {}), member.list_name, place)
        names.setdefault(member.person, member.name)
    return Facts(
        as_of=run.as_of,
        panels=tuple(each.name for each in run.lists if each.kind == "panel"),
        sizes={each.name: each.listings for each in run.lists},
        people=people,
        names=names,
    )


def add(places: dict[str, ListPlace], list_name: str, place: ListPlace) -> None:
    """Add one listing to a person's places; a second one on the list counts with the first."""
    known = places.get(list_name)
    if known is not None:
        colour = known.colour or place.colour
        place = ListPlace(known.certain or place.certain, known.subject or place.subject, colour)
    places[list_name] = place
