"""One written name to its surname and forenames: which words are which.

Policy: a comma means "SURNAME, Forename"; without one, words in capitals beside words that are not
are the surname; without either, the last word is the surname, the first when the caller says so. A
single word is taken for a given name. Titles and generation suffixes are not part of either.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cohortmatch.values.name_words import words
from cohortmatch.values.words import word_set

SMALL_OPENERS = frozenset(
    {"mc", "mac", "de", "da", "van", "der", "den", "la", "le", "al", "el", "o"}
)


class Split(NamedTuple):
    """A name's words: `forenames` folded, given name first; `surname` folded words."""

    forenames: tuple[str, ...]
    surname: tuple[str, ...]
    notes: tuple[str, ...] = ()


def split_name(text: str, surname_first: bool) -> Split:
    """The forenames and surname of one full name."""
    before, comma, after = text.partition(",")
    if comma and after.strip(" ,.") and before.strip(" .,"):
        return _by_comma(before, after)
    text = text.strip(" ,")
    if not (text.isupper() or text.islower() or text.istitle()) and (cut := _by_capitals(text)):
        return cut
    found = _bare(words(text, "full"))
    if len(found) < 2:
        return Split(tuple(found), ())
    if surname_first:
        return Split(tuple(found[1:]), tuple(found[:1]))
    return Split(tuple(found[:-1]), tuple(found[-1:]))


def _by_comma(before: str, after: str) -> Split:
    surname = _bare(words(before, "surname"))
    after = after.replace(",", " ")
    return Split(tuple(_bare(words(after, "given"))), tuple(surname))


def _by_capitals(text: str) -> Split | None:
    """The split where the words in capitals stand all before or all after the others."""
    raw = text.split()
    marks = [_in_capitals(word) for word in raw]
    capitals = [place for place, mark in enumerate(marks) if mark]
    others = [place for place, mark in enumerate(marks) if mark is False]
    if not capitals or not others:
        return None
    if capitals[-1] < others[0]:
        cut = others[0]
        surname, given = raw[:cut], raw[cut:]
    elif others[-1] < capitals[0]:
        cut = capitals[0]
        surname, given = raw[cut:], raw[:cut]
        while given and given[-1].lower() in SMALL_OPENERS and len(given) > 1:
            surname.insert(0, given.pop())
    else:
        return None
    forenames = _bare(words(" ".join(given), "given"))
    last = _bare(words(" ".join(surname), "surname"))
    return Split(tuple(forenames), tuple(last)) if forenames and last else None


def _in_capitals(word: str) -> bool | None:
    """Whether a word is written in capitals; None when it does not say (an initial, "van")."""
    letters = re.sub(r"^(?:Mc|Mac|O['’]|D['’])(?=[A-Z]{2})", "", word)
    letters = "".join(filter(str.isalpha, letters))
    if len(letters) < 2 or word.lower() in SMALL_OPENERS:
        return None
    return letters.isupper()


def _bare(found: list[str]) -> list[str]:
    """The words without titles in front or behind and without generation suffixes behind."""
    titles, suffixes = word_set("names", "titles"), word_set("names", "suffixes")
    while len(found) > 1 and found[0] in titles:
        found = found[1:]
    while len(found) > 1 and (found[-1] in suffixes or (len(found) > 2 and found[-1] in titles)):
        found = found[:-1]
    return found
