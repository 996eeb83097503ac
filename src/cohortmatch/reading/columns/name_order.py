"""Whether a full-name column writes the surname first.

Policy: decided once for the whole column, from four kinds of evidence: words known as given or
family names, words that other lists hold in surname and forename columns, words in capitals, and
the heading. Cells with a comma decide for themselves and do not vote; what stands beside a name, a
role or another person, is left out first. The forename comes first
unless the votes for the surname are more than a few: many a given name is a family name too ("Hardy
Ickham", "Nash Adisham"), and a word that says nothing makes such a vote a weak one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cohortmatch.core.types import KnownNames
from cohortmatch.reading.columns.headings import plain_heading
from cohortmatch.reading.wordlists import family_names, given_names
from cohortmatch.values.beside_names import without_beside
from cohortmatch.values.text import fold
from cohortmatch.values.variants import is_given_name
from cohortmatch.values.words import word_set

__all__ = ["Order", "name_order", "said_order"]

SURNAME_FIRST = re.compile(r"\b(?:surname|last|family)\b.*\b(?:forename|first|given|initial)")
FORENAME_FIRST = re.compile(r"\b(?:forename|first|given)s?\b.*\b(?:surname|last|family)\b")
SAID = re.compile(r"\b(?:surname|last name|family name) first\b")
FORENAME_SAID = re.compile(r"\b(?:forename|first name) first\b")


LEAST = 0.25
"""The votes for the surname, each whole name, from which it is taken to come first."""
ENOUGH = 2
"""The votes that turn a column without a word in its heading; of three names or fewer, half of
them: one family name that is a given name elsewhere ("Ahsan Habib") turns nobody else's."""
ALONE = 0.2
"""The vote of a first word that is known as a family name, where the other says nothing."""


@dataclass(frozen=True)
class Order:
    """Whether the surname comes first, and whether that is clear or only assumed."""

    surname_first: bool
    is_clear: bool


def name_order(heading: str, cells: Iterable[str], known: KnownNames) -> Order:
    """The order of the names in a column of full names, from a sample of its cells."""
    cells = [without_beside(cell).name for cell in cells]
    plain = [cell for cell in cells if "," not in cell and len(_words(cell)) >= 2]
    known = _with_parted(cells, known) if len(plain) < len(cells) else known
    votes = sum(_vote(cell, known) for cell in plain)
    hint = said_order(heading) * 0.3 * max(len(plain), 1)
    if 2 * (len(cells) - len(plain)) >= len(cells) and any("," in cell for cell in cells):
        hint += 0.3 * max(len(plain), 1)
    is_first = votes + hint > LEAST * len(plain)
    if is_first and not hint and votes < min(ENOUGH, len(plain) / 2):
        return Order(surname_first=False, is_clear=False)
    is_clear = not plain or bool(hint) or abs(votes) >= max(1.0, 0.1 * len(plain))
    return Order(is_first, is_clear)


def _with_parted(cells: Iterable[str], known: KnownNames) -> KnownNames:
    """What is known, and what the cells with a comma say of the others ("Harcla, Isidore")."""
    parted = [cell.split(",") for cell in cells if cell.count(",") == 1]
    first = {word for before, _ in parted for word in _words(before)}
    last = {word for _, behind in parted for word in _words(behind)}
    return KnownNames(known.surnames | (first - last), known.forenames | (last - first))


def said_order(heading: str) -> int:
    """+1 when the heading puts the surname first, -1 the forename, 0 when it does not say."""
    text = plain_heading(heading)
    if SAID.search(text) or (SURNAME_FIRST.search(text) and not FORENAME_SAID.search(text)):
        return 1
    return -1 if FORENAME_FIRST.search(text) or FORENAME_SAID.search(text) else 0


def _words(cell: str) -> list[str]:
    """The cell's folded words up to the first sign of an alias, without titles."""
    text = re.split(r"[(\[@/;&\"“\n]|\baka\b|\ba\.k\.a", cell, maxsplit=1, flags=re.I)[0]
    words = re.findall(r"[^\W\d_][^\W\d_'’-]*", fold(text))
    return [word for word in words if word not in word_set("names", "titles")]


def _vote(cell: str, known: KnownNames) -> float:
    """+1 for the surname first, -1 for last, between when the words disagree."""
    words = _words(cell)
    first, last = _leaning(words[0], known), _leaning(words[-1], known)
    vote: float = (first > 0) - (first < 0) - (last > 0) + (last < 0)
    if first > 0 and last == 0 and words[0] not in known.surnames:
        vote = ALONE
    return max(-1.0, min(1.0, vote + _capitals(cell)))


def _leaning(word: str, known: KnownNames) -> int:
    """Above 0 for a family name, below for a given name."""
    family = word in family_names()
    given = word in given_names() or (is_given_name(word) and not family)
    leaning = family - given
    return 2 * leaning + (word in known.surnames) - (word in known.forenames)


def _capitals(cell: str) -> int:
    """+1 when only the first word is in capitals, -1 when only the last is."""
    words = [word for word in re.findall(r"[^\W\d_'’-]+", cell) if len(word) > 1]
    if len(words) < 2:
        return 0
    return int(words[0].isupper() and not words[-1].isupper()) - int(
        words[-1].isupper() and not words[0].isupper()
    )
