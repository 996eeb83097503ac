"""Invented lists with known truth, the same for the same seed.

draw_people ──▶ draw_memberships ──▶ entries, with troubles ──▶ tables ──▶ frames and files
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import pandas as pd

from cohortmatch.synthetic.cells import write_row
from cohortmatch.synthetic.date_troubles import trouble_date
from cohortmatch.synthetic.dice import Dice
from cohortmatch.synthetic.entries import Hazard, InventedEntry, draw_entry
from cohortmatch.synthetic.membership import draw_memberships
from cohortmatch.synthetic.name_troubles import trouble_name
from cohortmatch.synthetic.number_cells import Cell
from cohortmatch.synthetic.other_troubles import (
    trouble_address,
    trouble_numbers,
    trouble_rows,
    trouble_sex,
)
from cohortmatch.synthetic.people import InventedPerson, age_of
from cohortmatch.synthetic.population import DEMO_PEOPLE, draw_people
from cohortmatch.synthetic.specs import ListSpec, demo_specs

LEFT_OUT = frozenset({"Victim", "Complainant", "Witness", ""})
"""The role column's text for listings that must not be matched, including blank."""


REMOVED = 7
"""How many people are on a sheet of those removed."""


@dataclass(frozen=True)
class InventedTable:
    """One list as its keeper has it: `rows` of cells, each with its spreadsheet row number.

    `sections` are rows that hold only a heading for the rows below, by row number. `removed` are
    rows of people who have left the list; its workbook keeps them on another sheet.
    """

    spec: ListSpec
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...]
    sections: Mapping[int, str]
    removed: tuple[tuple[Cell, ...], ...] = ()

    @property
    def headings(self) -> list[str]:
        """The list's column headings."""
        return [heading for heading, _ in self.spec.columns]

    def frame(self) -> pd.DataFrame:
        """The rows as a DataFrame whose index is the spreadsheet's row number."""
        index = pd.Index(self.numbers, name="row")
        return pd.DataFrame(list(self.rows), columns=self.headings, index=index, dtype=object)


@dataclass(frozen=True, eq=False, repr=False)
class Invented:
    """Invented lists and the truth about them.

    `frames` maps each list's name to its rows as kept (index: spreadsheet row number); `kinds` says
    which are panels and which registers. `truth` has one row for each listing: list, file, sheet,
    row, person, role (as the list writes it), to_match (False for victims, witnesses and unknown
    roles), sex, age_band, origin, kin (twin, sibling, namesake, …), troubles (what went wrong,
    joined by semicolons), identifiers (those shown correctly, `kind:number`, joined by semicolons)
    and has_shared_identifier (whether another listing of that person shows one of them).
    """

    tables: tuple[InventedTable, ...]
    truth: pd.DataFrame

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """Each list's rows by the list's name."""
        return {table.spec.name: table.frame() for table in self.tables}

    @property
    def kinds(self) -> dict[str, str]:
        """Panel or register, by the list's name."""
        return {table.spec.name: table.spec.kind for table in self.tables}

    def __repr__(self) -> str:
        people = self.truth["person"].nunique()
        return f"<Invented: {len(self.truth)} listings of {people} people>"


def invent(seed: int, severity: float = 1.0, people: int = DEMO_PEOPLE) -> Invented:
    """The lists of five panels and four registers, for a number of people, with their truth.

    `severity` multiplies the rates of trouble (1 is typical of hand-kept lists) and thins out
    identifiers. The same seed, severity and number of people give the same lists.
    """
    dice = Dice([seed, 2026])
    population = draw_people(dice, people, demo_specs())
    return invent_lists(dice, population, severity, people / DEMO_PEOPLE)


def invent_lists(
    dice: Dice, population: Sequence[InventedPerson], severity: float, scale: float
) -> Invented:
    """The lists of one borough about some people, `scale` times as long as the demo's."""
    specs = demo_specs()
    members = draw_memberships(dice, population, specs, scale)
    tables, truths = [], []
    for spec in specs:
        entries = draw_entries(dice, members[spec.name], spec, severity)
        table, entries = lay_out(dice, entries, spec)
        if "Removed" in spec.writing.other_sheets:
            table = with_removed(dice, table, population)
        tables.append(table)
        truths.append(truth_of(table, entries))
    return Invented(tuple(tables), with_shared(pd.concat(truths, ignore_index=True)))


