"""An address cell to house number and street, enough to recognise the same household.

Policy: this is not an address parser for post. Of an address that names a house and a street, two
parts are kept: the house (with its flat in front: "3/27") and the street's words, with
abbreviations written out. So the same household spelled in two ways is equal. A house without a
number is known by its name. Prisons, hostels and no fixed abode are not households and give no
value. A "care of" address is equal only to the same one. Of an address that is not understood, the
first word with a digit is the number and the other words are the street, so that it is compared as
text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from cohortmatch.values.abodes import is_care_of, is_hostel, is_in_custody, says_a_home
from cohortmatch.values.cell_texts import takes_any_cell
from cohortmatch.values.parsed import Parsed
from cohortmatch.values.postcodes import (
    find_postcodes,
    is_no_fixed_abode,
    is_prison,
    without_postcodes,
)
from cohortmatch.values.text import is_placeholder, tidy_lines
from cohortmatch.values.words import table, word_set

__all__ = ["Address", "household", "is_no_fixed_abode", "parse_address"]

NUMBER = r"[0-9]{1,4} ?[a-z]?(?![a-z0-9])(?: ?[-/] ?[0-9]{1,4}[a-z]?(?![a-z0-9]))?"
UNITS = (
    "(?:flat|flt|fl|unit|room|rm|apartment|appartment|apt|maisonette|studio|bedsit|suite|plot)s?"
)
UNIT = re.compile(
    rf"\b{UNITS}\b[ .:#]*(?:(?:no|number)[ .]+)?({NUMBER}|[a-z][0-9]{{1,3}}|[a-z](?![a-z]))"
)
UNIT_SIGNS = ("fl", "unit", "rm", "room", "ap", "maison", "studio", "beds", "suite", "plot")
"""A text without any of these has no unit; a quick test."""
MARKS = frozenset("'.\"")
FLOOR = re.compile(
    r"\b((?:ground|1st|2nd|3rd|first|second|third|top|basement|lower|upper)[ -]floor)\b(?: flat)?"
    r"|\b(basement|top|garden|upper|lower|rear)(?: flat\b)"
)
LETTER_FLAT = re.compile(r"^ *(?:flat )?([a-z])[ ,]+(?=[0-9])|^ *([0-9]{1,3}[a-z]?) *, *(?=[0-9])")
CLOSE_UP = re.compile(r"(?<![a-z0-9])([0-9]{1,4})(?!st\b|nd\b|rd\b|th\b)([a-z]{2,})")
BETWEEN_TWO = re.compile(r" / |;|\||\bor\b", re.IGNORECASE)
WORDS = r"(?!(?:flat|floor)\b)[a-z]{2,}(?: (?!(?:flat|floor)\b)[a-z]{2,})*"
PLAIN = re.compile(
    rf"(?:{UNITS} (?P<unit>[0-9]{{1,4}}[a-z]?), )?(?P<house>[0-9]{{1,4}}[a-z]?) "
    rf"(?P<street>{WORDS}(?:, {WORDS})*)(?P<code>,? [a-z]{{1,2}}[0-9][0-9a-z]? ?[0-9][a-z]{{2}})?",
    re.IGNORECASE | re.ASCII,
)
HOUSE = re.compile(rf"({NUMBER})[ ,]+(?=[a-z])")
FACING = (["north"], ["south"], ["east"], ["west"])
CARE_OF = "c/o "
NOT_A_STREET = re.compile(r"^(?:london|essex|romford|england|uk|united kingdom|greater london)$")


class Address(NamedTuple):
    """A household: `number` ("12a", a flat first: "3/27", or the house's name) and `street`.

    Both are folded, and the street's words are written out ("high road"). Either may be ''. Of a
    "care of" address both begin with CARE_OF.
    """

    number: str
    street: str

    @property
    def is_care_of(self) -> bool:
        """Whether it is somebody else's address, where the person is reached."""
        return self.number.startswith(CARE_OF)

    @property
    def place(self) -> Address:
        """The place itself, whoever is reached there in care of somebody else."""
        return Address(self.number.removeprefix(CARE_OF), self.street.removeprefix(CARE_OF))


@takes_any_cell
def parse_address(text: str) -> Parsed[Address]:
    """House number and street of an address cell, of each where it holds several.

    Notes: no-fixed-abode, address-placeholder, address-prison, address-hostel, address-care-of,
    address-not-understood.
    """
    if plain := _plain_address(text):
        return Parsed((plain,))
    return _read_long(text)


@lru_cache(maxsize=4096)
def _read_long(text: str) -> Parsed[Address]:
    """The households of a cell without the fast path."""
    if not text or text.isspace():
        return Parsed()
    if note := _no_household(text):
        return Parsed(_care_of(text) if note == "address-care-of" else (), (note,))
    pieces = BETWEEN_TWO.split(text) if _may_be_two(text) else [text]
    found = [household(piece) for piece in pieces]
    if len(found) > 1 and not all(found):
        found = [household(text)]
    values = tuple(dict.fromkeys(address for address in found if address))
    return Parsed(values) if values else Parsed(_as_text(text), ("address-not-understood",))


def _may_be_two(text: str) -> bool:
    """Whether any sign that separates two addresses is in the text; a quick test."""
    return any(map(text.__contains__, (" / ", ";", "|", "or", "OR", "Or", "oR")))


def _care_of(text: str) -> tuple[Address, ...]:
    found = household(text)
    return (Address(CARE_OF + found.number, CARE_OF + found.street),) if found else ()


def _as_text(text: str) -> tuple[Address, ...]:
    """An address that is not understood, by its words; () where these are no number and a name."""
    words = _words(_one_line(text))
    numbered = [word for word in words if any(map(str.isdigit, word))]
    rest = [word for word in words if word not in numbered[:1]]
    if not numbered or not any(map(_is_telling, rest)):
        return ()
    return (Address(numbered[0], " ".join(rest)),)


def _units() -> frozenset[str]:
    return word_set("streets", "units")


def _is_telling(word: str) -> bool:
    """Whether a word may name a street: one of letters that is neither a town nor a unit."""
    is_named = word.isalpha() and len(word) > 1
    return is_named and not NOT_A_STREET.match(word) and word not in _units()


def household(text: str) -> Address | None:
    """House and street of an address, including an institution's; None when it names no street."""
    return _household(_one_line(text))


def _no_household(text: str) -> str:
    if says_a_home(text):
        return "address-prison" if any(map(is_prison, find_postcodes(text))) else ""
    if is_no_fixed_abode(text):
        return "no-fixed-abode"
    if is_placeholder(text, "other"):
        return "address-placeholder"
    if is_in_custody(text) or any(map(is_prison, find_postcodes(text))):
        return "address-prison"
    if is_hostel(text):
        return "address-hostel"
    return "address-care-of" if is_care_of(text) else ""


def _one_line(text: str) -> str:
    """The folded address, with commas for line breaks, without postcode, dots and apostrophes."""
    lines = tidy_lines(text).replace("\n", ", ")
    plain = without_postcodes(lines).lower()
    if not MARKS.isdisjoint(plain):
        plain = re.sub(r"(?<=s)'s\b|['.\"]", "", plain)
    close = CLOSE_UP.sub(r"\1 \2", plain)
    return _number_behind().sub(r"\2 \1", close) if close[:1].isalpha() else close


@cache
def _number_behind() -> re.Pattern[str]:
    """A street with its house number behind it: "High Road 27"."""
    kinds = "|".join(sorted(_kinds_of_street()))
    return re.compile(rf"^([a-z][a-z ]* (?:{kinds}|rd|st|ave)) ([0-9]{{1,4}}[a-z]?) *(?=,|$)")


def _plain_address(text: str) -> Address | None:
    """The household of a flat, a house number, a street, towns and a postcode; None for others.

    A fast path for most addresses: the full path gives the same.
    """
    found = PLAIN.fullmatch(text)
    if found is None or not says_a_home(text) or (found["code"] and not _ends_in_code(text)):
        return None
    street, _ = _street(found["street"].lower())
    numbers = [_plain(number.lower()) for number in found.group("unit", "house") if number]
    return Address("/".join(numbers), street) if street else None


def _ends_in_code(text: str) -> bool:
    """Whether what looks like a postcode in a text is one, and no prison's."""
    found = find_postcodes(text)
    return bool(found) and not any(map(is_prison, found))


@cache
def _kinds_of_street() -> frozenset[str]:
    return word_set("streets", "kinds") - word_set("streets", "buildings")


def _household(line: str) -> Address | None:
    """The household of a folded line; None when it has no street, or neither number nor name."""
    floors, rest = _taken_out(FLOOR, line) if "fl" in line else ([], line)
    units, rest = _taken_out(UNIT, rest) if any(map(rest.__contains__, UNIT_SIGNS)) else ([], rest)
    if not units and (found := LETTER_FLAT.match(rest)):
        units, rest = [found[1] or found[2]], rest[found.end() :]
    house = _house(rest)
    street, name = _street(rest[house.end() :] if house else rest)
    if house and not street:
        street, name = _street(rest)
    numbers = [*units, *floors, *([_plain(house[1])] if house else [])]
    if not street:
        return None
    if not house and name:
        numbers.append(name)
    return Address("/".join(numbers), street) if numbers else None


def _taken_out(pattern: re.Pattern[str], line: str) -> tuple[list[str], str]:
    """The text that a pattern finds, and the line without it."""
    found = [_plain(str(match[match.lastindex or 0])) for match in pattern.finditer(line)]
    return found, (pattern.sub(" ", line) if found else line)


def _house(rest: str) -> re.Match[str] | None:
    """The house number: the last one before a street's name."""
    found = [match for match in HOUSE.finditer(rest) if not rest[: match.start()][-1:].isalnum()]
    with_street = [match for match in found if _ends_soon(rest[match.end() :])]
    if with_street:
        return with_street[-1]
    return found[0] if found else None


def _ends_soon(text: str) -> bool:
    part = re.split(r"[,;]", text)[0]
    return any(word in word_set("streets", "kinds") for word in _words(part)[1:])


def _plain(number: str) -> str:
    """A number without spaces and leading zeros; the words of a floor with single spaces."""
    if number[-5:] == "floor":
        return number.replace("-", " ")
    return number.replace(" ", "").lstrip("0") or "0"


@lru_cache(maxsize=1 << 14)
def _street(text: str) -> tuple[str, str]:
    """The street, and the name of a house before it ('' when there is none)."""
    parts = [words for part in re.split(r"[,;]", text) if (words := _words(part))]
    for place, words in enumerate(parts):
        ends = list(_street_ends(words))
        if ends:
            before = " ".join(parts[0]) if place else ""
            facing = words[ends[-1] + 1 : ends[-1] + 2]
            cut = ends[-1] + 1 + (facing in FACING)
            return " ".join(words[:cut]), before
    first = " ".join(_without_town(parts[0])) if parts else ""
    return ("", first) if NOT_A_STREET.match(first) else (first, "")


def _without_town(words: list[str]) -> list[str]:
    """A building's name used as a street, without what follows it: "Oak Court Ilford"."""
    buildings = word_set("streets", "buildings")
    end = next((i for i, word in enumerate(words) if i and word in buildings), len(words))
    return words[: end + 1]


def _street_ends(words: list[str]) -> Iterator[int]:
    """Where in a part a street's name may end; the name of a house is not a street's."""
    buildings = word_set("streets", "buildings")
    kinds = word_set("streets", "kinds")
    return (i for i, word in enumerate(words) if i and word in kinds and word not in buildings)


def _words(part: str) -> list[str]:
    """A part's words, abbreviations written out; "st" in front of a name is Saint."""
    short: dict[str, str] = table("streets")["abbreviations"]
    found = re.findall(r"[a-z0-9]+", part)
    if found and found[0] in ("st", "saint") and len(found) > 1:
        return ["saint", *(short.get(word, word) for word in found[1:])]
    return [short.get(word, word) for word in found]
