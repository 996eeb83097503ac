"""For tasking: people on a panel at whom the police and probation may want to look first.

Policy: only what lists say, of rows that are certainly the person's, each cell with its list. Red
counts where a panel says it. "Released" is a release within 28 days before or after the day of the
run. No fixed abode counts where any list says so, even if another gives an address.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from cohortmatch.people.details import spoken
from cohortmatch.people.persons import Person
from cohortmatch.people.progress import is_office, needs_housing, no_abode, not_engaging
from cohortmatch.people.view import View

__all__ = ["REASONS", "Task", "tasks"]

RED = "Red, and not engaging, wanted or off the radar"
LEAVES = "Released within 28 days, accommodation need recorded, no abode"
HOMELESS = "No fixed abode"
OFFICE = "Address is a probation or drug service's office"
REASONS = (RED, LEAVES, HOMELESS, OFFICE)
"""Every reason, in the order in which they are told."""
AROUND = timedelta(days=28)


class Task(NamedTuple):
    """One person with one reason, and what the lists say."""

    person: Person
    reason: str
    words: tuple[str, ...]


def tasks(view: View) -> list[Task]:
    """Everybody on a panel for whom there is a reason, by reason, then on most panels first."""
    found = [
        task
        for person in view.everybody
        if person.panels and person.is_subject
        for task in _of_person(view, person)
    ]
    order = {reason: place for place, reason in enumerate(REASONS)}
    return sorted(found, key=lambda t: (order[t.reason], -t.person.panels, t.person.person_id))


def _of_person(view: View, person: Person) -> Iterator[Task]:
    own = [i for i in view.as_subject(person) if i in person.core]
    red = _red(view, own)
    away = [text for i in own for text in _told(view, i, not_engaging(view.said(i)))]
    if red and away:
        yield Task(person, RED, _once(red + away))
    homeless = [t for i in own for t in _told(view, i, no_abode(view.said(i), _places(view, i)))]
    needs = [text for i in own for text in _told(view, i, needs_housing(view.said(i)))]
    if needs and homeless and (released := _released(view, own)):
        yield Task(person, LEAVES, _once(released + needs + homeless))
    if homeless:
        yield Task(person, HOMELESS, _once(homeless))
    offices = [(i, [f"{h}: {t}" for h, t in _places(view, i) if is_office(t)]) for i in own]
    if found := [text for i, cells in offices for text in _told(view, i, cells)]:
        yield Task(person, OFFICE, _once(found))


def _red(view: View, own: Sequence[int]) -> list[str]:
    """Where a panel says red."""
    lists = view.listings.lists
    panels = [i for i in own if lists[view.list_code[i]].kind == "panel"]
    red = [i for i in panels if view.said(i).colour == "red"]
    return [text for i in red for text in _told(view, i, view.said(i).labelled(("risk",)))]


def _released(view: View, own: Sequence[int]) -> list[str]:
    """The releases within 28 days before or after the day of the run."""
    as_of = view.listings.as_of
    if as_of is None:
        return []
    found = [(i, each) for i in own for each in view.dates(i, "release")]
    near = [(i, each.day) for i, each in found if each.day and abs(each.day - as_of) <= AROUND]
    return [f"{_list(view, i)}: {_when(day, as_of)}" for i, day in near]


def _when(day: date, as_of: date) -> str:
    return f"{'released' if day <= as_of else 'release'} on {spoken(day)}"


def _places(view: View, listing: int) -> list[tuple[str, str]]:
    """The cells of a listing's addresses."""
    fields = ("address", "postcode")
    return [cell for field in fields for cell in view.written.cells(listing, field)]


def _told(view: View, listing: int, texts: Sequence[str]) -> list[str]:
    return [f"{_list(view, listing)}: {text}" for text in texts]


def _list(view: View, listing: int) -> str:
    return view.list_names[view.list_code[listing]]


def _once(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
