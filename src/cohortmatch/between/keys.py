"""Match keys: texts that two lists are likely to share of one person, and of few others.

Policy: a key joins two or more facts, or is a number that belongs to one person. A surname, a
postcode or a date of birth is never a key by itself. Names count by their class or their sound, so
that spellings of one name give one key. A person has the same number of keys as everybody else at
most (`MOST`), the most telling first; a key that more than `SHARED` people of one side have tells
next to nothing, and is left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cohortmatch.core.types import OUTCODE, Listings
from cohortmatch.linkage.blocking.keys import initial, sound, sound_of_forename
from cohortmatch.values.ages import Age
from cohortmatch.values.dates import DateOfBirth
from cohortmatch.values.fields import FIELDS, PERSON_NUMBERS
from cohortmatch.values.postcodes import district, outcode
from cohortmatch.values.variants import (
    is_short_form,
    nickname_strength,
    nicknames_of,
    surname_class,
    variant_class,
)

__all__ = [
    "KINDS",
    "MOST",
    "SHARED",
    "KeyKind",
    "MatchKeys",
    "PersonFacts",
    "facts_of",
    "keys_of",
    "match_keys",
]

MOST = 24
"""Keys of a person at most; every person takes this much room in a file."""
EACH = 2
"""Keys of one kind that a person has at most."""
SHARED = 4
"""People of one side who may share a key."""
NOT_COMPARED = ("visor", "driver_number")
"""Numbers that are no key: one tells of public protection, one is made of name and date."""
SEPARATOR = "\x1f"


class NameFacts(NamedTuple):
    """A whole name: its classes, and how it sounds."""

    given: str
    surname: str

    def __repr__(self) -> str:
        return "<NameFacts>"

    @property
    def sounds(self) -> tuple[str, str]:
        """How forename and surname sound."""
        return sound_of_forename(self.given), sound(self.surname)

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes of both, in an order that does not depend on which is the surname."""
        return tuple(sorted((variant_class(self.given), surname_class(self.surname))))


@dataclass(frozen=True)
class PersonFacts:
    """What the listings of one person hold, the value that most of them have first."""

    names: tuple[NameFacts, ...]
    born: tuple[DateOfBirth, ...]
    ages: tuple[Age, ...]
    postcodes: tuple[str, ...]
    districts: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]

    @property
    def whole_dates(self) -> tuple[DateOfBirth, ...]:
        """The dates of birth that are known to the day."""
        return tuple(each for each in self.born if not each.is_partial)

    def __repr__(self) -> str:
        return f"<PersonFacts: {len(self.names)} names, {len(self.born)} dates>"


Parts = Iterator[tuple[str, ...]]


@dataclass(frozen=True)
class KeyKind:
    """A kind of match key: its name in the model, its words for a reader, and how it is made.

    A person has `each` of it at most; `covers` are the kinds that say nothing more beside it.
    """

    name: str
    words: str
    make: Callable[[PersonFacts], Parts]
    each: int = EACH
    covers: frozenset[str] = frozenset()


def _number(kind: str) -> Callable[[PersonFacts], Parts]:
    return lambda facts: ((kind, number) for of, number in facts.numbers if of == kind)


def _names_and(part: Callable[[DateOfBirth], tuple[str, ...]]) -> Callable[[PersonFacts], Parts]:
    """Both sounds with a part of the date of birth."""
    return lambda facts: (
        (*name.sounds, *part(born)) for name, born in product(facts.names, facts.whole_dates)
    )


def _both_names(facts: PersonFacts) -> Parts:
    return ((*n.classes, str(born)) for n, born in product(facts.names, facts.whole_dates))


def _long_name_date(facts: PersonFacts) -> Parts:
    return (
        (long, n.sounds[1], str(born))
        for n, born in product(facts.names, facts.whole_dates)
        for long in long_forms(n.given)
    )


def long_forms(given: str) -> tuple[str, ...]:
    """A first name's class, then the full names of which it is a short form, the surest first.

    >>> long_forms("bob")[:2]
    ('bob', 'robert')
    """
    longer = (each for each in nicknames_of(given) if is_short_form(given, each))
    surest = sorted(longer, key=lambda each: (-nickname_strength(given, each), each))
    return variant_class(given), *surest


def _surname_date(facts: PersonFacts) -> Parts:
    return ((n.sounds[1], str(born)) for n, born in product(facts.names, facts.whole_dates))


def _forename_date(facts: PersonFacts) -> Parts:
    return ((n.sounds[0], str(born)) for n, born in product(facts.names, facts.whole_dates))


