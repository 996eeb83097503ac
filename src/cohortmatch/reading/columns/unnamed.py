"""Columns of names whose headings say nothing, found by the names in them.

Policy: only when the list has no other column of names, and only where common given or family
names are plainly among the words, or where one column alone looks like names beside dates of birth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from cohortmatch.reading.columns.shapes import Shape
from cohortmatch.reading.wordlists import family_names, given_names, words_of

__all__ = ["are_plainly_names", "name_fields"]

MOSTLY, VARIED = 0.6, 0.5
TWO_WORDS = 1.5
NOT_KNOWN = frozenset(("unknown", "unidentified", "unnamed"))
KNOWN = 0.25
"""The share of cells with a known name that makes a column one of names."""


def name_fields(shapes: Mapping[str, Shape], *, is_of_people: bool = False) -> dict[str, str]:
    """The name fields of the columns that hold names, by heading.

    `is_of_people` says that other columns are about people, so that the one column that looks like
    names is read as such, though no word in it is known.
    """
    scores = {heading: _known(shape) for heading, shape in shapes.items() if _wordy(shape)}
    full = {h: sum(s) for h, s in scores.items() if _is_full(shapes[h])}
    if full and max(full.values()) >= KNOWN:
        return {max(full, key=lambda heading: full[heading]): "name"}
    single = {h: s for h, s in scores.items() if not _is_full(shapes[h]) and sum(s) >= KNOWN}
    found: dict[str, str] = {}
    for heading, (given, family) in single.items():
        found.setdefault("forename" if given > family else "surname", heading)
    plain = [h for h, shape in shapes.items() if _wordy(shape) and are_plainly_names(shape)]
    if not found and is_of_people and len(plain) == 1 and _is_full(shapes[plain[0]]):
        return {plain[0]: "name"}
    return {heading: part for part, heading in found.items()}


BESIDE = re.compile(r"[(\[][^)\]]*[)\]]?|\s[-–—]\s.*$")
"""A remark beside a name: "PITFIELD Gary (HMP)", "Una Odell - NEW"."""


def are_plainly_names(shape: Shape) -> bool:
    """Whether the cells are names, and not the kinds or states that a list gives to its people."""
    if shape.names < MOSTLY or shape.share_of(_is_of_lists) >= KNOWN:
        return False
    is_varied = shape.words >= TWO_WORDS and shape.distinct >= VARIED
    return sum(_known(shape)) >= KNOWN or (is_varied and shape.share_of(_is_titled) >= MOSTLY)


def _is_of_lists(cell: str) -> bool:
    """Whether a cell has a word that lists have for the state of a person ("In Custody"); "Unknown
    males" stands where a name would."""
    words = (BESIDE.sub(" ", cell) if BESIDE.sub("", cell).strip() else cell).casefold().split()
    return words[0] not in NOT_KNOWN and not _words_of_lists().isdisjoint(words)


@cache
def _words_of_lists() -> frozenset[str]:
    phrases = words_of("sections") | words_of("title_words") | words_of("removed")
    return frozenset(word for phrase in phrases for word in phrase.split())


def _is_titled(cell: str) -> bool:
    return all(word[:1].isupper() for word in cell.replace(",", " ").split())


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
