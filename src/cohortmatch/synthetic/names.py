"""How each custom forms a name, and which other names the same person may be listed under."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from cohortmatch.synthetic.dice import Dice
from cohortmatch.synthetic.words import Origin, short_forms


class Name(NamedTuple):
    """One name as a careful clerk would write it."""

    forename: str
    middle: str
    surname: str


class OtherName(NamedTuple):
    """Another name the person may be listed under, and what kind of difference it makes."""

    kind: str
    name: Name


class Family(NamedTuple):
    """What members of one family share of their names; `father` matters where it is a name part."""

    origin: Origin
    surname: str
    father: str


class Named(NamedTuple):
    """A person's name and other names."""

    name: Name
    others: tuple[OtherName, ...]


def draw_family(dice: Dice, origin: Origin) -> Family:
    """A family's part of a name."""
    surname = origin.surname(dice)
    if origin.custom == "two_surnames":
        surname = f"{surname} {origin.surname(dice)}"
    return Family(origin, surname, origin.forename(dice, "M", 1960))


def name_person(dice: Dice, family: Family, sex: str, born: int) -> Named:
    """A name for somebody of this family, sex and year of birth."""
    origin = family.origin
    forename = origin.forename(dice, sex, born)
    middle = origin.forename(dice, sex, born) if dice.chance(origin.middle) else ""
    base = Name(forename, "" if middle == forename else middle, family.surname)
    named = CUSTOMS[origin.custom](dice, family, sex, base)
    return with_double_barrel(dice, origin, sex, born, named)


def with_double_barrel(dice: Dice, origin: Origin, sex: str, born: int, named: Named) -> Named:
    """Some surnames are two families' surnames joined."""
    surname = named.name.surname
    if " " in surname or not dice.chance(origin.double_barrelled):
        return named
    other = origin.surname(dice)
    if other == surname:
        return named
    return Named(named.name._replace(surname=f"{surname}-{other}"), named.others)


def _western(dice: Dice, family: Family, sex: str, base: Name) -> Named:
    others = _second_name(base) if dice.chance(0.25) else ()
    return Named(base, others)


def _second_name(base: Name) -> tuple[OtherName, ...]:
    if not base.middle:
        return ()
    return (OtherName("second-name-used", Name(base.middle, "", base.surname)),)


def _two_forenames(dice: Dice, family: Family, sex: str, base: Name) -> Named:
    return Named(base, _second_name(base))


def _two_surnames(dice: Dice, family: Family, sex: str, base: Name) -> Named:
    return Named(base, _second_name(base) if dice.chance(0.4) else ())


def _family_first(dice: Dice, family: Family, sex: str, base: Name) -> Named:
    turned = Name(base.surname, "", f"{base.forename} {base.middle}".strip())
    return Named(base, (OtherName("family-name-first", turned),))


def _west_african(dice: Dice, family: Family, sex: str, base: Name) -> Named:
    turned = Name(base.surname, base.middle, base.forename)
    return Named(base, (*_second_name(base), OtherName("family-name-first", turned)))


def _tamil(dice: Dice, family: Family, sex: str, base: Name) -> Named:
    turned = Name(base.surname, "", base.forename)
    return Named(base, (OtherName("family-name-first", turned),))


def _somali(dice: Dice, family: Family, sex: str, base: Name) -> Named:
    name = Name(base.forename, family.father, family.surname)
    return Named(name, (OtherName("father-as-surname", Name(base.forename, "", family.father)),))


def _south_asian_muslim(dice: Dice, family: Family, sex: str, base: Name) -> Named:
    if sex == "F":
        if not dice.chance(0.35):
            return Named(base, ())
        title = dice.ranked(family.origin.words["women_surnames"])
        titled = Name(base.forename, "", title)
        return Named(titled, (OtherName("title-as-surname", base._replace(middle=title)),))
    if not dice.chance(0.42):
        return Named(base, ())
    honorific = dice.ranked(family.origin.words["honorifics"])
    if honorific == base.forename:
        return Named(base, ())
    name = Name(honorific, base.forename, base.surname)
    return Named(name, (OtherName("second-name-used", Name(base.forename, "", base.surname)),))


def _sikh(dice: Dice, family: Family, sex: str, base: Name) -> Named:
    title = "Singh" if sex == "M" else "Kaur"
    if dice.chance(0.35):
        return Named(Name(base.forename, "", title), ())
    titled = Name(base.forename, "", title)
    return Named(base._replace(middle=title), (OtherName("title-as-surname", titled),))


def _slavic(dice: Dice, family: Family, sex: str, base: Name) -> Named:
    womans = womans_slavic(base.surname)
    if sex == "M" or womans == base.surname:
        return Named(base, ())
    return Named(base._replace(surname=womans), (OtherName("surname-gendered", base),))


def womans_slavic(surname: str) -> str:
    """The woman's form of a Slavic surname (Kowalski, Kowalska; Ivanov, Ivanova)."""
    if surname.endswith(("ski", "cki", "zki")):
        return surname[:-1] + "a"
    if surname.endswith(("ov", "ev", "in")):
        return surname + "a"
    return surname


def _lithuanian(dice: Dice, family: Family, sex: str, base: Name) -> Named:
    if sex == "M":
        return Named(base, ())
    stem = base.surname.removesuffix("s").rstrip("aiyu")
    wife, daughter = base._replace(surname=stem + "ienė"), base._replace(surname=stem + "aitė")
    own, other = (wife, daughter) if dice.chance(0.5) else (daughter, wife)
    return Named(own, (OtherName("surname-gendered", base), OtherName("surname-gendered", other)))


Custom = Callable[[Dice, Family, str, Name], Named]
CUSTOMS: Mapping[str, Custom] = {
    "western": _western,
    "irish": _western,
    "two_forenames": _two_forenames,
    "two_surnames": _two_surnames,
    "family_first": _family_first,
    "west_african": _west_african,
    "tamil": _tamil,
    "somali": _somali,
    "south_asian_muslim": _south_asian_muslim,
    "sikh": _sikh,
    "slavic": _slavic,
    "lithuanian": _lithuanian,
}

STREET_NAMES = (
    "Lil {0}", "{0}z", "Young {0}", "Big {0}", "Biggz", "Tiny {0}", "{0} Dot", "Smokes", "Killa",
    "Ghost", "Lil Smokes", "Youngs", "Shanks", "Boxer", "Trigz", "K1", "JB", "Slimz", "Mad {0}",
    "Bino", "Rampz", "Stacks", "Yung {0}", "Lil Mad", "Face", "Dipz", "Snipes", "Blacks", "Chico",
)  # fmt: skip


def draw_street_name(dice: Dice, name: Name) -> str:
    """A street name; many youths share one, so it is weak evidence."""
    short = dice.pick(short_forms().get(name.forename, (name.forename,)))
    return dice.pick(STREET_NAMES).format(short)