def _initials_date(facts: PersonFacts) -> Parts:
    return (
        (initial(n.given), surname_class(n.surname)[:1], str(born))
        for n, born in product(facts.names, facts.whole_dates)
    )


def _names_postcode(facts: PersonFacts) -> Parts:
    return ((*n.sounds, place) for n, place in product(facts.names, facts.postcodes))


def _date_postcode(facts: PersonFacts) -> Parts:
    return ((str(born), place) for born, place in product(facts.whole_dates, facts.postcodes))


def _names_year(facts: PersonFacts) -> Parts:
    return ((*n.sounds, year) for n, year in product(facts.names, _years(facts)))


def _names_year_district(facts: PersonFacts) -> Parts:
    of = product(facts.names, _years(facts), facts.districts)
    return ((*n.sounds, year, place) for n, year, place in of)


def _surname_year_postcode(facts: PersonFacts) -> Parts:
    of = product(facts.names, _years(facts), facts.postcodes)
    return ((n.sounds[1], year, place) for n, year, place in of)


def _forename_year_postcode(facts: PersonFacts) -> Parts:
    of = product(facts.names, _years(facts), facts.postcodes)
    return ((n.sounds[0], year, place) for n, year, place in of)


def _years(facts: PersonFacts) -> list[str]:
    """The years of birth: of a date, or the two that an age in whole years may mean."""
    years = [each.year for each in facts.born if each.year is not None]
    for age in facts.ages:
        if age.least == age.most:
            years += [age.on.year - age.least - 1, age.on.year - age.least]
    return list(map(str, dict.fromkeys(years)))


def _year_month(born: DateOfBirth) -> tuple[str, ...]:
    return str(born.year), str(born.month)


def _year_day(born: DateOfBirth) -> tuple[str, ...]:
    return str(born.year), str(born.day)


def _day_month(born: DateOfBirth) -> tuple[str, ...]:
    return str(born.month), str(born.day)


def _either_way(born: DateOfBirth) -> tuple[str, ...]:
    """A date in which day and month may have been exchanged."""
    return str(born.year), *map(str, sorted((born.month or 0, born.day or 0)))


NUMBERS = tuple(name for name in PERSON_NUMBERS if name not in NOT_COMPARED)
BY_DATE = frozenset(
    {
        *("long_name_date", "surname_date", "forename_date", "initials_date"),
        *("names_either_way", "names_year_month", "names_year_day", "names_day_month"),
        "names_year",
    }
)
"""What agrees as well where both names and the date of birth do."""
BY_PLACE = frozenset({"names_year_district", "surname_year_postcode", "forename_year_postcode"})
KINDS: tuple[KeyKind, ...] = (
    *(KeyKind(name, FIELDS[name].words, _number(name)) for name in NUMBERS),
    KeyKind("names_date", "both names and date of birth", _both_names, covers=BY_DATE),
    KeyKind(
        "long_name_date",
        "first name in full or short, surname by sound and date of birth",
        _long_name_date,
        EACH + 1,
        frozenset({"surname_date", "initials_date"}),
    ),
    KeyKind("surname_date", "surname by sound and date of birth", _surname_date),
    KeyKind("forename_date", "first name by sound and date of birth", _forename_date),
    KeyKind("names_postcode", "both names by sound and postcode", _names_postcode, covers=BY_PLACE),
    KeyKind("date_postcode", "date of birth and postcode", _date_postcode),
    KeyKind(
        "names_either_way",
        "both names by sound, year of birth, day and month in either order",
        _names_and(_either_way),
    ),
    KeyKind(
        "names_year_month",
        "both names by sound, year and month of birth",
        _names_and(_year_month),
    ),
    KeyKind("names_year_day", "both names by sound, year and day of birth", _names_and(_year_day)),
    KeyKind(
        "names_day_month", "both names by sound, day and month of birth", _names_and(_day_month)
    ),
    KeyKind("initials_date", "initials and date of birth", _initials_date),
    KeyKind(
        "names_year_district",
        "both names by sound, year of birth and postcode district",
        _names_year_district,
    ),
    KeyKind(
        "surname_year_postcode",
        "surname by sound, year of birth and postcode",
        _surname_year_postcode,
    ),
    KeyKind(
        "forename_year_postcode",
        "first name by sound, year of birth and postcode",
        _forename_year_postcode,
    ),
    KeyKind("names_year", "both names by sound and year of birth", _names_year),
)
"""Every kind of key, the most telling first."""


