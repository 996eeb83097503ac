"""The people of a borough, what each list has recorded of them, and what happens in a month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from year_names import a_birthday, a_name, a_phone, a_pnc, a_postcode, a_slip, an_officer

PANELS = ("IOM", "MAPPA", "SGV", "DIP", "ASB", "Custody")
REGISTERS = ("NPS", "CRC", "Matrix")
WEIGHTS = {"IOM": 6, "MAPPA": 4, "SGV": 5, "DIP": 6, "ASB": 5, "Custody": 3}
WEIGHTS |= {"NPS": 9, "CRC": 9, "Matrix": 5}
RISKS = ("Green", "Amber", "Red")
NO_RISK = ("MAPPA", "CRC")
COMMON = (("Ali", "Mohammed"), ("Begum", "Fatima"), ("Smith", "David"), ("Khan", "Imran"))
KIN = ("namesake", "twin", "father", "namesake born alike", "father born alike")


@dataclass
class Person:
    """One human being as they truly are; `number` says who. `away` counts months to a return."""

    number: int
    surname: str
    forename: str
    born: date
    pnc: str
    postcode: str
    phone: str
    kin: str = ""
    away: int = 0
    back_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """What one list has recorded of one person."""

    person: int
    on: str
    surname: str
    forename: str
    born: date
    pnc: str
    postcode: str
    phone: str
    risk: str
    lead: str
    level: str = ""
    category: str = ""


Key = tuple[int, str]


@dataclass
class Borough:
    """Everybody, and every list's rows by person and list."""

    random: Random
    people: list[Person]
    rows: dict[Key, Row] = field(default_factory=dict)

    def lists_of(self, number: int) -> list[str]:
        """The lists that somebody is on."""
        return sorted(on for person, on in self.rows if person == number)


def a_person(random: Random, number: int, day: date) -> Person:
    """Somebody new; a fifth have no PNC ID."""
    surname, forename = a_name(random)
    born = a_birthday(random, day)
    pnc = a_pnc(random, born) if random.random() < 0.8 else ""
    return Person(number, surname, forename, born, pnc, a_postcode(random), a_phone(random))


def make_kin(random: Random, one: Person, other: Person) -> None:
    """Make `other` a namesake, twin or son of `one`; some sons and namesakes are born a slip of the
    pen away, on one day of the year or ten days apart."""
    one.kin = other.kin = random.choice(KIN)
    other.surname = one.surname
    if one.kin == "twin":
        other.born, other.postcode = one.born, one.postcode
        other.forename = one.forename[:-1] + random.choice("aeiou") + one.forename[-1]
        return
    other.forename = one.forename
    if one.kin.endswith("born alike"):
        one.surname, one.forename = random.choice(COMMON)
        other.surname, other.forename = one.surname, one.forename
    if one.kin == "namesake born alike":
        day = one.born.day
        other.born = one.born.replace(day=day + 10 if day <= 18 else day - 10)
    if one.kin == "father born alike":
        other.postcode = one.postcode
        one.born = other.born.replace(year=other.born.year - 20, day=min(other.born.day, 28))
        other.born = other.born.replace(day=one.born.day)
    if one.kin == "father":
        other.postcode = one.postcode
        one.born = other.born - timedelta(days=random.randint(7300, 11000))


def record(random: Random, person: Person, on: str) -> Row:
    """A new row on a list, with the slips of whoever typed it."""
    slip = random.random()
    surname = a_slip(random, person.surname) if slip < 0.015 else person.surname
    forename = a_slip(random, person.forename) if slip > 0.99 else person.forename
    born = person.born
    if born.day <= 12 and random.random() < 0.015:
        born = born.replace(day=born.month, month=born.day)
    pnc = "" if on == "ASB" or random.random() < 0.12 else person.pnc
    postcode = "" if random.random() < 0.05 else person.postcode
    level, category = (random.choice("123"), random.choice("123")) if on == "MAPPA" else ("", "")
    row = Row(person.number, on, surname, forename, born, pnc, postcode, person.phone, "", "")
    risk, lead = "" if on in NO_RISK else random.choice(RISKS), an_officer(random)
    return replace(row, risk=risk, lead=lead, level=level, category=category)


def some_lists(random: Random, count: int, but: tuple[str, ...] = ()) -> list[str]:
    """Different lists, the longer ones more often."""
    left = [on for on in (*PANELS, *REGISTERS) if on not in but]
    chosen: list[str] = []
    while left and len(chosen) < count:
        chosen.append(random.choices(left, [WEIGHTS[on] for on in left])[0])
        left.remove(chosen[-1])
    return chosen


def join(borough: Borough, person: Person, lists: list[str] | tuple[str, ...]) -> None:
    """Put somebody on lists."""
    for on in lists:
        borough.rows[person.number, on] = record(borough.random, person, on)


def begin(random: Random, count: int, day: date) -> Borough:
    """A borough on its first day: a sixth of its people are on no list yet."""
    people = [a_person(random, number, day) for number in range(count)]
    for number in range(0, count - 1, 12):
        make_kin(random, people[number], people[number + 1])
    borough = Borough(random, people)
    for person in people:
        if random.random() < 0.84:
            join(borough, person, some_lists(random, random.choice((1, 1, 1, 2, 2, 3))))
    return borough


