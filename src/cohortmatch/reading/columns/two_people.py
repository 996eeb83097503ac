"""Two people in one name cell ("John & Jane Smith"): a listing for each.

Policy: the first person keeps the row's number; the others get it with "(person 2)" and so on. A
field about one person alone (date of birth, identifiers, title, ...) is shared out where its cell
holds as many parts as there are people. Otherwise the first keeps it, because nobody can say which
person it belongs to. Every other field goes with each of them. A surname that is written once
counts for all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cohortmatch.core.findings import Finding
from cohortmatch.reading.columns.headings import IDENTIFIERS
from cohortmatch.reading.wordlists import plain_words, words_of
from cohortmatch.values.names import parse_forename, parse_full_name

__all__ = ["Parted", "part_people", "people_named"]

BETWEEN = re.compile(r"\s*(?:[&+]|\band\b)\s*", re.I)
BETWEEN_VALUES = re.compile(r"\s*(?:[&+;\n]|\band\b)\s*", re.I)
MAY_HOLD_TWO = r"[&+]|(?i:\sand\s)"
NAMES = ("name", "surname", "forename")
OF_ONE = IDENTIFIERS | {
    *("identifier", "date_of_birth", "age", "sex", "title", "middle", "alias", "street_name"),
    *("previous_surname", "phone"),
}
"""The fields that are about one person alone."""
TWO = "name-two-people"
Row = dict[str, list[str]]
"""The cells of a row that differ between its people, by heading."""


@dataclass(frozen=True, eq=False)
class Parted:
    """A list's frame and row labels with a listing for each person, the position of the row that
    each came from, and what was noticed."""

    frame: pd.DataFrame
    rows: tuple[object, ...]
    positions: Sequence[int]
    findings: tuple[Finding, ...] = ()

    def __repr__(self) -> str:
        return f"<Parted: {len(self.rows)} listings>"


def part_people(
    frame: pd.DataFrame,
    rows: tuple[object, ...],
    fields: Mapping[str, str],
    surname_first: Mapping[str, bool],
) -> Parted:
    """A listing for each person; `fields` and `surname_first` are by heading."""
    named = {h: f for h, f in fields.items() if f in NAMES}
    places = _may_hold_two(frame, [h for h, f in named.items() if f != "surname"])
    parted: dict[int, Row] = {}
    for place in places:
        cells = {heading: str(frame[heading].iloc[place]) for heading in named}
        if people := _people(cells, named, surname_first):
            count = len(next(iter(people.values())))
            own = [heading for heading, field in fields.items() if field in OF_ONE]
            more = {h: _shared_out(str(frame[h].iloc[place]), count) for h in own}
            parted[place] = people | more
    return _rebuilt(frame, rows, parted) if parted else Parted(frame, rows, range(len(rows)))


def _may_hold_two(frame: pd.DataFrame, headings: Sequence[str]) -> list[int]:
    held = np.zeros(len(frame), dtype=bool)
    for heading in headings:
        held |= frame[heading].str.contains(MAY_HOLD_TWO, regex=True).to_numpy(dtype=bool)
    return [int(place) for place in np.flatnonzero(held)]


def _people(
    cells: Mapping[str, str], named: Mapping[str, str], surname_first: Mapping[str, bool]
) -> Row:
    """The name cells of each person in a row; nothing when it holds one."""
    for heading, field in named.items():
        if field == "name":
            people = people_named(cells[heading], surname_first=surname_first.get(heading, False))
            if len(people) > 1:
                return {heading: people}
        if field == "forename" and TWO in parse_forename(cells[heading]).notes:
            forenames = _pieces(cells[heading])
            surname = next((h for h, f in named.items() if f == "surname"), "")
            surnames = _pieces(cells[surname]) if surname else []
            if len(surnames) != len(forenames):
                surnames = [cells.get(surname, "")] * len(forenames)
            if len(forenames) > 1:
                return {heading: forenames} | ({surname: surnames} if surname else {})
    return {}


def people_named(cell: str, *, surname_first: bool = False) -> list[str]:
    """The full names of the people in a cell; each gets a surname that is written once."""
    if TWO not in parse_full_name(cell, surname_first).notes:
        return [cell]
    pieces = _pieces(cell)
    if len(pieces) < 2:
        return [cell]
    if any("," in piece for piece in pieces):
        surname = pieces[0].partition(",")[0] if "," in pieces[0] else ""
        return [f"{surname}, {p}" if surname and _is_one_word(p) else p for p in pieces]
    if surname_first and not _is_one_word(pieces[0]):
        surname = pieces[0].split()[0]
        return [pieces[0], *(f"{surname} {p}" if _is_one_word(p) else p for p in pieces[1:])]
    surname = "" if _is_one_word(pieces[-1]) else pieces[-1].split()[-1]
    if surname_first and surname:  # "John & Jane Smith" among surnames that stand first
        return [f"{surname}, {piece.removesuffix(surname).strip()}" for piece in pieces]
    return [f"{p} {surname}".strip() if _is_one_word(p) else p for p in pieces]


def _is_one_word(piece: str) -> bool:
    return len(piece.split()) == 1


def _pieces(cell: str) -> list[str]:
    """The text between the signs, without parts that name nobody ("and sons")."""
    pieces = [piece.strip(" ,;") for piece in BETWEEN.split(cell)]
    nobody = words_of("not_named")
    return [piece for piece in pieces if piece and plain_words(piece) not in nobody]


def _shared_out(cell: str, count: int) -> list[str]:
    pieces = [piece.strip() for piece in BETWEEN_VALUES.split(cell.strip())]
    return pieces if len(pieces) == count else [cell, *[""] * (count - 1)]


def _rebuilt(frame: pd.DataFrame, rows: tuple[object, ...], parted: dict[int, Row]) -> Parted:
    counts = np.ones(len(frame), dtype=np.int64)
    for place, cells in parted.items():
        counts[place] = len(next(iter(cells.values())))
    source = np.repeat(np.arange(len(frame)), counts)
    out = frame.iloc[source].reset_index(drop=True)
    starts = np.cumsum(counts) - counts
    for heading in dict.fromkeys(heading for cells in parted.values() for heading in cells):
        texts = out[heading].tolist()
        for place, cells in parted.items():
            own = cells.get(heading, [])
            texts[starts[place] : starts[place] + len(own)] = own
        out[heading] = pd.Series(texts, dtype=str)
    found = Finding("people-parted", "", rows=tuple(rows[place] for place in parted))
    return Parted(out, _labels(rows, counts.tolist()), source.tolist(), (found,))


def _labels(rows: tuple[object, ...], counts: Sequence[int]) -> tuple[object, ...]:
    taken = set(map(str, rows))
    out: list[object] = []
    for row, count in zip(rows, counts, strict=True):
        out.append(row)
        for number in range(2, count + 1):
            label = f"{row} (person {number})"
            while label in taken:
                label += "*"
            taken.add(label)
            out.append(label)
    return tuple(out)
