"""Expected errors in words: how many links may be wrong or missed, as ranges that can be relied on.

The expected errors of a run (`expected` in run.json) are means; a single run is better or worse.
The ranges were set on invented lists with known truth (`cohortmatch.synthetic`, seeds 201 to 211).
On thirty-two other sets, panels and plain lists of seeds 213 to 220 at once and at twice the usual
rate of errors, 93 of the 96 figures stayed within them (`python benchmarks/calibrating.py
--ranges`). Lists with troubles of another kind may do worse.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil, floor
from typing import NamedTuple

from cohortmatch.core.plurals import count
from cohortmatch.linkage.pairs import Band
from cohortmatch.people.view import View

EXACT_UP_TO = 20
"""Larger figures are rounded outwards to fives: more would look better known than it is."""


class Range(NamedTuple):
    """From how many to how many; both are whole."""

    least: int
    most: int

    def __str__(self) -> str:
        least = f"{self.least:,}" if self.least else "none"
        return least if self.least == self.most else f"{least} to {self.most:,}"


class _Spread(NamedTuple):
    """How far one run's figure may be from the expected one: factors, and pairs beyond."""

    least: float
    most: float
    beyond: float

    def of(self, expected: float, total: int | None = None) -> Range:
        """The range around an expected figure of so many in total."""
        least = _rounded(max(0.0, self.least * expected - self.beyond), floor)
        most = _rounded(self.most * expected + self.beyond, ceil)
        return Range(least, most) if total is None else Range(min(least, total), min(most, total))


WRONG, RIGHT, MISSED = _Spread(0.0, 3.5, 2.0), _Spread(0.75, 1.35, 2.0), _Spread(0.1, 2.0, 0.0)


class Likely(NamedTuple):
    """Pairs that may be wrong among the certain, right among those to check, and missed."""

    same: int
    check: int
    wrong: Range
    right: Range
    missed: Range


def likely(view: View) -> Likely | None:
    """The likely errors of a run; None where its model has no calibration."""
    expected: Mapping[str, float] | None = view.manifest.get("expected")
    if not expected:
        return None
    same, check = (int((view.resolved.band == band).sum()) for band in (Band.same, Band.check))
    return Likely(
        same,
        check,
        WRONG.of(expected["wrong_of_same"], same),
        RIGHT.of(expected["right_of_check"], check),
        MISSED.of(expected["missed"]),
    )


def in_short(found: Likely) -> str:
    """One sentence for the summary."""
    return (
        f"Of {count(found.same, 'pair')} of rows called certain, likely {found.wrong} are two "
        f"people's; likely {found.missed} were missed. See “Method and limits”."
    )


def in_full(found: Likely) -> str:
    """The likely errors, what they rest on, and what they do not cover."""
    return (
        f"Of the {count(found.same, 'pair')} of rows called certain, likely {found.wrong} are of "
        f"two people. Of the {found.check:,} to check, likely {found.right} are of one person. "
        f"Likely {found.missed} pairs of one person are in neither. These are ranges in which "
        "invented lists with known truth stayed; lists with other troubles may do worse."
    )


def _rounded(figure: float, outwards: Callable[[float], int]) -> int:
    """A whole number, rounded outwards; to fives where it is large."""
    return outwards(figure) if figure <= EXACT_UP_TO else 5 * outwards(figure / 5)
