"""Columns whose cells hold several things: "Name & address", "Name, DOB", "Name (PNC)".

Policy: a column is split where its heading names two things and a good part of its cells hold both.
A column of names is also split where most of its cells hold both, whatever its heading says.
Another person who is named beside the nominal is cut off first, with any date or number beside that
name. Dates and identifiers are taken out by their pattern. Where a name and an address remain,
`name_and_address` splits them.
The parts go in columns of their own, named after the first. The column itself is carried along, and
the split is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from cohortmatch.core.findings import Finding
from cohortmatch.core.types import PART_OF
from cohortmatch.reading.columns.dates_in_cells import DATE
from cohortmatch.reading.columns.headings import field_of
from cohortmatch.reading.columns.name_and_address import holds_address, name_and_address
from cohortmatch.reading.columns.shapes import shape_of
from cohortmatch.reading.columns.understood import LABELS, Understood
from cohortmatch.values.beside_names import own_name_cell

__all__ = ["take_apart"]

PNC = re.compile(
    r"[(\[]?\s*(?:\bPNC(?:\s?ID)?\s*[:\-]?\s*)?\b((?:19|20)?\d\d/\d{1,7}[A-Z])\b\s*[)\]]?", re.I
)
CRN = re.compile(r"[(\[]?\s*(?:\bCRN\s*[:\-]?\s*)?\b([A-Z]\d{6})\b\s*[)\]]?", re.I)
PATTERNS = {"date_of_birth": DATE, "pnc": PNC, "crn": CRN}
KINDS = {
    **dict.fromkeys(("name", "surname", "forename"), "name"),
    **dict.fromkeys(("address", "postcode"), "address"),
    **{field: field for field in PATTERNS},
}
"""The kind of part that a field is, for fields that can share a cell with others."""
BETWEEN = re.compile(r"\s*(?:[/&+,;()\n–]|\band\b|\bor\b|-)\s*", re.I)
MOSTLY, SOME, FEW = 0.5, 0.25, 2


@dataclass(frozen=True)
class _CellParts:
    """What a column's cells hold: kinds taken out by pattern, and the fields of the rest."""

    patterns: tuple[str, ...]
    rest: str
    has_address: bool

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the parts, in the order in which they are reported."""
        address = ("address",) if self.has_address and self.rest != "address" else ()
        return (self.rest, *self.patterns, *address)


def take_apart(out: Understood, headings: Iterable[str]) -> None:
    """Add a column for each part of the columns whose cells hold several things."""
    for heading in filter(_may_hold_several, headings):
        parts = _parts(heading, tuple(map(_own, out.shapes[heading].cells)))
        if parts and len(parts.fields) > 1:
            _split(out, heading, parts)
        elif parts and parts.rest != field_of(heading):
            out.put(heading, parts.rest, "values")


def _may_hold_several(heading: str) -> bool:
    """Whether a heading names two kinds of things, or a name, beside which more may stand."""
    return field_of(heading) == "name" or _is_combined(heading)


def _kinds_said(heading: str) -> set[str]:
    said = (field_of(text) for text in BETWEEN.split(heading) if text)
    return {KINDS[field] for field in said if field in KINDS}


def _is_combined(heading: str) -> bool:
    return field_of(heading) in KINDS and len(_kinds_said(heading)) > 1


def _parts(heading: str, cells: tuple[str, ...]) -> _CellParts | None:
    said = [field_of(text) for text in BETWEEN.split(heading) if text]
    kinds, combined = _kinds_said(heading), _is_combined(heading)
    if len(cells) < FEW:
        return None
    held = {
        field: _share(cells, pattern.search) >= (SOME if field in kinds else MOSTLY)
        for field, pattern in PATTERNS.items()
        if field in kinds or field != "crn"
    }
    address = _share(cells, holds_address) >= (SOME if "address" in kinds else MOSTLY)
    named = not combined or "name" in kinds
    if not named and "address" not in kinds:
        return None
    rest = _named_by(said) if named else "address"
    patterns = tuple(field for field, is_held in held.items() if is_held)
    if _share(cells, lambda cell: any(map(str.isalpha, _without(cell, patterns)))) < SOME:
        return None  # "Nominal / DOB" is the date of birth under a title
    return _CellParts(patterns, rest, address)


def _without(cell: str, fields: Iterable[str]) -> str:
    """What remains of a cell."""
    for field in fields:
        cell = PATTERNS[field].sub("\n", cell)
    return cell


def _named_by(said: list[str]) -> str:
    """The field of the name in a combined column: a full name unless the heading names a part."""
    names = {field for field in said if KINDS.get(field) == "name"}
    return names.pop() if len(names) == 1 else "name"


def _share(cells: tuple[str, ...], fits: Callable[[str], object]) -> float:
    return sum(bool(fits(cell)) for cell in cells) / len(cells)


def _split(out: Understood, heading: str, parts: _CellParts) -> None:
    whole = [str(cell) for cell in out.frame[heading]]
    own = {cell: _own(cell) for cell in set(whole)} if parts.rest != "address" else {}
    rest = [own.get(cell, cell) for cell in whole]
    made: dict[str, list[str]] = {}
    for field in parts.patterns:
        found = [PATTERNS[field].search(cell) for cell in rest]
        made[field] = [match[1] if match else "" for match in found]
        rest = [PATTERNS[field].sub("\n", cell) for cell in rest]
    if parts.has_address and parts.rest != "address":
        both = [name_and_address(cell) for cell in rest]
        rest, made["address"] = [name for name, _ in both], [address for _, address in both]
    made[parts.rest] = [_tidied(cell) for cell in rest]
    frame = out.frame.copy()
    for field, texts in made.items():
        column = f"{heading}: {LABELS[field].removesuffix(' ID')}"
        frame[column] = pd.Series(texts, dtype=str)
        out.shapes[column] = shape_of(frame[column])
        out.put(column, field, f"{PART_OF} “{heading}”")
    out.put(heading, "other", "taken apart")
    out.frame = frame
    told = ", ".join(LABELS[field] for field in parts.fields)
    out.findings.append(Finding("column-taken-apart", "", heading, detail=f"into {told}"))


def _own(cell: str) -> str:
    """A cell without another person, whose date or number must not become the nominal's."""
    if not holds_address(cell):
        return own_name_cell(cell)
    name, address = name_and_address(cell)
    return f"{own_name_cell(name)}, {address}" if name else cell


def _tidied(cell: str) -> str:
    lines = [" ".join(line.split()).strip(" ,;:-/|") for line in cell.splitlines()]
    return " ".join(line for line in lines if line)