@dataclass(frozen=True, eq=False, repr=False)
class MatchKeys:
    """The match keys of people: `text[key[i]]`, of kind `kind[key[i]]`, is a key of `person[i]`.

    `text` are distinct texts that begin with the kind; `key` and `person` are int32 of one length,
    `kind` int16 of the length of `text`. `left_out` counts the keys that too many people share.
    """

    text: tuple[str, ...]
    kind: npt.NDArray[np.int16]
    key: npt.NDArray[np.int32]
    person: npt.NDArray[np.int32]
    people: int
    left_out: int = 0

    def __repr__(self) -> str:
        return f"<MatchKeys: {len(self.text)} keys of {self.people} people>"


def match_keys(listings: Listings, person: npt.NDArray[np.integer[Any]]) -> MatchKeys:
    """The match keys of people, by each listing's person (numbered from 0 without gaps)."""
    people = int(person.max(initial=-1)) + 1
    holders: dict[tuple[int, str], list[int]] = defaultdict(list)
    for number, facts in enumerate(facts_of(listings, person)):
        for key in keys_of(facts):
            holders[key].append(number)
    kept = {key: who for key, who in holders.items() if len(who) <= SHARED}
    pairs = [(place, who) for place, each in enumerate(kept.values()) for who in each]
    return MatchKeys(
        tuple(text for _, text in kept),
        np.array([kind for kind, _ in kept], dtype=np.int16),
        np.array([place for place, _ in pairs], dtype=np.int32),
        np.array([who for _, who in pairs], dtype=np.int32),
        people,
        len(holders) - len(kept),
    )


def facts_of(listings: Listings, person: npt.NDArray[np.integer[Any]]) -> list[PersonFacts]:
    """What the listings of each person hold, by each listing's person."""
    people = int(person.max(initial=-1)) + 1
    return [_facts(listings, own) for own in _listings_of(person, people)]


def keys_of(facts: PersonFacts) -> list[tuple[int, str]]:
    """The keys of one person, each with the number of its kind; at most MOST.

    The first of every kind comes before the second of any.
    """
    made = [list(dict.fromkeys(filter(all, kind.make(facts))))[: kind.each] for kind in KINDS]
    rounds = (
        (number, SEPARATOR.join((KINDS[number].name, *keys[turn])))
        for turn in range(MOST)
        for number, keys in enumerate(made)
        if turn < len(keys)
    )
    return [key for _, key in zip(range(MOST), rounds, strict=False)]


def _listings_of(person: npt.NDArray[np.integer[Any]], people: int) -> Iterator[list[int]]:
    """The positions of each person's listings."""
    order = np.argsort(person, kind="stable")
    bounds = np.searchsorted(person[order], np.arange(people + 1))
    return (order[a:b].tolist() for a, b in pairwise(bounds))


def _facts(listings: Listings, own: Sequence[int]) -> PersonFacts:
    postcodes = _commonest(value for i in own for value in listings.field("postcode").of(i))
    halves = (value for i in own for value in listings.field(OUTCODE).of(i))
    places = _commonest((*map(outcode, postcodes), *map(district, halves)))
    return PersonFacts(
        _commonest(name for i in own for name in _whole_names(listings, i)),
        _commonest(value for i in own for value in listings.field("date_of_birth").of(i)),
        _commonest(value for i in own for value in listings.field("age").of(i)),
        postcodes,
        places,
        _commonest(number for i in own for number in _numbers(listings, i)),
    )


def _commonest(values: Any) -> tuple[Any, ...]:
    """Distinct values, the commonest first, and those as common in the order of their texts."""
    counted = Counter(values)
    return tuple(sorted(counted, key=lambda each: (-counted[each], str(each))))


def _whole_names(listings: Listings, listing: int) -> Iterator[NameFacts]:
    """A listing's whole names; an initial is none."""
    names = listings.names
    for form in range(names.offsets[listing], names.offsets[listing + 1]):
        codes = names.given[form], names.surname[form]
        given, surname = (names.words[code] if code >= 0 else "" for code in codes)
        if len(given) > 1 and len(surname) > 1:
            yield NameFacts(given, surname)


def _numbers(listings: Listings, listing: int) -> Iterator[tuple[str, str]]:
    """A listing's numbers that pass their check, with their kind."""
    for kind in NUMBERS:
        for number in listings.field(kind).of(listing):
            if number.is_valid and not number.placeholder:
                yield kind, number.key
