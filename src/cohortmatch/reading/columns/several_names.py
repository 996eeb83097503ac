"""Headings for several people ("Known associates") and cells that hold their names.

Policy: the names of a cell stand between semicolons, strokes, lines, "and" or, under a heading for
several, commas, where each is a whole name. A name behind a comma is a forename where it is one
word ("Moss, Ann"), and another person's where every part has two words ("Ann Moss, Bo Lee").
"""

from __future__ import annotations

import re

from cohortmatch.reading.columns.dates_in_cells import DATE
from cohortmatch.reading.columns.person_words import Label, label_of, role_of_word, words_for
from cohortmatch.reading.columns.shapes import Shape
from cohortmatch.reading.columns.whole_names import is_whole_name
from cohortmatch.reading.nobody_rows import names_nobody

__all__ = ["hold_persons", "is_headed_for_several", "is_of_several", "names_between_commas"]

PLURALS = ("children", "childrens", "kids", "wives", "babies", "co ds")
FAMILY = "family"
BETWEEN = re.compile(r"\s*(?:[;|\n&+/]|\band\b)\s*", re.I)
COMMA = re.compile(r"\s*,\s*(?:and\s+)?", re.I)
REMARK = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
NOBODY = frozenset(("nil", "none", "no", "nobody", "no one"))
MOSTLY = 0.75


def is_of_several(label: Label, heading: str) -> bool:
    """Whether a heading says no more than a word for several people ("Known associates")."""
    rest = set(label.rest.split())
    return _is_plural(label) and rest <= words_for("whole") and not label.number_in(heading)


def is_headed_for_several(heading: str) -> bool:
    """Whether a heading has a word for several people ("Siblings known to YJS")."""
    return _is_plural(label_of(heading))


def _is_plural(label: Label) -> bool:
    word = label.word
    is_regular = word.endswith("s") and role_of_word(word.removesuffix("s")) is not None
    return word in PLURALS or is_regular or FAMILY in word.split()


def hold_persons(shape: Shape) -> bool:
    """Whether most cells that name somebody hold whole names and nothing else."""
    named = Shape(tuple(filter(_may_name_somebody, shape.cells)))
    return bool(named.cells) and named.share_of(_names_persons) >= MOSTLY


def _may_name_somebody(cell: str) -> bool:
    return cell.strip(" .").casefold() not in NOBODY and not names_nobody(cell)


def _names_persons(cell: str) -> bool:
    parts = [
        name
        for part in BETWEEN.split(REMARK.sub("", DATE.sub("", cell)))
        for name in (names_between_commas(part) or [part])
        if name.strip(" ,")
    ]
    return bool(parts) and all(is_whole_name(part.strip(" ,")) for part in parts)


def names_between_commas(text: str) -> list[str]:
    """The whole names between the commas of a text; none where some part is no whole name.

    >>> names_between_commas("Ann Moss, Bo Lee"), names_between_commas("Moss, Ann")
    (['Ann Moss', 'Bo Lee'], [])
    """
    parts = [part for part in COMMA.split(text) if part]
    return parts if len(parts) > 1 and all(map(is_whole_name, parts)) else []
