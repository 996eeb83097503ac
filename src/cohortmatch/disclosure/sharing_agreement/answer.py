"""The answer to the one question: may this be shown, by which rule, and why."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple, Protocol

__all__ = ["AgeOf", "SharingAnswer", "Terms"]

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


class Terms(Protocol):
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
        """Whether an item of a list may be shown of somebody in this role and of this age."""
        ...
