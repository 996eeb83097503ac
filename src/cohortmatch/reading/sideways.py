"""A sheet on its side, with the headings below each other, turned so that a row is a person.

Policy: a form ("Surname | Quarmby") and a sheet with a column for each person ("Field | Nominal 1 |
Nominal 2") are turned, and this is told: a row's number is then the column's, 2 for B. A line that
stands alone and names somebody else ("Victim details") is put in front of the headings below it.
Lines above the first heading are titles. A sheet stays as it is, and is refused, where turning it
could give a value to the wrong person: where a heading comes twice, stands beside another one in
the same row, or where rows or columns are hidden.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from cohortmatch.core.findings import Finding
from cohortmatch.reading.columns.headings import (
    field_of,
    is_who_alone,
    listed_field,
    plain_heading,
)
from cohortmatch.reading.columns.person_words import label_of, words_for
from cohortmatch.reading.formats.marks import SheetMarks
from cohortmatch.reading.formats.sheets import Sheet
from cohortmatch.reading.heading_rows import labelled, lies_sideways
from cohortmatch.reading.listing_rows import PERSONAL, is_a_name
from cohortmatch.values.text import is_placeholder

__all__ = ["turned"]

NUMBERED = re.compile(r"\s*(?:\d{1,2}[.):]|(?:section|part) [\da-z]\b)", re.I)
"""How the title of a part of a form begins."""
SEVERAL, MOST = 2, 0.75
"""How many fields of a person, and which share of its cells, make a column one of headings."""
LOOKED_AT = 4
"""In which of the first columns a form has its headings."""
WHOLE = words_for("whole")
WRITERS = frozenset(("your", "you", "my", "completing", "completed", "submitted", "submitter"))
"""Words of titles over what whoever fills a form in says of themselves."""


def turned(sheet: Sheet) -> Sheet:
    """The sheet with a row for each person where it lies on its side; else the sheet itself."""
    if not lies_sideways(sheet) or sheet.marks.hidden_rows or sheet.marks.hidden_columns:
        return sheet
    width = max(map(len, sheet.rows))
    rows = [row + [""] * (width - len(row)) for row in sheet.rows]
    starts = _columns_of_headings(rows)
    at = starts[0]
    rows, width = _below_each_other(rows, starts)
    lines = _lines(rows, at)
    people = [column for column in range(at + 1, width) if any(row[column] for _, row in lines)]
    if not people or not _may_be_turned(lines, people):
        return sheet
    columns = [[row[column] for _, row in lines] for column in people]
    return replace(
        sheet,
        rows=[[heading for heading, _ in lines], *columns],
        numbers=[at + 1, *(column + 1 for column in people)],
        marks=SheetMarks(is_hidden=sheet.marks.is_hidden),
        merged=(),
        findings=(*sheet.findings, Finding("sheet-turned", "")),
    )


def _column_of_headings(rows: Sequence[Sequence[str]]) -> int:
    """The first of the columns that hold the most known headings."""
    held = Counter(
        place for row in rows for place, cell in enumerate(row[:LOOKED_AT]) if _heads(cell)
    )
    return max(held, key=lambda place: (held[place], -place), default=0)


def _columns_of_headings(rows: Sequence[Sequence[str]]) -> list[int]:
    """The columns of headings from left to right, each with a column for its values behind it."""
    main = _column_of_headings(rows)
    found = [main]
    for column in range(len(rows[0]) - 1):
        is_apart = all(abs(column - each) > 1 for each in found)
        if is_apart and _are_headings(rows, column):
            found.append(column)
    return sorted(found)


def _below_each_other(rows: list[list[str]], starts: Sequence[int]) -> tuple[list[list[str]], int]:
    """The rows with the headings of one column, where a form has several columns of them, and the
    number of columns."""
    at, width = starts[0], len(rows[0])
    if len(starts) == 1:
        return rows, width
    out: list[list[str]] = []
    for start, end in zip(starts, [*starts[1:], width], strict=True):
        held = [row[start:end] for row in rows]
        out += [[""] * at + own + [""] * (width - at - len(own)) for own in held if any(own)]
    return out, width


def _are_headings(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether a column holds headings, which values stand at the right of."""
    held = [row[column] for row in rows if row[column].strip()]
    fields = {labelled(cell) for cell in held}
    known = sum(bool(field_of(cell) or label_of(cell).kind) for cell in held)
    values = sum(bool(row[column + 1].strip()) for row in rows if row[column].strip())
    is_known = known >= MOST * len(held) and not any(map(is_a_name, held))
    return is_known and len(fields & PERSONAL) >= SEVERAL and values > 0


def _heads(cell: str) -> bool:
    return bool(cell.strip()) and labelled(cell) in PERSONAL


def _lines(rows: Sequence[list[str]], at: int) -> list[tuple[str, list[str]]]:
    """Each line with a heading: the heading with the other person's title above it, and the row."""
    found = list[tuple[str, list[str]]]()
    title = ""
    names_others = any(_names_another(row, at) for row in rows)
    for row in rows:
        heading, cells = " ".join(row[at].split()), row[at + 1 :]
        is_alone = not any(map(str.strip, cells))
        if is_alone and _is_title(heading):
            title = _somebody_else(heading)
            if names_others and label_of(heading).word in words_for("accused"):
                title = heading  # it says on which side the nominal is
        elif heading and not _is_numbering(heading, cells):
            is_theirs = title and label_of(heading).kind not in ("offender", "own")
            found.append((f"{title} / {heading}" if is_theirs else heading, row))
    return found


def _names_another(row: Sequence[str], at: int) -> bool:
    """Whether a row is a title over what a form says of somebody else."""
    heading = " ".join(row[at].split())
    is_alone = bool(heading) and not any(map(str.strip, row[at + 1 :]))
    return is_alone and _is_title(heading) and bool(_somebody_else(heading))


def _is_title(heading: str) -> bool:
    """Whether a heading without values opens a part of the form: it is no field, or a person."""
    if NUMBERED.match(heading) or is_who_alone(heading):
        return True
    label = label_of(heading)
    is_whose = bool(label.kind) and set(label.rest.split()) <= WHOLE
    return not field_of(heading) or is_whose or label.kind == "worker" or _is_writers(heading)


def _somebody_else(title: str) -> str:
    """The words by which a title names another person than the nominal; '' where it does not."""
    kind = label_of(title).kind
    if kind == "worker" or _is_writers(title):
        return f"Other person ({title})"
    return title if kind in ("other", "thing") else ""


def _is_writers(title: str) -> bool:
    return not WRITERS.isdisjoint(plain_heading(title).split())


def _is_numbering(heading: str, cells: Sequence[str]) -> bool:
    """Whether a line only counts the people: "Field | Nominal 1 | Nominal 2"."""
    held = [cell for cell in cells if cell.strip()]
    if labelled(heading) or any(sum(map(str.isdigit, cell)) > 2 for cell in held):
        return False
    return all(is_placeholder(cell, "name") for cell in held)


def _may_be_turned(lines: Sequence[tuple[str, list[str]]], people: Sequence[int]) -> bool:
    """Whether each heading comes once, and none stands among the values."""
    plain = [plain_heading(heading) for heading, _ in lines]
    values = (row[column] for _, row in lines for column in people)
    return len(set(plain)) == len(plain) and not any(
        listed_field(value) in PERSONAL - {"name"} for value in values if value.strip()
    )
