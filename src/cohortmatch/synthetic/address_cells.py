"""Addresses and postcodes as a list writes them."""

from __future__ import annotations

from cohortmatch.synthetic.dice import Dice
from cohortmatch.synthetic.entries import InventedEntry
from cohortmatch.synthetic.places import InventedAddress, places


def written_postcode(entry: InventedEntry, dice: Dice) -> str:
    """The postcode's own column."""
    if entry.no_fixed_abode:
        return dice.pick(("", "NFA", "NF1 1NF", "ZZ99 3VZ"))
    if entry.address is None:
        return ""
    return typed_postcode(entry.address.postcode, dice)


def typed_postcode(postcode: str, dice: Dice) -> str:
    """A postcode as typed: mostly correct, at times without its space or in small letters."""
    if dice.chance(0.12):
        postcode = postcode.replace(" ", "")
    return postcode.lower() if dice.chance(0.04) else postcode


def written_address(entry: InventedEntry, dice: Dice, with_postcode: bool) -> str:
    """The address in one cell."""
    if entry.no_fixed_abode:
        return entry.no_fixed_abode
    if entry.address is None:
        return ""
    parts = [typed_street(entry.address, dice)]
    if entry.address.town and dice.chance(0.5):
        parts.append(entry.address.town)
    if with_postcode and entry.address.postcode:
        parts.append(typed_postcode(entry.address.postcode, dice))
    return dice.weighted({", ": 4.0, " ": 1.0}).join(parts)


def typed_street(address: InventedAddress, dice: Dice) -> str:
    """Number and street; the street's kind is shortened at times."""
    street = address.street
    ending = street.split()[-1] if street else ""
    short = places()["short_endings"].get(ending)
    if short and dice.chance(0.35):
        street = street.removesuffix(ending) + short
    text = f"{address.number} {street}".strip()
    return text.upper() if dice.chance(0.05) else text
