"""Invented addresses: postcodes that several people share, hostels, offices, prisons."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from cohortmatch.synthetic.dice import Dice
from cohortmatch.synthetic.words import load_toml

INWARD = "ABDEFGHJLNPQRSTUWXYZ"
"""Letters of the second half of a postcode (all but C, I, K, M, O, V)."""


class InventedAddress(NamedTuple):
    """One address as a careful clerk would write it; `postcode` may be blank for a prison."""

    number: str
    street: str
    town: str
    postcode: str


@cache
def places() -> Mapping[str, Any]:
    """The data file of places."""
    return load_toml("places.toml")


class Borough:
    """The streets of one invented borough, drawn once; a postcode belongs to one street."""

    def __init__(self, dice: Dice, postcodes: int) -> None:
        streets = [
            f"{name} {ending}" for name in places()["streets"] for ending in places()["endings"]
        ]
        chosen = dice.shuffled(streets)
        self.units = [
            InventedAddress(
                "", chosen[i % len(chosen)], dice.pick(places()["towns"]), draw_postcode(dice)
            )
            for i in range(postcodes)
        ]

    def home(self, dice: Dice) -> InventedAddress:
        """Somebody's home; estates hold many of the people on lists, most streets hold few."""
        unit = dice.ranked(self.units)
        number = str(dice.between(1, 99)) if dice.chance(0.75) else flat(dice)
        return unit._replace(number=number)


def flat(dice: Dice) -> str:
    """The number of a flat in a numbered house."""
    return f"Flat {dice.between(1, 30)}, {dice.between(1, 60)}"


def draw_postcode(dice: Dice) -> str:
    """A postcode of an outcode that was never issued."""
    outcode = dice.pick(places()["outcodes"])
    return f"{outcode} {dice.between(1, 9)}{dice.pick(INWARD)}{dice.pick(INWARD)}"


def hostel(dice: Dice) -> InventedAddress:
    """A hostel that unrelated people give as their address."""
    number, street, postcode = dice.pick(places()["hostels"])
    return InventedAddress(number, street, "Romford", postcode)


def office(dice: Dice) -> InventedAddress:
    """A probation or drugs service office used as somebody's proxy address."""
    number, street, postcode = dice.pick(places()["offices"])
    return InventedAddress(number, street, "Romford", postcode)


def prison(dice: Dice) -> InventedAddress:
    """A prison given as somebody's address."""
    name, street, postcode = dice.pick(places()["prisons"])
    return InventedAddress(name, street, "", postcode)
