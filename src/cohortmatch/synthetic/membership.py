"""Who is on which list: everybody on the list that knew them first, some on several more."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from cohortmatch.synthetic.dice import Dice
from cohortmatch.synthetic.people import TODAY, InventedPerson
from cohortmatch.synthetic.specs import ListSpec

REPEATS = 0.014
"""Share of a list's rows that repeat somebody already on it."""
YEARS_OUTSIDE = 6.0
"""How many years above a list's ages make somebody a third as likely to be on it."""


def draw_memberships(
    dice: Dice, people: Sequence[InventedPerson], specs: Sequence[ListSpec], scale: float
) -> dict[str, list[InventedPerson]]:
    """For each list, the people on it, in the list's own order; a repeat occurs twice."""
    busy = dice.rng.gamma(0.8, 1.0, len(people))
    on_list: dict[str, list[InventedPerson]] = {}
    for spec in specs:
        first = [p for p in people if p.first_list == spec.name]
        wanted = max(0, round(spec.people * scale) - len(first))
        chances = extra_chances(people, spec) * busy
        extra = draw_some(dice, chances, wanted)
        members = first + [people[i] for i in extra]
        repeated = [p for p in members if dice.chance(REPEATS)]
        on_list[spec.name] = dice.shuffled(members + repeated)
    return on_list


def extra_chances(people: Sequence[InventedPerson], spec: ListSpec) -> npt.NDArray[np.float64]:
    """How likely each person is to be on this list as well."""
    return np.array([spec.drawn_from.get(p.first_list, 0.0) * fits(p, spec) for p in people])


def fits(person: InventedPerson, spec: ListSpec) -> float:
    """How well somebody's age and sex fit the list, from 0 to 1."""
    age = TODAY.year - person.born.year
    low, high = spec.ages
    outside = max(age - high, 0)
    if age < low:
        return 0.0
    womens = min(1.0, 3 * spec.women) if person.sex == "F" else 1.0
    return float(womens * 3.0 ** (-outside / YEARS_OUTSIDE))


def draw_some(dice: Dice, chances: npt.NDArray[np.float64], wanted: int) -> npt.NDArray[np.int64]:
    """Different positions, each as likely as its chance says."""
    possible = int((chances > 0).sum())
    if not possible:
        return np.empty(0, dtype=np.int64)
    size = min(wanted, possible)
    drawn = dice.rng.choice(len(chances), size=size, replace=False, p=chances / chances.sum())
    return np.asarray(drawn, dtype=np.int64)