def draw_entries(
    dice: Dice, people: Sequence[InventedPerson], spec: ListSpec, severity: float
) -> list[InventedEntry]:
    """What one list says of each of its people, right or wrong."""
    hazards = [Hazard(dice, person, spec, severity) for person in people]
    entries = [draw_entry(hazard) for hazard in hazards]
    for entry, hazard in zip(entries, hazards, strict=True):
        for trouble in (trouble_name, trouble_date, trouble_address, trouble_numbers, trouble_sex):
            trouble(entry, hazard)
    trouble_rows(entries, hazards)
    return entries


def lay_out(
    dice: Dice, entries: list[InventedEntry], spec: ListSpec
) -> tuple[InventedTable, list[InventedEntry]]:
    """The list's rows, placed below title rows and headings, and the entries in their order."""
    if spec.name == "Families":
        entries = sorted(entries, key=lambda entry: entry.person.family)
    rows = [tuple(write_row(e, dice, spec, i)) for i, e in enumerate(entries)]
    section_of = [""] * len(rows)
    if spec.writing.sections:
        at = [content for _, content in spec.columns].index(spec.writing.sections.lower())
        order = sorted(range(len(rows)), key=lambda i: _rag_order(rows[i][at]))
        rows, entries = [rows[i] for i in order], [entries[i] for i in order]
        section_of = [str(row[at]).upper() for row in rows]
    numbers, sections = number_rows(section_of, len(spec.writing.titles) + 2)
    return InventedTable(spec, tuple(rows), tuple(numbers), sections), entries


def with_removed(
    dice: Dice, table: InventedTable, people: Sequence[InventedPerson]
) -> InventedTable:
    """The list with a few people on it who have since left; the truth does not count them."""
    left = [dice.pick(people) for _ in range(REMOVED)]
    entries = draw_entries(dice, left, table.spec, 1.0)
    rows = (tuple(write_row(entry, dice, table.spec, i)) for i, entry in enumerate(entries))
    return replace(table, removed=tuple(rows))


def _rag_order(cell: Cell) -> int:
    return ("Red", "Amber", "Green").index(str(cell))


def number_rows(section_of: Sequence[str], first: int) -> tuple[list[int], dict[int, str]]:
    """Spreadsheet row numbers from `first`, with a free row before each new section."""
    numbers: list[int] = []
    sections: dict[int, str] = {}
    row, current = first, ""
    for section in section_of:
        if section != current:
            sections[row], current = section, section
            row += 1
        numbers.append(row)
        row += 1
    return numbers, sections


def truth_of(table: InventedTable, entries: Sequence[InventedEntry]) -> pd.DataFrame:
    """The truth about each row of one list."""
    spec = table.spec
    return pd.DataFrame(
        {
            "list": spec.name,
            "file": spec.file,
            "sheet": spec.writing.sheet,
            "row": list(table.numbers),
            "person": [e.person.number for e in entries],
            "role": [e.role for e in entries],
            "to_match": [not spec.roles or e.role not in LEFT_OUT for e in entries],
            "sex": [e.person.sex for e in entries],
            "age_band": [age_band(e.person) for e in entries],
            "origin": [e.person.origin.name for e in entries],
            "kin": [e.person.kin for e in entries],
            "troubles": [";".join(e.troubles) for e in entries],
            "identifiers": [
                ";".join(f"{kind}:{number}" for kind, number in sorted(e.right_numbers.items()))
                for e in entries
            ],
        }
    )


def age_band(person: InventedPerson) -> str:
    """Under 18, 18 to 24, 25 to 34, or 35 and over."""
    age = age_of(person)
    for limit, band in ((18, "under 18"), (25, "18-24"), (35, "25-34")):
        if age < limit:
            return band
    return "35+"


def with_shared(truth: pd.DataFrame) -> pd.DataFrame:
    """The truth with a column for whether the person's listings share an identifier."""
    shared = pd.Series(False, index=truth.index)
    sets = [set(text.split(";")) - {""} for text in truth["identifiers"]]
    for rows in truth.groupby("person").indices.values():
        for a, b in combinations(rows, 2):
            if sets[a] & sets[b]:
                shared[a] = shared[b] = True
    return truth.assign(has_shared_identifier=shared)
