"""Plain lists of any people: tidy columns, thin data.

Five lists have 900 rows. A date of birth is missing on a fifth, a postcode on a third. One row in
nine has an identifier, and a quarter of the people are on two or more lists. There are nicknames,
swapped names and double-barrelled surnames.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from cohortmatch.synthetic.dice import Dice
from cohortmatch.synthetic.entries import InventedEntry
from cohortmatch.synthetic.invented import (
    Invented,
    InventedTable,
    draw_entries,
    truth_of,
    with_shared,
)
from cohortmatch.synthetic.number_cells import Cell
from cohortmatch.synthetic.people import InventedPerson
from cohortmatch.synthetic.population import draw_people
from cohortmatch.synthetic.specs import ListSpec, Writing, demo_specs

PEOPLE_PER_ROW = 0.72
"""How many different people there are for each row, so that a quarter are on several lists."""
LISTS_OF_A_PERSON = {1: 0.74, 2: 0.17, 3: 0.06, 4: 0.02, 5: 0.01}
RATES = {
    "nickname": 0.13,
    "second-name-used": 0.02,
    "swapped": 0.03,
    "half-surname": 0.25,
    "typo-surname": 0.02,
    "surname-changed": 0.10,
    "moved": 0.03,
}
"""Troubles that are more frequent on such lists than on a panel's."""
COLUMNS = ("forename", "surname", "date_of_birth", "postcode", "sex", "nhs_number")


def plain_spec(name: str) -> ListSpec:
    """A list with those columns, kept carelessly."""
    return ListSpec(
        name=name,
        file=f"{name}.csv",
        kind="panel",
        writing=Writing("csv"),
        people=0,
        home=0,
        ages=(14, 75),
        women=0.3,
        care=1.0,
        dob_missing=0.2,
        address_missing=0.28,
        date_style="slashes",
        number_style="long",
        kept={"nhs_number": 1 / 9},
        drawn_from={},
        columns=tuple((column, column) for column in COLUMNS),
        roles={},
        initials=0.03,
        middle=0.0,
        rates=RATES,
    )


def invent_plain(seed: int, rows: int = 900, lists: int = 5, severity: float = 1.0) -> Invented:
    """The rows of any people on several lists, with their truth; see the module's docstring.

    Columns: forename, surname, date_of_birth (YYYY-MM-DD), postcode, sex, nhs_number (of a range
    kept for tests), None where not recorded.
    """
    dice = Dice([seed, 900])
    specs = [plain_spec(f"list_{number + 1}") for number in range(lists)]
    members = deal(dice, draw_crowd(dice, rows), rows, specs)
    tables, truths = [], []
    for spec in specs:
        entries = draw_entries(dice, members[spec.name], spec, severity)
        cells = tuple(plain_row(entry) for entry in entries)
        table = InventedTable(spec, cells, tuple(range(2, len(cells) + 2)), {})
        tables.append(table)
        truths.append(truth_of(table, entries))
    return Invented(tuple(tables), with_shared(pd.concat(truths, ignore_index=True)))


def draw_crowd(dice: Dice, rows: int) -> list[InventedPerson]:
    """Enough people for this many rows, strangers to one another, each with a number."""
    people = draw_people(dice, round(rows * PEOPLE_PER_ROW), demo_specs(), related=False)
    return [replace(p, numbers={"nhs_number": (draw_nhs_number(dice),)}) for p in people]


def draw_nhs_number(dice: Dice) -> str:
    """An NHS number of the range 999, which is kept for tests, with its check digit."""
    while True:
        digits = "999" + dice.digits(6)
        rest = sum(int(digit) * (10 - at) for at, digit in enumerate(digits)) % 11
        check = (11 - rest) % 11
        if check < 10:
            return f"{digits}{check}"


def deal(
    dice: Dice, people: list[InventedPerson], rows: int, specs: list[ListSpec]
) -> dict[str, list[InventedPerson]]:
    """Put each person on one list or several, until there are enough rows."""
    members: dict[str, list[InventedPerson]] = {spec.name: [] for spec in specs}
    left, order = rows, dice.shuffled(people)
    while left > 0:
        for person in order:
            free = [one for one in members.values() if person not in one]
            many = min(dice.weighted(LISTS_OF_A_PERSON), len(free), left)
            for at in dice.rng.permutation(len(free))[:many]:
                free[int(at)].append(person)
            left -= many
    return members


def plain_row(entry: InventedEntry) -> tuple[Cell, ...]:
    """The listing's cells, one for each of COLUMNS."""
    name, born = entry.name, entry.born
    forename, surname = name.forename, name.surname
    if entry.swapped:
        forename, surname = surname, forename
    postcode = entry.address.postcode if entry.address else None
    written = born.isoformat() if isinstance(born, date) else None
    return forename, surname, written, postcode or None, entry.sex, entry.numbers.get("nhs_number")
