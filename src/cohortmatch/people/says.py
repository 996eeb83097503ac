"""What a list says of a person, in the form in which two runs are compared.

Policy: the status is compared as it is shown, and by kind, so a column may have another heading;
names, dates of birth, numbers and addresses as matching reads them, so the same date in another
form is no change. Several rows of one person on one list say what they say together.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product, starmap
from types import MappingProxyType
from typing import TypeAlias

from cohortmatch.linkage.comparing.relations import GENERATION
from cohortmatch.people.details import spoken
from cohortmatch.people.status import RAG_ORDER, Said, plain_status
from cohortmatch.people.words import FIELD_WORDS, IDENTIFIERS, NOT_RECORDED
from cohortmatch.store.kept_listings import KeptDetails, details_of
from cohortmatch.values.dates import DateOfBirth

__all__ = [
    "ADDRESS",
    "BORN",
    "NAME",
    "NOTHING",
    "NUMBERS",
    "RISK",
    "STATUS",
    "Says",
    "agree_in_part",
    "alike",
    "born_of",
    "colour_of",
    "details_says",
    "folded",
    "in_words",
    "same_person_said",
    "says_of",
    "together",
]

Says: TypeAlias = Mapping[str, frozenset[str]]
"""Texts by what they tell: a kind of status, the name, a field."""
NOTHING: Says = MappingProxyType({})
RISK, NAME, BORN, ADDRESS = "risk", "name", "date_of_birth", "address"
STATUS = (RISK, "category", "level", "lead")
NUMBERS = tuple(IDENTIFIERS)
PLACES = ("postcode", "address")


def says_of(status: Said, kept: str = "") -> Says:
    """What a listing says: its status, and the rest out of the text that a store keeps of it."""
    found = {kind: frozenset(text for _, text in status.cells.get(kind, ())) for kind in STATUS}
    details = details_of(kept)
    told = found if details is None else {**found, **details_says(details)}
    return {kind: texts for kind, texts in told.items() if texts}


def details_says(kept: KeptDetails) -> Says:
    """What a listing says of who somebody is: the name, date of birth, address and numbers."""
    fields = kept.fields
    place = next((fields[name] for name in PLACES if name in fields), frozenset[str]())
    named = {name: fields[name] for name in (BORN, *NUMBERS) if name in fields}
    return {NAME: frozenset({_name(kept)} - {""}), ADDRESS: place, **named}


def _name(kept: KeptDetails) -> str:
    return f"{kept.forename.title()} {kept.surname.upper()}".strip()


def together(one: Says, other: Says) -> Says:
    """What two rows say together."""
    none: frozenset[str] = frozenset()
    kinds = dict.fromkeys((*one, *other))
    return {kind: one.get(kind, none) | other.get(kind, none) for kind in kinds}


def folded(says: Says, kind: str) -> set[str]:
    """What is said of one kind, in the form in which two are compared."""
    return {plain_status(kind, text) for text in says.get(kind, ())}


def same_person_said(one: Says, other: Says) -> bool:
    """Whether a list says the same of who somebody is; their status may be another."""
    kinds = {*one, *other}.difference(STATUS)
    return all(folded(one, kind) == folded(other, kind) for kind in kinds)


def alike(one: Says, other: Says) -> bool:
    """Whether two rows agree on who somebody is: on a number, on the name and the date of birth,
    one part of it mistyped, or on the name and the address, born less than a generation apart."""
    kinds = (NAME, BORN, ADDRESS, *NUMBERS)
    same = {kind for kind in kinds if folded(one, kind) & folded(other, kind)}
    births = list(product(born_of(one), born_of(other)))
    near = any(starmap(_less_than_a_generation_apart, births))
    mistyped = any(starmap(_is_mistyped, births))
    named = NAME in same and (BORN in same or mistyped or (ADDRESS in same and near))
    return named or not same.isdisjoint(NUMBERS)


def agree_in_part(one: Says, other: Says) -> bool:
    """Whether two rows share a word of the name, and neither a number of theirs nor their dates of
    birth tell them apart: what a row says of somebody after it was put right."""
    words = [
        {word for name in folded(says, NAME) for word in name.split()} for says in (one, other)
    ]
    births = list(product(born_of(one), born_of(other)))
    born = not births or any(a == b or _is_mistyped(a, b) for a, b in births)
    both = ((folded(one, kind), folded(other, kind)) for kind in NUMBERS)
    return (
        born
        and not words[0].isdisjoint(words[1])
        and not any(a and b and a.isdisjoint(b) for a, b in both)
    )


def _less_than_a_generation_apart(one: DateOfBirth, other: DateOfBirth) -> bool:
    return bool(one.year and other.year) and abs((one.year or 0) - (other.year or 0)) < GENERATION


def _is_mistyped(one: DateOfBirth, other: DateOfBirth) -> bool:
    """Whether two whole dates differ in the day, the month or the year alone, or have day and month
    the other way round, less than a generation apart."""
    if one.is_partial or other.is_partial:
        return False
    parts = ((one.day, other.day), (one.month, other.month), (one.year, other.year))
    swapped = (one.day, one.month, one.year) == (other.month, other.day, other.year)
    near = _less_than_a_generation_apart(one, other)
    return near and (swapped or sum(a == b for a, b in parts) >= len(parts) - 1)


def colour_of(says: Says) -> str:
    """The most serious colour, or what else stands for the risk, folded; '' where nothing does."""
    texts = sorted(folded(says, RISK))
    colours = [colour for colour in reversed(RAG_ORDER) if colour in texts]
    return (colours or texts or [""])[0]


def in_words(kind: str, texts: frozenset[str]) -> str:
    """What a list says of one kind, for people."""
    show = {BORN: _birth, RISK: str.capitalize}.get(kind, str)
    told = " or ".join(show(text) for text in sorted(texts)) or NOT_RECORDED
    return f"{FIELD_WORDS[kind]} {told}" if kind in NUMBERS and texts else told


def _birth(text: str) -> str:
    return spoken(_date(text))


def _date(text: str) -> DateOfBirth:
    return DateOfBirth.from_text(text)


def born_of(says: Says) -> list[DateOfBirth]:
    """The dates of birth that a list gives."""
    return [_date(text) for text in sorted(says.get(BORN, ()))]
