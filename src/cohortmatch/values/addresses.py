"""An address cell to house number and street, enough to tell the same household.

Policy: this is not an address parser for post. Of an address that names a house and a street, the
house (with its flat) and the street's words are kept, abbreviations written out, so that the same
household spelled two ways is equal. Prisons, offices given as "care of" and no fixed abode are no
household and give no value.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cohortmatch.values.parsed import Parsed
from cohortmatch.values.postcodes import LOOSE, find_postcodes, is_no_fixed_abode, is_prison
from cohortmatch.values.text import fold, is_placeholder
from cohortmatch.values.words import table, word_set

__all__ = ["Address", "is_no_fixed_abode", "parse_address"]

NUMBER = r"\d{1,4} ?[a-z]?(?![a-z])(?: ?- ?\d{1,4}[a-z]?(?![a-z]))?"
UNIT = re.compile(
    rf"\b(?:flat|flt|unit|room|rm|apartment|apt|maisonette|studio|bedsit|no|number|plot)\b"
    rf"[ .#:]*({NUMBER}|[a-z]\b|\d+/\d+)"
)
HOUSE = re.compile(rf"\b({NUMBER})[ ,.]+(?=[a-z])")
AWAY = re.compile(
    r"\bhmp\b|\bhmyoi\b|\byoi\b|\bh m p\b|\bin custody\b|\bremanded?\b|\bprison\b|\bimprisoned\b"
)
CARE_OF = re.compile(r"\bc/ ?o\b|\bcare of\b|\bc-o\b")


class Address(NamedTuple):
    """A household: `number` ("12a", flat first: "3/27"), `street` (folded words, written out)."""

    number: str
    street: str


def parse_address(text: str) -> Parsed[Address]:
    """House number and street of an address cell.

    Notes: no-fixed-abode, address-placeholder, address-prison, address-care-of,
    address-not-understood.
    """
    if not text or text.isspace():
        return Parsed()
    if note := _no_household(text):
        return Parsed(notes=(note,))
    line = _one_line(text)
    if address := _split(line):
        return Parsed((address,))
    return Parsed(notes=("address-not-understood",))


def _no_household(text: str) -> str:
    folded = fold(text)
    if is_no_fixed_abode(text):
        return "no-fixed-abode"
    if is_placeholder(text, "other"):
        return "address-placeholder"
    if AWAY.search(folded) or any(map(is_prison, find_postcodes(text))):
        return "address-prison"
    return "address-care-of" if CARE_OF.search(folded) else ""


def _one_line(text: str) -> str:
    """The folded address, lines as commas, without its postcode, dots and apostrophes."""
    lines = ",".join(text.splitlines())
    folded = LOOSE.sub(" ", fold(lines).upper()).lower()
    return re.sub(r"['.]", "", folded)


def _split(line: str) -> Address | None:
    units = [_plain(match[1]) for match in UNIT.finditer(line)]
    rest = UNIT.sub(" ", line)
    house = HOUSE.search(rest)
    street = _street(rest[house.end() :] if house else rest)
    numbers = [*units, *([_plain(house[1])] if house else [])]
    if not street or not numbers:
        return None
    return Address("/".join(numbers), street)


def _plain(number: str) -> str:
    return number.replace(" ", "").lstrip("0") or "0"


def _street(text: str) -> str:
    """The first part of the text that ends like a street, else its first part with a word in it."""
    parts = [" ".join(map(_written_out, part.split())) for part in re.split(r"[,;]", text)]
    parts = [part for part in (re.sub(r"[^a-z0-9 -]", "", p).strip() for p in parts) if part]
    for part in parts:
        words = part.split()
        ends = [i for i, word in enumerate(words) if i and word in word_set("streets", "kinds")]
        if ends:
            return " ".join(words[: ends[-1] + 1])
    return parts[0] if parts else ""


def _written_out(word: str) -> str:
    short: dict[str, str] = table("streets")["abbreviations"]
    return short.get(word, word)
