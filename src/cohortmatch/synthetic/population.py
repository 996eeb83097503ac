"""The people for lists of given sizes, families and look-alikes among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cohortmatch.synthetic.dice import Dice
from cohortmatch.synthetic.names import draw_family
from cohortmatch.synthetic.people import (
    RELATIVES,
    Census,
    InventedPerson,
    add_family,
    add_son,
    age_of,
    draw_birth,
    house_address,
    likely_relative,
)
from cohortmatch.synthetic.places import Borough
from cohortmatch.synthetic.specs import ListSpec
from cohortmatch.synthetic.words import draw_origin

DEMO_PEOPLE = 850
"""The number of people for which `lists.toml` gives its sizes."""


def draw_people(
    dice: Dice, people: int, specs: Sequence[ListSpec], *, related: bool = True
) -> list[InventedPerson]:
    """This many people, each known first to one of the lists; strangers all, unless `related`."""
    census = Census(dice, Borough(dice, max(60, people)), [])
    scale = people / DEMO_PEOPLE if related else 0.0
    families = sum(spec.home for spec in specs if spec.name == "Families")
    fill_families(census, round(families * scale))
    rest = {spec.name: spec for spec in specs if spec.name != "Families"}
    fill_others(census, people, rest, scale)
    for person in list(census.people):
        house_address(census, person)
    return census.people


def fill_families(census: Census, people: int) -> None:
    """Households until they hold enough people."""
    number = 1
    while len(census.people) < people:
        add_family(census, number)
        number += 1


def fill_others(census: Census, people: int, specs: Mapping[str, ListSpec], scale: float) -> None:
    """Everybody else: singles, then relatives and namesakes of some of them."""
    dice = census.dice
    pending = {add: round(count * scale) for add, count in RELATIVES.items()}
    shares = {name: float(spec.home) for name, spec in specs.items()}
    while len(census.people) < people:
        first = add_single(census, specs[dice.weighted(shares)])
        wanted = [add for add, left in pending.items() if left and likely_relative(first, add)]
        if wanted and len(census.people) < people and dice.chance(0.35):
            add = dice.pick(wanted)
            add(census, first, dice.weighted(lists_for(first, add, specs)))
            pending[add] -= 1


def lists_for(
    first: InventedPerson, add: object, specs: Mapping[str, ListSpec]
) -> dict[str, float]:
    """How likely each list is to have known a relative of this person first, by their age."""
    age = age_of(first) - (24 if add is add_son else 0)
    return {
        spec.name: float(spec.home) if spec.ages[0] <= age + 3 and age <= spec.ages[1] + 8 else 0.01
        for spec in specs.values()
    }


def add_single(census: Census, spec: ListSpec) -> InventedPerson:
    """Somebody of the kind that this list keeps."""
    dice = census.dice
    origin = draw_origin(dice)
    sex = "F" if dice.chance(spec.women) else "M"
    born = draw_birth(dice, origin, spec.ages)
    return census.add(draw_family(dice, origin), sex, born, spec.name)
