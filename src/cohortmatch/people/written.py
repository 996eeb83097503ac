"""Values as written: the cells of a listing, and its name in the usual form.

Cells are shown as written, but tidied (spaces, invisible characters, the midnight that a program
writes after a date). Words for "not known" count as neither number nor place. A name is shown as
"Forename SURNAME" from whichever columns hold it; the normalised surname says which words of a full
name are the surname. Nothing here is used for matching.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from cohortmatch.core.types import ABSENT, Listings
from cohortmatch.people.status import shown_part
from cohortmatch.people.words import IDENTIFIERS
from cohortmatch.values.about_others import without_others
from cohortmatch.values.beside_names import without_beside
from cohortmatch.values.name_cells import take_apart
from cohortmatch.values.own_cells import own_cell
from cohortmatch.values.text import fold, is_placeholder, tidy, tidy_lines
from cohortmatch.values.variants import is_given_name
from cohortmatch.values.words import word_set

SHOWN = ("status", "age", "phone", "email")
"""Fields that are shown as the list has them, under its own headings."""
NOT_OWN = frozenset(
    (
        *("name", "surname", "forename", "middle", "title", "date_of_birth"),
        *("free_text", "another_person", "ignored"),
    )
)
"""Fields that are not told among a list's own columns: who it is about, notes, other people."""
NAMES = ("name", "surname", "forename")
UNSAFE_START = re.compile(r"^[=+\-@\s|]+")
"""No name begins so; a spreadsheet would take it for a formula."""
MIDNIGHT = re.compile(r"(?<=\d)[ T]00:00(?::00(?:\.0+)?)?$")
WORD = re.compile(r"[^\W\d_]+")


class ShownName(NamedTuple):
    """A name in the two parts in which it is shown and sorted."""

    forename: str
    surname: str

    @property
    def text(self) -> str:
        """ "Forename SURNAME", or the one part there is."""
        return f"{self.forename} {self.surname.upper()}".strip()

    @property
    def key(self) -> tuple[str, str]:
        """Surname first, folded: for sorting, and for telling whether two are one name."""
        return fold(self.surname), fold(self.forename)


class WrittenCells:
    """The cells of every listing; each column is turned into texts on first use."""

    def __init__(self, listings: Listings) -> None:
        self._listings = listings
        self._list_code: list[int] = listings.list_code.tolist()
        self._position: list[int] = listings.position.tolist()
        self._columns: dict[tuple[int, str], list[str]] = {}
        self._own: dict[int, list[tuple[str, list[str]]]] = {}
        self._fields: dict[tuple[int, str], list[tuple[str, list[str]]]] = {}
        self._names: dict[int, ShownName] = {}

    @cached_property
    def _headings(self) -> list[dict[str, list[str]]]:
        """For each list, the headings of the columns of each field."""
        found: list[dict[str, list[str]]] = []
        for info in self._listings.lists:
            fields: dict[str, list[str]] = {}
            for use in info.columns:
                fields.setdefault(use.field, []).append(use.heading)
            found.append(fields)
        return found

    def cells(self, listing: int, field: str, *, known: bool = False) -> list[tuple[str, str]]:
        """(heading, text) of the listing's columns of one field that hold anything.

        `known` leaves out cells that only say "not known".
        """
        position = self._position[listing]
        columns = self._columns_of(self._list_code[listing], field)
        held = [(heading, text) for heading, texts in columns if (text := texts[position])]
        return [each for each in held if not is_placeholder(each[1], "other")] if known else held

    def text(self, listing: int, *fields: str) -> str:
        """The texts of some fields of a listing, each said once."""
        texts = (text for field in fields for _, text in self.cells(listing, field))
        return "; ".join(dict.fromkeys(texts))

    def labelled(self, listing: int, *fields: str, known: bool = False) -> list[str]:
        """ "heading: text" for each column of some fields of a listing that holds anything."""
        cells = (cell for field in fields for cell in self.cells(listing, field, known=known))
        return [f"{heading}: {text}" for heading, text in cells]

    def status(self, listing: int) -> list[str]:
        """The status that the list gives the person: RAG, level, lead officer, …"""
        cells = (
            (heading, shown_part(heading, text)) for heading, text in self.cells(listing, "status")
        )
        return [f"{heading}: {text}" for heading, text in cells if text]

    def own_columns(self, listing: int) -> list[str]:
        """ "heading: text" for each column of the listing's own list, in the list's order, for the
        readers of that list.

        Left out are its name and date of birth, which stand beside it, notes, and columns about
        other people; of a cell that names somebody only the value before the name is told.
        """
        code, position = self._list_code[listing], self._position[listing]
        cells = ((head, column[position]) for head, column in self._own_columns(code))
        said = ((head, shown_part(head, text)) for head, text in cells)
        return [f"{head}: {text}" for head, text in said if text]

    def _own_columns(self, code: int) -> list[tuple[str, list[str]]]:
        """(heading, texts) of the columns of a list that its own readers are told."""
        if code not in self._own:
            held = self._listings.raw[code].columns
            headings = (
                use.heading
                for use in self._listings.lists[code].columns
                if use.field not in NOT_OWN and use.heading in held
            )
            self._own[code] = [(head, self._column(code, head)) for head in dict.fromkeys(headings)]
        return self._own[code]

    def shown(self, listing: int, fields: Sequence[str] = SHOWN) -> list[tuple[str, str]]:
        """(heading, text) of the columns shown as written, compared or not."""
        return [cell for field in fields for cell in self.cells(listing, field)]

    def identifiers(self, listing: int) -> list[str]:
        """The numbers that the list gives the person."""
        return self.labelled(listing, *IDENTIFIERS, "identifier", known=True)

    def place(self, listing: int) -> str:
        """The postcode as written, else the address."""
        for field in ("postcode", "address"):
            if cells := self.cells(listing, field, known=True):
                places = dict.fromkeys(without_others(text) for _, text in cells)
                return "; ".join(place for place in places if place)
        return ""

    def other_names(self, listing: int) -> list[str]:
        """Aliases, street names and previous surnames, as written; those in a name cell too."""
        beside = [
            piece.text
            for field in ("name", "surname", "forename")
            for _, text in self.cells(listing, field)
            for piece in take_apart(text).pieces[1:]
        ]
        fields = ("alias", "street_name", "previous_surname")
        written = [text for field in fields for _, text in self.cells(listing, field)]
        return [text for text in beside + written if not _says_no_name(text)]

    def name(self, listing: int) -> ShownName:
        """The listing's own name."""
        if listing not in self._names:
            self._names[listing] = self._read_name(listing)
        return self._names[listing]

    def _read_name(self, listing: int) -> ShownName:
        surname = self.text(listing, "surname")
        forename = self.text(listing, "forename")
        if surname or forename:
            middle = self.text(listing, "middle")
            return shown(f"{forename} {middle}", surname)
        known = self._normalised_surname(listing)
        return split_name(self.text(listing, "name"), known)

    def _normalised_surname(self, listing: int) -> str:
        names = self._listings.names
        first, end = names.offsets[listing], names.offsets[listing + 1]
        code = int(names.surname[first]) if end > first else ABSENT
        return names.words[code] if code != ABSENT else ""

    def _columns_of(self, code: int, field: str) -> list[tuple[str, list[str]]]:
        """(heading, texts) of a list's columns of one field."""
        key = code, field
        if key not in self._fields:
            headings = self._headings[code].get(field, ())
            self._fields[key] = [(heading, self._column(code, heading)) for heading in headings]
        return self._fields[key]

    def _column(self, code: int, heading: str) -> list[str]:
        key = code, heading
        if key not in self._columns:
            column: list[Any] = self._listings.raw[code][heading].tolist()
            field = next((f for f, held in self._headings[code].items() if heading in held), "")
            known: dict[str, str] = {}
            self._columns[key] = [
                known.get(cell) or known.setdefault(cell, _on_one_line(field, heading, cell))
                for cell in column
            ]
        return self._columns[key]


