"""How somebody's case goes, and how each agency types it: contacts, engagement, ends, releases.

Policy: a case is drawn from chances of its own, by the person's number, so that columns of this
kind change nothing else that is invented. What lists say of one person goes together: who does not
engage was last seen long ago, and is out of sight on more than one list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from cohortmatch.synthetic.dice import Dice
from cohortmatch.synthetic.number_cells import Cell
from cohortmatch.synthetic.people import TODAY

__all__ = ["CASE_CELLS", "Case", "drawn_case"]

OWN_CHANCES = 2027
"""What the seeds of these draws end with, beside the person's number."""
AWAY, POORLY = 0.14, 0.12
"""Shares of people who do not engage, and who engage poorly."""
ENDS_SOON, LEAVES_CUSTODY = 0.1, 0.06
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Engagement = Literal["well", "poorly", "not"]


@dataclass(frozen=True)
class Case:
    """How one person's case goes; `dice` draws how a list types it."""

    engagement: Engagement
    seen: date
    ends: date
    release: date | None
    dice: Dice

    @property
    def seen_here(self) -> date:
        """The last contact of one agency: another day than another's."""
        return self.seen - timedelta(days=self.dice.between(0, 21))


def drawn_case(seeds: tuple[int, ...], number: int, place: int) -> Case:
    """The case of the person of this number in the world of these seeds, as typed on the list at a
    place among the lists."""
    dice = Dice([*seeds, OWN_CHANCES, number])
    engagement: Engagement = "well"
    if dice.chance(AWAY):
        engagement = "not"
    elif dice.chance(POORLY):
        engagement = "poorly"
    days = dice.between(70, 260) if engagement == "not" else dice.between(1, 45)
    ends = dice.between(1, 50) if dice.chance(ENDS_SOON) else dice.between(60, 900)
    release = dice.between(3, 120) if dice.chance(LEAVES_CUSTODY) else 0
    return Case(
        engagement,
        TODAY - timedelta(days=days),
        TODAY + timedelta(days=ends),
        TODAY + timedelta(days=release) if release else None,
        Dice([*seeds, OWN_CHANCES, number, place]),
    )


def _slashes(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _short(day: date) -> str:
    return f"{day.day}.{day.month}.{day:%y}"


def _words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _police_contact(case: Case) -> Cell:
    """Slashes, at times with how it was made beside the day, at times nothing."""
    day = _slashes(case.seen_here)
    beside = ("", "", "", "", "", " (home visit)", " phone", " (office)")
    return "TBC" if case.dice.chance(0.04) else f"{day}{case.dice.pick(beside)}"


def _drug_contact(case: Case) -> Cell:
    """Dots and two digits of the year; the day of an appointment that failed is no contact."""
    day = _short(case.seen_here)
    return f"DNA {day}" if case.dice.chance(0.08) else day


def _youth_contact(case: Case) -> Cell:
    return "" if case.dice.chance(0.15) else _words(case.seen_here)


def _probation_contact(case: Case) -> Cell:
    return case.seen_here.isoformat()


def _yes_or_no(case: Case) -> Cell:
    return {"well": "Y", "poorly": "Y", "not": "N"}[case.engagement]


def _drug_engagement(case: Case) -> Cell:
    words = {
        "well": ("Engaging", "Engaging well", ""),
        "poorly": ("Poor engagement", "DNA x2", "Missing appointments"),
        "not": ("Not engaging", "Disengaged", "Dropped out"),
    }
    return case.dice.pick(words[case.engagement])


def _whereabouts(case: Case) -> Cell:
    words = ("Wanted", "Off radar", "Not engaging", "Whereabouts unknown")
    return case.dice.pick(words) if case.engagement == "not" else "In community"


def _release(case: Case) -> Cell:
    return "" if case.release is None else _slashes(case.release)


CASE_CELLS: dict[str, Callable[[Case], Cell]] = {
    "contact, police": _police_contact,
    "contact, drug service": _drug_contact,
    "contact, youth": _youth_contact,
    "contact, probation": _probation_contact,
    "contact, probation in words": lambda case: _words(case.seen_here),
    "contact, cell": lambda case: case.seen_here,
    "engaging, yes or no": _yes_or_no,
    "engagement, drug service": _drug_engagement,
    "whereabouts": _whereabouts,
    "end": lambda case: _slashes(case.ends),
    "end in words": lambda case: _words(case.ends),
    "end, cell": lambda case: case.ends,
    "release": _release,
}
"""By the content of a column, what an agency types into it."""
