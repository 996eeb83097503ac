"""Recognising a MAPPA list by its columns and sections.

Policy: a list is MAPPA's where it keeps ViSOR references, or a category together with a level, with
MAPPA's values: a category from 1 to 4, a level from 1 to 3. A RAG "Level" beside a "Category" of
nuisance does not count, nor does a column that only flags who is on ViSOR. Headings that name MAPPA
count without their cells. What a column was read as does not matter ("M Cat" may be taken for a
sex), nor where the number stands ("VISOR 123456" under "Other ref"). A section's title that speaks
of public protection closes the whole list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import pandas as pd

from cohortmatch.core.types import ListInfo
from cohortmatch.disclosure.public_protection import (
    has_word,
    names_mappa,
    names_protection,
    says_category,
    says_level,
    words,
)
from cohortmatch.values.text import fold, is_placeholder

__all__ = ["SECTION", "VISOR", "WITH_LEVEL", "columns_show"]

VISOR = "it keeps ViSOR numbers"
WITH_LEVEL = "it keeps a MAPPA category with a level"
SECTION = "the title of a section says so"
MOSTLY = 0.5
"""The share of cells that are of MAPPA's shape where a column is MAPPA's."""
NAMING = frozenset(("name", "surname", "forename", "middle", "alias", "address", "date_of_birth"))
SECTIONS = ("Section", "Section heading", "Sheet")
"""The columns made in reading that hold sections' and sheets' names."""
KINDS = r"(?:registered|sex|sexual|rso|violent|other|dangerous|terrorist|offenders?|[\s()/,:–-])*"
CATEGORY = re.compile(
    r"(?:mappa)?\s*(?:category|cat\.?|c)?\s*(?:[1-4]|iv|i{1,3}|one|two|three|four|rso|violent|"
    rf"terrorist|other dangerous|registered sex(?:ual)? offender){KINDS}"
)
LEVEL = re.compile(
    r"(?:mappa)?\s*(?:level|lvl\.?|l)?\s*(?:[1-3]|i{1,3}|one|two|three)(?:\s*\([^()]*\))?"
)
NUMBER = re.compile(r"(?:visor|mpps)?\W*(?:ref|no|number)?\W*[a-z]{0,3}\W?\d{4,12}[a-z]?")
CALLED_NUMBER = re.compile(
    r"\b(?:visor|mapps|mpps)\W{0,3}(?:ref|no|number|id)?\W{0,3}[a-z]{0,2}\W?\d{5,12}\b"
)
LEVEL_WORD = re.compile(r"level|lvl|lev|\bl\W?\d|\dl\d")
BOTH = re.compile(r"[a-z.\s]{0,15}[1-4]\W{0,3}[a-z.\s]{0,15}[1-3]")


def columns_show(info: ListInfo, frame: pd.DataFrame | None) -> str:
    """Why a list's columns and sections show that it is a MAPPA list, '' where they do not."""
    if any(use.field == "visor" for use in info.columns):
        return VISOR
    headings = [use.heading for use in info.columns if use.field not in NAMING]
    if any(_numbers_stand(heading, frame) for heading in headings):
        return VISOR
    if _category_with_level(headings, frame) or _says_both(headings, frame):
        return WITH_LEVEL
    sections = (cell for heading in SECTIONS for cell in _cells(heading, frame))
    return SECTION if any(map(names_protection, sections)) else ""


def _numbers_stand(heading: str, frame: pd.DataFrame | None) -> bool:
    """Whether a column holds numbers that are called ViSOR's there, in its heading or its cells."""
    cells = set(_cells(heading, frame))
    if any(map(CALLED_NUMBER.search, cells)):
        return True
    return has_word(heading, words("visor")) and any(map(NUMBER.fullmatch, cells))


def _says_both(headings: Iterable[str], frame: pd.DataFrame | None) -> bool:
    """Whether a column's cells say category and level together: most of them, or any under a
    heading that names MAPPA."""
    for heading in headings:
        cells = list(_cells(heading, frame))
        both = sum(map(_is_both, cells))
        if both > (0 if names_mappa(heading) else MOSTLY * len(cells)):
            return True
    return False


@lru_cache(maxsize=4096)
def _is_both(cell: str) -> bool:
    return bool(LEVEL_WORD.search(cell)) and says_category(cell) and says_level(cell)


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
