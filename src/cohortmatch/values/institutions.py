"""An address that many people share because it is an institution's: a hostel, an office, a clinic.

Policy: a borough names such places by postcode, by house number and street, or by both. An address
is the place when house and street agree and no postcode contradicts it. A postcode is the place
when it agrees and the address beside it does not plainly name another house, because a postcode
holds about fifteen. A range of numbers covers every house in it; the place's own name also counts
as its house. Where neither postcode nor house and street can be read, there is no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from cohortmatch.values.addresses import Address, household
from cohortmatch.values.parsed import Parsed
from cohortmatch.values.postcodes import find_postcodes, outcode, parse_postcode
from cohortmatch.values.text import fold
from cohortmatch.values.words import word_set

RANGE = re.compile(r"([0-9]{1,4})[a-z]?[-/]([0-9]{1,4})[a-z]?")
LONGEST_RANGE = 100
"""The most house numbers that a range may span."""
IN_PART, NOT_UNDERSTOOD = "institution-in-part", "institution-not-understood"


class Institution(NamedTuple):
    """One place: its postcode ('' when none is given), its street and the names of its house.

    `houses` are the house numbers and names that mean it; `name` is its own name, folded. With
    neither street nor houses, every address of the postcode is the place.
    """

    postcode: str = ""
    street: str = ""
    houses: frozenset[str] = frozenset()
    name: str = ""

    def is_address(self, address: Address, postcodes: Iterable[str] = ()) -> bool:
        """Whether an address is this place; `postcodes` are those given beside it."""
        districts = {outcode(postcode) for postcode in postcodes}
        if self.postcode and districts and outcode(self.postcode) not in districts:
            return False
        if self.name and address.street == self.name:
            return True
        return address.street == self.street != "" and _house(address) in self.houses

    def is_postcode(self, postcode: str, addresses: Iterable[Address] = ()) -> bool:
        """Whether a postcode is this place; `addresses` are those given beside it."""
        if postcode != self.postcode:
            return False
        beside = list(addresses)
        return not beside or not all(map(self.is_another, beside))

    def is_another(self, address: Address) -> bool:
        """Whether an address plainly names another house than this place."""
        if self.is_address(address) or not self.street:
            return False
        return _house(address)[:1].isdigit() and any(house[:1].isdigit() for house in self.houses)


def parse_institution(name: str, address: str, postcode: str) -> Parsed[Institution]:
    """The place that three cells of a borough's list name; any of them may be blank.

    Notes: institution-in-part (a cell was not understood, the rest of the row was),
    institution-not-understood. A row of three blank cells has no value.
    """
    if not any(cell.strip() for cell in (name, address, postcode)):
        return Parsed()
    own, inside = parse_postcode(postcode).values, find_postcodes(address)
    house = household(address)
    code = next(iter((*own, *inside)), "")
    if not code and house is None:
        return Parsed(notes=(NOT_UNDERSTOOD,))
    place = _place(_own_name(name), code, house)
    lost = (postcode.strip() and not own) or (address.strip() and not house and not inside)
    return Parsed((place,), (IN_PART,) if lost else ())


def _place(name: str, postcode: str, house: Address | None) -> Institution:
    if house is None:
        return Institution(postcode, name=name)
    houses = {*_numbers(_house(house)), name} - {""}
    return Institution(postcode, house.street, frozenset(houses), name)


def _house(address: Address) -> str:
    """The house without its flat or room: "45" of "12/45"."""
    return address.number.rpartition("/")[2]


def _numbers(house: str) -> set[str]:
    """The numbers that a house can have: "45-49" also gives 45, 47 and 49."""
    found = RANGE.fullmatch(house)
    first, last = map(int, found.groups()) if found else (0, -1)
    if not 0 <= last - first <= LONGEST_RANGE:
        return {house}
    step = 2 if (last - first) % 2 == 0 else 1
    return {house, *(str(number) for number in range(first, last + 1, step))}


def _own_name(name: str) -> str:
    """The place's name, folded; '' where it is only a street's, whose other houses are homes."""
    words = re.findall(r"[a-z0-9]+", fold(name).replace("'", ""))
    streets = word_set("streets", "kinds") - word_set("streets", "buildings")
    return "" if words and words[-1] in streets else " ".join(words)
