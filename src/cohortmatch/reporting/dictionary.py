"""The data dictionary: every table of a report with the kind and the meaning of each column.

    table("people").fields_of(frame.columns)     the fields of a frame's columns, in their order

`data/table_fields.toml` is the one table of fields; Parquet, Arrow, `datapackage.json` and the page
of the documentation are made from it. A report without any list still has every table.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from cohortmatch.people.status import LABELS

__all__ = ["TableField", "TableWords", "table", "tables"]

Kind = Literal["string", "integer", "number", "date"]
"""The kinds of a column, by the names of the Table Schema standard."""


@dataclass(frozen=True)
class TableField:
    """A column: its name, its kind, and what it says. `{list}`, `{comparison}` or `{status}` in a
    name stand for a column of each."""

    name: str
    kind: Kind
    words: str

    @property
    def is_pattern(self) -> bool:
        """Whether it stands for several columns."""
        return "{" in self.name


@dataclass(frozen=True)
class TableWords:
    """A table: what a row is, by which columns it is known, the order of rows, and its fields.

    `tidy` is the table of whose cells it has a row each, '' for a table of its own; `result` says
    that it is in no file but the workbook.
    """

    name: str
    row: str
    key: tuple[str, ...]
    order: str
    fields: tuple[TableField, ...]
    tidy: str = ""
    result: bool = False

    def field_of(self, column: str) -> TableField:
        """The field of a column by its name, under that name; KeyError when there is none."""
        for each in self.fields:
            if each.name == column and not each.is_pattern:
                return each
        patterns = [each for each in self.fields if each.is_pattern]
        fitting = [each for each in patterns if ("{status}" in each.name) == _is_status(column)]
        for each in (*fitting, *patterns):
            return TableField(column, each.kind, each.words)
        raise KeyError(f"{self.name} has no column of that name")

    def fields_of(self, columns: Iterable[str]) -> tuple[TableField, ...]:
        """The fields of a frame's columns, in their order."""
        return tuple(map(self.field_of, columns))


def _is_status(column: str) -> bool:
    """Whether a column is of a status: "IOM: Next review"."""
    return any(column.endswith(f": {label}") for label in LABELS.values())


@cache
def tables() -> tuple[TableWords, ...]:
    """Every table of a report, in the order of the files."""
    place = files("cohortmatch.reporting").joinpath("data", "table_fields.toml")
    found = tomllib.loads(place.read_text(encoding="utf-8"))
    return tuple(
        TableWords(
            name,
            said["row"],
            tuple(said["key"]),
            said["order"],
            tuple(TableField(**each) for each in said["fields"]),
            said.get("tidy", ""),
            said.get("result", False),
        )
        for name, said in found.items()
    )


def table(name: str) -> TableWords:
    """A table by its name; KeyError when there is none."""
    return {each.name: each for each in tables()}[name]
