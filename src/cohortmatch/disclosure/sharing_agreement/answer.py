"""The answer to the one question: may this be shown, by which rule, and why."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from typing import Literal, NamedTuple

__all__ = ["AgeOf", "SharingAnswer", "SharingQuestion", "Terms"]

AgeOf = Literal["adult", "under 18", "unknown"]
"""How old the person of a cell is, as far as is known."""


class SharingAnswer(NamedTuple):
    """Whether something may be shown, the rule that decides ("rule 7"; '' for none), and why."""

    allowed: bool
    rule: str
    why: str

    @property
    def withheld(self) -> str:
        """What stands in a cell that is not shown: "withheld: rule 7"."""
        return f"withheld: {self.rule or 'no rule'}"


class SharingQuestion(NamedTuple):
    """May this item of a list be shown to a recipient for a purpose on a day, of somebody in this
    role and of this age?"""

    list_name: str
    item: str
    role: str
    recipient: str
    purpose: str
    on: date | None
    age: AgeOf = "unknown"


class Terms(ABC):
    """Whatever answers the question: an agreement's file, or the settings where there is none."""

    def may(
        self,
        list_name: str,
        item: str,
        role: str,
        recipient: str,
        purpose: str,
        on: date | None,
        age: AgeOf = "unknown",
    ) -> SharingAnswer:
        """Whether an item of a list may be shown to a recipient for a purpose on a day, of somebody
        in this role and of this age."""
        return self._answer(SharingQuestion(list_name, item, role, recipient, purpose, on, age))

    @abstractmethod
    def _answer(self, asked: SharingQuestion) -> SharingAnswer:
        """The answer to the one question."""
