"""Whether a row is a listing, and so cannot be the headings.

Policy: headings are shown in reports and errors, so a listing must never be read as headings. A row
is a listing when more of its cells read like what is written *below* headings (known names, dates
of birth, identifiers, postcodes, words for "not known", a word that comes again further down) than
read like headings. As many are enough where one of them can be nothing else. A row is also not the
headings if no cell is plainly a heading about a person: a status, a word that may be a surname
(Ward, Street), a role or a misspelt word may all occur in a listing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from cohortmatch.reading.columns.headings import field_of, listed_field, plain_heading
from cohortmatch.reading.wordlists import plain_words, table
from cohortmatch.values import fields
from cohortmatch.values.dates import parse_date_of_birth
from cohortmatch.values.identifiers import parse_identifiers
from cohortmatch.values.postcodes import parse_postcode
from cohortmatch.values.roles import parse_role
from cohortmatch.values.text import is_placeholder
from cohortmatch.values.variants import is_given_name

__all__ = [
    "LOOKED_BELOW",
    "PERSONAL",
    "Meanings",
    "holds_a_person",
    "is_a_name",
    "reads_as_listing",
    "speaks_of_people",
]

PERSONAL = fields.PERSONAL - {"title"}
"""Fields of which a row of headings has at least one; a title may be a book's."""
NEARLY_ALL = 0.8
LOOKED_BELOW = 300
LOOK_LIKE = 20
LAST_BIRTH = 2018
FAR = date(2035, 1, 1)
LONGEST_NAME = 5
"""The most words a name has."""
MONTHS = frozenset(("april", "may", "june", "august", "jan", "jun", "march"))
NAMES_OF_TWO_KINDS = frozenset(
    ("ward", "page", "price", "street", "case", "stage", "field", "link")
)
"""Surnames that are headings as well, and so say nothing either way."""


@dataclass(frozen=True)
class Meanings:
    """What headings mean: exactly as they are listed, or by their words and with slips too.

    `told` are headings, as `plain_heading` leaves them, that the caller says some list has.
    """

    told: frozenset[str] = frozenset()
    listed_only: bool = False

    def of(self, cell: str) -> str:
        """The field a heading means, '' for none; one given by the caller always means
        something."""
        field = listed_field(cell) if self.listed_only else field_of(cell)
        return field or ("name" if self._is_told(cell) else "")

    def is_slip(self, cell: str) -> bool:
        """Whether a heading only means something if a letter or two of it are wrong."""
        return not (self.listed_only or field_of(cell, slips=False) or self._is_told(cell))

    def _is_told(self, cell: str) -> bool:
        return bool(self.told) and plain_heading(cell) in self.told


def reads_as_listing(
    row: Sequence[str], below: Sequence[Sequence[str]] = (), meanings: Meanings | None = None
) -> bool:
    """Whether a row is a listing by its own cells and by those below it."""
    meanings = meanings or Meanings()
    cells = [" ".join(cell.split()) for cell in row]
    again = _again(cells, below)
    known = values = certain = 0
    for place, cell in enumerate(cells):
        if not cell:
            continue
        if _is_certain(cell):
            certain += 1
        elif place in again or is_a_name(cell) or _is_unknown(cell):
            values += 1
        elif meanings.of(cell) and not _is_two_kinds(cell):
            known += 1
    births = sum(_is_birth(cell) for cell in cells if cell)
    certain += min(births, 1)
    return values + certain > known or (certain > 0 and values + certain == known)


def holds_a_person(row: Sequence[str], cells: int = 3) -> bool:
    """Whether a row has at least so many cells, one of them certainly a listed person's."""
    held = [cell for each in row if (cell := " ".join(each.split()))]
    return len(held) >= cells and any(_is_certain(cell) or _is_birth(cell) for cell in held)


def people_in(rows: Sequence[Sequence[str]]) -> int:
    """How many rows of a sheet without headings are listings; 0 when most are not."""
    wide = [row for row in rows if sum(bool(cell.strip()) for cell in row) > 1]
    first = wide[:LOOK_LIKE]
    people = sum(holds_a_person(row, 2) for row in first)
    return len(wide) if people * 2 > len(first) else 0


