"""What one list says of one person, before it is written in the list's own style."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from cohortmatch.synthetic.dice import Dice
from cohortmatch.synthetic.names import Name
from cohortmatch.synthetic.people import InventedPerson
from cohortmatch.synthetic.places import InventedAddress
from cohortmatch.synthetic.specs import ListSpec
from cohortmatch.synthetic.words import load_toml

MOST_LIKELY = 0.6
"""The highest probability of any trouble, however severe the world is."""


@cache
def rates() -> Mapping[str, Any]:
    """The data file of rates."""
    return load_toml("rates.toml")


@dataclass
class InventedEntry:
    """One listing while errors are put into it.

    `born` is None when it is not recorded, a str when it is not a date at all. `numbers` holds what
    the list shows for each kind of identifier; `right_numbers` holds those that are truly the
    person's, in full form. `troubles` names everything that went wrong.
    """

    person: InventedPerson
    name: Name
    alias: Name | None
    born: date | str | None
    address: InventedAddress | None
    no_fixed_abode: str
    numbers: dict[str, str]
    right_numbers: dict[str, str]
    sex: str
    role: str
    swapped: bool = False
    troubles: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Hazard:
    """How likely each trouble is for this person on this list."""

    dice: Dice
    person: InventedPerson
    spec: ListSpec
    severity: float

    def strikes(self, group: str, kind: str) -> bool:
        """Whether this kind of trouble happens to this listing."""
        factor = self.severity * self.spec.care
        if group == "name":
            factor *= self.person.origin.trouble
        rate = self.spec.rates.get(kind, rates()[group][kind])
        return self.dice.chance(min(MOST_LIKELY, rate * factor))


def draw_entry(hazard: Hazard) -> InventedEntry:
    """The listing without errors; only what the list does not keep is missing.

    A list that keeps an identifier for four in five keeps it, at severity 2, for two in three.
    """
    person, spec, dice = hazard.person, hazard.spec, hazard.dice
    numbers = {
        kind: dice.pick(person.numbers[kind])
        for kind, share in spec.kept.items()
        if person.numbers.get(kind) and dice.chance(share**hazard.severity)
    }
    return InventedEntry(
        person=person,
        name=person.name,
        alias=None,
        born=person.born,
        address=person.addresses[0],
        no_fixed_abode="",
        numbers=numbers,
        right_numbers=dict(numbers),
        sex=person.sex,
        role=dice.weighted(spec.roles) if spec.roles else "",
    )
