"""Recognising a cell that holds one person's name and nothing else.

Policy: another list's name cell is shown to a panel only where its shape leaves no room for a
second person: one or two words, or three without a word for a role ("Crasp IP Crane") or letters
that may stand for one ("Cyd Crasp AP"); words of letters only, with a hyphen or an apostrophe
inside; no sign but one comma after the surname. Particles ("de la") do not count. Any other cell is
kept back whole, because no list of signs and words names every way of writing a victim beside a
nominal.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cohortmatch.disclosure.shape_words import shape_words
from cohortmatch.values.text import fold, tidy
from cohortmatch.values.variants import is_surname
from cohortmatch.values.words import word_set

__all__ = ["is_plain_name"]

MOST_WORDS = {"name": 3}
"""Words of a cell that holds the whole name; a cell of one part holds at most two."""
MOST_IN_PART = 2
WORD = re.compile(r"(?:[^\W\d_]['’])?[^\W\d_]+(?:['’-][^\W\d_]+)*")
INITIAL = re.compile(r"[^\W\d_]\.?")
LETTERS = re.compile(r"[A-Z]{2,4}")
ROLES = "beside_subject beside_associate beside_family ties ties_short ties_behind ties_opened"


@lru_cache(maxsize=4096)
def is_plain_name(field: str, text: str) -> bool:
    """Whether a cell of a name field holds one name, or that part of it, and nothing else."""
    if "\n" in text:
        return False
    surname, comma, given = tidy(text).partition(",")
    before, after = surname.split(), given.split()
    if comma and (field != "name" or not before or _is_whole_name(before)):
        return False
    words = [word for word in (*before, *after) if fold(word) not in shape_words("particles")]
    if not all(map(_is_word, words)) or len(words) > MOST_WORDS.get(field, MOST_IN_PART):
        return False
    return len(words) <= MOST_IN_PART or not (_says_role(words) or _is_cut(words))


def _is_whole_name(words: list[str]) -> bool:
    """Whether what stands before a comma may be a whole name ("Cyd Crasp, Imelda")."""
    own = [fold(word) for word in words if fold(word) not in shape_words("particles")]
    return len(own) > 1 and not is_surname(own[0])


def _is_word(word: str) -> bool:
    return bool(WORD.fullmatch(word) or INITIAL.fullmatch(word))


def _says_role(words: list[str]) -> bool:
    """Whether one of the words, or half of one, says who somebody is ("VIC-Imelda")."""
    return not _role_words().isdisjoint(re.findall(r"[^\W\d_]+", fold(" ".join(words))))


def _is_cut(words: list[str]) -> bool:
    """Whether letters between two words may part one person from another ("Crasp AP Crane")."""
    return any(map(LETTERS.fullmatch, words[1:-1])) and not all(map(str.isupper, words))


@cache
def _role_words() -> frozenset[str]:
    phrases = word_set("roles", ROLES) | shape_words("roles_beside_names")
    return frozenset(phrase for phrase in phrases if " " not in phrase)
