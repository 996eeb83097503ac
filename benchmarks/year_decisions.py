"""Decisions made by the truth, and what the rule says of each in a later month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from year_people import Key, Row

FIELDS = ("surname", "forename", "born", "pnc", "postcode", "phone")
Pair = frozenset[Key]
Rows = Mapping[Key, Row]


@dataclass(frozen=True)
class Decision:
    """A decision by its number: two rows as they were, and the lists that had phone numbers."""

    number: int
    rows: tuple[Row, Row]
    answer: str
    phones: frozenset[str]

    @property
    def pair(self) -> Pair:
        """The two persons, each on a list."""
        return frozenset((row.person, row.on) for row in self.rows)


def is_changed(decision: Decision, old: Row, new: Row) -> bool:
    """Whether a content changed; a column that is new to the whole list changes nothing."""
    fields = FIELDS if old.on in decision.phones else FIELDS[:-1]
    return any(getattr(old, each) != getattr(new, each) for each in fields)


def rule(decision: Decision, now: Rows, phones: frozenset[str]) -> set[str]:
    """What becomes of a decision this month; two answers where the rule leaves it open."""
    listed = {person for person, _ in now}
    found = [now.get((row.person, row.on)) for row in decision.rows]
    new = [row for row in found if row is not None]
    if len(new) < 2:
        elsewhere = all(row.person in listed for row in decision.rows)
        return {"waits", "stands", "asked"} if elsewhere else {"waits"}
    if decision.answer == "not sure":
        return {"asked"}
    if any(map(is_changed, (decision, decision), decision.rows, new)):
        return {"asked"}
    lost = any(row.on in decision.phones and row.on not in phones for row in new)
    return {"stands", "asked"} if lost else {"stands"}


@dataclass
class Ledger:
    """Every decision made, the last of each pair in force."""

    made: dict[Pair, list[Decision]] = field(default_factory=dict)

    def add(self, decision: Decision) -> None:
        """Keep a decision."""
        self.made.setdefault(decision.pair, []).append(decision)

    def expected(
        self, now: Rows, phones: frozenset[str], newest: bool
    ) -> dict[int, tuple[Decision, set[str]]]:
        """What becomes of each decision in force; in an earlier month, later ones may wait."""
        told = {}
        for made in self.made.values():
            states = rule(made[-1], now, phones)
            for earlier in made[:-1]:
                states |= rule(earlier, now, phones) - {"waits"}
            later = set() if newest or "asked" not in states else {"waits"}
            told[made[-1].number] = made[-1], states | later
        return told


def answer_of(random: Random, left: Row, right: Row) -> str:
    """The truth, or in one case of ten that nobody knows."""
    if random.random() < 0.1:
        return "not sure"
    return "same" if left.person == right.person else "different"