def speaks_of_people(
    row: Sequence[str], below: Sequence[Sequence[str]], meanings: Meanings
) -> bool:
    """Whether one of a row's cells is plainly a heading about a person."""
    cells = {place: cell for place, cell in enumerate(row) if cell.strip()}
    personal = {place: cell for place, cell in cells.items() if meanings.of(cell) in PERSONAL}
    plain = {p: c for p, c in personal.items() if not _is_two_kinds(c) and not is_a_name(c)}
    spelled = {p: c for p, c in plain.items() if not meanings.is_slip(c)}
    if any(not parse_role(cell).values or _no_roles(p, below) for p, cell in spelled.items()):
        return True
    if spelled:  # "Offender" heads a column of names, or is a cell in a column of roles
        known = sum(bool(meanings.of(c)) and not _is_two_kinds(c) for c in cells.values())
        return known >= NEARLY_ALL * len(cells)
    return len({meanings.of(cell) for cell in plain.values()}) > 1


def _no_roles(place: int, below: Sequence[Sequence[str]]) -> bool:
    """Whether there is something below a cell and hardly any of it is a role."""
    held = [row[place] for row in below if place < len(row) and row[place].strip()]
    return sum(bool(parse_role(cell).values) for cell in held) * 4 < len(held)


def _is_two_kinds(cell: str) -> bool:
    return cell.strip().casefold() in NAMES_OF_TWO_KINDS


def is_a_name(cell: str) -> bool:
    """Whether a cell reads like a person's name and not like a heading."""
    return _is_name(cell[:80])


@lru_cache(maxsize=4096)
def _is_name(cell: str) -> bool:
    if any(map(str.isdigit, cell)) or _is_listed(cell):
        return False
    words = plain_words(cell).split()
    if not 0 < len(words) <= LONGEST_NAME or not _heading_words().isdisjoint(words):
        return False
    return any(is_name_word(word) for word in words)


def _is_listed(cell: str) -> bool:
    """Whether a cell is exactly a listed heading, and not a name as well."""
    plain = plain_heading(cell)
    return bool(listed_field(cell)) and (" " in plain or plain not in _names())


def is_name_word(word: str) -> bool:
    """Whether a folded word is known as a name and hardly means anything else."""
    if len(word) < 3 or word in MONTHS or word in NAMES_OF_TWO_KINDS:
        return False
    return word in _names() or is_given_name(word)


@cache
def _names() -> frozenset[str]:
    """Every word known as a given or a family name."""
    words = table("name_words")
    return frozenset(words["given"].split()) | frozenset(words["family"].split())


@cache
def _heading_words() -> frozenset[str]:
    """Words that occur in headings and not in names."""
    fields = table("headings")["fields"].values()
    words = {w for entry in fields for phrase in entry["headings"] for w in phrase.split()}
    return frozenset(word for word in words if len(word) > 2 and not is_name_word(word))


def _is_certain(cell: str) -> bool:
    """Whether a cell is an identifier or a postcode and nothing else."""
    if not any(map(str.isdigit, cell)) or len(cell) > 40:
        return False
    if re.fullmatch(r"[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}", cell):
        return bool(parse_postcode(cell).values)
    return any(v.is_valid and not v.repaired for v in parse_identifiers(cell).values)


def _is_birth(cell: str) -> bool:
    """Whether a cell is a date on which somebody listed may have been born."""
    if sum(map(str.isdigit, cell)) < 4 or len(cell) > 30 or cell.isdecimal():
        return False
    return any(v.year and v.year <= LAST_BIRTH for v in parse_date_of_birth(cell, as_of=FAR).values)


def _is_unknown(cell: str) -> bool:
    return is_placeholder(cell) and not _is_listed(cell)


def _again(cells: Sequence[str], below: Sequence[Sequence[str]]) -> set[int]:
    """The places whose text comes again below, in rows that do not repeat the whole row."""
    folded = [cell.casefold() for cell in cells]
    found: set[int] = set()
    for row in below[:LOOKED_BELOW]:
        same = {
            place
            for place, cell in enumerate(row[: len(folded)])
            if folded[place] and " ".join(cell.split()).casefold() == folded[place]
        }
        if len(same) * 2 < sum(map(bool, folded)) or len(same) < 2:
            found |= same
    return found
