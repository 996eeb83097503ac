"""Agreed data: what a list's owner agreed to send, how often, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["AgreedData"]


@dataclass(frozen=True)
class AgreedData:
    """What was agreed of one list: `contact` is the single point of contact, `every_days` how old
    the list may be, `columns` the fields and kinds of status that it has; empty or None where that
    was not agreed.
    """

    contact: str = ""
    every_days: int | None = None
    columns: tuple[str, ...] = ()

    @property
    def ask(self) -> str:
        """Whom to ask, as the end of a phrase; '' where nobody is named."""
        return f"; ask {self.contact}" if self.contact else ""
