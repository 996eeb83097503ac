"""What a sheet of the workbook is: a title, one sentence, one table, and a few lines of text.

A `Sheet` is content only; `workbook` and `page` each know how to draw one. Values are text, whole
numbers, shares (0 to 1) or dates; None leaves a cell empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Cell = str | int | float | date | None
ColumnKind = Literal["text", "number", "share", "date", "entry"]


@dataclass(frozen=True)
class Column:
    """One column: its heading, its width in characters, how its cells are set.

    `entry` columns are for the reader to fill in; `choices` are what a cell may be filled with.
    """

    heading: str
    width: float = 12
    kind: ColumnKind = "text"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table with a name that is unique in the workbook."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    empty: str = "Nothing to show"
    """what stands in the first cell when there are no rows"""


@dataclass(frozen=True)
class Sheet:
    """One sheet: `lines` stand between the sentence and the table, `notes` below the table, each
    note a label and its text; `printed_to` is the heading of the last column that is printed, where
    not all are; `one_side` makes it print on one side."""

    title: str
    sentence: str
    table: Table
    lines: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = field(default=())
    printed_to: str = ""
    one_side: bool = False


def unique(headings: Iterable[str]) -> list[str]:
    """The headings, numbered where one comes again (capitals or not)."""
    seen: dict[str, int] = {}
    told: list[str] = []
    for heading in headings:
        text = heading or "(no name)"
        while (times := seen.get(text.casefold(), 0)) > 0:
            seen[text.casefold()] = times + 1
            text = f"{heading} ({times + 1})"
        seen[text.casefold()] = 1
        told.append(text)
    return told


def columns(*parts: Column | Iterable[Column]) -> tuple[Column, ...]:
    """Columns and groups of columns in one row, their headings made unique."""
    flat = [c for part in parts for c in ([part] if isinstance(part, Column) else part)]
    headings = unique(column.heading for column in flat)
    return tuple(
        Column(heading, column.width, column.kind, column.choices)
        for heading, column in zip(headings, flat, strict=True)
    )
