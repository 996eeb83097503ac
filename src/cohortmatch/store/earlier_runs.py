"""What the store keeps of earlier runs, to say what is new and what changed.

Memory            what a run knows of the past
├── person_ids    each listing's lasting person id
├── changes       people that split or joined since the last run
├── runs          earlier runs, oldest first: lists and memberships
└── editions      earlier editions for each panel, oldest first: who was on which list
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from cohortmatch.core.fingerprints import Contents
from cohortmatch.core.types import Kind

__all__ = [
    "AT_MOST",
    "KnownPersons",
    "Member",
    "Memory",
    "PastEdition",
    "PastList",
    "PastRun",
    "PersonChange",
]


AT_MOST = 12
"""How many runs Trends tells of, the latest ones: a year of months."""


class PastList(NamedTuple):
    """One list of an earlier run; `as_at` is its own day, None when it gave none."""

    name: str
    kind: Kind
    as_at: date | None
    listings: int


class Member(NamedTuple):
    """One listing of an earlier run: its person, the role, and what the list said of them.

    `name` is as the report showed it; `status` the carried columns as written, by heading;
    `certain` whether certain links held the listing to its person; `content` the digest of what
    the listing said; `said` what it said, as `kept_listings` has it; `own` the id of the rows that
    are certainly one with it, another one than `person` where it was only to check. Of runs that
    are not told of any more `status` is empty, and `said` is told only of rows with which somebody
    came to a list or was last on it.
    """

    person: str
    listing: str
    list_name: str
    role: str
    name: str
    status: Mapping[str, str]
    certain: bool
    content: str
    said: str = ""
    own: str = ""

    def __repr__(self) -> str:
        return f"<Member {self.person} at {self.listing}>"


@dataclass(frozen=True, repr=False)
class PastRun:
    """One earlier run; `number` counts from 1, `changes` says who split or joined in it, `weights`
    is the id of its model's weights before learning, `profile` counts of its people as text; each
    is '' where that is not known."""

    number: int
    as_of: date
    lists: tuple[PastList, ...]
    members: tuple[Member, ...]
    changes: tuple[PersonChange, ...] = ()
    weights: str = ""
    profile: str = ""

    def __repr__(self) -> str:
        return f"<PastRun {self.number} of {self.as_of}: {len(self.members)} listings>"


class PersonChange(NamedTuple):
    """One person that became several (`split`), several that became one (`join`), or somebody who
    may be an earlier person (`perhaps`).

    `person` is the id that goes on, or the new id of somebody who may be known; `others` are the
    new ids of those split off, or the old ids of those joined to it or perhaps the same.
    """

    kind: Literal["split", "join", "perhaps"]
    person: str
    others: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class KnownPersons:
    """What a store knows about persons before a day: `by_content` the own number under which each
    content (its digest and its list) was last known, `shown` the number by which those of each own
    number went last, which is another one where they were only to check, `formerly` other own
    numbers under which a content was known before, the latest first, `first_day` the day of the
    first run that had each number on each list ("2026-06-01"), `last` those contents of the last
    run, with `last_persons`, of which only digests are kept, and the next free number. `later` is
    as `by_content`, of that day's own earlier run and of later days. `doubts` says who may be whom
    of the earlier persons, as runs before the day told.
    """

    by_content: Mapping[tuple[str, str], int]
    last: Contents
    last_persons: Sequence[int]
    next_number: int
    later: Mapping[tuple[str, str], int] = field(default_factory=dict)
    formerly: Mapping[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)
    first_day: Mapping[tuple[int, str], str] = field(default_factory=dict)
    shown: Mapping[int, int] = field(default_factory=dict)
    doubts: Mapping[int, Set[int]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Known: {len(self.by_content)} contents>"


PERHAPS = "? "
"""What stands before the name of a list on which somebody perhaps was."""


@dataclass(frozen=True, repr=False)
class PastEdition:
    """What an earlier edition told the panel of one list (`reader`, its name), and nothing else.

    `digest` is of all that it said of people; `read` are the lists that it told of; `rows` are the
    panel's own listings, and `lists` names for each those on which its person certainly was, and
    after `PERHAPS` those on which they perhaps were (an edition of an earlier version has none);
    `said`
    is what each said, as `kept_listings` has it, and `status` its carried columns as written, by
    heading, where the edition comes from a store.
    """

    reader: str
    as_of: date
    digest: str
    read: tuple[str, ...]
    rows: Contents
    lists: tuple[tuple[str, ...], ...]
    said: tuple[str, ...] = ()
    status: tuple[Mapping[str, str], ...] = field(default=(), hash=False)

    def __repr__(self) -> str:
        return f"<PastEdition for {self.reader} of {self.as_of}: {len(self.rows)} listings>"


@dataclass(frozen=True, repr=False)
class Memory:
    """What a run knows of the past.

    `person_ids` has each listing's person id in the order of the listings, `kept_ids` the one that
    a store keeps, which an answer about persons does not change, `own` the number of the rows of a
    person that are certainly one, and `own_ids` that number's id as the answers have it;
    `both_listed` are ids that were said to be one person's and that are both on the lists. `runs`
    holds the runs of earlier days, oldest first, one for each day; that of the run's own day, which
    it replaces, and those of later days are left out, so that a report made again says the same as
    before. `replaced` holds the runs of its own day, `renumbered` the own ids of rows before and
    now where they are others. `editions` holds for each reader, by the name of its list, its
    editions of earlier days, oldest first.
    """

    person_ids: tuple[str, ...] = ()
    changes: tuple[PersonChange, ...] = ()
    runs: tuple[PastRun, ...] = field(default=())
    editions: Mapping[str, tuple[PastEdition, ...]] = field(default_factory=dict)
    kept_ids: tuple[str, ...] = ()
    own: tuple[int, ...] = ()
    own_ids: tuple[str, ...] = ()
    both_listed: tuple[tuple[str, str], ...] = ()
    replaced: tuple[PastRun, ...] = ()
    renumbered: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def holders(self) -> Set[int]:
        """The listings (positions) whose own number is the id of their person."""
        both = zip(self.own_ids, self.person_ids, strict=False)
        return {place for place, (own, person) in enumerate(both) if own == person}

    def gone(self, names: Collection[str]) -> dict[str, date]:
        """The lists that are not among the `names` read now: those of the run before this day, and
        those of the runs of this day that this one replaces; each with the day it was read."""
        known = {name.casefold() for name in names}
        runs = (*((self.last,) if self.last is not None else ()), *self.replaced)
        found = {each.name: run.as_of for run in runs for each in run.lists}
        return {name: day for name, day in found.items() if name.casefold() not in known}

    @property
    def last(self) -> PastRun | None:
        """The last run before this one's day."""
        return self.runs[-1] if self.runs else None

    def __repr__(self) -> str:
        return f"<Memory: {len(self.runs)} earlier runs, {len(self.changes)} changes of people>"
