"""Recognising a cell that names one officer, or an agency, and nothing else.

Policy: a rank, one person's name of one or two words, and a collar number; or a name of two words;
or the words of an agency. Two words of which the first is only a surname may be two people ("PC
Hall Crane"), and so may two with a long dash or a title between. A number stands only beside a
rank, a word for a street only where a rank makes it a surname ("PC Hill"). A third name may be a
second person's or a place, so the whole cell is withheld. So it is with a word written as units and
bodies are ("DC Jones CAIT", "StopSO", "Women's Aid") and with a single word that is no known
surname ("Refuge").
"""

from __future__ import annotations

import re
from functools import cache

from cohortmatch.disclosure.shape_words import shape_words
from cohortmatch.values.text import fold
from cohortmatch.values.variants import is_given_name, is_surname
from cohortmatch.values.words import table, word_set

__all__ = ["is_one_officer"]

COLLAR = re.compile(r"\d{2,6}[a-z]{0,2}")
INITIALS = re.compile(r"[a-z](?:\.(?:[a-z]\.?)?)?")
NAME = re.compile(r"(?:[^\W\d_]['’])?[^\W\d_]{2,}(?:['’-][^\W\d_]+){0,2}")
MOST_NAMES = 2
ACRONYM = 5
"""Letters of a unit's name in capitals at most; a longer word is a surname in capitals."""
INSIDE = re.compile(r"[a-z][A-Z]")
POSSESSIVE = re.compile(r"['’]s$")
MC = re.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|Van|Fitz|O['’])[A-Z][a-z]+$")
APART = re.compile(r"(?<!\w)[^\W\d_]+(?:['’][^\W\d_]+)?(?!\w)")
"""Words with no digit beside their letters."""
LONG_DASH = re.compile("[–—―−]")
VOWEL = re.compile(r"[aeiouy]")


def is_one_officer(text: str) -> bool:
    """Whether a text names one officer, or an agency."""
    if LONG_DASH.search(text) or any(map(_is_unit, APART.findall(text))):
        return False
    words = re.sub(r"[()\[\]]", " ", fold(text)).replace(",", " , ").split()
    if len(words) == 3 and words[1] == ",":
        words = [words[2], words[0]]  # "Hall, Jo"
    if not words or "," in words:
        return False
    if all(word in shape_words("agencies") for word in words):
        return True
    has_rank, rest = _without_rank(words)
    if not word_set("about_others", "titles").isdisjoint(rest):
        return False
    if not has_rank and len(words) > 2 and COLLAR.fullmatch(words[-1]):
        has_rank, rest = _without_rank([*words[-2:], *words[:-2]])
    return _is_name(rest, has_rank=has_rank)


def _is_unit(word: str) -> bool:
    """Whether a word is written as a unit's or a body's name is: "CAIT", "StopSO", "Women's"."""
    plain = fold(word)
    if INSIDE.search(word) or POSSESSIVE.search(word):
        return not MC.match(word)
    if plain in shape_words("ranks") | shape_words("agencies") | shape_words("particles"):
        return False
    is_letters = word.isupper() or not (VOWEL.search(plain) or len(word) == len("Ng"))
    is_short = 1 < len(word) <= ACRONYM
    return is_letters and is_short and not (is_surname(plain) or is_given_name(plain))


def _without_rank(words: list[str]) -> tuple[bool, list[str]]:
    """Whether ranks stand first, and what follows them, or the number before them."""
    first = 1 if COLLAR.fullmatch(words[0]) else 0
    last = first
    while last < len(words) and words[last].strip(".:") in shape_words("ranks"):
        last += 1
    if last == first:
        return False, words
    return True, words[:first] + words[last:]


def _is_name(words: list[str], *, has_rank: bool) -> bool:
    numbers = [word for word in words if COLLAR.fullmatch(word)]
    names = [word for word in words if word not in numbers]
    if len(numbers) > (1 if has_rank else 0) or not _in_order(words, numbers):
        return False
    initials = [word for word in names if INITIALS.fullmatch(word) and not _is_particle(word)]
    full = [word for word in names if word not in initials and not _is_particle(word)]
    if not full and not (has_rank and not names):
        return False
    if not has_rank and len(names) == 1 and not is_surname(names[0]):
        return False
    if len(full) == MOST_NAMES and _are_two_surnames(*full):
        return False
    if not 0 <= len(full) <= MOST_NAMES or len(initials) > 2 or len(names) - len(full) > 3:
        return False
    may_be_surname = has_rank and (not numbers or len(full) == 1)
    return all(map(_is_word, full)) and not any(_is_street(w, may_be_surname) for w in full)


def _are_two_surnames(first: str, second: str) -> bool:
    """Whether two words may be two people: the first is only a surname, the second no agency."""
    is_only_surname = is_surname(first) and not is_given_name(first)
    return is_only_surname and second not in shape_words("agencies")


def _in_order(words: list[str], numbers: list[str]) -> bool:
    """Whether a collar number stands before or after the name, not in it."""
    return all(word in (words[0], words[-1]) for word in numbers)


def _is_word(word: str) -> bool:
    return NAME.fullmatch(word.rstrip(".")) is not None


def _is_particle(word: str) -> bool:
    return word in shape_words("particles")


def _is_street(word: str, may_be_surname: bool) -> bool:
    """Whether a word is one for a street, and no name that people bear where it may be one."""
    plain = word.rstrip(".")
    surname = may_be_surname and plain in shape_words("streets_and_surnames")
    return plain in _streets() and not surname


@cache
def _streets() -> frozenset[str]:
    words = table("streets")
    return frozenset((*words["kinds"].split(), *words["abbreviations"]))
