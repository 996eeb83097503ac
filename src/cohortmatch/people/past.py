"""The results of each run, in one shape for the reported run and for earlier ones.

A group is the rows of a person that are certainly one, under the number of their own: a person goes
by the number of one group, and may hold others that are only to check.

A person is on a panel where they are listed as a subject. A person is on several panels when they
are on two or more; it is certain when certain links hold all of these panels together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from cohortmatch.people.says import NOTHING, Says, colour_of, says_of, together
from cohortmatch.people.status import said
from cohortmatch.store.earlier_runs import Member, PastRun, PersonChange

SUBJECT = "subject"
EXPECTED_FOR = 3
"""For how many runs a panel that does not come leaves a gap in figures over all panels."""


class ListPlace(NamedTuple):
    """Somebody's place on one list: whether certain links hold it, whether as a subject, and what
    the list says of them."""

    certain: bool
    subject: bool
    says: Says = NOTHING

    @property
    def colour(self) -> str:
        """The colour, or other word for the risk, that the list gives; '' where it gives none."""
        return colour_of(self.says)


@dataclass(frozen=True, repr=False)
class Facts:
    """One run: `panels` the names of its panels, `sizes` each list's listings, `people` each
    person's places by list, `names` what each person was called, `changes` who split or joined,
    `weights` the id of the model's weights before learning. `groups` are as `people`, by the own
    id of each group, and `person_of` says under whose id each stood; where both are empty,
    every person is one group. `renumbered` are the own ids of rows before
    and in this run where they are others."""

    as_of: date | None
    panels: tuple[str, ...]
    sizes: Mapping[str, int]
    people: Mapping[str, Mapping[str, ListPlace]]
    names: Mapping[str, str]
    changes: tuple[PersonChange, ...] = ()
    weights: str = ""
    groups: Mapping[str, Mapping[str, ListPlace]] = field(default_factory=dict)
    person_of: Mapping[str, str] = field(default_factory=dict)
    renumbered: Set[tuple[str, str]] = frozenset()

    def __post_init__(self) -> None:
        if not self.groups:
            object.__setattr__(self, "groups", self.people)

    def person(self, group: str) -> str:
        """The person under whom a group stood."""
        return self.person_of.get(group, group)

    def groups_on(self, list_name: str) -> Set[str]:
        """Every group on one list."""
        return self._groups_on.get(list_name, set())

    @cached_property
    def _groups_on(self) -> dict[str, set[str]]:
        return _by_list(self.groups)

    def panels_of(self, person: str, among: Collection[str] | None = None) -> tuple[str, ...]:
        """The panels a person is on, in the order of the lists; only those `among` some lists."""
        places = self.people.get(person, {})
        named = self.panels if among is None else [name for name in self.panels if name in among]
        return tuple(name for name in named if name in places)

    @cached_property
    def several(self) -> dict[str, bool]:
        """Who is on several panels, and whether that is certain."""
        return {
            person: all(places[name].certain for name in self.panels_of(person))
            for person, places in self.people.items()
            if len(self.panels_of(person)) > 1 and any(p.subject for p in places.values())
        }

    def on(self, list_name: str) -> Set[str]:
        """Everybody on one list."""
        return self._on.get(list_name, set())

    @cached_property
    def _on(self) -> dict[str, set[str]]:
        return _by_list(self.people)

    def told_by(self, list_name: str) -> Set[str]:
        """What a list says of anybody: one without a column for it says it of nobody."""
        return self._told_by.get(list_name, set())

    @cached_property
    def _told_by(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for places in self.people.values():
            for name, place in places.items():
                found.setdefault(name, set()).update(place.says)
        return found

    def __repr__(self) -> str:
        return f"<Facts: {len(self.people)} people on {len(self.sizes)} lists>"


def _by_list(places: Mapping[str, Mapping[str, ListPlace]]) -> dict[str, set[str]]:
    """Who is on each list."""
    found: dict[str, set[str]] = {}
    for who, on in places.items():
        for name in on:
            found.setdefault(name, set()).add(who)
    return found


class Places:
    """The places of people and of groups, as they are added listing by listing."""

    def __init__(self) -> None:
        self.people: dict[str, dict[str, ListPlace]] = {}
        self.groups: dict[str, dict[str, ListPlace]] = {}
        self.person_of: dict[str, str] = {}

    def add(self, person: str, group: str, list_name: str, place: ListPlace) -> None:
        """Add a listing of a person, and of one of their groups."""
        self.person_of[group] = person
        add(self.people.setdefault(person, {}), list_name, place)
        own = place._replace(certain=place.certain or group != person)
        add(self.groups.setdefault(group, {}), list_name, own)


def all_of_past(runs: Iterable[PastRun]) -> list[Facts]:
    """What earlier runs found, oldest first."""
    own: dict[tuple[str, str], str] = {}
    says: dict[int, Says] = {}
    found = []
    for run in runs:
        rows = [((m.list_name, m.content), m.own) for m in run.members if m.own and m.content]
        pairs = ((own.get(row, new), new) for row, new in rows)
        renumbered = frozenset((old, new) for old, new in pairs if old != new)
        found.append(replace(of_past(run, says=says), renumbered=renumbered))
        own |= dict(rows)
    return found


def month_ends(runs: Sequence[Facts]) -> list[int]:
    """Where the last run of each month stands among runs in the order of their days; a run without
    a day stands for itself."""
    months = [facts.as_of and (facts.as_of.year, facts.as_of.month) for facts in runs]
    next_months = zip(months, [*months[1:], None], strict=True)
    return [n for n, (own, after) in enumerate(next_months) if own is None or own != after]


def is_whole(runs: Sequence[Facts], n: int) -> bool:
    """Whether a run, of some in their order, read every panel that it was to read: those read in
    one of the three runs before it, unless once only (a file that came twice), and those read
    before it and again after it."""
    before = Counter(name for facts in runs[:n] for name in facts.panels)
    near = {name for facts in runs[max(0, n - EXPECTED_FOR) : n] for name in facts.panels}
    after = {name for facts in runs[n + 1 :] for name in facts.panels}
    due = {name for name in near if before[name] > 1 or before[name] == n} | (after & before.keys())
    return due <= {*runs[n].panels}


def of_past(run: PastRun, *, says: dict[int, Says] | None = None) -> Facts:
    """What an earlier run found; names, dates, numbers and addresses of those who were on a list
    for the last time. `says` keeps what each status says (by its id), which many rows of the runs
    that are kept share."""
    places = Places()
    names: dict[str, str] = {}
    kinds = {each.name: each.kind for each in run.lists}
    says = {} if says is None else says
    for member in run.members:
        if kinds.get(member.list_name) == "panel" and member.role != SUBJECT:
            continue
        told = _says(member, says)
        place = ListPlace(member.certain, member.role == SUBJECT, told)
        places.add(member.person, member.own or member.person, member.list_name, place)
        names.setdefault(member.person, member.name)
    return Facts(
        as_of=run.as_of,
        panels=tuple(each.name for each in run.lists if each.kind == "panel"),
        sizes={each.name: each.listings for each in run.lists},
        people=places.people,
        names=names,
        changes=run.changes,
        weights=run.weights,
        groups=places.groups,
        person_of=places.person_of,
    )


def _says(member: Member, says: dict[int, Says]) -> Says:
    if member.said:
        return says_of(said(member.status.items()), member.said)
    if id(member.status) not in says:
        says[id(member.status)] = says_of(said(member.status.items()))
    return says[id(member.status)]


def add(places: dict[str, ListPlace], list_name: str, place: ListPlace) -> None:
    """Add one listing to a person's places; a second one on the list counts with the first."""
    known = places.get(list_name)
    places[list_name] = place if known is None else both(known, place)


def both(one: ListPlace, other: ListPlace) -> ListPlace:
    """Two places on one list, taken as one."""
    certain, subject = one.certain or other.certain, one.subject or other.subject
    return ListPlace(certain, subject, together(one.says, other.says))
