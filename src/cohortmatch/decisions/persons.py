"""Answers about persons: whether somebody with a new id is somebody known before.

Such an answer names two person ids and no rows, so it lasts whatever the rows say later. It says
which id a person has; whether two rows on the lists are one person is another question.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from cohortmatch.decisions.ledger import Entry, Ledger

__all__ = ["AnsweredPersons", "answered_persons", "is_person", "persons_of"]

PERSON = re.compile(r"P(\d{4,})")


def is_person(text: str) -> bool:
    """Whether a text is a person id; a listing's id has its row after a colon."""
    return PERSON.fullmatch(text) is not None


def persons_of(entry: Entry) -> tuple[int, int] | None:
    """The numbers of the two persons that an entry is about, the earlier first; None for rows."""
    names = [PERSON.fullmatch(side.listing) for side in (entry.left, entry.right)]
    numbers = sorted(int(name[1]) for name in names if name is not None)
    is_about = len(numbers) == 2 and not (entry.left.digest or entry.right.digest)
    return (numbers[0], numbers[1]) if is_about else None


@dataclass(frozen=True)
class AnsweredPersons:
    """What a ledger says of persons: the number that each of some goes by, for it is the same
    person, and pairs of numbers, the earlier first, that are two people."""

    goes_by: dict[int, int] = field(default_factory=dict)
    apart: frozenset[tuple[int, int]] = frozenset()

    def number(self, given: int) -> int:
        """The number that somebody goes by."""
        return self.goes_by.get(given, given)

    def of_those_listed(self, numbers: Collection[int]) -> AnsweredPersons:
        """The answers that hold while the persons of some numbers are on the lists of a run.

        Where the person of the earlier number is there beside the other one, both keep theirs, in
        earlier runs too. What a store keeps stays as it was, so an answer that is taken back leaves
        nothing behind.
        """
        listed = set(numbers)
        taken = set(listed)
        beside = set()
        for number in sorted(listed & self.goes_by.keys()):
            if self.goes_by[number] in taken:
                beside.add(number)
            taken.add(self.goes_by[number])
        left = {one: other for one, other in self.goes_by.items() if one not in beside}
        return replace(self, goes_by=left)

    def beside(self, holding: AnsweredPersons) -> list[tuple[int, int]]:
        """The numbers that were said to be one person's and stand beside each other, the later
        first: those of the answers that are not among the ones `holding`."""
        return sorted(self.goes_by.items() - holding.goes_by.items())


def answered_persons(ledger: Ledger) -> AnsweredPersons:
    """The answers in force about persons; the earliest of several numbers of one person stays."""
    same, apart = (set(_answered(ledger, answer)) for answer in ("same", "different"))
    goes_by: dict[int, int] = {}
    for earlier, later in sorted(same):
        one, other = (goes_by.get(each, each) for each in (earlier, later))
        old, first = max(one, other), min(one, other)
        goes_by |= {each: first for each, to in goes_by.items() if to == old} | {old: first}
    goes_by = {each: to for each, to in goes_by.items() if each != to}
    return AnsweredPersons(goes_by, frozenset(apart))


def _answered(ledger: Ledger, answer: str) -> Iterator[tuple[int, int]]:
    for entry in ledger.in_force:
        pair = persons_of(entry)
        if pair is not None and entry.answer == answer:
            yield pair
