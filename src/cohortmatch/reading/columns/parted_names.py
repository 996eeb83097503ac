"""Cells in which a sign parts surname and forename ("Islam/Rezaul", "ODELL - Una", "Pym^Ada").

Policy: under a heading that names both parts ("Surname/Forename") the heading says which comes
first. Under any other heading of names nearly all cells must have the sign with one word on a side
of it, and the words must tell the order; else "Moss/Lee" are two surnames or two people. Such cells
are read as "Islam, Rezaul" in a column of their own; a cell that holds more than the two parts
stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from cohortmatch.core.findings import Finding
from cohortmatch.core.types import PART_OF, KnownNames
from cohortmatch.reading.columns.headings import field_of
from cohortmatch.reading.columns.name_order import name_order, said_order
from cohortmatch.reading.columns.shapes import shape_of
from cohortmatch.reading.columns.understood import LABELS, Understood
from cohortmatch.values.beside_names import without_beside

__all__ = ["part_names"]

SIGN = r"\s*(?:[/\\|;_^~\n]|:(?=\s)|\s[-–—:>]+\s)\s*"
PART = r"[^\W\d_][^\W\d_'’`.\- ]*(?:['’`.\- ]+[^\W\d_]+)*\.?"
PARTED = re.compile(rf"\s*(?P<parts>{PART}(?:{SIGN}{PART}){{1,3}})(?P<more>\s*[(\[].*)?\s*")
BETWEEN = re.compile(SIGN)
PARTS = ("surname", "forename")
MOSTLY = 0.5
"""The share of the cells without a comma in which a sign must stand where the heading says more: in
a column of other names "- NEW" is a remark."""
NEARLY_ALL, LEAST = 0.9, 3
"""The share of the cells, and the fewest of them, by which a sign parts the names of a column whose
heading does not say so."""


def part_names(out: Understood, headings: Iterable[str]) -> None:
    """Add a column of "Surname, Forename" for each column of names whose parts a sign divides."""
    for heading in headings:
        is_name = out.fields.get(heading, field_of(heading)) == "name"
        if not is_name and (heading in out.fields or not _names_parts(heading)):
            continue
        first = _surname_first(heading, out.shapes[heading].cells)
        if first is not None:
            _split(out, heading, surname_first=first)


def _names_parts(heading: str) -> bool:
    """Whether a heading names the parts of a name with signs between them, and nothing else."""
    said = {field_of(part) for part in BETWEEN.split(heading) if part}
    return said <= {*PARTS, "middle", "title"} and said.issuperset(PARTS)


def _surname_first(heading: str, cells: tuple[str, ...]) -> bool | None:
    """Whether the surname stands before the sign; None for a column without such signs."""
    parted = [parts for cell in cells if len(parts := _parts_of(cell)) > 1]
    if not parted:
        return None
    if said := said_order(heading):
        plain = [cell for cell in cells if "," not in cell]
        return said > 0 if len(parted) >= MOSTLY * len(plain) else None
    pairs = [each for each in parted if len(each) == 2 and min(len(p.split()) for p in each) == 1]
    if len(pairs) < LEAST or len(pairs) < NEARLY_ALL * len(cells):
        return None
    order = name_order("", [" ".join(pair) for pair in pairs], KnownNames())
    return order.surname_first if order.is_clear else None


def _parts_of(cell: str) -> list[str]:
    """The parts of one person's name; the whole cell where it may be of more than one person."""
    match = PARTED.fullmatch(cell)
    if match is None or without_beside(match["parts"]).role is not None:
        return [cell]
    return BETWEEN.split(match["parts"].strip())


def _split(out: Understood, heading: str, *, surname_first: bool) -> None:
    column = f"{heading}: {LABELS['name']}"
    texts = [_written(str(cell), surname_first) for cell in out.frame[heading]]
    out.frame = out.frame.assign(**{column: pd.Series(texts, index=out.frame.index, dtype=str)})
    out.shapes[column] = shape_of(out.frame[column])
    out.put(column, "name", f"{PART_OF} “{heading}”")
    out.put(heading, "other", "taken apart")
    told = f"into {LABELS['surname']}, {LABELS['forename']}"
    out.findings.append(Finding("column-taken-apart", "", heading, detail=told))


def _written(cell: str, surname_first: bool) -> str:
    """A cell with a comma between surname and forenames; unchanged where no sign parts it."""
    parts = _parts_of(cell)
    if len(parts) < 2:
        return cell
    surname, forenames = (parts[0], parts[1:]) if surname_first else (parts[-1], parts[:-1])
    match = PARTED.fullmatch(cell)
    more = match["more"] if match and match["more"] else ""
    return f"{surname}, {' '.join(forenames)}{more}"
