"""What the cells of a column look like, measured on a sample.

Policy: the pattern of the values is evidence beside the heading, never a reading of them. A share
is the part of the sampled, filled cells that have a shape. Cells that say "not known" are no
evidence for anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from cohortmatch.values.addresses import parse_address
from cohortmatch.values.beside_names import without_beside
from cohortmatch.values.dates import DateOfBirth, parse_date_of_birth
from cohortmatch.values.identifiers import parse_identifiers
from cohortmatch.values.phones import parse_phones
from cohortmatch.values.postcodes import find_postcodes, is_no_fixed_abode, parse_postcode
from cohortmatch.values.roles import Role, parse_role
from cohortmatch.values.sexes import parse_sex, spells_sex
from cohortmatch.values.text import fold, is_placeholder

__all__ = ["SAMPLE", "Shape", "shape_of"]

SAMPLE = 120
"""How many cells of a column are sampled."""
MANY = 8
"""Dates of which day, month and year each have three values or more, if they are people's."""
FAR = date(2035, 1, 1)
"""A day after which no listing was born; used only to tell dates from other text."""
FLAGS = frozenset(("y", "n", "yes", "no", "true", "false", "0", "1", "x", "✓", "tick", "ticked"))
TICKS = frozenset("✓✔☑✅✗✘☒☐")
NAME = re.compile(r"[^\W\d_][^\W\d_'’`.\-]*(?:[ ,'’`.\-]+[^\W\d_]+)*\.?,?", re.UNICODE)
STREET = re.compile(
    r"\b(?:road|rd|street|st|avenue|ave|av|lane|ln|close|cl|drive|dr|way|court|ct|crescent|cres|"
    r"gardens|gdns|grove|house|hse|terrace|place|pl|square|sq|walk|mews|park|hill|green|flat|row|"
    r"estate|tower|lodge|rise|view|parade|broadway|circuit|cct|crt|pde)\b"
)
NUMBERED = re.compile(
    r"\d(?!\S* (?:and|or|of|to|x|per|in|day|week|month|year|hour|hr|min|session|visit"
    r"|count|time)s?\b)"
    r"(?!\S* (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]* \d)"
    r"(?!\S* \([^)]*\)$)\S* "
)
"""How an address without a street's word begins, unlike a length of time or a ground."""
TITLE = re.compile(r"(?:mr|mrs|miss|ms|mx|dr|master|rev|sir)\.?", re.I)


@dataclass(frozen=True, eq=False)
class Shape:
    """A column's sampled cells, without blank and placeholder cells."""

    cells: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<Shape of {len(self.cells)} cells>"

    def share(self, fits: Sequence[bool]) -> float:
        """The share of cells that fit, 0 where there are no cells."""
        return sum(fits) / len(fits) if fits else 0.0

    def share_of(self, fits: Callable[[str], bool]) -> float:
        """The share of cells that fit; each text is tested once, and each test made once."""
        if fits not in self._shares:
            told = {cell: fits(cell) for cell in set(self.cells)}
            self._shares[fits] = self.share([told[cell] for cell in self.cells])
        return self._shares[fits]

    @cached_property
    def _shares(self) -> dict[Callable[[str], bool], float]:
        return {}

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The cells folded for comparing."""
        return tuple(fold(cell) for cell in self.cells)

    @cached_property
    def identifiers(self) -> dict[str, float]:
        """For each kind of identifier, the share of cells that hold a valid one.

        Measured on half of the cells where there are many, because each is tried for every kind.
        """
        counts: dict[str, int] = {}
        cells = self.cells[:: 2 if len(self.cells) > SAMPLE // 2 else 1]
        for cell in cells:
            values = parse_identifiers(cell[:200]).values
            for kind in {v.kind for v in values if v.is_valid and not v.repaired}:
                counts[kind] = counts.get(kind, 0) + 1
        return {kind: count / len(cells) for kind, count in counts.items()}

    @cached_property
    def dates(self) -> float:
        """The share that can be dates, not counting day numbers."""
        return self.share_of(lambda cell: bool(_years(cell)))

    @cached_property
    def birth_years(self) -> float:
        """The share that can be dates of birth of people aged about ten or more.

        Digits without separators are dates only where day, month and year each vary: numbers given
        out one after the other (120501, 120502) do not.
        """
        born = {cell: _is_birth(cell) for cell in set(self.cells)}
        digits = [cell for cell in born if born[cell] and cell.strip().isdecimal()]
        if not _vary(digits):
            born |= dict.fromkeys(digits, False)
        return self.share([born[cell] for cell in self.cells])

    @cached_property
    def day_numbers(self) -> float:
        """The share that can be a spreadsheet's day numbers of dates of birth."""
        return self.share([c.isdecimal() and 7_300 <= int(c[:9]) <= 45_000 for c in self.cells])

    @cached_property
    def postcodes(self) -> float:
        """The share that are a postcode (or "no fixed abode") and nothing else."""
        whole = self.share_of(_is_postcode)
        return whole + self.share_of(is_no_fixed_abode)

    @cached_property
    def addresses(self) -> float:
        """The share that look like an address: a street word, or a postcode after other text."""
        return self.share(
            [
                bool(STREET.search(f) and (" " in f or f.isalpha()))
                or (len(c) > 12 and bool(find_postcodes(c)))
                or bool(NUMBERED.match(f) and len(c) > 6 and parse_address(c).values)
                for c, f in zip(self.cells, self.folded, strict=True)
            ]
        )

    @cached_property
    def sexes(self) -> float:
        """The share that say a sex."""
        return self.share_of(lambda cell: len(cell) <= 14 and bool(parse_sex(cell).values))

    def sexes_spelled(self, *, letters: bool) -> float:
        """The share that say a sex without help of a heading; `letters` are enough or not."""
        return self.share_of(lambda cell: len(cell) <= 14 and spells_sex(cell, letters=letters))

    @cached_property
    def roles(self) -> float:
        """The share that affirm a role."""
        return self.share_of(lambda cell: _has_letters(cell) and bool(parse_role(cell).values))

    @cached_property
    def has_both_sides(self) -> bool:
        """Whether some cells affirm an offender and others a victim."""
        cells = filter(_has_letters, set(self.cells))
        said = {role for cell in cells for role in parse_role(cell).values}
        return Role.subject in said and bool(said & {Role.victim, Role.witness})

    @cached_property
    def names(self) -> float:
        """The share that could be names of people: one to six words of letters."""
        return self.share([_could_be_name(without_beside(cell).name) for cell in self.cells])

    @cached_property
    def words(self) -> float:
        """How many words a cell has, on average."""
        return float(np.mean([len(f.split()) for f in self.folded])) if self.cells else 0.0

    @cached_property
    def commas(self) -> float:
        """The share with a comma between two words."""
        return self.share([bool(re.search(r"\w\s*,\s*\w", cell)) for cell in self.cells])

    @cached_property
    def ages(self) -> float:
        """The share that are whole numbers from 5 to 105."""
        return self.share([c.isdecimal() and len(c) < 4 and 5 <= int(c) <= 105 for c in self.cells])

    @cached_property
    def phones(self) -> float:
        """The share that hold a phone number, of a person or of anybody."""
        return self.share_of(lambda cell: len(cell) <= 120 and _is_phone(cell))

    @cached_property
    def dialled(self) -> float:
        """The share that begin as a phone number does and are one."""
        return self.share_of(
            lambda cell: cell.lstrip("( ")[:1] in "0+" and bool(parse_phones(cell[:120]).values)
        )

    @cached_property
    def flags(self) -> float:
        """The share that say yes or no."""
        pairs = zip(self.folded, self.cells, strict=True)
        return self.share([folded in FLAGS or cell in TICKS for folded, cell in pairs])

    @cached_property
    def titles(self) -> float:
        """The share that are a title alone."""
        return self.share([bool(TITLE.fullmatch(cell.strip())) for cell in self.cells])

    @cached_property
    def distinct(self) -> float:
        """The share of distinct cells among all."""
        return len(set(self.folded)) / len(self.cells) if self.cells else 0.0


