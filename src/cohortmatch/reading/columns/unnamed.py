"""Columns of names whose headings say nothing, found by the names in them.

Policy: only when the list has no other column of names, and only where common given or family
names are plainly among the words.
"""

from __future__ import annotations

from collections.abc import Mapping

from cohortmatch.reading.columns.shapes import Shape
from cohortmatch.reading.wordlists import family_names, given_names

__all__ = ["name_fields"]

KNOWN = 0.25
"""The share of cells with a known name that makes a column one of names."""


def name_fields(shapes: Mapping[str, Shape]) -> dict[str, str]:
    """The name fields of the columns that hold names, by heading."""
    scores = {heading: _known(shape) for heading, shape in shapes.items() if _wordy(shape)}
    full = {h: sum(s) for h, s in scores.items() if _is_full(shapes[h])}
    if full and max(full.values()) >= KNOWN:
        return {max(full, key=lambda heading: full[heading]): "name"}
    single = {h: s for h, s in scores.items() if not _is_full(shapes[h]) and sum(s) >= KNOWN}
    found: dict[str, str] = {}
    for heading, (given, family) in single.items():
        found.setdefault("forename" if given > family else "surname", heading)
    return {heading: part for part, heading in found.items()}


def _wordy(shape: Shape) -> bool:
    return len(shape.cells) >= 3 and shape.names >= 0.8 and shape.distinct >= 0.3


def _is_full(shape: Shape) -> bool:
    return shape.words >= 1.8


def _known(shape: Shape) -> tuple[float, float]:
    """The shares of cells with a word known as a given name, and as a family name."""
    words = [set(cell.replace(",", " ").replace("-", " ").split()) for cell in shape.folded]
    given = sum(bool(each & given_names()) for each in words)
    family = sum(bool(each & family_names()) for each in words)
    return given / len(words), family / len(words)
