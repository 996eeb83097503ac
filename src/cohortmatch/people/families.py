"""Whether the family of everybody on a panel is on a programme for families.

Policy: whoever a panel lists as a subject is looked for on the lists of families (Supporting
Families and its like). People whom only a list of families names are family and no row of their
own; nor are associates, nor anybody whose row was left out as a victim's or witness's. Somebody is
on the programme where a row of such a list and one of a panel are certainly theirs. Where no row
is, the same home as a family's is told, by the rule of `households` for what one home is; more
people than a household has tell nothing. Of a family at the same home its reference and rows are
told, and not who it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import chain
from typing import NamedTuple

from cohortmatch.people.households import MOST, Home, Homes
from cohortmatch.people.persons import Person
from cohortmatch.people.status import LABELS
from cohortmatch.people.view import View
from cohortmatch.values.text import fold
from cohortmatch.values.words import table

__all__ = ["ON_PROGRAMME", "PLACES", "SAME_HOME", "TO_CHECK", "FamilyLink", "FamilyLinks"]

ON_PROGRAMME = "On the programme"
TO_CHECK = "On the programme, to check"
SAME_HOME = "A family on the programme has the same address"
NOT_ON = "Not on the programme"
PLACES = (ON_PROGRAMME, TO_CHECK, SAME_HOME, NOT_ON)
"""How somebody's family stands to the programme, in the order in which it is told."""


class FamilyLink(NamedTuple):
    """One person on a panel: where their family stands, the rows of the families' lists that say
    so, and what the lists say of the person there."""

    person: Person
    place: str
    rows: tuple[int, ...] = ()
    says: tuple[str, ...] = ()


class FamilyLinks:
    """The people on panels beside the lists of families of a run."""

    def __init__(self, view: View) -> None:
        self._view = view
        lists = view.listings.lists
        self.lists = [info.name for info in lists if info.of_families]
        """The names of the lists of families; without any nothing can be told."""
        self._families = {code for code, info in enumerate(lists) if info.of_families}
        panels = {code for code, info in enumerate(lists) if info.kind == "panel"}
        self._panels = panels - self._families
        self._homes = Homes(view.listings)

    @cached_property
    def people(self) -> list[Person]:
        """Everybody whom a panel lists as a subject."""
        everybody = self._view.everybody
        return [p for p in everybody if p.is_subject and not self._panels.isdisjoint(p.lists)]

    @cached_property
    def links(self) -> list[FamilyLink]:
        """Everybody on a panel: by where their family stands, then on most panels, then by name;
        nobody where no list is of families."""
        found = [self._link(person) for person in self.people] if self.lists else []
        return sorted(found, key=self._order)

    def panels(self, person: Person) -> int:
        """How many panels somebody is on, lists of families apart."""
        return len(self._panels.intersection(person.lists))

    def _order(self, link: FamilyLink) -> tuple[int, int, tuple[str, str], str]:
        place = PLACES.index(link.place)
        return (
            place,
            -self.panels(link.person),
            self._view.naming.sort_key(link.person),
            link.person.person_id,
        )

    def _link(self, person: Person) -> FamilyLink:
        own = [i for i in person.listings if self._view.list_code[i] in self._families]
        sure = [i for i in own if i in person.core] if self._surely_on_a_panel(person) else []
        if own:
            rows, place = (sure, ON_PROGRAMME) if sure else (own, TO_CHECK)
            return FamilyLink(person, place, tuple(rows), self._says(rows))
        rows = sorted({i for home in self._homes.of(person) for i in self._at(home)})
        return FamilyLink(person, SAME_HOME if rows else NOT_ON, tuple(rows))

    def _surely_on_a_panel(self, person: Person) -> bool:
        return any(self._view.found_on(person, c)[0] for c in self._panels & set(person.lists))

    def _says(self, rows: Sequence[int]) -> tuple[str, ...]:
        """What the lists say of somebody: what they are in the family, claims, who works with it;
        no long text, and nothing of somebody else."""
        return tuple(dict.fromkeys(text for i in rows for text in self._cells(i)))

    def _cells(self, listing: int) -> Iterator[str]:
        for heading, text in self._view.written.shown(listing, ("role", "status")):
            if fold(text).strip() in _members():
                yield f"{heading}: {text}"
        yield from self._view.said(listing).labelled(LABELS)

    def _at(self, home: Home) -> list[int]:
        """The rows of families at a home; none where more people live than a household has."""
        rows = self._at_homes.get(home, [])
        residents = {self._view.person_ids[i] for i in rows} | self._residents.get(home, set())
        return rows if len(residents) <= MOST else []

    @cached_property
    def _at_homes(self) -> dict[Home, list[int]]:
        """The rows of lists of families at each of their homes."""
        found: dict[Home, list[int]] = {}
        for i, code in enumerate(self._view.list_code):
            for home in self._homes.of_listing(i) if code in self._families else ():
                found.setdefault(home, []).append(i)
        return found

    @cached_property
    def _residents(self) -> dict[Home, set[str]]:
        """The people on panels who live at each home, by their ids."""
        found: dict[Home, set[str]] = {}
        for person in self.people:
            for home in self._homes.of(person):
                found.setdefault(home, set()).add(person.person_id)
        return found


@cache
def _members() -> frozenset[str]:
    """The words for what somebody is in a family; another text may name somebody."""
    return frozenset(chain.from_iterable(table("family_members")["members"].values()))
