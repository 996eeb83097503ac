"""The clocks that run for people on a panel: contacts, reviews, ends, releases, turning 18.

Policy: a clock runs from a date that a list gives, in calendar months, and is told with the list
and the cell. The clock of engagement runs on the panels that the settings name, for those whose
list says that they do not engage, are wanted or off the radar, from the last contact on any panel's
list that is certainly theirs. A later contact on a register, such as a probation caseload, is told
beside it and does not start the clock anew: a caseload's contact may be a letter or a missed
appointment, and the panel asks its keeper. A date that is missing, in the future or impossible
starts no clock and is told. Only subjects have a clock: never a victim, a witness, a relative or an
associate. That the media may be considered is told of adults only, and of nobody whose whereabouts
any list knows, whom any list, a register too, has contacted in these months, or who may be a victim
on another list. Nothing here decides anything: the police and probation do.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, partial
from typing import NamedTuple

from cohortmatch.core.types import ListInfo
from cohortmatch.people.ages import months_later
from cohortmatch.people.details import spoken
from cohortmatch.people.leading import is_called
from cohortmatch.people.left_out import LeftOut
from cohortmatch.people.persons import Person
from cohortmatch.people.progress import engages, in_custody, not_engaging, whereabouts
from cohortmatch.people.view import View

__all__ = ["CHECKS", "CLOCKS", "FAULT", "RELEASE", "UNKNOWN", "Clock", "clocks", "months_between"]

CHECKS, MEDIA = "Checks due", "Media may be considered"
UNKNOWN = "Last contact not recorded"
REVIEW, ENDS = "Review overdue", "Order, licence or sentence ends"
RELEASE, ADULT = "Release expected", "Turns 18"
FAULT = "Date cannot be used"
CLOCKS = (CHECKS, MEDIA, UNKNOWN, REVIEW, ENDS, RELEASE, ADULT, FAULT)
"""Every kind of clock, in the order in which they are told."""
CHECKS_AFTER, MEDIA_AFTER = 3, 6
"""Months without contact."""
SOON = timedelta(weeks=8)
"""How long before an end it is told."""
WITHHELD_FROM_MEDIA = ("under 18", "unknown")


class Clock(NamedTuple):
    """One clock: `since` is the day that it runs from, `due` the day on which it is due; None where
    there is none. `words` is what the list says, `is_certain` whether the row is certainly theirs.
    """

    person: Person
    what: str
    list_name: str
    since: date | None
    due: date | None
    words: str
    is_certain: bool


class Contact(NamedTuple):
    """A contact: its day, the list that tells of it, and the heading there."""

    day: date
    list_name: str
    heading: str


Shown = Callable[[Person, int], bool]
"""Whether a person's listing may be told of."""


def clocks(
    view: View, panels: Sequence[str], *, shown: Shown | None = None, media: bool = False
) -> list[Clock]:
    """Every clock of everybody on a panel, by kind, then by the day it is due.

    `panels` are the names of the panels whose people have a clock of engagement; `shown` says which
    listings may be told of, all where it is None; `media` whether that clock is told at all.
    """
    if view.listings.as_of is None:
        return []
    left = LeftOut(view) if media else None
    found = [
        clock
        for person in view.everybody
        if person.panels and person.is_subject
        for clock in _of_person(_Case(view, person, shown, left), panels)
    ]
    order = {what: place for place, what in enumerate(CLOCKS)}
    return sorted(found, key=lambda c: (order[c.what], c.due or date.max, c.person.person_id))


@dataclass(frozen=True, eq=False, repr=False)
class _Case:
    """One person's case; `left` is None where nothing is told of the media."""

    view: View
    person: Person
    shown: Shown | None
    left: LeftOut | None

    @cached_property
    def own(self) -> list[int]:
        """The person's listings as a subject that may be told of."""
        found = self.view.as_subject(self.person)
        return [i for i in found if self.shown is None or self.shown(self.person, i)]


def _of_person(case: _Case, panels: Sequence[str]) -> Iterator[Clock]:
    view, person = case.view, case.person
    made: set[tuple[str, str, date | None]] = set()
    for listing in case.own:
        info = view.listings.lists[view.list_code[listing]]
        clock = partial(_clock, person, info.name, listing)
        found = list(_dated(view, listing, clock))
        if info.kind == "panel" and any(is_called(info, name) for name in panels):
            found = [*_engagement(case, listing, clock), *found]
        for each in found:
            key = each.what, each.list_name, each.due
            if key not in made:
                made.add(key)
                yield each
    if case.own and (turns := view.age_now(person).turns_adult):
        yield Clock(person, ADULT, "", None, turns, "", any(i in person.core for i in case.own))


Make = Callable[[str, date | None, date | None, str], Clock]


def _clock(
    person: Person,
    name: str,
    listing: int,
    what: str,
    since: date | None,
    due: date | None,
    words: str,
) -> Clock:
    return Clock(person, what, name, since, due, words, listing in person.core)