def shape_of(column: pd.Series) -> Shape:
    """The shape of a column of text: up to SAMPLE cells spread evenly over it."""
    if len(column) > 20 * SAMPLE:
        column = column.iloc[np.linspace(0, len(column) - 1, 20 * SAMPLE).astype(int)]
    held = [text for value in column.to_numpy(dtype=object) if (text := value.strip())]
    step = max(1, len(held) // SAMPLE)
    sample = held[::step][:SAMPLE]
    told = [cell for cell in sample if cell in TICKS or not is_placeholder(cell, "any")]
    return Shape(tuple(cell[:500] for cell in told))


def _has_letters(cell: str) -> bool:
    """Whether a cell can say a role: no number and no day does."""
    return re.search("[a-z]", fold(cell)) is not None


def _years(cell: str) -> list[int]:
    return [value.year for value in _dates(cell) if value.year]


@lru_cache(maxsize=4096)
def _dates(cell: str) -> tuple[DateOfBirth, ...]:
    text = cell.strip()
    if text.isdecimal() and len(text) not in (6, 8):
        return ()
    return parse_date_of_birth(text[:60], as_of=FAR).values


def _is_birth(cell: str) -> bool:
    return any(1920 <= year <= 2017 for year in _years(cell))


def _vary(digits: Sequence[str]) -> bool:
    """Whether day, month and year of dates without separators each vary, as births of people do."""
    dates = [_dates(text)[0] for text in digits]
    least = min(len(dates), 3 if len(dates) >= MANY else 2)
    parts = zip(*((each.year, each.month, each.day) for each in dates), strict=True)
    return all(len(set(part)) >= least for part in parts)


def _is_postcode(cell: str) -> bool:
    """Whether a cell is a postcode; letters alone ("Bailed") are none, even if a repair fits, and
    neither are digits alone."""
    has_both = any(map(str.isdigit, cell)) and any(map(str.isalpha, cell))
    return len(cell) <= 12 and has_both and bool(parse_postcode(cell).values)


def _is_phone(cell: str) -> bool:
    found = parse_phones(cell)
    return bool(found.values) or not {"phone-placeholder", "phone-damaged"}.isdisjoint(found.notes)


@lru_cache(maxsize=4096)
def _could_be_name(cell: str) -> bool:
    text = re.sub(
        r"[(\[\"“'‘][^)\]\"”]*[)\]\"”'’]|\b(?:aka|a\.k\.a\.?|alias|née|nee)\b|[@/;&\n\r]", " ", cell
    )
    text = " ".join(text.split())
    return bool(text) and len(text) <= 60 and len(text.split()) <= 7 and bool(NAME.fullmatch(text))
