"""How names go wrong: other names of the same person, spellings, swapped columns, slips."""

from __future__ import annotations

from collections.abc import Callable

from cohortmatch.synthetic.dice import Dice
from cohortmatch.synthetic.entries import Hazard, InventedEntry
from cohortmatch.synthetic.names import Name
from cohortmatch.synthetic.slips import slip_word
from cohortmatch.synthetic.words import short_forms, spellings

UNKNOWN_FORENAMES = ("Unknown", "UNK", "N/K", "?", "Not known")


def trouble_name(entry: InventedEntry, hazard: Hazard) -> None:
    """Everything that can happen to the name of one listing, in the order it happens in life."""
    use_other_name(entry, hazard)
    use_alias_column(entry, hazard)
    for kind, change in CHANGES.items():
        changed = change(hazard.dice, entry.name)
        if changed is not None and changed != entry.name and hazard.strikes("name", kind):
            entry.name = changed
            entry.troubles.append(kind)
    shorten(entry, hazard)
    if hazard.strikes("name", "swapped"):
        entry.swapped = True
        entry.troubles.append("swapped")


def use_other_name(entry: InventedEntry, hazard: Hazard) -> None:
    """The person is listed under another of their names."""
    for other in entry.person.others:
        if hazard.strikes("name", other.kind):
            entry.name = other.name
            entry.troubles.append(other.kind)
            return


def use_alias_column(entry: InventedEntry, hazard: Hazard) -> None:
    """Where the list keeps aliases, it has about half of the other names."""
    if "alias" not in hazard.spec.contents:
        return
    known = [other.name for other in entry.person.others if other.name != entry.name]
    if entry.name != entry.person.name:
        known = [entry.person.name]
    if known and hazard.dice.chance(0.5):
        entry.alias = known[0]


def shorten(entry: InventedEntry, hazard: Hazard) -> None:
    """Middle names are mostly left out; some lists keep only initials."""
    dice, name = hazard.dice, entry.name
    if not dice.chance(hazard.spec.middle):
        name = name._replace(middle="")
    elif name.middle and dice.chance(0.25):
        name = name._replace(middle=name.middle[0])
    if dice.chance(hazard.spec.initials):
        name = name._replace(forename=name.forename[0], middle="")
        entry.troubles.append("initial-only")
    elif hazard.strikes("name", "forename-missing"):
        name = name._replace(forename=dice.pick(UNKNOWN_FORENAMES), middle="")
        entry.troubles.append("forename-missing")
    entry.name = name


def _nickname(dice: Dice, name: Name) -> Name | None:
    forms = short_forms().get(name.forename)
    return name._replace(forename=dice.ranked(forms)) if forms else None


def _spelling(dice: Dice, name: Name) -> Name | None:
    forename = spellings("forename").get(name.forename)
    surname = spellings("surname").get(name.surname)
    if forename and not (surname and dice.chance(0.4)):
        return name._replace(forename=dice.ranked(forename))
    return name._replace(surname=dice.ranked(surname)) if surname else None


def halves(surname: str) -> list[str]:
    """The parts of a surname of two parts; O'Brien and McKay have one."""
    return surname.replace("-", " ").split()


def _half(dice: Dice, name: Name) -> Name | None:
    parts = halves(name.surname)
    return name._replace(surname=dice.pick(parts)) if len(parts) > 1 else None


def _halves_swapped(dice: Dice, name: Name) -> Name | None:
    parts = halves(name.surname)
    return name._replace(surname="-".join(reversed(parts))) if len(parts) > 1 else None


def _slip_forename(dice: Dice, name: Name) -> Name:
    return name._replace(forename=slip_word(dice, name.forename))


def _slip_surname(dice: Dice, name: Name) -> Name:
    return name._replace(surname=slip_word(dice, name.surname))


def _cut(dice: Dice, name: Name) -> Name | None:
    if len(name.forename) < 6:
        return None
    return name._replace(forename=name.forename[: dice.between(3, 5)])


CHANGES: dict[str, Callable[[Dice, Name], Name | None]] = {
    "nickname": _nickname,
    "spelling": _spelling,
    "half-surname": _half,
    "halves-swapped": _halves_swapped,
    "forename-cut": _cut,
    "typo-forename": _slip_forename,
    "typo-surname": _slip_surname,
}