@lru_cache(maxsize=4096)
def _says_no_name(text: str) -> bool:
    """Whether an entry of other names says that there is none, or none that is known."""
    return is_placeholder(text, "other") and not is_given_name(fold(text))


@lru_cache(maxsize=1 << 14)
def _on_one_line(field: str, heading: str, cell: str) -> str:
    """A cell as it is shown, without another person on a line of a name's or a status' cell."""
    lines = tidy_lines(cell)
    if "\n" in lines and field in NAMES:
        lines = without_beside(lines).name
    elif "\n" in lines and field == "status":
        lines = own_cell(heading, lines)
    return MIDNIGHT.sub("", tidy(lines))


@lru_cache(maxsize=4096)
def split_name(text: str, surname: str) -> ShownName:
    """A full name in its two parts; `surname` is the normalised surname, '' when not known."""
    text = alone(text)
    before, comma, after = text.partition(",")
    if comma:
        return shown(after, before)
    words = text.split()
    for size in range(len(words), 0, -1):
        if surname and squash(" ".join(words[-size:])) == squash(surname):
            return shown(" ".join(words[:-size]), " ".join(words[-size:]))
        if surname and squash(" ".join(words[:size])) == squash(surname):
            return shown(" ".join(words[size:]), " ".join(words[:size]))
    return shown(text, "")


@lru_cache(maxsize=4096)
def shown(forename: str, surname: str) -> ShownName:
    """The two parts, tidied and without a title; a forename in capitals or in small letters gets
    a capital a word."""
    forename, surname = _untitled(alone(forename)), alone(surname)
    if forename.isupper() or forename.islower():
        forename = WORD.sub(lambda word: word.group().capitalize(), forename)
    return ShownName(forename, surname)


@lru_cache(maxsize=4096)
def alone(text: str) -> str:
    """A name without the aliases written beside it, and without signs no name begins with."""
    pieces = take_apart(text).pieces
    return UNSAFE_START.sub("", tidy(pieces[0].text)) if pieces else ""


def _untitled(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if rest and fold(first).strip(".") in word_set("names", "titles") else text


@lru_cache(maxsize=4096)
def squash(text: str) -> str:
    """Folded letters and digits only, to recognise a written surname as the normalised one."""
    return "".join(letter for letter in fold(text) if letter.isalnum())
