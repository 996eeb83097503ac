"""The ledger of decisions, and its effect on one run.

    Entry ──▶ Ledger ──▶ Reviewed
    one line   all lines   what stands, is asked again, contradicts itself

The ledger is append-only: a decision is never changed. Another answer to the same pair is a new
entry, and an undo is an entry that revokes an earlier one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from cohortmatch.core.fingerprints import Content
from cohortmatch.core.plurals import count
from cohortmatch.linkage.pairs import Decisions

__all__ = [
    "ANSWER_WORDS",
    "Answer",
    "Contradiction",
    "CountedDecision",
    "Entry",
    "Ledger",
    "Reopened",
    "Reviewed",
    "unsure_words",
    "waiting_words",
]

Answer = Literal["same", "different", "not sure"]
ANSWER_WORDS: dict[Answer, str] = {
    "same": "Same person",
    "different": "Different people",
    "not sure": "Not sure yet",
}


@dataclass(frozen=True, repr=False)
class Entry:
    """One line of the ledger: an answer about two contents, or an undo of an earlier line.

    `number` counts from 1 and is never used twice; `at` is UTC, "2026-06-01T09:30:00Z"; `undoes` is
    the number of the undone entry (None for an answer). `left` and `right` stand in the order of
    their digests.
    """

    number: int
    answer: Answer
    left: Content
    right: Content
    by: str = ""
    at: str = ""
    reason: str = ""
    note: str = ""
    undoes: int | None = None

    @property
    def pair(self) -> frozenset[str]:
        """The pair of the entry: the two digests, or the two ids where there are no digests."""
        return frozenset(side.digest or side.listing for side in (self.left, self.right))

    def __repr__(self) -> str:
        what = f"undo of {self.undoes}" if self.undoes else self.answer
        return f"<Entry {self.number}: {what}>"


@dataclass(frozen=True, repr=False)
class Ledger:
    """Every entry, in the order of their numbers, and the key of their digests."""

    key: str
    entries: tuple[Entry, ...] = ()

    @property
    def undone(self) -> frozenset[int]:
        """The numbers of the undone entries."""
        return frozenset(each.undoes for each in self.entries if each.undoes is not None)

    @property
    def in_force(self) -> tuple[Entry, ...]:
        """The latest answer to each pair that was not undone, by number."""
        undone = self.undone
        latest = {
            each.pair: each
            for each in self.entries
            if each.undoes is None and each.number not in undone
        }
        return tuple(sorted(latest.values(), key=lambda each: each.number))

    @property
    def next_number(self) -> int:
        """The number of the entry that comes next."""
        return max((each.number for each in self.entries), default=0) + 1

    def numbered(self, number: int) -> Entry | None:
        """The entry of a number."""
        return next((each for each in self.entries if each.number == number), None)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __repr__(self) -> str:
        return f"<Ledger: {len(self.entries)} entries, {len(self.in_force)} in force>"


@dataclass(frozen=True)
class CountedDecision:
    """A decision that stands in this run; `left` and `right` are positions of listings."""

    entry: Entry
    left: int
    right: int


@dataclass(frozen=True)
class Reopened:
    """A decision that is asked again because a listing changed; `changed` says what, in words:
    ("IOM:14: the date of birth",). `left` and `right` are positions of listings."""

    entry: Entry
    left: int
    right: int
    changed: tuple[str, ...]

    @property
    def pair(self) -> tuple[int, int]:
        """The positions of the two listings."""
        return self.left, self.right


@dataclass(frozen=True)
class Contradiction:
    """Decisions that cannot all be true: A is B, B is C, and A is not C. None of them is applied.

    The last of `decisions` is the one that says "different".
    """

    decisions: tuple[CountedDecision, ...]


@dataclass(frozen=True)
class ImpliedDecision:
    """What `decisions` say together of two listings (positions) that none of them is about: that
    they are one person (`same`) or two."""

    left: int
    right: int
    same: bool
    decisions: tuple[CountedDecision, ...]


def unsure_words(number: int) -> str:
    """How many pairs somebody is not sure about, as a sentence without its stop."""
    are = "is" if number == 1 else "are"
    return f"{count(number, 'pair')} {are} answered “{ANSWER_WORDS['not sure']}”"


def waiting_words(gone: int) -> str:
    """How many decisions wait, as a sentence without its stop; '' where none does."""
    waits = "waits" if gone == 1 else "wait"
    why = "somebody is no longer on a list, or the list was not read"
    return f"{count(gone, 'decision')} {waits}: {why}" if gone else ""


def _nothing() -> Decisions:
    none = np.empty(0, dtype=np.int32)
    return Decisions(none, none.copy(), np.empty(0, dtype=np.bool_))


@dataclass(frozen=True, repr=False)
class Reviewed:
    """A ledger applied to one run.

    `decisions` are the applied pairs; `standing` the decisions they come from; `reopened` those
    asked again; `contradictions` those left out; `unsure` pairs answered "not sure", which are
    not asked while both rows are as they were; `gone` counts decisions about somebody who is no
    longer on a list; `persons` are the answers about ids, which hold whatever rows say. `ruling`
    are the pairs that form people: the applied ones, and those that stay apart while they are asked
    again. `overruled` are pairs that decisions part together though the lists are sure of them.
    """

    decisions: Decisions = field(default_factory=_nothing)
    standing: tuple[CountedDecision, ...] = ()
    reopened: tuple[Reopened, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    unsure: tuple[CountedDecision, ...] = ()
    gone: int = 0
    ruling: Decisions = field(default_factory=_nothing)
    persons: tuple[Entry, ...] = ()
    overruled: tuple[ImpliedDecision, ...] = ()

    @property
    def ask(self) -> tuple[tuple[int, int], ...]:
        """The pairs (positions) to ask whatever their match weight: reopened or contradictory."""
        pairs = {_ordered(each.left, each.right) for each in self.reopened}
        for contradiction in self.contradictions:
            pairs |= {_ordered(each.left, each.right) for each in contradiction.decisions}
        return tuple(sorted(pairs))

    def __repr__(self) -> str:
        return (
            f"<Reviewed: {len(self.standing)} decisions stand, {len(self.reopened)} asked again, "
            f"{len(self.contradictions)} contradictions>"
        )


def _ordered(left: int, right: int) -> tuple[int, int]:
    return (left, right) if left < right else (right, left)
