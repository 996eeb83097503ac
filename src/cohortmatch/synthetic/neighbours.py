"""Two neighbouring boroughs whose lists have some people in common, with known truth."""

from __future__ import annotations

from collections.abc import Sequence

from cohortmatch.synthetic.dice import Dice
from cohortmatch.synthetic.invented import Invented, invent_lists
from cohortmatch.synthetic.people import InventedPerson
from cohortmatch.synthetic.population import DEMO_PEOPLE, draw_people
from cohortmatch.synthetic.specs import demo_specs

__all__ = ["invent_neighbours"]

STREET = 8
"""People in a row who belong to one borough, so that households and relatives mostly stay whole."""


def invent_neighbours(
    seed: int, severity: float = 1.0, people: int = DEMO_PEOPLE, common: float = 0.15
) -> tuple[Invented, Invented]:
    """The lists of two boroughs with about this many people each, of whom a share is on lists of
    both; a person has one number in the truth of both. `severity` is as for `invent`.
    """
    dice = Dice([seed, 2027])
    shared = round(people * common)
    everybody = draw_people(dice, 2 * people - shared, demo_specs())
    one, other = _divided(dice, everybody, shared)
    scale = people / DEMO_PEOPLE
    return invent_lists(dice, one, severity, scale), invent_lists(dice, other, severity, scale)


def _divided(
    dice: Dice, people: Sequence[InventedPerson], shared: int
) -> tuple[list[InventedPerson], list[InventedPerson]]:
    """The people of each borough, in their order; as many as `shared` are in both."""
    is_first = [dice.chance(0.5) for _ in range(0, len(people), STREET)]
    both = set(dice.rng.choice(len(people), size=shared, replace=False).tolist())
    one = [p for i, p in enumerate(people) if is_first[i // STREET] or i in both]
    other = [p for i, p in enumerate(people) if not is_first[i // STREET] or i in both]
    return one, other
