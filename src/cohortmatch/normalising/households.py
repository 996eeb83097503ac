"""How many unrelated surnames there are at one address.

Four unrelated surnames at one house count as a hostel or an office; a family does not, however
large. Surnames are related when they are spellings of one name. They are related when one person
has both (a double-barrelled name and its halves, an earlier surname, an alias, one forename and
date of birth under two surnames). They are related when one resident's surname is another's
forename or middle name (a father's name in place of a family name), and when they share one family
reference. Words that no family hands on (Begum, Miah, Kaur) do not tell families apart and count as
one surname together.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from cohortmatch.values.variants import surname_class, variant_class
from cohortmatch.values.words import word_set

NOT_HANDED_ON = "a name that no family hands on"


class Resident(NamedTuple):
    """The parts of a listing that may relate it to others at its address.

    `surname` is as recorded, '' where there is none. `surnames` are all the surnames used, `names`
    the forename and middle names. `born` and `family` are any values that are equal for one date of
    birth and one family, None where not known.
    """

    surname: str
    surnames: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    born: Hashable = None
    family: Hashable = None


def unrelated(residents: Iterable[Resident]) -> int:
    """How many groups of related surnames there are among the residents."""
    bearers = [each for each in residents if each.surname]
    recorded = {_class(each.surname) for each in bearers}
    groups: dict[Hashable, Hashable] = {}
    for each in bearers:
        own = _class(each.surname)
        for tie in _ties(each, recorded):
            groups[_root(groups, tie)] = _root(groups, own)
    return len({_root(groups, surname) for surname in recorded})


def _ties(each: Resident, recorded: set[str]) -> Iterator[Hashable]:
    """Everything of a resident that may relate another to them."""
    for surname in {*each.surnames, each.surname}:
        yield from map(_class, (surname, *surname.split()))
    yield from recorded.intersection(map(_class, filter(_is_whole, each.names))) - {NOT_HANDED_ON}
    if each.names and each.born is not None:
        yield "person", variant_class(each.names[0]), each.born
    if each.family is not None:
        yield "family", each.family


def _root(groups: dict[Hashable, Hashable], node: Hashable) -> Hashable:
    while node in groups and groups[node] != node:
        node = groups[node]
    return node


def _is_whole(name: str) -> bool:
    return len(name) > 1


def _class(surname: str) -> str:
    known = surname_class(surname)
    return NOT_HANDED_ON if known in _not_handed_on() else known


@cache
def _not_handed_on() -> frozenset[str]:
    return frozenset(map(surname_class, word_set("low_information", "not_handed_on")))