def leave(borough: Borough, person: Person, lists: list[str]) -> None:
    """Take somebody off lists."""
    for on in lists:
        del borough.rows[person.number, on]


def go(borough: Borough, person: Person) -> None:
    """Somebody leaves every list; half of them are back after one to six months."""
    random, lists = borough.random, borough.lists_of(person.number)
    leave(borough, person, lists)
    person.away = random.randint(1, 6) if random.random() < 0.6 else -1
    person.back_on = tuple(lists if random.random() < 0.6 else some_lists(random, 1))


def spread(borough: Borough, person: Person, **cells: object) -> None:
    """What is new of somebody reaches most of the lists that they are on."""
    for on in borough.lists_of(person.number):
        new = {k: v for k, v in cells.items() if not (k == "pnc" and on == "ASB")}
        if new and borough.random.random() < 0.85:
            row = borough.rows[person.number, on]
            borough.rows[person.number, on] = replace(row, **new)  # type: ignore[arg-type]


def move_house(borough: Borough, person: Person) -> None:
    person.postcode = a_postcode(borough.random)
    spread(borough, person, postcode=person.postcode)


def correct_birth(borough: Borough, person: Person) -> None:
    person.born += timedelta(days=borough.random.choice((-365, -10, -1, 1, 2, 10, 31)))
    spread(borough, person, born=person.born)


def marry(borough: Borough, person: Person) -> None:
    person.surname = a_name(borough.random)[0]
    spread(borough, person, surname=person.surname)


def gain_number(borough: Borough, person: Person) -> None:
    person.pnc = person.pnc or a_pnc(borough.random, person.born)
    spread(borough, person, pnc=person.pnc)


def lose_number(borough: Borough, person: Person) -> None:
    on = borough.random.choice(borough.lists_of(person.number))
    borough.rows[person.number, on] = replace(borough.rows[person.number, on], pnc="")


def join_more(borough: Borough, person: Person) -> None:
    join(borough, person, some_lists(borough.random, 1, tuple(borough.lists_of(person.number))))


def leave_one(borough: Borough, person: Person) -> None:
    leave(borough, person, [borough.random.choice(borough.lists_of(person.number))])


def move_list(borough: Borough, person: Person) -> None:
    """From one list to another, half the time with the same cells."""
    lists = borough.lists_of(person.number)
    old = borough.rows[person.number, borough.random.choice(lists)]
    join_more(borough, person)
    new = next(on for on in borough.lists_of(person.number) if on not in lists)
    if borough.random.random() < 0.5 and new != "ASB":
        row = borough.rows[person.number, new]
        same = replace(old, on=new, risk=row.risk, lead=row.lead)
        borough.rows[person.number, new] = replace(same, level=row.level, category=row.category)
    leave(borough, person, [old.on])


def replace_by_kin(borough: Borough, person: Person) -> None:
    """Somebody leaves, and the one most like them joins in the same month."""
    if not person.kin:
        return
    pairs = [(n, n + 1) for n in range(0, len(borough.people) - 1, 12)]
    other = borough.people[
        next(b if a == person.number else a for a, b in pairs if person.number in (a, b))
    ]
    if not borough.lists_of(other.number):
        lists = borough.lists_of(person.number)
        leave(borough, person, lists)
        join(borough, other, lists)


HAPPENS: tuple[tuple[float, Callable[[Borough, Person], None]], ...] = (
    (0.025, move_house),
    (0.008, correct_birth),
    (0.006, marry),
    (0.012, gain_number),
    (0.004, lose_number),
    (0.03, join_more),
    (0.025, leave_one),
    (0.02, move_list),
    (0.15, replace_by_kin),
    (0.035, go),
)


def change_rows(borough: Borough) -> None:
    """Risks, leads, levels and categories change on the lists."""
    random = borough.random
    for key, row in sorted(borough.rows.items()):
        if row.risk and random.random() < 0.06:
            row = replace(row, risk=random.choice([r for r in RISKS if r != row.risk]))
        if random.random() < 0.04:
            row = replace(row, lead=an_officer(random))
        if row.on == "MAPPA" and random.random() < 0.06:
            row = replace(row, level=random.choice([x for x in "123" if x != row.level]))
        if row.on == "MAPPA" and random.random() < 0.03:
            row = replace(row, category=random.choice([x for x in "123" if x != row.category]))
        borough.rows[key] = row


def come(borough: Borough, person: Person) -> None:
    """Somebody who is on no list comes back, or comes for the first time."""
    random = borough.random
    if person.away > 0:
        person.away -= 1
        if person.away == 0:
            if random.random() < 0.5:
                person.postcode = a_postcode(random)
            join(borough, person, person.back_on)
    elif person.away == 0 and random.random() < 0.15:
        join(borough, person, some_lists(random, random.choice((1, 1, 2))))


def pass_month(borough: Borough) -> None:
    """Everything that happens to people and rows in a month."""
    change_rows(borough)
    for person in borough.people:
        if not borough.lists_of(person.number):
            come(borough, person)
            continue
        for chance, happening in HAPPENS:
            if borough.lists_of(person.number) and borough.random.random() < chance:
                happening(borough, person)
