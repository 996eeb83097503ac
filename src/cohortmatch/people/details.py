"""Details of a person, field by field, and where the lists disagree.

Two listings disagree on a field when both hold it and share no value; a list that holds nothing
does not disagree. Postcodes change often and come last. Arrest summons numbers (ASN) are left out,
because a person has one for each arrest.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations
from typing import Any, NamedTuple

from cohortmatch.core.types import INSTITUTION, ListInfo, Listings
from cohortmatch.linkage.comparing.kinds import KINDS
from cohortmatch.people.words import FIELD_WORDS
from cohortmatch.values.fields import fields_where

COMPARED = fields_where(
    lambda field: field.is_detail and field.whose == "person" and field.name != "name"
)
"""The fields told where they differ, most telling first; names have a rule of their own."""
NO_YEAR = "(year not known)"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def iso(born: Any) -> str:
    """A date of birth for files: 1990-03-04, 1990-03, 1990, or XXXX-03-04 without a year."""
    return str(born)


def spoken(born: Any) -> str:
    """A date of birth for people: 4 Mar 1990, Mar 1990, 1990, or 4 Mar (year not known)."""
    year = NO_YEAR if born.year is None else f"{born.year}"
    if born.month is None:
        return year
    month = f"{MONTHS[born.month - 1]} {year}"
    return month if born.day is None else f"{born.day} {month}"


def as_at_words(info: ListInfo) -> str:
    """A list's own day, or its month where it gives no day; '' where it gives neither."""
    if info.as_at is None:
        return ""
    words = spoken(info.as_at)
    return words.partition(" ")[2] if info.as_at_month else words


def as_date(born: Any) -> date | None:
    """The date, when it is whole and can be one."""
    try:
        return date(born.year, born.month, born.day)
    except (TypeError, ValueError):
        return None


def age(born: Any, as_of: date) -> int | None:
    """Whole years at a date; None for a date of birth that is not whole."""
    day = as_date(born)
    if day is None or day > as_of:
        return None
    return as_of.year - day.year - ((as_of.month, as_of.day) < (day.month, day.day))


class Difference(NamedTuple):
    """One field on which a person's listings disagree: each value with the listings that hold it,
    in the order of the listings."""

    field: str
    values: tuple[tuple[str, tuple[int, ...]], ...]


class Details:
    """The values of every listing as text for people."""

    def __init__(self, listings: Listings) -> None:
        self._listings = listings
        self._texts: dict[str, tuple[list[str], list[int], list[int]]] = {}
        self._differences: dict[tuple[int, ...], list[Difference]] = {}

    def values(self, field: str, listing: int) -> list[str]:
        """One listing's values of a field."""
        texts, codes, offsets = self._field(field)
        return [texts[code] for code in codes[offsets[listing] : offsets[listing + 1]]]

    def held(self, field: str, found: Sequence[int]) -> dict[int, list[str]]:
        """Some listings' values of a field, each listing's own."""
        texts, codes, offsets = self._field(field)
        return {i: [texts[code] for code in codes[offsets[i] : offsets[i + 1]]] for i in found}

    def has(self, name: str, listing: int) -> bool:
        """Whether a listing has any value for a comparison or field of this name."""
        kind = KINDS.get(name)
        own = kind.fields if kind is not None and kind.fields else (name,)
        own = ("postcode", "address") if name == "address" else own
        for each in (*own, *(INSTITUTION + part for part in own)):
            known = self._listings.fields.get(each)
            if known is not None and known.offsets[listing + 1] > known.offsets[listing]:
                return True
        return False

    def born(self, found: Sequence[int]) -> list[Any]:
        """The distinct dates of birth of some listings, the most frequent first."""
        values = self._listings.field("date_of_birth").values
        _, codes, offsets = self._field("date_of_birth")
        tally: dict[Any, int] = {}
        for listing in found:
            for code in codes[offsets[listing] : offsets[listing + 1]]:
                tally[values[code]] = tally.get(values[code], 0) + 1
        return sorted(tally, key=lambda value: -tally[value])

    def differences(self, found: Sequence[int]) -> list[Difference]:
        """The fields on which some of these listings disagree."""
        which = tuple(found)
        if which not in self._differences:  # several sheets ask about the same people
            told = (self.difference(field, which) for field in COMPARED)
            self._differences[which] = [difference for difference in told if difference]
        return self._differences[which]

    def difference(self, field: str, found: Sequence[int]) -> Difference | None:
        """How the listings disagree on one field; None when they do not."""
        if len(found) < 2 or not self._field(field)[0]:
            return None
        held = self.held(field, found)
        told = {tuple(values) for values in held.values() if values}
        if not any(set(a).isdisjoint(b) for a, b in combinations(told, 2)):
            return None
        by_value: dict[str, list[int]] = {}
        for listing, values in held.items():
            for value in values:
                by_value.setdefault(value, []).append(listing)
        return Difference(field, tuple((text, tuple(who)) for text, who in by_value.items()))

    def in_words(self, difference: Difference) -> str:
        """ "date of birth: 4 Mar 1990 (IOM, MAPPA), 3 Apr 1990 (DIP)"."""
        values = (f"{text} ({self.holders(who)})" for text, who in difference.values)
        return f"{FIELD_WORDS[difference.field]}: {', '.join(values)}"

    def holders(self, found: Sequence[int]) -> str:
        """The names of the lists that some listings are on."""
        names = (self._listings.lists[self._listings.list_code[listing]].name for listing in found)
        return ", ".join(dict.fromkeys(names))

    def _field(self, name: str) -> tuple[list[str], list[int], list[int]]:
        if name not in self._texts:
            field = self._listings.field(name)
            show = spoken if name == "date_of_birth" else str
            texts = [show(value) for value in field.values]
            self._texts[name] = texts, field.codes.tolist(), field.offsets.tolist()
        return self._texts[name]
