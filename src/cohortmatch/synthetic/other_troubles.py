"""How addresses, identifiers and sex go wrong."""

from __future__ import annotations

from collections.abc import Sequence

from cohortmatch.synthetic.dice import Dice
from cohortmatch.synthetic.entries import Hazard, InventedEntry
from cohortmatch.synthetic.numbers import CHECK_LETTERS
from cohortmatch.synthetic.places import INWARD, InventedAddress, office, places
from cohortmatch.synthetic.slips import slip_digits

SEX_WRONG = 0.004
CHECKED = ("pnc", "cro")
"""The identifiers that end in a check letter."""


def trouble_address(entry: InventedEntry, hazard: Hazard) -> None:
    """Everything that can happen to the address of one listing."""
    dice, person = hazard.dice, entry.person
    if dice.chance(min(0.6, hazard.spec.address_missing * hazard.severity)):
        entry.address = None
        entry.troubles.append("address-missing")
        return
    choose_address(entry, hazard)
    if entry.address is not None and entry.address.postcode:
        trouble_postcode(entry, hazard, entry.address)
    if person.situation == "no fixed abode" and hazard.strikes("address", "no-fixed-abode"):
        entry.address = None
        entry.no_fixed_abode = dice.pick(places()["no_fixed_abode"])
        entry.troubles.append("no-fixed-abode")


def choose_address(entry: InventedEntry, hazard: Hazard) -> None:
    """An earlier address, or that of an office, in place of the present one."""
    if entry.person.situation and hazard.strikes("address", "proxy-address"):
        entry.address = office(hazard.dice)
        entry.troubles.append("proxy-address")
    elif hazard.strikes("address", "moved") or (
        entry.person.situation == "in custody" and hazard.dice.chance(0.5)
    ):
        entry.address = hazard.dice.pick(entry.person.addresses[1:])
        entry.troubles.append("moved")


def trouble_postcode(entry: InventedEntry, hazard: Hazard, address: InventedAddress) -> None:
    """A postcode left out, cut short or mistyped."""
    dice, postcode = hazard.dice, address.postcode
    wrong = {
        "postcode-missing": "",
        "postcode-outcode-only": postcode.split()[0],
        "postcode-same-sector": postcode[:-2] + dice.pick(INWARD) + dice.pick(INWARD),
        "postcode-typo": slip_digits(dice, postcode),
    }
    for kind, written in wrong.items():
        if hazard.strikes("address", kind):
            entry.address = address._replace(postcode=written)
            entry.troubles.append(kind)
            return


def trouble_numbers(entry: InventedEntry, hazard: Hazard) -> None:
    """Identifiers mistyped or with a wrong check letter."""
    for kind, number in list(entry.numbers.items()):
        for trouble, change in (("slip", slip_digits), ("letter-for-digit", _letter_for_digit)):
            if hazard.strikes("identifier", trouble):
                _put(entry, kind, change(hazard.dice, number), trouble)
                break
        else:
            if kind in CHECKED and hazard.strikes("identifier", "wrong-letter"):
                _put(entry, kind, number[:-1] + hazard.dice.pick(CHECK_LETTERS), "wrong-letter")


def _put(entry: InventedEntry, kind: str, number: str, trouble: str) -> None:
    if number == entry.numbers[kind]:
        return
    entry.numbers[kind] = number
    entry.right_numbers.pop(kind, None)
    entry.troubles.append(f"{kind}-{trouble}")


def _letter_for_digit(dice: Dice, number: str) -> str:
    for digit, letter in dice.shuffled((("0", "O"), ("1", "I"), ("5", "S"), ("8", "B"))):
        if digit in number:
            return number.replace(digit, letter, 1)
    return number


def trouble_rows(entries: Sequence[InventedEntry], hazards: Sequence[Hazard]) -> None:
    """A number pasted one row too low, so that two people have it."""
    for above, entry, hazard in zip(entries, entries[1:], hazards[1:], strict=False):
        for kind in sorted(above.right_numbers.keys() & entry.numbers.keys()):
            if hazard.strikes("identifier", "wrong-row"):
                _put(entry, kind, above.right_numbers[kind], "wrong-row")


def trouble_sex(entry: InventedEntry, hazard: Hazard) -> None:
    """The other sex ticked."""
    if hazard.dice.chance(SEX_WRONG * hazard.severity * hazard.spec.care):
        entry.sex = "F" if entry.sex == "M" else "M"
        entry.troubles.append("sex-wrong")
