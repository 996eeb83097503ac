"""The content of a sheet: a title, one sentence, one table, and a few lines of text.

A `Sheet` is content only; `workbook` and `page` each know how to draw one. Values are text, whole
numbers, shares (0 to 1) or dates; None leaves a cell empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

Cell = str | int | float | date | None
ColumnKind = Literal["text", "number", "share", "date", "entry"]


@dataclass(frozen=True)
class SheetColumn:
    """One column: its heading, its width in characters, how its cells are set.

    `entry` columns are for the reader to fill in; `choices` are what a cell may be filled with.
    """

    heading: str
    width: float = 12
    kind: ColumnKind = "text"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetTable:
    """One table with a name that is unique in the workbook."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[Sequence[Cell]]
    empty: str = "Nothing to show"
    """what stands in the first cell when there are no rows"""


@dataclass(frozen=True)
class ReportSheet:
    """One sheet: `lines` stand between the sentence and the table, `notes` below the table, each
    note a label and its text; `printed_to` is the heading of the last column that is printed, where
    not all are; `one_side` makes it print on one side, `portrait` upright."""

    title: str
    sentence: str
    table: SheetTable
    lines: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = field(default=())
    printed_to: str = ""
    one_side: bool = False
    portrait: bool = False


def at_most(sheet: ReportSheet, rows: int, told: str) -> ReportSheet:
    """A sheet for the page: of more rows than it can hold none, and the sentence says so."""
    if len(sheet.table.rows) <= rows:
        return sheet
    table = replace(sheet.table, rows=[])
    return replace(sheet, sentence=f"{sheet.sentence} {told}", table=table)


def unique(headings: Iterable[str]) -> list[str]:
    """The headings, numbered where one is repeated (capitals or not)."""
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


def columns(*parts: SheetColumn | Iterable[SheetColumn]) -> tuple[SheetColumn, ...]:
    """Columns and groups of columns in one row, their headings made unique."""
    flat = [c for part in parts for c in ([part] if isinstance(part, SheetColumn) else part)]
    headings = unique(column.heading for column in flat)
    return tuple(
        SheetColumn(heading, column.width, column.kind, column.choices)
        for heading, column in zip(headings, flat, strict=True)
    )
