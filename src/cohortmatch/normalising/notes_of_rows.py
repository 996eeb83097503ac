"""The rows whose own notes say that they are somebody else's, by the names on the list.

    whose name the note gives        a phrase that is sure   one that a nominal may have too
    none ("His mother")              left out                in doubt
    the row's own person             nothing is said         nothing is said
    one like the row's own ("Ty")    in doubt                in doubt
    another row's                    left out                in doubt
    a name known as such             left out, if of kin     in doubt
    any other word with a capital    in doubt                in doubt

Rows in doubt stay, and are told. Only headings that ask for notes about the listed person are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import numpy as np

from cohortmatch.core.arrays import Bools, Int8s
from cohortmatch.core.types import RawList
from cohortmatch.normalising.columns import Cells
from cohortmatch.values.roles import Role
from cohortmatch.values.text import fold
from cohortmatch.values.variants import is_given_name
from cohortmatch.values.who_else import WhoElse, who_else

__all__ = ["NotedRows", "noted_rows"]

NAMED = ("name", "surname", "forename", "alias")
SHORTEST = 2
"""The fewest letters that a short name and a whole one begin with alike ("Ty", "Tyrone")."""


class NotedRows(NamedTuple):
    """The role (int8) that a column of notes gives each row, unknown where it gives none, and the
    rows in doubt (bool)."""

    roles: Int8s
    doubtful: Bools


def noted_rows(raw: RawList, heading: str) -> NotedRows:
    """What the notes of one column say of each row."""
    roles = np.full(len(raw.rows), Role.unknown, dtype=np.int8)
    doubtful = np.zeros(len(raw.rows), dtype=bool)
    names = _Names(raw)
    for row, said in _said(Cells.of(raw.frame[heading])):
        is_sure = names.is_sure(row, said)
        if is_sure:
            roles[row] = said.role
        doubtful[row] = is_sure is False
    return NotedRows(roles, doubtful)


def _said(cells: Cells) -> Iterator[tuple[int, WhoElse]]:
    """The rows whose notes say that they are somebody else's, with what they say."""
    found = [who_else(text) for text in cells.texts]
    for row, code in enumerate(cells.codes.tolist() if any(found) else ()):
        if (said := found[code]) is not None:
            yield row, said


class _Names:
    """The words of the names on a list, by row."""

    def __init__(self, raw: RawList) -> None:
        self._raw = raw

    def is_sure(self, row: int, said: WhoElse) -> bool | None:
        """Whether a note leaves its row out; None where it speaks of the row's own person."""
        if not said.name:
            return said.is_sure
        first = re.split(r"[\s-]", said.name)[0]
        own = self._by_row[row]
        if first in own:
            return None
        if any(_is_short_for(first, each) for each in own):
            return False
        is_known = first in self._all or (said.is_plain and is_given_name(first))
        return said.is_sure and is_known

    @cached_property
    def _by_row(self) -> list[frozenset[str]]:
        headings = [each for field in NAMED for each in self._raw.headings(field)]
        held = [Cells.of(self._raw.frame[each]) for each in headings if each in self._raw.frame]
        words = [[re.findall(r"[a-z]+", fold(text)) for text in cells.texts] for cells in held]
        return [
            frozenset(
                word
                for cells, said in zip(held, words, strict=True)
                for word in said[cells.codes[row]]
            )
            for row in range(len(self._raw.rows))
        ]

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset().union(*self._by_row)


def _is_short_for(one: str, other: str) -> bool:
    """Whether one of two names begins with the other."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= SHORTEST and longer.startswith(shorter)
