"""Recognising a MAPPA list by its columns.

Policy: a list is MAPPA's where it keeps ViSOR references, or a category together with a level, with
MAPPA's values: a category from 1 to 4, a level from 1 to 3. A RAG "Level" beside a "Category" of
nuisance does not count, nor does a column that only flags who is on ViSOR. Headings that name MAPPA
count without their cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pandas as pd

from cohortmatch.core.types import ListInfo
from cohortmatch.disclosure.public_protection import has_word, names_mappa, words
from cohortmatch.values.text import fold, is_placeholder

__all__ = ["VISOR", "WITH_LEVEL", "columns_show"]

VISOR = "it keeps ViSOR numbers"
WITH_LEVEL = "it keeps a MAPPA category with a level"
MOSTLY = 0.5
"""The share of cells that are of MAPPA's shape where a column is MAPPA's."""
CARRIED = ("status", "other", "reference", "identifier", "role")
OFFENDERS = (
    r"(?:registered|sex|sexual|rso|violent|other|dangerous|terrorist|offenders?|[\s()/,:–-])*"
)
CATEGORY = re.compile(
    rf"(?:mappa)?\s*(?:category|cat\.?|c)?\s*(?:[1-4]|iv|i{{1,3}}|rso){OFFENDERS}"
)
LEVEL = re.compile(r"(?:mappa)?\s*(?:level|lvl\.?|l)?\s*(?:[1-3]|i{1,3})(?:\s*\([^()]*\))?")
NUMBER = re.compile(r"(?:visor|mpps)?\W*(?:ref|no|number)?\W*[a-z]{0,3}\W?\d{4,12}[a-z]?")
BOTH = re.compile(r"[a-z.\s]{0,15}[1-4]\W{0,3}[a-z.\s]{0,15}[1-3]")


def columns_show(info: ListInfo, frame: pd.DataFrame | None) -> str:
    """Why a list's columns show that it is a MAPPA list, '' where they do not."""
    headings = [use.heading for use in info.columns if use.field in CARRIED]
    if any(use.field == "visor" for use in info.columns):
        return VISOR
    if any(_numbers_stand(heading, frame) for heading in headings):
        return VISOR
    return WITH_LEVEL if _category_with_level(headings, frame) else ""


def _numbers_stand(heading: str, frame: pd.DataFrame | None) -> bool:
    """Whether a column that speaks of ViSOR and was not read as its numbers holds numbers."""
    if not has_word(heading, words("visor")):
        return False
    return any(map(NUMBER.fullmatch, _cells(heading, frame)))


def _category_with_level(headings: Iterable[str], frame: pd.DataFrame | None) -> bool:
    categories, levels = set[str](), set[str]()
    for heading in headings:
        is_category, is_level = (has_word(heading, words(kind)) for kind in ("category", "level"))
        if is_category and is_level:
            if _fits(heading, frame, BOTH):
                return True
        elif is_category and _fits(heading, frame, CATEGORY):
            categories.add(heading)
        elif is_level and _fits(heading, frame, LEVEL):
            levels.add(heading)
    return bool(categories and levels)


def _fits(heading: str, frame: pd.DataFrame | None, shape: re.Pattern[str]) -> bool:
    """Whether a column is MAPPA's: its heading says so, or most of its cells have a shape."""
    if names_mappa(heading):
        return True
    cells = list(_cells(heading, frame))
    return bool(cells) and sum(map(bool, map(shape.fullmatch, cells))) > MOSTLY * len(cells)


def _cells(heading: str, frame: pd.DataFrame | None) -> Iterator[str]:
    """A column's cells, folded, without blank ones and those that say "not known"."""
    if frame is None or heading not in frame.columns:
        return
    for cell in frame[heading].tolist():
        if cell.strip() and not is_placeholder(cell, "any"):
            yield fold(cell)
