"""The second people of the rows as listings of their own, below their row's nominal.

Policy: a second person's listing has that person's columns and nothing of the nominal's, and the
nominal's has nothing of theirs. Its label is the row and what the headings call the person
("14 Partner"). A row makes no such listing where no whole name stands ("lives with partner") or
where more names than two stand in a cell; the row is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from cohortmatch.core.findings import Finding
from cohortmatch.core.types import ColumnUse
from cohortmatch.reading.columns.two_people import Parted, part_people
from cohortmatch.reading.columns.understood import SecondRead, Understood
from cohortmatch.reading.columns.whole_names import is_whole_name
from cohortmatch.reading.columns.wide import NAMING, PARTS, PERSON
from cohortmatch.reading.nobody_rows import names_nobody
from cohortmatch.values.fields import PERSONAL
from cohortmatch.values.roles import Role

__all__ = ["Together", "with_second_people"]

Orders = Callable[[Understood], tuple[dict[str, bool], list[Finding]]]
"""Whether each full-name column has the surname first, and what was noticed of it."""


@dataclass(frozen=True, eq=False)
class Together:
    """A list's listings with those of the second people of its rows.

    `positions` are those of the rows that the listings came from; `surname_first` is by heading,
    `roles` by the label of the second person.
    """

    frame: pd.DataFrame
    rows: tuple[object, ...]
    positions: Sequence[int]
    uses: tuple[ColumnUse, ...]
    surname_first: Mapping[str, bool]
    findings: tuple[Finding, ...]
    roles: Mapping[str, Role]

    def __repr__(self) -> str:
        return f"<Together: {len(self.rows)} listings>"


@dataclass(frozen=True, eq=False)
class _SecondListings:
    """The listings of one second person of each row, under headings that no other column has."""

    parted: Parted
    uses: tuple[ColumnUse, ...]
    surname_first: Mapping[str, bool]
    findings: tuple[Finding, ...]
    label: str
    role: Role


def with_second_people(
    own: Parted,
    understood: Understood,
    rows: Sequence[object],
    order: Mapping[str, bool],
    orders: Orders,
) -> Together:
    """The nominals' listings `own` and those of the second people; `rows` label the list's rows."""
    parts = [_part(each, rows, orders, set(own.frame.columns)) for each in understood.seconds]
    named = [part for part in parts if part.parted.rows]
    roles = {part.label: part.role for part in named}
    if understood.own_role is not None:
        roles[""] = understood.own_role
    findings = tuple(found for part in parts for found in part.findings)
    uses = _uses(understood.uses, named)
    first = {h: each for part in named for h, each in part.surname_first.items()}
    first = {**order, **first}
    if not named:
        return Together(own.frame, own.rows, own.positions, uses, first, findings, roles)
    several = Finding("several-people-a-row", "")
    frame, labels, positions = _stacked(own, named)
    return Together(frame, labels, positions, uses, first, (*findings, several), roles)


def _part(
    read: SecondRead, rows: Sequence[object], orders: Orders, taken: set[str]
) -> _SecondListings:
    understood, label = read.understood, read.person.label
    names, kept = _headings(read, taken), _kept(read)
    order, unclear = orders(understood)
    at, doubted = _places(read)
    parted = _listed(read, rows, order, at)
    found = [*understood.findings, *unclear, *parted.findings]
    if doubted:
        own = names[next(h for h, field in understood.fields.items() if field in NAMING)]
        told = tuple(rows[place] for place in doubted)
        found.append(Finding("second-person-unclear", "", own, told))
    return _SecondListings(
        replace(parted, frame=parted.frame[kept].rename(columns=names)),
        tuple(
            replace(use, heading=names[use.heading], person=label)
            for use in understood.uses
            if use.heading in kept
        ),
        {names[heading]: first for heading, first in order.items()},
        tuple(replace(each, column=names.get(each.column, each.column)) for each in found),
        label,
        read.person.role,
    )


def _kept(read: SecondRead) -> list[str]:
    """The columns that go along: of anybody but a subject, only what is about the person."""
    fields = read.understood.fields
    is_subject = read.person.role == Role.subject
    return [h for h, field in fields.items() if is_subject or field in PERSONAL]


def _listed(
    read: SecondRead, rows: Sequence[object], order: Mapping[str, bool], at: Sequence[int]
) -> Parted:
    """The second person's listings, and the position of the row that each came from."""
    frame = read.understood.frame.iloc[list(at)].reset_index(drop=True)
    labels = tuple(f"{rows[place]} {read.person.label}" for place in at)
    parted = part_people(frame, labels, read.understood.fields, order)
    return replace(parted, positions=[at[place] for place in parted.positions])


def _places(read: SecondRead) -> tuple[list[int], list[int]]:
    """The positions of the rows that name the person whole, and of those where this is in doubt."""
    fields, frame = read.understood.fields, read.understood.frame
    by_field = {field: frame[heading].str.strip().tolist() for heading, field in fields.items()}
    blank = [""] * len(frame)
    whole = by_field.get("name", blank)
    parts = [by_field.get(each, blank) for each in PARTS]
    named, doubted = [], []
    for place, (name, *own) in enumerate(zip(whole, *parts, strict=True)):
        if is_whole_name(name) or all(own):
            named.append(place)
        elif (name or any(own)) and not names_nobody(name or own[0] or own[1]):
            doubted.append(place)
    return named, doubted


def _headings(read: SecondRead, taken: set[str]) -> dict[str, str]:
    """The list's heading of each column, and one of its own for each column made in reading."""
    written = {rest: heading for heading, rest in read.person.columns.items()}
    uses = read.understood.uses
    return {use.heading: written.get(use.heading) or _made(read, use, taken) for use in uses}


def _made(read: SecondRead, use: ColumnUse, taken: set[str]) -> str:
    heading = f"{read.person.label}: {use.heading.removeprefix('Name: ')}"
    return heading if heading not in taken else f"{heading} (read)"


def _uses(own: Sequence[ColumnUse], parts: Sequence[_SecondListings]) -> tuple[ColumnUse, ...]:
    """All columns in the list's order; the second people's are told as theirs."""
    theirs: dict[str, ColumnUse] = {}
    for use in (use for part in parts for use in part.uses):
        theirs.setdefault(use.heading, use)
    here = [theirs.pop(use.heading, use) for use in own]
    person = [ColumnUse(PERSON, "status", "values")] if parts else []
    return (*here, *theirs.values(), *person)


def _stacked(
    own: Parted, parts: Sequence[_SecondListings]
) -> tuple[pd.DataFrame, tuple[object, ...], list[int]]:
    """The listings of all, each person's below those of the row's nominal, with their labels and
    the positions of their rows."""
    frames = [own.frame.assign(**{PERSON: ""})]
    frames += [part.parted.frame.assign(**{PERSON: part.label}) for part in parts]
    frame = pd.concat(frames, ignore_index=True).fillna("").astype(str)
    places = [at for each in (own, *(part.parted for part in parts)) for at in each.positions]
    labels = [row for each in (own, *(part.parted for part in parts)) for row in each.rows]
    order = np.argsort(np.array(places, dtype=np.int64), kind="stable")
    frame = frame.iloc[order].reset_index(drop=True)
    return frame, tuple(labels[at] for at in order), [places[at] for at in order]
