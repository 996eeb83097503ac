"""How dates of birth go wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from cohortmatch.synthetic.dice import Dice
from cohortmatch.synthetic.entries import Hazard, InventedEntry
from cohortmatch.synthetic.people import TODAY

PLACEHOLDERS = ("01/01/1900", "01/01/1900", "01/01/1970", "Unknown", "N/K")


def trouble_date(entry: InventedEntry, hazard: Hazard) -> None:
    """Everything that can happen to the date of birth of one listing."""
    born = entry.person.born
    missing = min(0.6, hazard.spec.dob_missing * hazard.severity)
    if hazard.dice.chance(missing):
        entry.born = None
        entry.troubles.append("dob-missing")
        return
    if hazard.strikes("date", "dob-placeholder"):
        entry.born = hazard.dice.pick(PLACEHOLDERS)
        entry.troubles.append("dob-placeholder")
        return
    for kind, change in CHANGES.items():
        changed = change(hazard.dice, born)
        if changed is not None and changed != born and hazard.strikes("date", kind):
            entry.born = changed
            entry.troubles.append(kind)
            return


def on_calendar(year: int, month: int, day: int) -> date | None:
    """The date, if there is one and it can be a date of birth."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found.year >= 1926 and found < TODAY else None


def _swap(dice: Dice, born: date) -> date | None:
    return on_calendar(born.year, born.day, born.month)


def _digit(dice: Dice, born: date) -> date | None:
    """One digit of the day, the month or the year's last two, changed."""
    text = born.strftime("%Y%m%d")
    at = dice.pick((2, 3, 5, 6, 7, 7))
    return _read(text[:at] + str(dice.below(10)) + text[at + 1 :])


def _transpose(dice: Dice, born: date) -> date | None:
    text = born.strftime("%Y%m%d")
    at = dice.pick((2, 4, 6))
    return _read(text[:at] + text[at + 1] + text[at] + text[at + 2 :])


def _read(text: str) -> date | None:
    return on_calendar(int(text[:4]), int(text[4:6]), int(text[6:]))


def _year(years: int) -> Callable[[Dice, date], date | None]:
    def change(dice: Dice, born: date) -> date | None:
        return on_calendar(born.year + dice.pick((-years, years)), born.month, born.day)

    return change


def _month(dice: Dice, born: date) -> date | None:
    return on_calendar(born.year, born.month + dice.pick((-1, 1)), born.day)


def _first_of_january(dice: Dice, born: date) -> date:
    return date(born.year, 1, 1)


def _arrest_date(dice: Dice, born: date) -> date:
    return TODAY - timedelta(days=dice.between(10, 900))


CHANGES: dict[str, Callable[[Dice, date], date | None]] = {
    "dob-swapped": _swap,
    "dob-digit": _digit,
    "dob-transposed": _transpose,
    "dob-year-1": _year(1),
    "dob-year-10": _year(10),
    "dob-month": _month,
    "dob-first-of-january": _first_of_january,
    "dob-arrest-date": _arrest_date,
}
