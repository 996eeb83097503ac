"""Claims: which person of a run gets which earlier number, by the listings that had it.

Policy: of several people who claim one number, it is the one's who was known under it first, then
the one's with more of its listings, then the one's whose rows give a number (PNC, CRN, …). Of
several numbers that one person claims, it is the one that more of their listings had, then the
oldest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from cohortmatch.core.fingerprints import Contents
from cohortmatch.values.identifiers import KINDS

__all__ = ["Known", "Rank", "claimed", "ranks"]

Rank = tuple[bool, int]
"""What orders people who claim one number with as much right: the lower keeps it."""
Claim = tuple[int, int]
"""A person of this run, and an earlier number."""


class Known(NamedTuple):
    """The number under which a listing was known, and the day of the first run that had it on that
    list ("2026-06-01"; "" where that is not known)."""

    number: int
    since: str = ""


def ranks(now: Contents, person: Sequence[int], first: Mapping[int, int]) -> dict[int, Rank]:
    """Each person's rank; `first` is the place of their first listing."""
    told = zip(person, now.items, strict=True)
    numbered = {who for who, each in told if not KINDS.keys().isdisjoint(each.fields)}
    return {who: (who not in numbered, place) for who, place in first.items()}


def claimed(
    known: Sequence[Known | None],
    person: Sequence[int],
    rank: Mapping[int, Rank],
    given: Mapping[int, int],
) -> dict[int, int]:
    """The number of everybody who has none and of whom some listing was `known` under one that is
    free; `person` is each listing's person, `given` the numbers given already."""
    claims: dict[Claim, list[Known]] = {}
    for who, each in zip(person, known, strict=True):
        if each is not None:
            claims.setdefault((who, each.number), []).append(each)
    right = {
        (who, old): (min(each.since for each in rows), -len(rows), rank[who])
        for (who, old), rows in claims.items()
    }
    found: dict[int, int] = {}
    while free := _free(claims, {*given, *found}, {*given.values(), *found.values()}):
        best = {old: min(who, key=lambda each: right[each]) for old, who in free.items()}
        won: dict[int, list[tuple[int, int]]] = {}
        for old, (who, _) in best.items():
            won.setdefault(who, []).append((-len(claims[who, old]), old))
        found |= {who: min(numbers)[1] for who, numbers in won.items()}
    return found


def _free(claims: Iterable[Claim], given: Set[int], taken: Set[int]) -> dict[int, list[Claim]]:
    """The claims to each number that is free, of people without one."""
    found: dict[int, list[Claim]] = {}
    for who, old in claims:
        if who not in given and old not in taken:
            found.setdefault(old, []).append((who, old))
    return found
