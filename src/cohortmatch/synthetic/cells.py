"""A listing as the cells of its list's row: one function for each content a column can have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from cohortmatch.synthetic.address_cells import written_address, written_postcode
from cohortmatch.synthetic.case_cells import CASE_CELLS, Case, drawn_case
from cohortmatch.synthetic.dice import Dice
from cohortmatch.synthetic.entries import InventedEntry
from cohortmatch.synthetic.name_cells import FULL_NAME_STYLES, full_name, join, messy, written_name
from cohortmatch.synthetic.names import Name
from cohortmatch.synthetic.number_cells import Cell, written_date, written_number
from cohortmatch.synthetic.people import TODAY
from cohortmatch.synthetic.specs import ListSpec

WORDS: dict[str, tuple[str, ...]] = {
    "rag": ("Red", "Amber", "Amber", "Green", "Green"),
    "cohort": ("Fixed", "Flex", "Free"),
    "officer": ("PC Invented", "PC Example", "DC Sample", "A. Keyworker", "B. Officer", "C. Lead"),
    "mappa category": ("1", "2", "3", "4"),
    "mappa level": ("1", "1", "1", "2", "3"),
    "agency": ("Probation", "Police", "YJS"),
    "group": ("E31", "Northside", "Millers", "Harbour Boys", "RM Block", ""),
    "note": (
        "",
        "",
        "",
        "Not in education",
        "Curfew",
        "Known to YJS",
        "Out of borough at weekends",
    ),
    "test": ("Cocaine", "Opiates", "Both", "Negative"),
    "drug order": ("DRR", "ATR", "None", ""),
    "tenancy": ("Council", "Housing association", "Private rent", "Owner", "Not known"),
    "tier": ("A3", "B2", "C1", "C3", "D0", "D2"),
    "rosh": ("Low", "Medium", "High", "Very high"),
    "order": ("CO", "SSO", "Licence", "PSS"),
    "custody": ("Community", "Community", "Custody"),
    "criteria": ("Crime and ASB", "School attendance", "Domestic abuse", "Work", "Health"),
    "claim": ("Y", "N", "N", ""),
}
"""Columns that do not identify anybody: any of these words."""


@dataclass(frozen=True)
class Scribe:
    """The writer of the list: its style, its row, the names as typed."""

    dice: Dice
    spec: ListSpec
    entry: InventedEntry
    name: Name
    position: int

    def cell(self, content: str) -> Cell:
        """This row's cell in a column of this content."""
        if content in WORDS:
            return self.dice.pick(WORDS[content])
        if content in CASE_CELLS:
            return CASE_CELLS[content](self._case)
        if content in self.spec.kept:
            number = self.entry.numbers.get(content)
            return written_number(content, number, self.spec.number_style, self.dice)
        if content in FULL_NAME_STYLES:
            return self.messy(full_name(self.name, self._bracketed(), content))
        return CELLS[content](self)

    def messy(self, text: str) -> str:
        """The text with this list's case and stray spaces."""
        return messy(self.dice, text, self.spec.care)

    @cached_property
    def _case(self) -> Case:
        place = sum(map(ord, self.spec.name))
        return drawn_case(self.dice.seeds, self.entry.person.number, place)

    def _bracketed(self) -> Name | None:
        own_column = "alias" in self.spec.contents and self.dice.chance(0.8)
        return None if own_column else self.entry.alias


def write_row(entry: InventedEntry, dice: Dice, spec: ListSpec, position: int) -> list[Cell]:
    """The listing's cells, one for each of the list's columns; `position` counts rows from 0."""
    scribe = Scribe(dice, spec, entry, written_name(entry, dice, spec), position)
    return [_blank_to_none(scribe.cell(content)) for _, content in spec.columns]


def _blank_to_none(cell: Cell) -> Cell:
    return None if cell == "" else cell


def _alias(s: Scribe) -> Cell:
    alias = s.entry.alias
    return join(alias.forename, alias.surname) if alias else ""


def _street_name(s: Scribe) -> Cell:
    name = s.entry.person.street_name
    if not name or not s.dice.chance(0.55):
        return ""
    return s.dice.pick((name, name, name, name.upper(), name.replace(" ", "")))


def _sex_word(s: Scribe) -> Cell:
    return {"M": "Male", "F": "Female"}[s.entry.sex]


def _review(s: Scribe) -> Cell:
    return f"{TODAY + timedelta(days=s.dice.between(3, 60)):%d/%m/%Y}"


def _title(s: Scribe) -> Cell:
    return s.dice.pick(("Mr", "Mr", "") if s.entry.sex == "M" else ("Mrs", "Ms", "Miss", ""))


def _phone(s: Scribe) -> Cell:
    return f"07700 900{s.dice.digits(3)}" if s.dice.chance(0.5) else ""


def _visor(s: Scribe) -> Cell:
    return s.entry.person.numbers.get("visor", ("",))[0]


def _reference(s: Scribe) -> Cell:
    return f"{s.spec.name}/26/{s.position + 101:04d}"


CELLS: dict[str, Callable[[Scribe], Cell]] = {
    "counter": lambda s: s.position + 1,
    "surname": lambda s: s.messy(s.name.surname),
    "SURNAME": lambda s: s.name.surname.upper(),
    "forename": lambda s: s.messy(join(s.name.forename, s.name.middle)),
    "forenames": lambda s: join(s.name.forename, s.name.middle),
    "alias": _alias,
    "street name": _street_name,
    "title": _title,
    "date of birth": lambda s: written_date(s.entry.born, s.spec.date_style, s.dice),
    "sex": lambda s: s.entry.sex,
    "sex word": _sex_word,
    "address": lambda s: written_address(s.entry, s.dice, with_postcode=False),
    "address with postcode": lambda s: written_address(s.entry, s.dice, with_postcode=True),
    "postcode": lambda s: written_postcode(s.entry, s.dice),
    "role": lambda s: s.entry.role,
    "review date": _review,
    "score": lambda s: s.dice.between(1, 60),
    "phone": _phone,
    "visor": _visor,
    "reference": _reference,
    "family": lambda s: f"SF{s.entry.person.family:03d}",
    "relationship": lambda s: s.entry.person.relationship,
}
