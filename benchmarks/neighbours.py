"""Two neighbours' lists as both sides of an exchange see them, with the truth about each person."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

import cohortmatch as cm
from cohortmatch.between.keys import MatchKeys, match_keys
from cohortmatch.core.types import Listings

TODAY = date(2026, 6, 1)


@dataclass(frozen=True, eq=False)
class Side:
    """One side: its listings, each one's person as the side's own run forms them, and for each
    person who their rows truly are: nobody where none is to be matched, several where the run put
    rows of several together."""

    listings: Listings
    person: npt.NDArray[np.int64]
    truth: tuple[frozenset[int], ...]

    @property
    def keys(self) -> MatchKeys:
        """The match keys of its people."""
        return match_keys(self.listings, self.person)


def side(frames: dict[str, pd.DataFrame], truth: pd.DataFrame) -> Side:
    """One side's own run; `truth` has list, row and person (numbers) of who is to be matched."""
    result = cm.match(frames, as_of=TODAY)
    view = result.view
    codes = {each: number for number, each in enumerate(dict.fromkeys(view.person_ids))}
    person = np.array([codes[each] for each in view.person_ids], dtype=np.int64)
    return Side(view.listings, person, who_they_are(view.ids, person, truth, len(codes)))


def who_they_are(
    ids: list[str], person: npt.NDArray[np.int64], truth: pd.DataFrame, people: int
) -> tuple[frozenset[int], ...]:
    """For each person who their rows truly are."""
    named = zip(truth["list"], truth["row"], truth["person"], strict=True)
    known = {f"{name}:{row}": int(who) for name, row, who in named}
    found: list[set[int]] = [set() for _ in range(people)]
    for listing, number in zip(ids, person.tolist(), strict=True):
        if listing in known:
            found[number].add(known[listing])
    return tuple(map(frozenset, found))


def in_common(one: Side, other: Side) -> frozenset[int]:
    """The people whom both sides hold."""
    return frozenset().union(*one.truth) & frozenset().union(*other.truth)


def agreeing(one: MatchKeys, other: MatchKeys) -> dict[tuple[int, int], int]:
    """The kinds of keys that agree (a bit each) of every pair of people who share any key: what an
    exchange tells, worked out in the open."""
    place = {text: number for number, text in enumerate(other.text)}
    holders: dict[int, list[int]] = defaultdict(list)
    for key, who in zip(other.key.tolist(), other.person.tolist(), strict=True):
        holders[key].append(who)
    found: dict[tuple[int, int], int] = defaultdict(int)
    for key, who in zip(one.key.tolist(), one.person.tolist(), strict=True):
        for them in holders.get(place.get(one.text[key], -1), ()):
            found[who, them] |= 1 << int(one.kind[key])
    return dict(found)


def numbered_keys(people: int, start: int) -> MatchKeys:
    """Sixteen keys of each of some made-up people, by number."""
    kinds = np.tile(np.arange(16, dtype=np.int16), people)
    person = np.repeat(np.arange(people, dtype=np.int32), 16)
    texts = tuple(f"{kind}:{start + who}" for kind, who in zip(kinds, person, strict=True))
    return MatchKeys(texts, kinds, np.arange(len(texts), dtype=np.int32), person, people)
