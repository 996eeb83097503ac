"""Expected errors in words: how many links may be wrong or missed, as ranges that can be relied on.

The expected errors of a run (`expected` in run.json) are means; a single run is better or worse.
The ranges were set on invented lists with known truth (`cohortmatch.synthetic`, seeds 201 to 211)
and on lists of other makers that are in no benchmark. `python benchmarks/calibrating.py --ranges`
tries them on other seeds of ours and on the lists that other hands made. Where the lists are of
another kind (one list, hardly a date of birth, more to check than certain) nothing is told.
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


WRONG, RIGHT = _Spread(0.0, 3.5, 2.0), _Spread(0.75, 1.35, 2.0)
MISSED = _Spread(0.35, 3.5, 3.0)


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
    same, check = _pairs(view)
    return Likely(
        same,
        check,
        WRONG.of(expected["wrong_of_same"], same),
        RIGHT.of(expected["right_of_check"], check),
        MISSED.of(expected["missed"]),
    )


def unlike(view: View) -> str:
    """Why the likely errors of a run cannot be told; '' where they can.

    They were measured on several lists that mostly give dates of birth: others have errors of
    another kind, and the ranges did not hold on them.
    """
    same, check = _pairs(view)
    born = (view.listings.field("date_of_birth").counts > 0).sum()
    if len(view.list_names) < 2:
        return "there is one list alone"
    if 2 * born < len(view.listings.ids):
        return "most rows have no date of birth"
    if check > same:
        return "more is to check than is certain"
    return ""


def in_short(view: View, found: Likely) -> str:
    """One sentence for the summary."""
    said = f"Of {count(found.same, 'pair')} of rows called certain, "
    if why := unlike(view):
        return f"{said}how many are two people's or were missed cannot be told: {why}."
    return (
        f"{said}likely {found.wrong} are two people's; likely {found.missed} were missed. See "
        "“Method and limits”."
    )


def in_full(view: View, found: Likely) -> str:
    """The likely errors, what they rest on, and what they do not cover."""
    if why := unlike(view):
        return (
            f"How many of the {count(found.same, 'pair')} of rows called certain are of two "
            f"people, and how many pairs are missing, cannot be told: {why}, and the errors of "
            "such lists were not measured. Look through a part of the certain ones before you "
            "rely on them."
        )
    return (
        f"Of the {count(found.same, 'pair')} of rows called certain, likely {found.wrong} are of "
        f"two people. Of the {found.check:,} to check, likely {found.right} are of one person. "
        f"Likely {found.missed} pairs of one person are in neither. These are ranges in which "
        "lists with known truth stayed, our own and other makers'; lists with other troubles may "
        "do worse."
    )


def _pairs(view: View) -> tuple[int, int]:
    """How many pairs are certain, and how many to check."""
    same, check = (int((view.resolved.band == band).sum()) for band in (Band.same, Band.check))
    return same, check


def _rounded(figure: float, outwards: Callable[[float], int]) -> int:
    """A whole number, rounded outwards; to fives where it is large."""
    return outwards(figure) if figure <= EXACT_UP_TO else 5 * outwards(figure / 5)
