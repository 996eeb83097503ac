"""Whether somebody may be one of the people whose rows were left out of the matching, as victims
and witnesses are.

Policy: such rows are not matched, so this errs on the side of caution: a row with the person's
surname and the initial of the forename, on any list, is enough, whatever its date of birth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from cohortmatch.people.persons import Person
from cohortmatch.people.view import View
from cohortmatch.people.written import ShownName
from cohortmatch.values.text import fold

__all__ = ["LeftOut"]

NAMES = ("name", "surname", "forename", "another_person", "ignored", "free_text", "other")
"""Columns that may hold the name of somebody who was left out, or of another person."""


class LeftOut:
    """The names in rows that were left out, and in cells about other people."""

    def __init__(self, view: View) -> None:
        self._view = view

    @cached_property
    def _names(self) -> list[frozenset[str]]:
        return list(_others(self._view))

    def may_be(self, person: Person) -> bool:
        """Whether one of them has the person's surname and initial, or cannot be told apart."""
        names = [self._view.written.name(i) for i in person.listings]
        return any(_may_be(name, other) for name in names for other in self._names)


def _may_be(name: ShownName, other: frozenset[str]) -> bool:
    """Whether the words of another name hold a surname, and a word with the forename's initial."""
    surname, forename = set(_words(name.surname)), _words(name.forename)
    if not surname or not forename:
        return bool(other & {*surname, *forename}) or not (surname or forename)
    return surname <= other and any(word[0] == forename[0][0] for word in other - surname)


def _others(view: View) -> Iterator[frozenset[str]]:
    """The words of the names in rows that were left out, and of cells about other people."""
    listings = view.listings
    for code, (info, frame) in enumerate(zip(listings.lists, listings.raw, strict=True)):
        matched = set(listings.position[listings.list_code == code].tolist())
        heads = [u.heading for u in info.columns if u.field in NAMES and u.heading in frame.columns]
        about = [
            use.heading
            for use in info.columns
            if use.field == "another_person" and use.heading in frame.columns
        ]
        for place, cells in enumerate(zip(*(frame[h].tolist() for h in heads), strict=True)):
            told = dict(zip(heads, cells, strict=True))
            wanted = about if place in matched else heads
            if words := _words(" ".join(str(told[head]) for head in wanted)):
                yield frozenset(words)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", fold(text))
