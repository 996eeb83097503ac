"""The invented people: singles, families, siblings, twins, fathers and sons, namesakes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cohortmatch.synthetic.dice import Dice
from cohortmatch.synthetic.names import (
    Family,
    Name,
    OtherName,
    draw_family,
    draw_street_name,
    name_person,
)
from cohortmatch.synthetic.numbers import draw_numbers
from cohortmatch.synthetic.places import Borough, InventedAddress, hostel, prison
from cohortmatch.synthetic.words import Origin, draw_origin, short_forms

TODAY = date(2026, 6, 1)
"""The day that the invented lists are as at."""
YOUNGEST_LISTED = 14
PREVIOUS_SURNAME = {"F": 0.32, "M": 0.02}
ALIAS = {"F": 0.04, "M": 0.06}
REFUGEES = ("somali", "south_asian_muslim", "vietnamese_chinese", "turkish")


@dataclass(frozen=True, eq=False)
class InventedPerson:
    """One invented person, as they are.

    `addresses` are the present one, then earlier ones. `situation` is '', 'no fixed abode' or 'in
    custody'. `first_list` is the list that knew them first. `kin` says how they are related to
    somebody else on the lists ('' for nobody). `family` numbers the household of a family list.
    """

    number: int
    origin: Origin
    sex: str
    born: date
    name: Name
    others: tuple[OtherName, ...]
    street_name: str
    addresses: tuple[InventedAddress, ...]
    situation: str
    numbers: Mapping[str, tuple[str, ...]]
    first_list: str
    kin: str = ""
    family: int = 0
    relationship: str = ""


@dataclass
class Census:
    """People as they are drawn, with the state for drawing the next one."""

    dice: Dice
    borough: Borough
    people: list[InventedPerson]

    def add(
        self,
        family: Family,
        sex: str,
        born: date,
        first_list: str,
        home: InventedAddress | None = None,
    ) -> InventedPerson:
        """Draw one more person; `home` is a shared home, None for one of their own."""
        dice = self.dice
        named = name_person(dice, family, sex, born.year)
        situation = draw_situation(dice, first_list)
        known = first_list != "Families" or (TODAY.year - born.year > 14 and dice.chance(0.6))
        person = InventedPerson(
            number=len(self.people),
            origin=family.origin,
            sex=sex,
            born=born,
            name=named.name,
            others=named.others + other_names(dice, family, sex, named.name, born),
            street_name=draw_street_name(dice, named.name) if born.year > 1994 else "",
            addresses=self.addresses(home),
            situation=situation,
            numbers=draw_numbers(dice, known),
            first_list=first_list,
        )
        self.people.append(person)
        return person

    def change(self, person: InventedPerson, **changes: object) -> InventedPerson:
        """The same person with one thing changed."""
        changed: InventedPerson = replace(person, **changes)  # type: ignore[arg-type]
        self.people[person.number] = changed
        return changed

    def addresses(self, home: InventedAddress | None) -> tuple[InventedAddress, ...]:
        """A present address and one or two earlier ones."""
        now = home
        if now is None:
            now = hostel(self.dice) if self.dice.chance(0.035) else self.borough.home(self.dice)
        return (now, *(self.borough.home(self.dice) for _ in range(self.dice.between(1, 2))))


def draw_situation(dice: Dice, first_list: str) -> str:
    """Whether somebody has a home; few on a families list have none."""
    if first_list == "Families":
        return ""
    return dice.weighted({"": 0.87, "no fixed abode": 0.06, "in custody": 0.07})


def other_names(
    dice: Dice, family: Family, sex: str, name: Name, born: date
) -> tuple[OtherName, ...]:
    """Earlier surnames and aliases."""
    others: list[OtherName] = []
    grown = TODAY.year - born.year > 19
    if grown and dice.chance(PREVIOUS_SURNAME[sex]):
        earlier = name._replace(surname=draw_family(dice, family.origin).surname)
        others.append(OtherName("surname-changed", earlier))
    if grown and dice.chance(ALIAS[sex]):
        alias = Name(
            family.origin.forename(dice, sex, born.year) if dice.chance(0.5) else name.forename,
            "",
            family.origin.surname(dice),
        )
        others.append(OtherName("alias-name", alias))
    return tuple(others)


def draw_birth(dice: Dice, origin: Origin, ages: Sequence[int]) -> date:
    """A date of birth; for some refugees it was never known and is 1 January everywhere."""
    spread = ages[1] - ages[0]
    age = ages[0] + spread * (dice.rng.random() ** 1.3)
    born = TODAY - timedelta(days=int(age * 365.25) + dice.below(364))
    if origin.name in REFUGEES and dice.chance(0.05):
        return date(born.year, 1, 1)
    return born


def shift(dice: Dice, born: date, years: float) -> date:
    """A date about this many years later, within half a year; for 0 years, the same day."""
    return born + timedelta(days=round(years * 365.25) + (dice.between(-170, 170) if years else 0))


def add_family(census: Census, family_number: int) -> None:
    """One household of a families list: a parent or two and their children."""
    dice = census.dice
    family = draw_family(dice, draw_origin(dice))
    home = census.borough.home(dice)
    mother = census.add(family, "F", draw_birth(dice, family.origin, (26, 48)), "Families", home)
    members = [census.change(mother, relationship="Mother")]
    if dice.chance(0.3):
        earlier = mother.name._replace(surname=draw_family(dice, family.origin).surname)
        members[0] = census.change(
            members[0], others=(*mother.others, OtherName("surname-changed", earlier))
        )
    if dice.chance(0.5):
        born = shift(dice, mother.born, dice.between(-6, 3))
        father = census.add(family, "M", born, "Families", home if dice.chance(0.75) else None)
        members.append(census.change(father, relationship="Father"))
    born = shift(dice, mother.born, dice.between(17, 25))
    for _ in range(dice.between(1, 3)):
        child = census.add(
            family, dice.pick("MF"), min(born, date(TODAY.year - 1, 1, 15)), "Families", home
        )
        members.append(census.change(child, relationship="Child"))
        born = shift(dice, born, dice.between(15, 48) / 10)
    for member in members:
        census.change(member, family=family_number, kin="family")


def pair_up(
    census: Census, first: InventedPerson, second_list: str, years: float, kin: str
) -> InventedPerson:
    """A relative of the same surname and, mostly, the same home, born this many years later."""
    dice = census.dice
    family = Family(first.origin, family_surname(first), first.name.middle)
    home = first.addresses[0] if kin == "twin" or dice.chance(0.8) else None
    sex = first.sex if dice.chance(0.8) else dice.pick("MF")
    return census.change(
        census.add(family, sex, shift(dice, first.born, years), second_list, home), kin=kin
    )


def family_surname(person: InventedPerson) -> str:
    """The surname in the man's form, which is what a family hands on."""
    for other in person.others:
        if other.kind == "surname-gendered":
            return other.name.surname
    return person.name.surname


