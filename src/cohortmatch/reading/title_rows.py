"""Whether a text that is alone in its row is a title, though it is in the column of names.

Policy: it is a title only on a list whose other rows nearly all fill several columns, and only
where the words cannot be a name: a digit, a word of titles or crimes, a plural, an area, or one
word where names are written in full. A word that is known as a name keeps the row a listing,
because a nominal may have nothing but a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cohortmatch.reading.listing_rows import is_name_word
from cohortmatch.reading.wordlists import plain_words, words_of
from cohortmatch.values.variants import is_given_name

__all__ = ["SEVERAL", "cannot_be_a_name", "is_band", "is_well_filled"]

BAND = re.compile(
    r"\s*(?:(?:project|site|team|scheme|group|family|household|ward|estate|area|block|unit|wing"
    r"|cluster|case|tier|level|cohort|school|hostel|court|session|week|month)s?\b[^:]{0,20}:\s*\S"
    r"|the\s+[^,:]+\s(?:family|household)\b|[^,:]+\s(?:family|household)\s*(?:[-–(,]|$))",
    re.I,
)
"""What the rows below belong to: "Project: Parsloes Park", "The Crake family - 14 Ash Ave"."""
PARTS_OF_BOROUGHS = ("ward", "cluster", "snt", "area", "estate", "team")
SEVERAL = 3
NEARLY_ALL = 0.8


def is_well_filled(rows: Sequence[Sequence[str]]) -> bool:
    """Whether nearly all rows with more than one cell fill several, and most rows do so."""
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    wide = [number for number in filled if number > 1]
    several = sum(number >= SEVERAL for number in wide)
    return len(wide) * 2 >= len(filled) and several >= max(1, NEARLY_ALL * len(wide))


def is_band(text: str) -> bool:
    """Whether a text alone names what the rows below belong to, whatever the other rows hold."""
    return BAND.match(text) is not None


def cannot_be_a_name(text: str, *, in_full: bool) -> bool:
    """Whether a text alone can be no name; `in_full` says that whole names are written there.

    >>> cannot_be_a_name("OMG members", in_full=True), cannot_be_a_name("Ann Moss", in_full=True)
    (True, False)
    """
    said = plain_words(text)
    if said in words_of("areas") or is_band(text):
        return True
    words, last = said.split(), text.split()[-1]
    if _is_place(words):
        return True
    if last in words_of("title_words") and not text.islower():
        return True
    if any(is_name_word(word) and word not in words_of("title_words") for word in words):
        return False
    if any(map(str.isdigit, said)) or not words_of("title_words").isdisjoint(words):
        return True
    if len(words) == 1:
        return "," not in text and (in_full or len(said) == 1)
    return last.islower() and last.endswith("s")


def _is_place(words: list[str]) -> bool:
    """Whether words are a street's or an estate's name: "Foundry Lane", and not "Ann Lane"."""
    if words[-1] in PARTS_OF_BOROUGHS and " ".join(words[:-1]) in words_of("areas"):
        return True
    named = len(words) > 1 and words[-1] in words_of("places_behind")
    return named and not any(map(is_given_name, words[:-1]))
