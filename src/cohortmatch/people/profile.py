"""The people of each panel at one run, as counts: ages, abode, engagement, areas, offence groups,
who is on the gangs matrix, on a programme for families or lives outside our area; and how many rows
were left out.

A store keeps these counts with the run, so that Trends can tell of them in later months; they name
nobody. Policy: a person is counted once on each panel that lists them as a subject, and once among
everybody on any panel. What is counted comes from rows that are certainly theirs and list them as a
subject: a victim, a witness or a relative is never counted. Who has addresses in two areas counts
in both, and a prison is no area. Where no row of anybody on a panel could say something, there is
no count of it, which is something else than nought. Rows that were left out as a victim's, a
witness's or of unknown role are counted by list and nothing else is kept of them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from cohortmatch.core.types import LEFT_OUT_BY_ROLE, OUTCODE
from cohortmatch.people.details import age
from cohortmatch.people.neighbours import ELSEWHERE, Residences
from cohortmatch.people.on_registers import on_registers, registers_read
from cohortmatch.people.persons import Person
from cohortmatch.people.progress import TELLING, no_abode, not_engaging
from cohortmatch.people.status import shown_part
from cohortmatch.people.words import NOT_RECORDED
from cohortmatch.values.postcodes import district, is_prison, outcode
from cohortmatch.values.text import fold

if TYPE_CHECKING:
    from cohortmatch.people.view import View

__all__ = ["ANY", "BANDS", "Counted", "Profile", "ProfileColumns", "as_text", "of_text", "profile"]

ANY = ""
"""The list of a count that is of everybody on any panel."""
AGES, NO_ABODE, NOT_ENGAGING = "Age", "No fixed abode", "Not engaging, wanted or off the radar"
AREAS, OFFENCES = "Area", "Offence group"
LEFT_OUT = "Left out of the matching"
LEFT_OUT_AS = dict(
    zip(
        LEFT_OUT_BY_ROLE,
        ("Victims and complainants", "Witnesses", "Officers, contacts and others", "Role unknown"),
        strict=True,
    )
)
"""What rows that were left out for their role are called, by the reason."""
EDGES = (18, 25, 35, 50)
BANDS = ("Under 18", "18 to 24", "25 to 34", "35 to 49", "50 and over", NOT_RECORDED)
"""Bands of age, of the youngest age that the person's rows give."""


class Counted(NamedTuple):
    """What a count is of: the group of figures, the panel (ANY for all of them), and the value."""

    group: str
    list_name: str
    value: str = ""


Profile: TypeAlias = Mapping[Counted, int]


class ProfileColumns(NamedTuple):
    """The headings of the columns that hold an area (the postcode's district where none is named)
    and an offence group; and the parts of postcodes that are ours, see `neighbours`."""

    area: tuple[str, ...] = ()
    offence: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()


NO_COLUMNS = ProfileColumns()


def as_text(counts: Profile) -> str:
    """The counts as JSON, for a store."""
    return json.dumps([[*of, people] for of, people in sorted(counts.items())], ensure_ascii=False)


def of_text(text: str) -> dict[Counted, int] | None:
    """The counts out of their JSON; None of a run that kept none."""
    if not text:
        return None
    return {Counted(group, name, value): people for group, name, value, people in json.loads(text)}


def profile(view: View, columns: ProfileColumns = NO_COLUMNS) -> dict[Counted, int]:
    """Every count of a run; noughts stand where a list could say it of somebody and does of none.

    `columns` names the columns that hold an area and an offence group.
    """
    found: Counter[Counted] = Counter()
    for person in view.everybody:
        if person.panels and person.is_subject:
            on = _panels(view, person)
            for group, value in set(_told(view, person, columns)):
                wide_only = group in (AREAS, OFFENCES)
                found.update(Counted(group, name, value) for name in on[: 1 if wide_only else None])
    for each in on_registers(view):
        names = (ANY, *(view.list_names[code] for code in each.panels))
        found.update(Counted(each.group, name) for name in names)
    could_be = {of: found[of] for of in _could_be(view)}
    return dict(found) | could_be | _elsewhere(view, columns.ours) | _left_out(view)