def later(first: InventedPerson, years: float) -> float:
    """This many years later, or earlier where that would make a child too young for any list."""
    return -years if age_of(first) - years < YOUNGEST_LISTED else years


def add_sibling(census: Census, first: InventedPerson, first_list: str) -> None:
    """A brother or sister, one to seven years younger, or older than somebody very young."""
    years = later(first, census.dice.between(15, 70) / 10)
    pair_up(census, first, first_list, years, "sibling")
    census.change(first, kin="sibling")


def add_twin(census: Census, first: InventedPerson, first_list: str) -> None:
    """A twin: the same surname, date of birth and home, another forename."""
    twin = pair_up(census, first, first_list, 0, "twin")
    while twin.name.forename == first.name.forename:
        forename = first.origin.forename(census.dice, twin.sex, twin.born.year)
        twin = census.change(twin, name=twin.name._replace(forename=forename))
    census.change(first, kin="twin")


def add_son(census: Census, first: InventedPerson, first_list: str) -> None:
    """A son with his father's whole name."""
    son = pair_up(census, first, first_list, census.dice.between(19, 28), "father and son")
    census.change(son, sex=first.sex, name=first.name, others=())
    census.change(first, kin="father and son")


def add_namesake(census: Census, first: InventedPerson, first_list: str) -> None:
    """An unrelated person of the same full name, sometimes of nearly the same age."""
    dice = census.dice
    years = dice.weighted({-9.3: 3.0, 5.6: 3.0, 13.1: 3.0, 1.0: 1.5, 0.1: 1.0, 0.0: 0.5})
    family = Family(first.origin, family_surname(first), first.name.middle)
    born = shift(dice, first.born, later(first, years))
    other = census.add(family, first.sex, born, first_list)
    name = first.name if dice.chance(0.5) else first.name._replace(middle="")
    census.change(other, name=name, others=(), kin="namesake")
    census.change(first, kin="namesake")


RELATIVES = {add_sibling: 48, add_twin: 14, add_son: 9, add_namesake: 28}
"""How many of each kind there are among 850 people."""


def age_of(person: InventedPerson) -> int:
    """Somebody's age in whole years, on the day the lists are of."""
    return int((TODAY - person.born).days // 365.25)


def likely_relative(first: InventedPerson, add: object) -> bool:
    """Whether such a relative of this person could be on the lists."""
    age = age_of(first)
    if add is add_son:
        return age > 38 and first.sex == "M"
    if add is add_namesake:
        return first.name.forename in short_forms()
    return age < 45


def house_address(census: Census, person: InventedPerson) -> None:
    """Give somebody in custody a prison as their present address."""
    if person.situation == "in custody":
        addresses = (prison(census.dice), *person.addresses[:2])
        census.change(person, addresses=addresses)
