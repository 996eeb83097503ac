"""Why a pair weighs what it weighs, as a value that shows itself in a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cohortmatch import markup
from cohortmatch.pairs import Band

__all__ = ["Explanation", "Reason"]


@dataclass(frozen=True)
class Reason:
    """One line of an explanation: a comparison, its level, the level's words and its bits.

    `kind` is "prior" (what the sizes of the lists say), "level" (what a comparison found), "rarity"
    (how much rarer or commoner than average the value is that agrees) or "group" (what is taken off
    comparisons that are not independent).
    """

    kind: Literal["prior", "level", "rarity", "group"]
    comparison: str
    level: str
    words: str
    bits: float


@dataclass(frozen=True)
class Explanation:
    """Why a pair weighs what it weighs.

    `left` and `right` are listing ids; `weight` is in bits and equals the sum of the reasons' bits;
    `band` is the pair's band by its weight alone; `one_person` says whether the two were resolved
    to one person. `missing` are the words of what could not be compared, `settle` names the one
    thing that would decide, '' when nothing more is needed. `rival` is the id of the next best
    candidate for `left` on the list of `right`, '' when there is none, and `behind` by how many
    bits it weighs less (negative when it weighs more).
    """

    left: str
    right: str
    weight: float
    band: Band
    one_person: bool
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...] = ()
    settle: str = ""
    rival: str = ""
    behind: float = 0.0

    @property
    def supporting(self) -> tuple[Reason, ...]:
        """What speaks for one person, strongest first."""
        return tuple(sorted((r for r in self.reasons if r.bits > 0), key=lambda r: -r.bits))

    @property
    def against(self) -> tuple[Reason, ...]:
        """What speaks against, strongest first."""
        return tuple(sorted((r for r in self.reasons if r.bits < 0), key=lambda r: r.bits))

    def _repr_html_(self) -> str:
        words = {Band.same: "enough to be one person", Band.check: "a person must decide"}
        said = words.get(self.band, "not enough to be one person")
        together = "They are taken for one person." if self.one_person else ""
        parts = (("Speaks for one person", self.supporting), ("Speaks against", self.against))
        return (
            markup.heading(f"{self.left} and {self.right}: {self.weight:+.1f} bits, {said}")
            + "".join(
                markup.table(
                    (title, "Bits"), [(r.words or r.comparison, f"{r.bits:+.1f}") for r in reasons]
                )
                for title, reasons in parts
                if reasons
            )
            + markup.lines(
                (
                    together,
                    f"Not recorded on both: {', '.join(self.missing)}." if self.missing else "",
                    f"What would settle it: {self.settle}." if self.settle else "",
                )
            )
        )
