"""Small counts: what may be shown of a number of people outside the panels.

    rule = SmallCounts()
    rule.shown(3).text          "[c]"      1 to 4 people
    rule.shown(12).text         "10"       8 to 12 people
    rule.shown(None).text       "[x]"      not known, for example a list that was not delivered

Numbers from 1 to 4 are suppressed and the others rounded to the nearest 5; nought stays nought.
This is common practice of official statistics: suppression below a threshold and rounding to 5 are
methods of the "GSS/GSR Disclosure Control Guidance for Tables Produced from Administrative Sources"
(ONS); NHS England rounds hospital figures of small areas to 5 and suppresses small ones; the ONS
calls the stricter form with a threshold of 10 the 10-5 rule. The marks are those of the Government
Analysis Function's "Symbols in tables": [c] confidential, [x] not available.

One number alone is safe by this rule. Where sums tie numbers together, as parts to their total or
one month to the next, `disclosure.margins` shows them so that no sum gives a small number back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

__all__ = [
    "AS_THEY_ARE",
    "CONFIDENTIAL",
    "NOT_KNOWN",
    "NOT_SHOWN",
    "SHIPPED",
    "ShownCount",
    "SmallCounts",
]

CONFIDENTIAL, NOT_KNOWN, NOT_SHOWN = "[c]", "[x]", "not shown"
MANY = 10**9
"""More people than any figure counts."""


class ShownCount(NamedTuple):
    """What is shown of a count: `value` the rounded number, None where there is none to show.

    `least` and `most` are what a reader who knows the rule can say of the true number.
    """

    value: int | None
    least: int = 0
    most: int = MANY

    @property
    def is_suppressed(self) -> bool:
        """Whether a number is withheld because it is small, or would give a small one back."""
        return self.value is None and self.most > 0

    @property
    def text(self) -> str:
        """The number, or the mark that stands for it."""
        if self.value is not None:
            return f"{self.value:,}"
        return CONFIDENTIAL if self.is_suppressed else NOT_KNOWN


UNKNOWN = ShownCount(None, 0, 0)


@dataclass(frozen=True)
class SmallCounts:
    """The rule: counts from 1 to below `suppress_below` are suppressed, the others rounded to a
    multiple of `round_to`. Both are at least 1; 1 and 1 show every number as it is.
    """

    suppress_below: int = 5
    round_to: int = 5

    def __post_init__(self) -> None:
        if min(self.suppress_below, self.round_to) < 1:
            raise ValueError("suppress_below and round_to must be 1 or more")

    def shown(self, count: int | None) -> ShownCount:
        """What may be shown of one count that no sum ties to another; None for an unknown one."""
        if count is None:
            return UNKNOWN
        if count == 0 and self.suppress_below > 1:
            return ShownCount(0, 0, 0)
        if 0 < count < self.suppress_below:
            return ShownCount(None, 1, self.suppress_below - 1)
        half = self.round_to // 2
        value = (count + half) // self.round_to * self.round_to
        lowest = self.suppress_below if self.suppress_below > 1 else 0
        return ShownCount(value, max(value - half, lowest), value - half + self.round_to - 1)

    def in_words(self, count: ShownCount) -> str:
        """A count on a board: "1–4" where it is small, "not shown" where it would give a small one
        back, a dash where it is not known."""
        if not count.is_suppressed:
            return "–" if count.value is None else count.text
        if count.most >= self.suppress_below:
            return NOT_SHOWN
        return f"{count.least}" if count.least == count.most else f"{count.least}–{count.most}"

    @property
    def changes_nothing(self) -> bool:
        """Whether every number is shown as it is."""
        return self == AS_THEY_ARE

    @property
    def words(self) -> str:
        """The rule in words where suppressed counts stand as "1–4"; '' where it changes nothing."""
        small = f"counts from 1 to {self.suppress_below - 1}, and those that would give one back,"
        told = [f"{small} are not shown"] if self.suppress_below > 1 else []
        told += [f"others are rounded to {self.round_to}"] if self.round_to > 1 else []
        said = "; ".join(told)
        return f"{said[0].upper()}{said[1:]}." if said else ""

    @property
    def sentence(self) -> str:
        """The rule in words, for the reader of a table."""
        told = []
        if self.suppress_below > 1:
            small = self.suppress_below - 1
            numbers = "1 person" if small == 1 else f"1 to {small} people"
            told.append(f"{CONFIDENTIAL} stands for {numbers}, or hides a number that would tell.")
        if self.round_to > 1:
            told.append(f"Other numbers are rounded to the nearest {self.round_to}.")
        return " ".join(told) or "Every number is shown as it is."


SHIPPED = SmallCounts()
"""The rule where nothing else is set."""
AS_THEY_ARE = SmallCounts(suppress_below=1, round_to=1)
"""The rule that shows every number as it is."""
