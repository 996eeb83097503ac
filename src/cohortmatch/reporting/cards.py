"""The page's cards: one person with all lists side by side, or one pair to decide.

A card is a table with one column a listing and one row a detail; empty rows are left out. "Not
recorded" means that the list keeps the detail but has no value here, a dash that the list does not
keep it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cohortmatch.core.markup import NOTHING
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.linkage.pairs import Band
from cohortmatch.people.details import spoken
from cohortmatch.people.persons import Person
from cohortmatch.people.questions import Question
from cohortmatch.people.status import LABELS, kind_of
from cohortmatch.people.suggested_check import look_up
from cohortmatch.people.words import IDENTIFIERS, NOT_RECORDED, band_words
from cohortmatch.people.written import SHOWN
from cohortmatch.reporting.sheets.people import (
    differing,
    lead_words,
    marked,
    since_words,
)
from cohortmatch.reporting.tables import born_as_written, perhaps_words

DIFFERS = " (differs)"


class Grid(NamedTuple):
    """Some listings side by side: their ids, and rows of a label and their cells."""

    heads: list[str]
    rows: list[tuple[str, list[str]]]


class Card(NamedTuple):
    """One person as the page shows them."""

    ref: str
    name: str
    born: str
    flags: list[str]
    lists: str
    certain: bool
    how_sure: str
    lead: str
    grid: Grid
    others: str
    why: list[str]
    differs: list[str]
    household: list[str]


class Pair(NamedTuple):
    """One pair to decide as the page shows it."""

    names: str
    ids: str
    how_sure: str
    grid: Grid
    agrees: str
    differs: str
    missing: str
    settle: str
    again: str


def card(view: Redacted, person: Person) -> Card:
    """One person."""
    born = " or ".join(map(spoken, view.details.born(person.listings)))
    listings = sorted(person.listings, key=view.list_code.__getitem__)
    age = f" (age {view.age_words(person)})" if born and view.listings.as_of else ""
    return Card(
        ref=person.person_id,
        name=view.title(person),
        born=f"{born}{age}" if born else f"date of birth {NOT_RECORDED.lower()}",
        flags=list(_flags(view, person)),
        lists=", ".join(marked(view, person, code) for code in person.lists),
        certain=person.sureness == "certain",
        how_sure=person.how_sure,
        lead=lead_words(view, person) or "",
        grid=grid(view, listings, person.core),
        others="; ".join(view.naming.other_names(person)),
        why=[view.pairs.join_words(join) for join in person.joins],
        differs=differing(view, person),
        household=view.household(person),
    )


def _flags(view: Redacted, person: Person) -> Iterator[str]:
    now = view.age_now(person)
    if now.group == "under 18":
        turns = f", 18 on {spoken(now.turns_adult)}" if now.turns_adult else ""
        yield f"Under 18{turns}"
    elif now.group == "unknown":
        yield "Age not known"
    if new := since_words(view, person):
        yield new


def pair(view: Redacted, question: Question) -> Pair:
    """One pair to decide."""
    sides = (question.left, question.right)
    phrases = view.pairs.phrases(question.link)
    also = perhaps_words(view, question)
    return Pair(
        names=" and ".join(view.written.name(i).text or NOT_RECORDED for i in sides),
        ids=" and ".join(view.ids[i] for i in sides),
        how_sure=": ".join(filter(None, (band_words(Band.check, question.weight), also))),
        grid=grid(view, sides, frozenset(sides)),
        agrees=phrases.agrees or "nothing outright",
        differs=phrases.differs or "nothing",
        missing=view.pairs.missing_words(question) or "nothing",
        settle=look_up(view, phrases.missing, sides),
        again=view.asked_again(question.left, question.right),
    )


def grid(view: Redacted, listings: Sequence[int], core: frozenset[int]) -> Grid:
    """Some listings side by side."""
    heads = [view.ids[i] + ("" if i in core else " (to check)") for i in listings]
    apart = {difference.field for difference in view.details.differences(listings)}
    rows = [
        (f"{label}{DIFFERS if not apart.isdisjoint(fields) else ''}", cells)
        for label, fields, cells in (*_details(view, listings), *_status(view, listings))
        if any(cell not in (NOTHING, NOT_RECORDED) for cell in cells)
    ]
    return Grid(heads, rows)


Row = tuple[str, tuple[str, ...], list[str]]


def _details(view: Redacted, listings: Sequence[int]) -> Iterator[Row]:
    written = view.written
    yield "Name", (), [written.name(i).text or NOT_RECORDED for i in listings]
    born = [born_as_written(view, i) or _blank(view, i, "date_of_birth") for i in listings]
    yield "Date of birth", ("date_of_birth",), born
    told = ["; ".join(written.identifiers(i)) for i in listings]
    numbers = (*IDENTIFIERS, "identifier")
    cells = [text or _blank(view, i, *numbers) for i, text in zip(listings, told, strict=True)]
    yield "Numbers", IDENTIFIERS, cells
    places = [written.place(i) or _blank(view, i, "postcode", "address") for i in listings]
    yield "Postcode", ("postcode",), places


def _status(view: Redacted, listings: Sequence[int]) -> Iterator[Row]:
    kept = [_kinds_kept(view, i) for i in listings]
    for kind, label in LABELS.items():
        cells = [
            view.said(i).text(kind) or (NOT_RECORDED if kind in kinds else NOTHING)
            for i, kinds in zip(listings, kept, strict=True)
        ]
        yield label, (), cells


def _blank(view: Redacted, listing: int, *fields: str) -> str:
    """The text for a missing detail, by whether its list keeps the detail at all."""
    uses = view.listings.lists[view.list_code[listing]].columns
    return NOT_RECORDED if any(use.field in fields for use in uses) else NOTHING


def _kinds_kept(view: Redacted, listing: int) -> set[str]:
    """The kinds of status that a listing's list has a column for."""
    uses = view.listings.lists[view.list_code[listing]].columns
    return {kind_of(use.heading) for use in uses if use.field in SHOWN}
