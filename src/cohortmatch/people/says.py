"""What a list says of a person, in the form in which two runs are compared.

Policy: the status is compared as it is shown, and by kind, so a column may have another heading;
names, dates of birth, numbers and addresses as matching reads them, so the same date in another
form is no change. Several rows of one person on one list say what they say together.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from cohortmatch.linkage.comparing.relations import GENERATION
from cohortmatch.people.details import spoken
from cohortmatch.people.status import RAG_ORDER, Said
from cohortmatch.people.words import FIELD_WORDS, IDENTIFIERS, NOT_RECORDED
from cohortmatch.store.kept_listings import KeptDetails, details_of
from cohortmatch.values.dates import DateOfBirth
from cohortmatch.values.text import fold

__all__ = [
    "ADDRESS",
    "BORN",
    "NAME",
    "NOTHING",
    "NUMBERS",
    "RISK",
    "STATUS",
    "Says",
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
    """What is said of one kind, folded."""
    return {fold(text) for text in says.get(kind, ())}


def same_person_said(one: Says, other: Says) -> bool:
    """Whether a list says the same of who somebody is; their status may be another."""
    kinds = {*one, *other}.difference(STATUS)
    return all(folded(one, kind) == folded(other, kind) for kind in kinds)


def alike(one: Says, other: Says) -> bool:
    """Whether two rows agree on who somebody is: on a number, on the name and the date of birth, or
    on the name and the address, born less than a generation apart."""
    kinds = (NAME, BORN, ADDRESS, *NUMBERS)
    same = {kind for kind in kinds if folded(one, kind) & folded(other, kind)}
    years = [{date.year for date in born_of(says) if date.year} for says in (one, other)]
    near = any(abs(a - b) < GENERATION for a in years[0] for b in years[1])
    named = {NAME, BORN} <= same or ({NAME, ADDRESS} <= same and near)
    return named or not same.isdisjoint(NUMBERS)


def colour_of(says: Says) -> str:
    """The most serious colour, or what else stands for the risk, folded; '' where nothing does."""
    texts = sorted(map(fold, says.get(RISK, ())))
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
