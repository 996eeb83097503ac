"""Rows that look planted: put on a list to ask who is known to a closed one, and taken off again.

Policy: a row counts as such where its person was not on the list the last time before, was on it
for less than a month, is gone now, and was meanwhile on no other panel than ones that are closed to
the list's readers and tell them who is known there; that they are on an open register says nothing,
for most people on a closed list are. It may be an honest mistake: the analyst is told, and nobody
else. A person is found on a closed list as the run found them there, and by a
whole name and date of birth, which is what an edition answers to. A list that was corrected on the
same day counts as an earlier one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from cohortmatch.core.types import Listings
from cohortmatch.people.view import View
from cohortmatch.store.earlier_runs import Member, Memory, PastRun
from cohortmatch.store.kept_listings import details_of

__all__ = ["PlantedRow", "planted_rows"]

MONTH = timedelta(days=28)
"""A row that stood longer than this is somebody who left."""
ClosedTo = Callable[[str], Set[str]]
"""The lists, by name, of which the readers of a list learn only who is known there."""


class PlantedRow(NamedTuple):
    """A row that looks planted: its list, its id there, the name that it gave, the days on which it
    was first and last read, and the closed lists that it matched."""

    list_name: str
    listing: str
    name: str
    first: date
    last: date
    matched: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<PlantedRow of {self.list_name}>"


def planted_rows(view: View, closed_to: ClosedTo) -> list[PlantedRow]:
    """The rows of earlier runs that look planted, in the order of the lists; `view` is of all
    listings."""
    memory = view.memory
    if memory is None or len(memory.runs) + len(memory.replaced) < 2:
        return []
    closed = cache(closed_to)
    return [
        PlantedRow(name, row.listing, row.name, stay.first.as_of, stay.last.as_of, matched)
        for name in view.list_names
        for stay in _short_stays(view, memory, name)
        if (matched := _matched(view, stay, name, closed(name)))
        for row in stay.rows
    ]


class _Stay(NamedTuple):
    """Somebody's short stay on a list: in which run first and last, and the rows in the last."""

    person: str
    first: PastRun
    last: PastRun
    rows: list[Member]


def _short_stays(view: View, memory: Memory, name: str) -> Iterator[_Stay]:
    """Who came on a list and has just gone from it within a month."""
    before, same_day = (
        [r for r in runs if _has(r, name)] for runs in (memory.runs, memory.replaced)
    )
    runs = [*before, *same_day]
    rows = [_by_person(run, name) for run in runs]
    ids = zip(view.person_ids, view.list_code, strict=True)
    now = {person for person, code in ids if view.list_names[code] == name}
    recent = range(max(len(before) - 1, 0), len(runs))
    for person in sorted({p for n in recent for p in rows[n]} - now):
        on = [n for n, its in enumerate(rows) if person in its]
        first, last = runs[on[0]], runs[on[-1]]
        if on[0] and last.as_of - first.as_of < MONTH:
            yield _Stay(person, first, last, rows[on[-1]][person])


def _has(run: PastRun, name: str) -> bool:
    return any(each.name == name for each in run.lists)


def _by_person(run: PastRun, name: str) -> dict[str, list[Member]]:
    """The rows of a list in a run, by person."""
    found: dict[str, list[Member]] = {}
    for member in run.members:
        if member.list_name == name:
            found.setdefault(member.person, []).append(member)
    return found


def _matched(view: View, stay: _Stay, name: str, closed: Set[str]) -> tuple[str, ...]:
    """The closed lists that had somebody who stayed on a list; none where an open panel had them,
    too."""
    others = _other_lists(stay.last, stay.person, name) | _by_details(view, stay.rows, name)
    panels = {info.name for info in view.listings.lists if info.kind == "panel"}
    return () if others & panels - closed else tuple(sorted(others & closed))


def _other_lists(run: PastRun, person: str, name: str) -> set[str]:
    """The other lists on which a run found a person."""
    return {m.list_name for m in run.members if m.person == person and m.list_name != name}


def _by_details(view: View, rows: Sequence[Member], name: str) -> set[str]:
    """The other lists that have the whole name and date of birth of any of some rows now."""
    told = [said for row in rows if (said := details_of(row.said))]
    asked = {
        (said.forename, said.surname, born)
        for said in told
        for born in said.fields.get("date_of_birth", ())
        if said.forename and said.surname
    }
    found: set[str] = set()
    listings = view.listings
    for i, code in enumerate(view.list_code if asked else ()):
        other = view.list_names[code]
        if other not in found and other != name and not asked.isdisjoint(_whole(listings, i)):
            found.add(other)
    return found


def _whole(listings: Listings, i: int) -> Iterator[tuple[str, str, str]]:
    """A listing's whole names, each with each of its dates of birth."""
    names = listings.names
    for born in map(str, listings.field("date_of_birth").of(i)):
        for form in range(names.offsets[i], names.offsets[i + 1]):
            given, surname = names.given[form], names.surname[form]
            if given >= 0 and surname >= 0:
                yield names.words[given], names.words[surname], born