def _elsewhere(view: View, ours: tuple[str, ...]) -> dict[Counted, int]:
    """How many live outside our area alone, where any postcode is known."""
    homes = Residences(view, ours)
    if not homes.ours:
        return {}
    known = (name for person, _ in homes.known.values() for name in _panels(view, person))
    away = (each.person for each in homes.neighbours if not each.is_here_too)
    found = Counter(name for person in away for name in _panels(view, person))
    return {Counted(ELSEWHERE, name): found[name] for name in known}


def _left_out(view: View) -> dict[Counted, int]:
    """How many rows of each list were left out for their role; noughts too."""
    found = {
        Counted(LEFT_OUT, info.name, words): info.excluded.get(reason, 0)
        for info in view.listings.lists
        for reason, words in LEFT_OUT_AS.items()
    }
    return {of: rows for of, rows in found.items() if rows >= 0}  # see `SOME`


def _panels(view: View, person: Person) -> list[str]:
    """Among whom somebody is counted: everybody, and the people of each panel they are on."""
    lists = view.listings.lists
    return [ANY, *(lists[code].name for code in person.lists if lists[code].kind == "panel")]


def _told(view: View, person: Person, columns: ProfileColumns) -> Iterator[tuple[str, str]]:
    """What is counted of one person: each group with its value."""
    yield AGES, _band(view, person)
    for i in _own_rows(view, person):
        if no_abode(view.said(i), _places(view, i)):
            yield NO_ABODE, ""
        if not_engaging(view.said(i)):
            yield NOT_ENGAGING, ""
        yield from ((AREAS, area) for area in _areas(view, i, columns.area))
        yield from ((OFFENCES, each) for each in _cells(view, i, columns.offence))


def _could_be(view: View) -> Iterator[Counted]:
    """What is counted even where it is nought: what a row of somebody there could say."""
    panels = [info.name for info in view.listings.lists if info.kind == "panel"]
    yield from (Counted(AGES, name, value) for name in (ANY, *panels) for value in BANDS)
    for group, codes in registers_read(view).items():
        others = {view.list_names[code] for code in codes}
        yield from (Counted(group, name) for name in (ANY, *panels) if name not in others)
    for person in view.everybody:
        if person.panels and person.is_subject:
            rows, on = _own_rows(view, person), _panels(view, person)
            if any(_tells_abode(view, i) for i in rows):
                yield from (Counted(NO_ABODE, name) for name in on)
            if any(_tells_engagement(view, i) for i in rows):
                yield from (Counted(NOT_ENGAGING, name) for name in on)


def _own_rows(view: View, person: Person) -> list[int]:
    """The rows that list somebody as a subject and are certainly theirs."""
    return [i for i in view.as_subject(person) if i in person.core]


def _tells_abode(view: View, listing: int) -> bool:
    return bool(_places(view, listing) or view.said(listing).cells.get("accommodation"))


def _tells_engagement(view: View, listing: int) -> bool:
    return any(view.said(listing).cells.get(kind) for kind in TELLING)


def _places(view: View, listing: int) -> list[tuple[str, str]]:
    fields = ("address", "postcode")
    return [cell for field in fields for cell in view.written.cells(listing, field)]


def _band(view: View, person: Person) -> str:
    as_of = view.listings.as_of
    born = view.details.born(view.telling_of_age(person))
    ages = [years for each in born if as_of and (years := age(each, as_of)) is not None]
    return band(min(ages, default=None))


def band(years: int | None) -> str:
    """The band of an age."""
    if years is None:
        return NOT_RECORDED
    return next((name for edge, name in zip(EDGES, BANDS, strict=False) if years < edge), BANDS[4])


def _areas(view: View, listing: int, headings: Sequence[str]) -> Iterator[str]:
    """The areas of a row: of the named columns, else the districts of its postcodes."""
    if headings:
        yield from _cells(view, listing, headings)
        return
    postcodes, halves = view.listings.field("postcode"), view.listings.field(OUTCODE)
    yield from (outcode(code) for code in postcodes.of(listing) if not is_prison(code))
    yield from (district(half) for half in halves.of(listing))


def _cells(view: View, listing: int, headings: Sequence[str]) -> Iterator[str]:
    """What a row says in some columns; what tells a story or names somebody is left out."""
    wanted = {fold(each) for each in headings}
    for heading, text in view.written.shown(listing) if wanted else ():
        if fold(heading) in wanted and (own := shown_part(heading, text)):
            yield own.capitalize() if own.isupper() or own.islower() else own
