"""What the rows of everybody on a panel say now and did not say before, and who turned 18.

Policy: an address that is new or gone is no change, because whether an address is evidence depends
on who else gives it. The rows of registers are told too, of people who are on a panel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import reduce
from typing import NamedTuple

from cohortmatch.people.ages import ADULT, age_now, birthday
from cohortmatch.people.details import as_date, spoken
from cohortmatch.people.past import ListPlace, both
from cohortmatch.people.says import (
    ADDRESS,
    BORN,
    NAME,
    NUMBERS,
    RISK,
    born_of,
    folded,
    in_words,
)
from cohortmatch.people.steps import Stay, Step, differs

COLOURS = {"up": "RAG went up", "down": "RAG went down", "changed": "RAG or risk changed"}
CELLS = {
    "category": "MAPPA category changed",
    "level": "MAPPA level changed",
    "lead": "Lead officer changed",
}
DETAILS = {NAME: "Name changed", BORN: "Date of birth changed", ADDRESS: "Address changed"}
GAINED, LOST, GREW_UP = "Number gained", "Number lost", "Turned 18"
ROW_KINDS = (*COLOURS.values(), *CELLS.values(), GREW_UP, *DETAILS.values(), GAINED, LOST)
"""In the order in which they are told."""
UNDER = f"under {ADULT}"


class RowChange(NamedTuple):
    """One change of a row: of which group, on which list, and what stood and stands there."""

    what: str
    group: str
    list_name: str
    before: str
    now: str
    why: str = ""


def row_changes(step: Step) -> Iterator[RowChange]:
    """What changed in the rows of everybody on a panel, and of those who have just left one."""
    on_panel = _on_a_panel(step)
    for name in step.lists:
        yield from (c for c in _colours(step, name) if step.person(c.group) in on_panel)
        kinds = step.compared(name)
        for stay in step.stays(name):
            if step.person(stay.group) in on_panel:
                yield from _cells(stay, name, kinds)


def _on_a_panel(step: Step) -> set[str]:
    """Who is on a panel now, was on one that is not read now when it was last read, or left one."""
    found = {person for name in step.now.panels for person in step.now.on(name)}
    last = {name: facts for facts in (*step.earlier, step.before) for name in facts.panels}
    for name, facts in last.items():
        was = facts.groups_on(name) if name not in step.now.sizes else ()
        left = step.left(name) if name in step.panels else ()
        heirs = step.lineage(name).heirs
        found |= {step.person(heir) for group in (*was, *left) for heir in heirs(group)}
    return found


def _colours(step: Step, name: str) -> Iterator[RowChange]:
    for stay, turned in step.turned(name):
        yield _change(COLOURS[turned], stay, name, RISK)


def _cells(stay: Stay, name: str, kinds: set[str]) -> Iterator[RowChange]:
    for kind in kinds & CELLS.keys():
        if differs(stay, kind):
            yield _change(CELLS[kind], stay, name, kind)
    if stay.before.says.get(NAME) and stay.now.says.get(NAME):
        yield from _details(stay, name, kinds)


def _details(stay: Stay, name: str, kinds: set[str]) -> Iterator[RowChange]:
    """Changes of what the store has kept of listings only for a time."""
    for kind in kinds & DETAILS.keys():
        is_whole = kind != ADDRESS or all(p.says.get(kind) for p in (stay.before, stay.now))
        if is_whole and differs(stay, kind):
            yield _change(DETAILS[kind], stay, name, kind)
    for kind in [each for each in NUMBERS if each in kinds]:
        yield from _numbers(stay, name, kind)


def changes_on_arrival(
    step: Step, last: Mapping[str, Mapping[str, ListPlace]]
) -> Iterator[RowChange]:
    """What the rows of those who moved or were on no list (`last` says where they were last) say of
    who they are, where the earlier list said something else. A list that says nothing of it may
    have no place for it; a number is new where the list had one and gave none."""
    for group, move in step.moves.items():
        left = move.left if move.joined else ()
        before = [*last.get(group, {}).values()]
        before += [place for name in left for place in step.places(name, group)]
        where = {*last.get(group, ()), *left}
        for name in move.joined if before else ():
            mixed = len(before) > 1 or len(step.origins(group)) > 1
            stay = Stay(group, reduce(both, before), step.now.groups[group][name], mixed)
            kinds = stay.before.says.keys() & stay.now.says.keys()
            yield from _details(stay, name, kinds | _new_numbers(step, stay, where))


def _new_numbers(step: Step, stay: Stay, names: Iterable[str]) -> set[str]:
    """The kinds of numbers that the row of somebody who arrives gives, and that no list gave of
    them in the run before, though one of those where they were (`names`) has a place for it."""
    others = (step.before.groups.get(g, {}).values() for g in step.origins(stay.group))
    said = {kind for places in others for place in places for kind in place.says}
    runs = (*step.earlier, step.before)
    told = {kind for name in names for facts in runs for kind in facts.told_by(name)}
    return {kind for kind in NUMBERS if kind in stay.now.says} & (told - said - {*stay.before.says})


def _numbers(stay: Stay, name: str, kind: str) -> Iterator[RowChange]:
    was, is_now = folded(stay.before.says, kind), folded(stay.now.says, kind)
    if is_now - was and not (stay.mixed and is_now & was):
        yield _change(GAINED, stay, name, kind)
    if was - is_now and not (stay.mixed and is_now & was):
        yield _change(LOST, stay, name, kind)


def _change(what: str, stay: Stay, name: str, kind: str) -> RowChange:
    return RowChange(what, stay.group, name, _words(stay.before, kind), _words(stay.now, kind))


def _words(place: ListPlace, kind: str) -> str:
    return in_words(kind, place.says.get(kind, frozenset()))


def adults(step: Step) -> Iterator[RowChange]:
    """Who on a panel was there before, under 18, and turned 18 since."""
    now = step.now.as_of
    for person in sorted(p for p in step.now.people if step.now.panels_of(p)):
        born = [day for place in step.now.people[person].values() for day in born_of(place.says)]
        before = _seen_before(step, person)
        if before and age_now(born, before).group == UNDER and age_now(born, now).group == "adult":
            day = max(birthday(whole, ADULT) for each in born if (whole := as_date(each)))
            on = ", ".join(step.now.panels_of(person))
            yield RowChange(GREW_UP, person, "", UNDER, f"18 on {spoken(day)}", f"on {on}")


def _seen_before(step: Step, person: str) -> date | None:
    """The day of the run in which somebody was seen last: the run before, or the last one to read
    a list that it did not."""
    groups = step.groups_of(person)
    if any(each in step.before.groups for group in groups for each in step.origins(group)):
        return step.before.as_of
    days = (f.as_of for name, f in step.returning.items() if step.places_of(name, person))
    return max(filter(None, days), default=None)