def _dated(view: View, listing: int, clock: Make) -> Iterator[Clock]:
    """What one listing's own dates say: reviews, ends, releases, and dates that cannot be used."""
    as_of = view.listings.as_of
    assert as_of is not None
    reviews = view.dates(listing, "review")
    days = [each.day for each in reviews if each.day]
    if days and max(days) < as_of:
        last = max((each for each in reviews if each.day), key=lambda each: each.day or date.min)
        yield clock(REVIEW, None, last.day, f"{last.heading}: {last.text}")
    for each in view.dates(listing, "ends"):
        if each.day and as_of <= each.day <= as_of + SOON:
            yield clock(ENDS, None, each.day, f"{each.heading}: {each.text}")
    for each in view.dates(listing, "release"):
        if each.day and each.day >= as_of:
            yield clock(RELEASE, None, each.day, f"{each.heading}: {each.text}")
    for kind in ("contact", "review", "ends", "release"):
        for each in view.dates(listing, kind):
            if each.fault:
                yield clock(FAULT, None, None, f"{each.heading}: {each.text} {each.fault}")


def _engagement(case: _Case, listing: int, clock: Make) -> Iterator[Clock]:
    """The clock of engagement of a listing whose list says that the person does not engage."""
    view, core = case.view, case.person.core
    as_of, told = view.listings.as_of, not_engaging(view.said(listing))
    assert as_of is not None
    if not told:
        return
    certain = core if listing in core else {listing}
    found = [i for i in case.own if i in certain]
    on_panels = [i for i in found if view.listings.lists[view.list_code[i]].kind == "panel"]
    last = _last_contact(view, on_panels)
    later = _later(_last_contact(view, [i for i in found if i not in on_panels]), last)
    if last is None:
        yield clock(UNKNOWN, None, None, "; ".join((*told, *_unread(view, on_panels), *later)))
        return
    words = "; ".join((*told, f"last contact on {last.list_name} ({last.heading})", *later))
    for what, after in ((CHECKS, CHECKS_AFTER), (MEDIA, MEDIA_AFTER)):
        due = months_later(last.day, after)
        if due <= as_of and (what == CHECKS or _for_media(case, listing, as_of)):
            yield clock(what, last.day, due, words)


def _later(register: Contact | None, last: Contact | None) -> Iterator[str]:
    """That a register has a later contact than any panel, in words."""
    if register is not None and (last is None or register.day > last.day):
        told = f"({register.heading}: {spoken(register.day)}), ask there"
        has = "has one" if last is None else "has a later one"
        yield f"{'' if last is None else 'but '}the register {register.list_name} {has} {told}"


def _unread(view: View, found: Collection[int]) -> Iterator[str]:
    """The cells of contacts that hold no day that can be used."""
    for i in found:
        for each in view.dates(i, "contact"):
            if each.fault:
                yield f"{each.heading}: {each.text} {each.fault}"


def _last_contact(view: View, found: Collection[int]) -> Contact | None:
    """The last contact that some listings tell of."""
    contacts = [
        Contact(each.day, view.list_names[view.list_code[i]], each.heading)
        for i in found
        for each in view.dates(i, "contact")
        if each.day
    ]
    return max(contacts, default=None)


def _for_media(case: _Case, listing: int, as_of: date) -> bool:
    """Whether the media may be considered: an adult of whom no list knows the whereabouts or has a
    contact in these months, and no row that was left out may be."""
    view, person = case.view, case.person
    if case.left is None or view.age_now(person).group in WITHHELD_FROM_MEDIA:
        return False
    seen = _last_contact(view, person.listings)
    if seen is not None and months_later(seen.day, MEDIA_AFTER) > as_of:
        return False
    return not _is_found(view, person, listing) and not case.left.may_be(person)


def _is_found(view: View, person: Person, listing: int) -> bool:
    """Whether any list knows where the person is now; also one that is only perhaps theirs."""
    here = view.list_code[listing]
    for i in person.listings:
        said = view.said(i)
        if in_custody(said) or whereabouts(said):
            return True
        is_other = view.list_code[i] != here
        if is_other and (engages(said) or _has_address(view, i)):
            return True
    return False


def _has_address(view: View, listing: int) -> bool:
    """Whether a list gives an address that may be a present one."""
    info: ListInfo = view.listings.lists[view.list_code[listing]]
    heads = [use.heading for use in info.columns if use.field in ("address", "postcode")]
    if heads and all("last known" in head.casefold() for head in heads):
        return False
    return any(view.details.values(field, listing) for field in ("address", "postcode"))


def months_between(start: date, end: date) -> int:
    """Whole calendar months from one day to another that is not before it.

    >>> months_between(date(2026, 1, 31), date(2026, 4, 30))
    3
    """
    months = 12 * (end.year - start.year) + end.month - start.month
    return months if months_later(start, months) <= end else months - 1
