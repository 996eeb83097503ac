"""The blocking rules, from the most telling to the broadest.

They were chosen on lists with known truth, by how many new true pairs each rule finds for each pair
that it compares. A date of birth alone, or a name alone, makes two thirds of all pairs and adds
next to none; with a sound, an initial or a part of the other it finds nearly as many.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Int32s, Int64s
from cohortmatch.core.districts import districts
from cohortmatch.core.types import OUTCODE, Field, Listings
from cohortmatch.linkage.blocking.keys import (
    KeyPart,
    Keys,
    NameParts,
    first_part,
    initial,
    sound,
    sound_of_forename,
    value_part,
)
from cohortmatch.linkage.blocking.rules import Rule
from cohortmatch.linkage.comparing.kinds import KINDS as COMPARISONS
from cohortmatch.linkage.keyed_hash import UInt64s, combined
from cohortmatch.values.dates import DateOfBirth
from cohortmatch.values.fields import FIELDS
from cohortmatch.values.identifiers import KINDS, Identifier

T = TypeVar("T")
OTHER = "other:"
FEW_SHARE = 3
"""Listings that share a value, on average, up to which a column stands among the numbers."""
DatePart = Callable[[DateOfBirth], int]


@dataclass(frozen=True, eq=False)
class Recipe:
    """A rule before its keys are computed: each row's listing (`owner`) and key parts.

    `left_out` counts the listings that no pair is made of.
    """

    words: str
    n: int
    owner: Int64s
    parts: tuple[KeyPart, ...]
    left_out: int = 0

    def only(self, which: Int32s) -> Recipe:
        """The recipe without the rows of listings that are not among `which`."""
        wanted = np.zeros(self.n, dtype=bool)
        wanted[which] = True
        rows = np.flatnonzero(wanted[self.owner])
        parts = tuple(part.at(rows) for part in self.parts)
        return Recipe(self.words, self.n, self.owner[rows], parts, self.n - len(which))

    def rule(self) -> Rule:
        """The rule without the keys that only one listing has."""
        keys = Keys.shared(self.n, self.owner, *(part.codes for part in self.parts))
        has = np.bincount(self.owner[self._known], minlength=self.n) > 0
        return Rule(self.words, keys, without=self.n - self.left_out - int(has.sum()))

    def numbers(self, key: str) -> tuple[Int64s, UInt64s]:
        """Which listing has which key, as numbers that are the same in every run."""
        known = self._known
        numbers = combined([part.stable(key) for part in self.parts])
        return self.owner[known], numbers[known]

    @property
    def _known(self) -> npt.NDArray[np.bool_]:
        """The rows with every part of the key known."""
        known: npt.NDArray[np.bool_]
        known = np.logical_and.reduce([part.codes >= 0 for part in self.parts])
        return known


def listing_rules(listings: Listings) -> Iterator[Rule]:
    """The rules with their keys, without the keys that only one listing has."""
    return side_by_side(Recipe.rule, recipes(listings))


def side_by_side(work: Callable[[Recipe], T], made: Iterable[Recipe]) -> Generator[T, None, None]:
    """The result of each recipe, in order; only a few are computed ahead."""
    with ThreadPoolExecutor(2) as pool:
        ahead: deque[Future[T]] = deque()
        for recipe in made:
            ahead.append(pool.submit(work, recipe))
            if len(ahead) > 2:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def recipes(listings: Listings) -> Iterator[Recipe]:
    """Every rule as a recipe."""
    n = len(listings)
    for kind in KINDS:
        words, numbers = f"the same {FIELDS[kind].words}", listings.field(kind)
        yield Recipe(words, n, numbers.owners, (value_part(numbers, _number),))
    phones = listings.field("phone")
    yield Recipe("the same phone number", n, phones.owners, (value_part(phones),))
    yield from _registered(listings)
    others = [name for name in sorted(listings.fields) if name.startswith(OTHER)]
    telling = [name for name in others if _is_telling(listings.fields[name])]
    yield from (_other(listings, name) for name in telling)
    yield from _name_recipes(listings)
    yield from (_other(listings, name) for name in others if name not in telling)


def _registered(listings: Listings) -> Iterator[Recipe]:
    """The rules of comparisons that say they find pairs, by each of their fields."""
    finding = [kind for kind in COMPARISONS.values() if kind.finds_pairs]
    for name in dict.fromkeys(name for kind in finding for name in kind.fields):
        if not name.startswith(OTHER):
            field, words = listings.field(name), name.replace("_", " ")
            yield Recipe(f"the same {words}", len(listings), field.owners, (value_part(field),))


def _is_telling(field: Field[str]) -> bool:
    """Whether so few listings share a value that the column may hold numbers of people."""
    return len(field.values) * FEW_SHARE >= len(field.codes)


def _other(listings: Listings, name: str) -> Recipe:
    """The rule of a column that nobody has explained."""
    field, words = listings.fields[name], name.removeprefix(OTHER).replace("_", " ")
    return Recipe(f"the same {words}", len(listings), field.owners, (value_part(field),))


def _number(identifier: Identifier) -> str:
    """A number's key, whether or not its check letter is right.

    A number without its letter, or with a wrong one on both lists, is still one number.
    """
    return identifier.key


def _name_recipes(listings: Listings) -> Iterator[Recipe]:
    """Names with dates of birth and places, from both agreeing to one agreeing alone."""
    names = NameParts(listings)
    given, surname = names.given(), names.surname()
    first, sounds = names.given(initial), names.surname(sound)
    forename_sounds = names.given(sound_of_forename)
    either = names.either_order()
    birth, year, day = (_dates(listings, part).at(names.owner) for part in (_whole, _year, _day))
    postcodes = listings.field("postcode")
    fields = (postcodes, listings.field("address"), districts(postcodes, listings.field(OUTCODE)))
    postcode, house, district = (first_part(field).at(names.owner) for field in fields)
    for words, parts in (
        ("one date of birth and sound of surname", (birth, sounds)),
        ("one date of birth and forename", (birth, given)),
        ("one date of birth and sound of forename", (birth, forename_sounds)),
        ("one date of birth and initial", (birth, first)),
        ("one name in either order and year of birth", (*either, year)),
        ("one name in either order, day and month", (*either, day)),
        ("one postcode and forename", (postcode, given)),
        ("one postcode and sound of surname", (postcode, sounds)),
        ("one postcode, day and month", (postcode, day)),
        ("one address and initial", (house, first)),
        ("one name in either order and district", (*either, district)),
        ("one postcode and initial", (postcode, first)),
        ("one sound of surname, initial, day and month", (sounds, first, day)),
        ("one sound of surname, initial and year of birth", (sounds, first, year)),
        ("one name in either order", either),
        ("one surname and forename", (surname, given)),
        ("one sound of surname and sound of forename", (sounds, forename_sounds)),
        ("one address", (house,)),
        ("one date of birth", (birth,)),
        ("one sound of surname and initial", (sounds, first)),
        ("one sound of surname and year of birth", (sounds, year)),
        ("one forename and year of birth", (given, year)),
        ("one postcode", (postcode,)),
        ("one surname", (surname,)),
        ("one forename", (given,)),
    ):
        yield Recipe(words, names.n, names.owner, parts)


def _dates(listings: Listings, part: DatePart) -> KeyPart:
    """A number for each listing's first date of birth, -1 where that part is not known."""
    field = listings.field("date_of_birth")
    codes = np.array([*map(part, field.values), -1], dtype=np.int64)
    return KeyPart.of_numbers(codes[field.first])


def _whole(date: DateOfBirth) -> int:
    return date.year * 400 + _day(date) if date.day and date.year else -1


def _year(date: DateOfBirth) -> int:
    return date.year or -1


def _day(date: DateOfBirth) -> int:
    return (date.month or 0) * 31 + date.day if date.day else -1
