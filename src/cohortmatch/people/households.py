"""Households: other people on the lists who live at the address of a reported person.

Policy: one household is one house number (with its flat) at one postcode, or in one street of one
district. A person is not named beside somebody who may still prove to be the same person, nor
because of a row that is itself still to check. Where more people live than a family has, nobody is
named. Addresses of institutions are left out, and a prison is not a home.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from cohortmatch.core.types import OUTCODE, Listings
from cohortmatch.linkage.pairs import Band, People
from cohortmatch.people.persons import Person
from cohortmatch.values.postcodes import district, is_prison, outcode

MOST = 12
"""People at one address from which it is not told who lives there."""
Home = tuple[str, ...]
"""A house number and a postcode; or a house number, a street and a district ('' if not known)."""


class Homes:
    """The homes in the listings."""

    def __init__(self, listings: Listings) -> None:
        self._addresses = listings.field("address")
        self._postcodes = listings.field("postcode")
        self._districts = listings.field(OUTCODE)

    def of(self, person: Person) -> set[Home]:
        """The homes of a person, by the listings that are certainly theirs."""
        return {home for listing in person.core for home in self.of_listing(listing)}

    def near(self, people: Iterable[Person]) -> set[int]:
        """All listings that name a house and street, or a postcode, of theirs."""
        core = np.array([i for person in people for i in person.core], dtype=np.intp)
        found: set[int] = set()
        for field in (self._addresses, self._postcodes):
            found.update(field.owners[np.isin(field.codes, field.take(core).codes)].tolist())
        return found

    def of_listing(self, listing: int) -> Iterator[Home]:
        """The homes that one listing gives; none of a prison's."""
        recorded = self._postcodes.of(listing)
        postcodes = [code for code in recorded if not is_prison(code)]
        if recorded and not postcodes:
            return
        districts = {*map(outcode, postcodes), *map(district, self._districts.of(listing))} or {""}
        for address in self._addresses.of(listing):
            number, street = address
            if number and not address.is_care_of:
                yield from ((number, postcode) for postcode in postcodes)
                yield from ((number, street, each) for each in districts if street)


def households(
    listings: Listings, resolved: People, everybody: Sequence[Person], reported: Sequence[Person]
) -> dict[str, list[Person]]:
    """For each reported person who shares a household, by their id, the other people who live
    there, in the order of `everybody`.
    """
    homes = Homes(listings)
    own = {person.person_id: homes.of(person) for person in reported}
    near, wanted = homes.near(reported), set().union(*own.values())
    there: dict[Home, list[str]] = {}
    known: dict[str, Person] = {}
    for person in everybody:
        if not near.isdisjoint(person.core):
            known[person.person_id] = person
            for home in homes.of(person) & wanted:
                there.setdefault(home, []).append(person.person_id)
    asked = _asked(resolved, known.values())
    place = {name: number for number, name in enumerate(known)}
    found: dict[str, list[Person]] = {}
    for one, theirs in own.items():
        beside = {other for home in theirs if len(there[home]) <= MOST for other in there[home]}
        beside -= {one} | asked.get(one, set())
        if beside:
            found[one] = [known[other] for other in sorted(beside, key=place.__getitem__)]
    return found


def _asked(resolved: People, people: Iterable[Person]) -> dict[str, set[str]]:
    """Of whom of these it is asked whether they are a person, by that person's id."""
    whose = {listing: person.person_id for person in people for listing in person.listings}
    links, open_pairs = resolved.links, resolved.band == Band.check
    found: dict[str, set[str]] = {}
    pairs = zip(links.left[open_pairs].tolist(), links.right[open_pairs].tolist(), strict=True)
    for left, right in pairs:
        if left in whose and right in whose:
            found.setdefault(whose[left], set()).add(whose[right])
            found.setdefault(whose[right], set()).add(whose[left])
    return found
