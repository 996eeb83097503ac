"""A list given twice: two lists of one run that hold the same rows would be counted as two.

Policy: two lists of which nine rows in ten of the longer are the same, cell for cell, are one and
its copy, unless the user names both. Nobody but a person can say which is the newer, so the run
stops.
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from itertools import combinations

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.types import RawList

__all__ = ["panel_words", "refuse_copies"]

MOST = 9, 10
FEWEST = 15
"""Rows that must be the same: fewer people may be on two panels in the same words."""
COPY = (
    "{one} and {other}: the same rows twice ({same:,} of {rows:,}), so the people would be counted "
    "as being on two lists. Nothing was matched and nothing was written. {remedy}"
)
FILES = "Take the older file away, or name both if they are two lists: {panels}"
SHEETS = "Take one of the two sheets out of {file}"
Rows = Counter[tuple[str, ...]]


def refuse_copies(lists: tuple[RawList, ...], named: Set[str]) -> None:
    """SettingsError where a list is a copy of another one, with all of them; `named` are the lists
    that the user named."""
    told = list(_copies(lists, {name.casefold() for name in named}))
    if told:
        raise SettingsError(*told)


def _copies(lists: tuple[RawList, ...], named: Set[str]) -> Iterator[str]:
    rows: dict[str, Rows] = {}
    for one, other in combinations(lists, 2):
        both = {one.info.name.casefold(), other.info.name.casefold()}
        if both <= named or not _as_long(len(one.rows), len(other.rows)):
            continue
        same = (_rows(one, rows) & _rows(other, rows)).total()
        most = max(len(one.rows), len(other.rows))
        if same >= FEWEST and same * MOST[1] >= most * MOST[0]:
            names = {"one": one.info.name, "other": other.info.name}
            yield COPY.format(**names, same=same, rows=most, remedy=_remedy(one, other))


def _remedy(one: RawList, other: RawList) -> str:
    """What to do about a copy: a file can be named, a sheet of the same file cannot."""
    if _file(one) == _file(other):
        return SHEETS.format(file=one.info.file)
    files = {each.info.name: _file(each) for each in (one, other)}
    return FILES.format(panels=panel_words(files))


def _file(raw: RawList) -> str:
    return raw.info.path or raw.info.file


def panel_words(files: Mapping[str, str]) -> str:
    """The options that name some files, as they must be typed."""
    words = (("--panel", f"{name}={file}") for name, file in files.items())
    return shlex.join(word for pair in words for word in pair)


def _as_long(one: int, other: int) -> bool:
    return min(one, other) * MOST[1] >= max(one, other) * MOST[0]


def _rows(raw: RawList, known: dict[str, Rows]) -> Rows:
    """The rows of a list, each as its cells in one order whatever the columns' is."""
    if raw.info.name not in known:
        cells = raw.frame.to_numpy(dtype=object).tolist()
        known[raw.info.name] = Counter(tuple(sorted(filter(None, row))) for row in cells)
    return known[raw.info.name]
