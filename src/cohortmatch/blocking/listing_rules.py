"""Every rule that finds pairs of listings, the most telling first.

Chosen on lists whose truth is known by how many true pairs a rule adds to those before it for each
pair that it costs. A date of birth alone, or a name alone, makes two thirds of all pairs and adds
next to none; with a sound, an initial or a part of the other it finds nearly as many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np

from cohortmatch.arrays import Int64s
from cohortmatch.blocking.keys import (
    Keys,
    NameParts,
    field_keys,
    initial,
    number_keys,
    sound,
    sound_of_forename,
)
from cohortmatch.blocking.rules import Rule
from cohortmatch.types import Field, Listings
from cohortmatch.values.dates import DateOfBirth
from cohortmatch.values.identifiers import KINDS, Identifier
from cohortmatch.values.postcodes import outcode

DatePart = Callable[[DateOfBirth], int]


def listing_rules(listings: Listings) -> Iterator[Rule]:
    """The rules with their keys, but for keys that one listing alone has."""
    with ThreadPoolExecutor(2) as pool:
        yield from pool.map(lambda make: make().shared(), _rules(listings))


def _rules(listings: Listings) -> Iterator[Callable[[], Rule]]:
    """Every rule as something to be worked out."""
    for kind in KINDS:
        words, numbers = f"the same {kind.replace('_', ' ')}", listings.field(kind)
        yield partial(_number_rule, words, numbers)
    yield from _name_rules(listings)
    for name, field in sorted(listings.fields.items()):
        if name.startswith("other:"):
            words = name.removeprefix("other:").replace("_", " ")
            yield partial(_field_rule, f"the same {words}", field)


def _number_rule(words: str, field: Field[Identifier]) -> Rule:
    return Rule(words, number_keys(field))


def _field_rule(words: str, field: Field[str]) -> Rule:
    return Rule(words, field_keys(field))


def _name_rule(words: str, names: NameParts, parts: Sequence[Int64s]) -> Rule:
    return Rule(words, Keys.of(names.n, names.owner, *parts))


def _name_rules(listings: Listings) -> Iterator[Callable[[], Rule]]:
    """Names with dates of birth and places, from both agreeing to one agreeing alone."""
    names = NameParts(listings)
    given, surname = names.given(), names.surname()
    first, sounds = names.given(initial), names.surname(sound)
    forename_sounds = names.given(sound_of_forename)
    either = names.either_order()
    birth, year, day, month = (
        _dates(listings, part)[names.owner] for part in (_whole, _year, _day, _month)
    )
    postcode, house = (
        listings.field(name).first.astype(np.int64)[names.owner] for name in ("postcode", "address")
    )
    district = _districts(listings)[names.owner]
    for words, *parts in (
        ("one date of birth and sound of surname", birth, sounds),
        ("one date of birth and forename", birth, given),
        ("one date of birth and sound of forename", birth, forename_sounds),
        ("one date of birth and initial", birth, first),
        ("one name in either order and year of birth", *either, year),
        ("one name in either order, day and month", *either, day),
        ("one postcode and forename", postcode, given),
        ("one postcode and sound of surname", postcode, sounds),
        ("one postcode, day and month", postcode, day),
        ("one address and initial", house, first),
        ("one name in either order and district", *either, district),
        ("one postcode and initial", postcode, first),
        ("one sound of surname, initial, day and month", sounds, first, day),
        ("one sound of surname, initial and year of birth", sounds, first, year),
        ("one forename, month and year of birth", given, month),
        ("one sound of surname, month and year of birth", sounds, month),
        ("one name in either order", *either),
        ("one surname and forename", surname, given),
        ("one sound of surname and sound of forename", sounds, forename_sounds),
        ("one address", house),
        ("one forename, day and month", given, day),
        ("one sound of surname, day and month", sounds, day),
        ("one date of birth", birth),
        ("one sound of surname and initial", sounds, first),
        ("one sound of surname and year of birth", sounds, year),
        ("one forename and year of birth", given, year),
        ("one postcode", postcode),
        ("one surname", surname),
        ("one forename", given),
    ):
        yield partial(_name_rule, str(words), names, parts)


def _dates(listings: Listings, part: DatePart) -> Int64s:
    """A code for each listing's first date of birth, -1 where that part is not known."""
    field = listings.field("date_of_birth")
    codes = np.array([*map(part, field.values), -1], dtype=np.int64)
    result: Int64s = codes[field.first]
    return result


def _whole(date: DateOfBirth) -> int:
    return date.year * 400 + _day(date) if date.day else -1


def _year(date: DateOfBirth) -> int:
    return date.year


def _day(date: DateOfBirth) -> int:
    return (date.month or 0) * 31 + date.day if date.day else -1


def _month(date: DateOfBirth) -> int:
    return date.year * 12 + date.month if date.month else -1


def _districts(listings: Listings) -> Int64s:
    """A code for the outcode of each listing's first postcode, -1 where there is none."""
    field, numbers = listings.field("postcode"), dict[str, int]()
    codes = [numbers.setdefault(outcode(value), len(numbers)) for value in field.values]
    result: Int64s = np.array([*codes, -1], dtype=np.int64)[field.first]
    return result
