"""The counts of a report, each made once: the headline, the overlaps, each list's own figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from cohortmatch.core.plurals import count
from cohortmatch.core.types import ListInfo, Listings
from cohortmatch.linkage.explanations import listed
from cohortmatch.people.persons import Person, is_beside

ON_PANELS = "on more than one panel"
STALE_AFTER_DAYS = 35
"""A list older than this is a month's refresh behind."""
LOST = 1 / 3
"""A list that has lost more than this share of its rows of last time is told of."""


def has_shrunk(before: int, now: int) -> bool:
    """Whether a list has lost so many of its rows that it may not be the whole export.

    >>> has_shrunk(before=18, now=12), has_shrunk(before=18, now=11)
    (False, True)
    """
    return now < before * (1 - LOST)


@dataclass(frozen=True)
class Tally:
    """How many people are certain and how many to check."""

    certain: int = 0
    to_check: int = 0

    @classmethod
    def of(cls, people: Sequence[Person]) -> Tally:
        """Count these people."""
        certain = sum(person.sureness == "certain" for person in people)
        return cls(certain, len(people) - certain)

    @property
    def total(self) -> int:
        """Certain and to check together."""
        return self.certain + self.to_check

    def __str__(self) -> str:
        if self.total == 1:
            return "certain" if self.certain else "to check"
        return f"{self.certain:,} certain, {self.to_check:,} to check"


@dataclass(frozen=True)
class ListCounts:
    """One list's figures: `born` is how many listings have a usable date of birth (a day and a
    month in it), `repeats` how many people stand on it more than once, `elsewhere` how many people
    on it are reported as being on another list, `shared` the same for each list."""

    listings: int
    born: int
    repeats: int
    elsewhere: int
    shared: tuple[int | None, ...]
    days_old: int | None


@dataclass(frozen=True)
class Counts:
    """The numbers of the headline and the summary.

    `on_panels` counts people on more than one panel, `with_register` those on one panel and a
    register, `repeated` people with two listings on one list; `by_panels` how many people are on
    2, 3, … panels; `together` how many share each combination of panels (list codes);
    `also_on_register` those of `on_panels` who are on a register as well.
    """

    lists: tuple[ListInfo, ...]
    listings: int
    on_panels: Tally
    with_register: Tally
    repeated: Tally
    by_panels: dict[int, int]
    together: dict[tuple[int, ...], int]
    to_review: int
    per_list: tuple[ListCounts, ...]
    also_on_register: int = 0

    @property
    def headline(self) -> str:
        """The headline of the report, a whole sentence without names."""
        panels = self._panels
        if len(panels) > 1:
            return _with_untold(_headline(self.on_panels, ON_PANELS), panels)
        if len(self.lists) > 1 and panels:
            return _headline(self.with_register, f"on {panels[0].name} and on another list")
        if len(self.lists) > 1:
            return "No list is a panel, so nobody is on more than one panel."
        where = self.lists[0].name if self.lists else "the list"
        return _headline(self.repeated, f"on {where} more than once")

    @property
    def nobody_on_panels(self) -> str:
        """What is said in place of the people on more than one panel where there are none."""
        return _with_untold(_headline(Tally(), ON_PANELS), self._panels)

    @property
    def _panels(self) -> list[ListInfo]:
        return [info for info in self.lists if info.kind == "panel"]

    @property
    def second(self) -> str:
        """How many more people are on one panel and a register; '' when there is no register."""
        panels = sum(info.kind == "panel" for info in self.lists)
        if panels < 2 or panels == len(self.lists):
            return ""
        names = [info.name for info in self.lists if info.kind == "register"]
        many = "is" if self.with_register.total == 1 else "are"
        where = f"on one panel and a register ({listed(names, 'or')})"
        if not self.with_register.total:
            return f"Nobody else is {where}{self._on_both}."
        return f"{self.with_register.total:,} more {many} {where}: {self.with_register}."

    @property
    def _on_both(self) -> str:
        """That some on several panels are on a register too; '' where none is."""
        if not self.also_on_register:
            return ""
        many = "is" if self.also_on_register == 1 else "are"
        return f"; {self.also_on_register:,} of those on more than one panel {many} on one"

    @property
    def asked(self) -> str:
        """How many pairs a person must decide, as a sentence."""
        if not self.to_review:
            return "No pair needs a person to decide."
        need = "needs" if self.to_review == 1 else "need"
        return f"{count(self.to_review, 'pair')} {need} a person to decide."

    @property
    def scope(self) -> str:
        """ "1,302 listings on 9 lists"."""
        return f"{count(self.listings, 'listing')} on {count(len(self.lists), 'list')}"

    @property
    def spread(self) -> str:
        """How many people are on 2, 3, 4 or more panels, as a sentence; '' when nobody is."""
        at_least_4 = sum(number for panels, number in self.by_panels.items() if panels >= 4)
        numbers = (self.by_panels.get(2, 0), self.by_panels.get(3, 0), at_least_4)
        if not any(numbers):
            return ""
        return "On two panels: {:,}; on three: {:,}; on four or more: {:,}.".format(*numbers)


