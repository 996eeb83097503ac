"""A name and the address after it in one cell, split.

Policy: the address begins at the first thing that begins addresses and not names: a house number, a
flat, "no fixed abode", a prison. If the name has a line of its own, the address begins on the next
line at the latest. Where nothing marks the beginning, the name is the first of the parts between
commas, or the first two where the first is one word, a surname.
"""

from __future__ import annotations

import re

from cohortmatch.reading.columns.shapes import STREET
from cohortmatch.values.postcodes import find_postcodes
from cohortmatch.values.text import fold

__all__ = ["holds_address", "name_and_address"]

HOUSE = re.compile(
    r"(?<![\w/.])(?:\d+[a-z]?\b(?![./]\d)|(?:flat|apt|apartment|unit|room|block)\b\.? ?\w|c/o\b"
    r"|hmp\b|hm prison\b|nfa\b|no fixed (?:abode|address)|of no fixed|homeless)",
    re.I,
)
POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b", re.I)
BETWEEN = " \t\n,;:-–/|"
OPENING = re.compile(r"[\s(\[,;:\-–]*\b(?:address|addr|of|at|residing at|living at)?[\s:]*$", re.I)


def holds_address(cell: str) -> bool:
    """Whether a cell holds an address, perhaps beside something else."""
    if find_postcodes(cell):
        return True
    house = HOUSE.search(cell)
    if house is None:
        return False
    return bool(STREET.search(fold(cell[house.start() :]))) or not house[0][:1].isdigit()


def name_and_address(cell: str) -> tuple[str, str]:
    """The name and the address of a cell, '' for a part that is missing."""
    text = cell.strip(BETWEEN)
    place = _place(text)
    name = OPENING.sub("", text[:place]).strip(BETWEEN + "(")
    lines = text[place:].strip(BETWEEN + ")]").splitlines()
    return name, ", ".join(kept for line in lines if (kept := line.strip(" ,")))


def _place(text: str) -> int:
    """Where the address begins."""
    house, postcode = HOUSE.search(text), POSTCODE.search(text)
    if house and (not postcode or house.start() < postcode.start()):
        return _first_parts(text[: house.start()], "\n")
    return _first_parts(
        text[: postcode.start()] if postcode else text, "\n" if "\n" in text else ","
    )


def _first_parts(text: str, between: str) -> int:
    """Where the first part ends, or the second where the first is one word."""
    first = text.find(between)
    if first < 0:
        return len(text)
    second = text.find(between, first + 1) if len(text[:first].split()) == 1 else first
    return len(text) if second < 0 else second
