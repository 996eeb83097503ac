"""The comparison levels that Splink can share with us, each with its SQL condition."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["DIFFERENT", "ELSE", "SharedComparison", "shared"]

DIFFERENT, ELSE = "different", "ELSE"
"""Our weakest level, and how Splink writes it."""


@dataclass(frozen=True)
class SharedComparison:
    """A comparison by our name: its columns, other names of the first, the column whose term
    frequency adjusts which levels, the condition under which it is missing, and (level, SQL) from
    the strongest on; the last is `different`."""

    name: str
    columns: tuple[str, ...]
    also: tuple[str, ...]
    tf: str
    tf_levels: tuple[str, ...]
    missing: str
    levels: tuple[tuple[str, str], ...]


@cache
def shared() -> Mapping[str, SharedComparison]:
    """Every comparison that can be shared, by name, in the order of the data file."""
    place = files("cohortmatch.linkage.splink").joinpath("levels.toml")
    said = tomllib.loads(place.read_text(encoding="utf-8"))
    numbers = said.pop("numbers")
    for column in numbers["columns"]:
        levels = [[name, sql.format(column=column)] for name, sql in numbers["levels"]]
        missing = numbers["missing"].format(column=column)
        said[column] = {"columns": [column], "missing": missing, "levels": levels}
    return {name: _comparison(name, each) for name, each in said.items()}


def _comparison(name: str, said: Mapping[str, Any]) -> SharedComparison:
    levels = (*((level, sql) for level, sql in said["levels"]), (DIFFERENT, ELSE))
    return SharedComparison(
        name=name,
        columns=tuple(said["columns"]),
        also=tuple(said.get("also", ())),
        tf=said.get("tf", ""),
        tf_levels=tuple(said.get("tf_levels", ())),
        missing=said["missing"],
        levels=levels,
    )
