"""Reasons as phrases: one a comparison, and comparisons with the same result together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "COMMON",
    "RARE",
    "TELLING",
    "TOO_FEW",
    "Reason",
    "bits",
    "grouped",
    "in_short",
    "listed",
    "pair_of",
    "spoken",
]

TELLING = 0.1
"""Bits from which a value is said to be rare or common."""
RARE, COMMON = "and it is a rare one", "but it is a common one"
"""What is said of a value that agrees and is rarer, or commoner, than average."""
TOO_FEW = "but these lists are too short to show that it is rare"
SHORT = 3
"""Comparisons that are named where there is room for the main ones only."""


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


def spoken(reasons: Iterable[Reason]) -> list[Reason]:
    """One phrase a comparison with all it found, weightiest first; without the prior and without
    values of average rarity.
    """
    gathered: dict[str, Reason] = {}
    for reason in reasons:
        if reason.kind == "prior":
            continue
        before = gathered.get(reason.comparison)
        if before is not None:
            average = reason.kind == "rarity" and abs(reason.bits) < TELLING
            words = before.words if average else f"{before.words}, {reason.words}"
            total = before.bits + reason.bits
            reason = Reason(before.kind, reason.comparison, before.level, words, total)
        gathered[reason.comparison] = reason
    return sorted(gathered.values(), key=lambda each: -abs(each.bits))


def in_short(reasons: Iterable[Reason], most: int = SHORT) -> str:
    """The weightiest of some reasons in one line: "PNC ID: the same; surname, forename: …"."""
    return grouped(each.words for each in list(reasons)[:most])


def grouped(phrases: Iterable[str]) -> str:
    """Phrases "what: how", joined where the "how" is the same: "surname, forename: the same; …"."""
    by_how: dict[str, list[str]] = {}
    for phrase in phrases:
        what, colon, how = phrase.partition(": ")
        by_how.setdefault(how if colon else f"\0{phrase}", []).append(what)
    return "; ".join(
        what[0] if how.startswith("\0") else f"{', '.join(what)}: {how}"
        for how, what in by_how.items()
    )


def listed(items: Sequence[str], last: str = "and") -> str:
    """ "IOM, MAPPA and SGV"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def pair_of(left: str, right: str) -> str:
    """Two listings: "IOM:14 and MAPPA:88"."""
    return f"{left} and {right}"


def bits(amount: float) -> str:
    """ "+9.3"."""
    return f"{amount:+.1f}"
