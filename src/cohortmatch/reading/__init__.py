"""Files and frames to raw lists: text only, each column understood, nothing interpreted.

    sources ──▶ bytes ──▶ Sheet ──▶ Table ──▶ RawList

`read_lists` returns the lists or raises every error at once; `read_all` returns both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from cohortmatch.core.errors import ListErrors
from cohortmatch.core.types import RawList
from cohortmatch.reading.building import Reading, read_all
from cohortmatch.reading.lists_not_found import not_read
from cohortmatch.reading.not_lists import not_lists
from cohortmatch.reading.reading_again import decided_without, without, without_rows
from cohortmatch.reading.sources import Sources, all_but, folders_of, institutions_among

__all__ = [
    "Reading",
    "all_but",
    "decided_without",
    "folders_of",
    "institutions_among",
    "not_lists",
    "not_read",
    "read_all",
    "read_lists",
    "without",
    "without_rows",
]


def read_lists(
    sources: Sources,
    *,
    columns: Mapping[str, Mapping[str, str | list[str]]] | None = None,
    panels: Mapping[str, str | Path] | None = None,
    passwords: Callable[[str], str | None] | Mapping[str, str] | None = None,
) -> tuple[RawList, ...]:
    """Every list of the sources: paths, folders, a DataFrame, or {name: DataFrame or path}.

    `columns` ({list name: {field: heading or headings}}) overrides what the headings and values
    say. Its lists, fields and headings must exist. `panels` ({name: path}) names files. `passwords`
    returns the password of a protected file by its name; without it the environment may hold one
    (COHORTMATCH_PASSWORD_<LIST>, COHORTMATCH_PASSWORD). Raises ListErrors with every list that
    could not be used.
    """
    reading = read_all(
        sources, columns=columns, panels=panels, passwords=passwords, expected=columns or ()
    )
    if reading.errors:
        raise ListErrors(reading.errors)
    return reading.lists
