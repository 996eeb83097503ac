"""A word for a role behind a whole name without any sign: "Una Odell Witness", "Una Odell mother".

Policy: in small letters behind a name with capitals it is a mark. In any other letters it is one
where nobody is called so ("Mother"), behind a whole name. Some of these words are rare surnames or
given names too (Child, Friend, Witness): such a word is a mark behind a surname, and in doubt
behind a forename ("Mary Ann Child") or one word ("Sarah Child"). A phrase of two or three
words ("next of kin") is nobody's name. What is in doubt is for the caller to report.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from cohortmatch.values.annotations import LEFT_OUT_FIRST
from cohortmatch.values.beside_names import SYLLABLE
from cohortmatch.values.common_names import forename_share, surname_share
from cohortmatch.values.roles import Role
from cohortmatch.values.text import fold, tidy
from cohortmatch.values.variants import is_given_name, is_surname
from cohortmatch.values.words import word_set

__all__ = ["PARTICLES", "WordMark", "role_words", "word_mark", "words_at_the_end"]

PARTICLES = frozenset(("de", "da", "di", "van", "von", "der", "la", "le", "ap", "ab"))
"""Behind these a short word is part of the name ("Jan de Wit")."""
NAME_WORD = re.compile(r"[^\W\d_]{2,}")
OF_ABOVE = re.compile(
    r" (?:of|to) (?:the )?(?:above|below|nominal|perp|suspect|offender)\b.*", re.I
)
ALIAS = re.compile(r"\ba\.?k\.?a\b|\b(?:alias|known as|nee|formerly|street name)\b|[\"“(\[]", re.I)
"""Behind one of these comes another name, not a mark ("Ivor Pym aka Ice")."""
LONGEST = 3
"""The most words of a phrase for a role."""
SHORTEST = 3
"""The fewest letters of a single word: fewer are letters, and the column decides."""


class WordMark(NamedTuple):
    """The role that a word behind a name says, and whether it is surely no part of the name."""

    role: Role
    is_sure: bool


def word_mark(text: str, least: int = 2) -> WordMark | None:
    """The mark that ends a name cell; `least` is how many words of a name stand before it.

    >>> word_mark("Una Odell Witness"), word_mark("Mary Ann Child").is_sure, word_mark("Una Odell")
    (WordMark(role=<Role.witness: 5>, is_sure=True), False, None)
    """
    whole = " ".join(tidy(text).rstrip(". ").split())
    of_above = OF_ABOVE.search(whole)
    if of_above is None and not _may_end_on_a_mark(whole):
        return None
    plain = whole[: of_above.start()] if of_above else whole
    written = plain.split(" ")
    for size in range(min(LONGEST, len(written) - 1), 0, -1):
        name, word = " ".join(written[:-size]), " ".join(written[-size:])
        role = role_words().get(fold(word).replace("-", " ")) if len(word) >= SHORTEST else None
        if role is not None and NAME_WORD.search(name) and not ALIAS.search(name):
            found = _judged(name, word, role, least)
            return WordMark(role, is_sure=True) if found and of_above else found
    return None


def _may_end_on_a_mark(text: str) -> bool:
    """Whether the last word is one that a mark ends with: a quick test, for most names are none."""
    return fold(text[text.rfind(" ") + 1 :]).rpartition("-")[2] in words_at_the_end()


def _judged(name: str, word: str, role: Role, least: int) -> WordMark | None:
    before = [fold(each) for each in NAME_WORD.findall(name)]
    is_small = word.islower() and not name.islower()
    if before[-1] in PARTICLES:
        return None
    if " " in word or (is_small and len(before) >= least) or not _is_a_name_too(fold(word)):
        return WordMark(role, is_sure=True)
    is_name = len(before) < least or _stands_where_a_name_does(before, name)
    return WordMark(role, is_sure=not is_name)


def _is_a_name_too(word: str) -> bool:
    return word in word_set("roles", "beside_names_too") or is_surname(word)


def _stands_where_a_name_does(before: list[str], name: str) -> bool:
    """Whether a surname may follow the words, or a given name after the surname."""
    if all(map(SYLLABLE.fullmatch, before)):
        return True
    return "," not in name and _is_a_forename(before[-1])


def _is_a_forename(word: str) -> bool:
    is_given = is_given_name(word) or forename_share(word) > 0
    return is_given and not (is_surname(word) or surname_share(word) > 0)


@cache
def role_words() -> dict[str, Role]:
    """The words and phrases for a role that may stand beside a name without a sign."""
    words = {
        word: role
        for role in reversed(LEFT_OUT_FIRST)
        for word in word_set("roles", f"beside_{role.name}")
    }
    words |= {word: words.get(word, Role.family) for word in word_set("roles", "family")}
    without = word_set("roles", "beside_needs_sign") | PARTICLES
    return {
        word: role
        for word, role in words.items()
        if word.replace(" ", "").isalpha() and word not in without and not is_given_name(word)
    }


@cache
def words_at_the_end() -> frozenset[str]:
    """The words that such a phrase ends with."""
    return frozenset(phrase.split(" ")[-1] for phrase in role_words())
