"""Comparison of two rows of one family on a list of families: two members, or one listed twice.

Each row of such a list has a family reference and the person's place in the family. A mother is not
her own daughter, and two fathers in one family are mostly one man listed twice. Levels, weakest
first: another_member; same_member (mother twice, or father twice). Two children are not compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
import pandas as pd

from cohortmatch.core.arrays import Int8s, Int32s, Int64s, Places
from cohortmatch.core.types import ListInfo, Listings
from cohortmatch.linkage.comparing.kinds import Agreement, ComparisonKind
from cohortmatch.values.text import fold
from cohortmatch.values.words import table

LEVELS = ("missing", "another_member", "same_member")
MOSTLY = 0.5
"""Share of a column's cells that must say a member of a family for it to be such a column."""
SAID_IN = ("role", "status")
"""Fields under which a list may say what somebody is in a family."""
ABSENT = -1


class FamilyPairs:
    """Compares rows of one list and one family; `is_empty` where no list has families."""

    def __init__(self, listings: Listings) -> None:
        self._family = np.full(len(listings), ABSENT, dtype=np.int32)
        self._member = np.full(len(listings), ABSENT, dtype=np.int32)
        families = 0
        for code, info in enumerate(listings.lists):
            rows = np.flatnonzero(listings.list_code == code)
            family, member = _of_list(info, listings.raw[code], listings.position[rows])
            told = (family != ABSENT) & (member != ABSENT)
            self._family[rows] = np.where(told, family + families, ABSENT)
            self._member[rows] = member
            families += int(family.max(initial=ABSENT)) + 1
        self._told = self._family != ABSENT
        self.is_empty = not self._told.any()

    def __call__(self, left: Places, right: Places) -> Int8s:
        """The level of each pair of listings."""
        out = np.zeros(len(left), dtype=np.int8)
        if self.is_empty:
            return out
        at = np.flatnonzero(self._told[left] & self._told[right])
        at = at[self._family[left[at]] == self._family[right[at]]]
        member = self._member[left[at]]
        alike = member == self._member[right[at]]
        out[at[~alike]] = LEVELS.index("another_member")
        out[at[alike & (member != _numbers()["child"])]] = LEVELS.index("same_member")
        return out

    def says_the_same(self, other: FamilyPairs, place: Int64s) -> bool:
        """Whether all pairs of these listings have the levels that they have among others, where
        they stand at some places."""
        told, told_there = self._told, other._told[place]
        if (told != told_there).any() or (self._member != other._member[place])[told].any():
            return False
        here, there = self._family[told].tolist(), other._family[place][told].tolist()
        pairs = {*zip(here, there, strict=True)}
        return all(len({each[side] for each in pairs}) == len(pairs) for side in (0, 1))


KIND = ComparisonKind(
    "family",
    LEVELS,
    FamilyPairs,
    agrees={Agreement.anchor: "same_member", Agreement.beside_name: "same_member"},
    in_bound=True,
    missed=False,
)


def _of_list(info: ListInfo, raw: pd.DataFrame, rows: Int64s) -> tuple[Int32s, Int32s]:
    """The number of each row's family and of what the person is in it, ABSENT where not said."""
    family = np.full(len(rows), ABSENT, dtype=np.int32)
    member = family.copy()
    references = [use.heading for use in info.columns if use.field == "reference"]
    for use in info.columns if references and len(rows) else ():
        if use.field in SAID_IN and (member == ABSENT).all():
            member = _members(raw[use.heading].iloc[rows])
    if (member != ABSENT).any():
        texts = raw[references[0]].iloc[rows].astype(str).str.strip()
        family = pd.factorize(texts.where(texts != ""))[0].astype(np.int32)
    return family, member


def _members(cells: pd.Series) -> Int32s:
    """What each cell says that somebody is; ABSENT for all where most cells say something else."""
    codes, distinct = pd.factorize(cells.astype(str))
    numbers = np.array([_numbers().get(fold(text).strip(), ABSENT) for text in distinct])
    said = np.array([bool(text.strip()) for text in distinct])[codes]
    found = numbers[codes].astype(np.int32)
    mostly = (found != ABSENT).sum() > MOSTLY * max(said.sum(), 1)
    return found if mostly else np.full(len(cells), ABSENT, dtype=np.int32)


@cache
def _numbers() -> Mapping[str, int]:
    """A number for each word that says what somebody is in a family."""
    members = table("family_members")["members"].values()
    return {word: number for number, words in enumerate(members) for word in words}