def _headline(tally: Tally, where: str) -> str:
    if not tally.total:
        return f"Nobody is {where}."
    who = "1 person is" if tally.total == 1 else f"{tally.total:,} people are"
    return f"{who} {where}: {tally}."


def _with_untold(headline: str, panels: Sequence[ListInfo]) -> str:
    """The headline, and of which panels it cannot be told, for their rows have no roles."""
    why = untold(panels)
    if not why:
        return headline
    if headline.startswith("Nobody"):
        return f"It cannot be told whether anybody is {ON_PANELS}: {why}."
    return with_others_untold(headline, why)


def with_others_untold(headline: str, why: str) -> str:
    """A headline that counts somebody, and why it cannot be told who else there is."""
    return f"{headline.rstrip('.')}; it cannot be told who else is: {why}."


def untold(panels: Iterable[ListInfo]) -> str:
    """Of which panels nobody can be told apart, and why: "ASB has no roles"; '' if of none."""
    return listed([info.without_role for info in panels if info.without_role])


def counts(listings: Listings, people: Sequence[Person], to_review: int) -> Counts:
    """Count everything; `people` are all with two or more listings."""
    reported = [person for person in people if person.is_reported]
    on_panels = [person for person in reported if person.panels > 1]
    kinds = [info.kind for info in listings.lists]
    together = Counter(
        tuple(code for code in person.lists if kinds[code] == "panel") for person in on_panels
    )
    return Counts(
        lists=listings.lists,
        listings=len(listings),
        on_panels=Tally.of(on_panels),
        with_register=Tally.of([person for person in reported if person.panels == 1]),
        repeated=_repeated(listings, people),
        by_panels=dict(Counter(person.panels for person in on_panels)),
        together=dict(sorted(together.items(), key=lambda item: (-item[1], item[0]))),
        to_review=to_review,
        per_list=tuple(_list_counts(listings, people, reported)),
        also_on_register=sum(
            any(kinds[code] == "register" for code in person.lists) for person in on_panels
        ),
    )


def repeats_on(listings: Listings, person: Person) -> dict[int, list[int]]:
    """The lists on which the person stands more than once, with those listings; a relative beside a
    nominal does not stand on the list."""
    found: dict[int, list[int]] = {}
    for listing in person.listings:
        if is_beside(listings, listing):
            continue
        found.setdefault(int(listings.list_code[listing]), []).append(listing)
    return {code: who for code, who in found.items() if len(who) > 1}


def _repeated(listings: Listings, people: Sequence[Person]) -> Tally:
    repeats = [(person, repeats_on(listings, person)) for person in people]
    found = [(person, lists) for person, lists in repeats if lists]
    certain = sum(all(person.core.issuperset(w) for w in lists.values()) for person, lists in found)
    return Tally(certain, len(found) - certain)


def _list_counts(
    listings: Listings, people: Sequence[Person], reported: Sequence[Person]
) -> list[ListCounts]:
    kinds = [info.kind for info in listings.lists]
    shared = Counter((a, b) for person in reported for a in person.lists for b in person.lists)
    repeats = Counter(code for person in people for code in repeats_on(listings, person))
    size = np.bincount(listings.list_code, minlength=len(kinds)).tolist()
    born = np.bincount(listings.list_code[_has_birthday(listings)], minlength=len(kinds)).tolist()

    def both(a: int, b: int) -> int | None:
        told = a != b and "panel" in (kinds[a], kinds[b])
        return shared[a, b] if told else None

    return [
        ListCounts(
            listings=size[code],
            born=born[code],
            repeats=repeats[code],
            elsewhere=shared[code, code],
            shared=tuple(both(code, other) for other in range(len(kinds))),
            days_old=days_old(info.as_at, listings.as_of),
        )
        for code, info in enumerate(listings.lists)
    ]


def _has_birthday(listings: Listings) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which listings have a date of birth with a day and a month in it."""
    field = listings.field("date_of_birth")
    whole = np.array([value.day is not None for value in field.values], dtype=bool)
    return field.any_of(whole[field.codes])


def days_old(as_at: date | None, as_of: date | None) -> int | None:
    """How many days old a list is on the run's day; None where either is not known."""
    return None if as_at is None or as_of is None else (as_of - as_at).days
