"""Trends of who the people are: without fixed abode, not engaging, on the gangs matrix, on a
programme for families, outside our area, ages, areas, offence groups; and of how many rows were
left out.

They are made of the counts that were kept with each run (see `profile`). A run that kept none, a
panel that was not read, and what no list could say are gaps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cohortmatch.people.neighbours import ELSEWHERE
from cohortmatch.people.on_registers import MATRIX, PROGRAMME
from cohortmatch.people.past import Facts
from cohortmatch.people.profile import (
    AGES,
    ANY,
    AREAS,
    BANDS,
    LEFT_OUT,
    LEFT_OUT_AS,
    NO_ABODE,
    NOT_ENGAGING,
    OFFENCES,
    Counted,
    Profile,
)
from cohortmatch.people.series import PER_CENT, Series

__all__ = ["profile_series"]

EVERYBODY = "All panels"
MOST_VALUES = 20
"""How many areas, or offence groups, are told: the commonest of the last run."""


def profile_series(
    runs: Sequence[Facts],
    profiles: Sequence[Profile | None],
    panels: Sequence[str],
    whole: Sequence[bool],
) -> Iterator[Series]:
    """The series of some runs with the counts kept of each; `whole` says whether a run read every
    panel that it was to read."""
    kept = [*[None] * (len(runs) - len(profiles)), *profiles]
    for group in (NO_ABODE, NOT_ENGAGING, MATRIX, PROGRAMME, ELSEWHERE):
        for name in (ANY, *panels):
            values = [_value(p, Counted(group, name)) for p in _read(runs, kept, name, whole)]
            yield Series(group, f"{name or EVERYBODY}: people", tuple(values))
            shares = (_share(n, facts, name) for n, facts in zip(values, runs, strict=True))
            yield Series(group, (name or EVERYBODY) + PER_CENT, tuple(shares))
    for name in (ANY, *panels):
        read = _read(runs, kept, name, whole)
        for band in BANDS:
            counts = (_value(p, Counted(AGES, name, band)) for p in read)
            yield Series(AGES, f"{name or EVERYBODY}: {band}", tuple(counts))
    for group in (AREAS, OFFENCES):
        read = _read(runs, kept, ANY, whole)
        for value in _values(group, read):
            found = (_of_group(p, Counted(group, ANY, value)) for p in read)
            yield Series(group, value, tuple(found))
    yield from _left_out(kept)


def _left_out(kept: Sequence[Profile | None]) -> Iterator[Series]:
    """The rows of each list that were left out for their role; a gap where it was not read."""
    lists = dict.fromkeys(of.list_name for p in kept for of in p or () if of.group == LEFT_OUT)
    for name in lists:
        for words in LEFT_OUT_AS.values():
            counts = (_value(p, Counted(LEFT_OUT, name, words)) for p in kept)
            yield Series(LEFT_OUT, f"{name}: {words.lower()}", tuple(counts))


def _read(
    runs: Sequence[Facts], kept: Sequence[Profile | None], name: str, whole: Sequence[bool]
) -> list[Profile | None]:
    """The counts of the runs that read a panel, or every panel; None for the others."""
    is_read = whole if name == ANY else [name in facts.panels for facts in runs]
    return [p if read else None for p, read in zip(kept, is_read, strict=True)]


def _value(counts: Profile | None, of: Counted) -> int | None:
    return None if counts is None else counts.get(of)


def _of_group(counts: Profile | None, of: Counted) -> int | None:
    """A count of a group that tells only what there is; None where nothing of it is told."""
    if counts is None or not any(each.group == of.group for each in counts):
        return None
    return counts.get(of, 0)


def _share(people: int | None, facts: Facts, name: str) -> int | None:
    """Per cent of the people on a panel, or on any."""
    if people is None:
        return None
    on = len(facts.on(name)) if name else sum(map(bool, map(facts.panels_of, facts.people)))
    return (200 * people + on) // (2 * on) if on else None  # halves up, as readers do


def _values(group: str, read: Sequence[Profile | None]) -> list[str]:
    """The values of a group, the commonest first: by the last run, then by the others."""
    last = next((p for p in reversed(read) if p is not None), {})
    found = {of.value for p in read for of in p or () if of.group == group}
    order = sorted(found, key=lambda value: (-last.get(Counted(group, ANY, value), 0), value))
    return order[:MOST_VALUES]
