"""Corrections: for each list, details that another list gives differently or could supply.

Only rows that are certainly one person are shown, and only details that the list itself keeps: a
list without a PNC column is not sent PNC IDs. People must find out which list is right.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cohortmatch.core.plurals import count
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.best_name import careful_texts, is_turned_round, known_parts
from cohortmatch.people.details import COMPARED
from cohortmatch.people.persons import Person
from cohortmatch.people.words import FIELD_WORDS, NOT_RECORDED, sentence
from cohortmatch.people.written import ShownName, squash
from cohortmatch.reporting.sheet import Cell, ReportSheet, SheetColumn, SheetTable, columns
from cohortmatch.values.text import fold
from cohortmatch.values.variants import is_given_name, nickname_strength

DIFFERS, MISSING = "Differs: find out which is right", "Not recorded here: could be added"


def corrections(view: Redacted) -> ReportSheet:
    """The sheet of corrections for each list's keeper, list by list."""
    found = sorted(rows(view), key=lambda told: (told[0], view.rank[told[1]]))
    table = SheetTable(
        "Corrections",
        columns(
            SheetColumn("List", 14),
            SheetColumn("Row", 8),
            SheetColumn("Ref", 8),
            SheetColumn("Name", 24),
            SheetColumn("Detail", 24),
            SheetColumn("This list says", 28),
            SheetColumn("Other lists say", 44),
            SheetColumn("What to do", 32),
        ),
        [cells for _, _, cells in found],
        "No list gives a detail that another gives differently",
    )
    return ReportSheet(
        title="Corrections",
        sentence=f"{count(len(found), 'detail')} that another list gives differently or could "
        "supply, for rows that are certainly one person.",
        table=table,
    )


class Correction(NamedTuple):
    """A detail of one listing (by its row) that others give differently or could supply: what it
    says itself, and what each of the others does."""

    listing: int
    field: str
    here: str
    others: dict[int, list[str]]
    what: str


def rows(view: Redacted, only: int | None = None) -> Iterator[tuple[int, int, list[Cell]]]:
    """(list, listing, cells) of every correction; `only` those of one list, by its code."""
    for person, each in _every(view, only):
        yield (
            view.list_code[each.listing],
            each.listing,
            [
                *_whose(view, person, each.listing),
                sentence(FIELD_WORDS[each.field]),
                each.here,
                _others(view, each.others),
                each.what,
            ],
        )


def conflicts(view: Redacted, only: int) -> Iterator[tuple[Person, str, list[int]]]:
    """Each detail that a listing of one list gives and certain others give differently, as the
    sheet has it: whose, the field, and these others."""
    for person, each in _every(view, only):
        if each.what == DIFFERS:
            yield person, each.field, list(each.others)


def _every(view: Redacted, only: int | None) -> Iterator[tuple[Person, Correction]]:
    """Every correction with whose it is, person by person, names first."""
    kept = {field: lists for field in COMPARED if (lists := _keeps(view, field))}
    for person in view.several:
        found = [i for i in person.listings if i in person.core]
        mine = [i for i in found if only in (None, view.list_code[i])]
        if not mine or len(found) == 1:
            continue
        yield from ((person, each) for each in _spellings(view, found, mine))
        for field, keeps in kept.items():
            held = view.details.held(field, found)
            if len({*map(tuple, held.values())}) > 1:  # else all of them say the same
                differs = view.details.difference(field, found) is not None
                told = _told(view, field, held, mine, keeps, differs)
                yield from ((person, each) for each in told)


def _told(
    view: Redacted,
    field: str,
    held: dict[int, list[str]],
    mine: list[int],
    keeps: set[int],
    differs: bool,
) -> Iterator[Correction]:
    for listing in mine:
        values = held[listing]
        others = {
            i: theirs
            for i, theirs in held.items()
            if theirs and i != listing and set(theirs).isdisjoint(values)
        }
        if others and values and differs:
            yield Correction(listing, field, ", ".join(values), others, DIFFERS)
        elif others and not values and view.list_code[listing] in keeps:
            yield Correction(listing, field, NOT_RECORDED, others, MISSING)


def _spellings(view: Redacted, found: list[int], mine: list[int]) -> Iterator[Correction]:
    """Names spelled apart, and names of which this list has a part only. A name that is not known
    is never offered."""
    known = {i: known_parts(view.written.name(i)) for i in found}
    if len({*known.values()}) == 1:
        return
    text = careful_texts(known.values())
    for listing in mine:
        name = known[listing]
        apart = {i: [text[other]] for i, other in known.items() if corrects(name, other)}
        more = {i: [text[other]] for i, other in known.items() if adds_a_part(name, other)}
        if apart or more:
            here = view.written.name(listing).text or NOT_RECORDED
            what = MISSING if more else DIFFERS
            yield Correction(listing, "name", here, more or apart, what)


def corrects(name: ShownName, other: ShownName) -> bool:
    """Whether another name differs from this one and says as much; of two that have surname and
    forename the other way round the one whose forename is known as one is right."""
    if (not other.forename and name.forename) or (not other.surname and name.surname):
        return False
    if is_turned_round(name, other):
        theirs, ours = (fold(each.forename).split()[0] for each in (other, name))
        return is_given_name(theirs) and not is_given_name(ours)
    return spelled_apart(name, other)


def adds_a_part(name: ShownName, other: ShownName) -> bool:
    """Whether another name has a forename or a surname that this one lacks."""
    return bool(
        (other.forename and not name.forename and other.surname)
        or (other.surname and not name.surname and other.forename)
    )


def spelled_apart(one: ShownName, other: ShownName) -> bool:
    """Whether two names of one person differ in more than a middle name, an initial or a short
    form; parts that are not known do not differ."""
    if not one.text or not other.text:
        return False
    if one.surname and other.surname and squash(one.surname) != squash(other.surname):
        return True
    first, second = (fold(name.forename).split()[:1] for name in (one, other))
    if not first or not second or (first[0][0] == second[0][0] and 1 in map(len, first + second)):
        return False
    return squash(first[0]) != squash(second[0]) and not nickname_strength(first[0], second[0])


def _others(view: Redacted, held: dict[int, list[str]]) -> str:
    by_value: dict[str, list[int]] = {}
    for listing, values in held.items():
        by_value.setdefault(", ".join(values), []).append(listing)
    return "; ".join(f"{text} ({view.details.holders(who)})" for text, who in by_value.items())


def _whose(view: Redacted, person: Person, listing: int) -> list[Cell]:
    name = view.written.name(listing).text or NOT_RECORDED
    row = view.rows([listing])[0]
    return [view.list_names[view.list_code[listing]], row, person.person_id, name]


def _keeps(view: Redacted, field: str) -> set[int]:
    """The lists on which the field is recorded for anybody."""
    counts = view.listings.field(field).counts
    return set(view.listings.list_code[counts > 0].tolist())
