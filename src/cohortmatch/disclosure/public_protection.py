"""Recognising public protection and domestic abuse in a list's name, a heading or a value.

Policy: whole words decide, however they are separated ("MARAC lead", "marac_lead", "MARACLead");
some words are recognised inside others ("MAPPAL3", "maraclead"), or with one letter wrong ("MAPA").
A level from 1 to 3 and a category from 1 to 4 are MAPPA's. The words are data.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz.distance import OSA

from cohortmatch.values.text import fold

__all__ = [
    "has_word",
    "heads_protection",
    "is_about_protection",
    "is_protected_value",
    "names_mappa",
    "names_protection",
    "says_category",
    "says_level",
    "title_names_protection",
    "words",
]

SPLITS = (
    "",
    r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])",
    r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])",
)
"""Where words meet without a space: nowhere, at a capital or digit, where an acronym ends too."""

LEVEL_APART = re.compile(
    r"(?<![\w/.-])(?:[1-3]|two|three|2nd|3rd|second|third)"
    r"(?: ?(?:and|or|to|&|-|/) ?(?:[1-3]|two|three))? levels?\b"
    r"|\blevels? of [a-z]+[ :-]+(?:[1-3]|two|three|ii|iii)\b"
)
"""A level that stands apart from its number."""
CODED = re.compile(r"[1-4] ?/ ?[1-3]|m ?[1-3]|c ?[1-4]\W{0,3}l ?[1-3]|so|s\.o\.?")
"""Category and level, or a word, as codes that are the whole value."""
LEVELS = ("1", "2", "3", "i", "ii", "iii", "one", "two", "three")
CATEGORIES = (*LEVELS, "4", "iv", "four")
TITLE = 8
"""Words that a title has at most; what is longer is a sentence."""
SHORTEST = 4
"""Letters that a word one letter wrong must have."""


def names_mappa(text: str) -> bool:
    """Whether a list's name, file or sheet says that it is of people managed under MAPPA."""
    return has_word(text, words("mappa")) or _runs_together(text) or _is_nearly(text)


@lru_cache(maxsize=4096)
def names_protection(text: str) -> bool:
    """Whether a list's name, file or sheet says that it is of people under public protection, or
    about domestic abuse, whatever else it says."""
    if names_mappa(text) or says_level(text) or says_category(text):
        return True
    return has_word(text, words("lists"), words("others"))


def title_names_protection(text: str) -> bool:
    """Whether the title above a list's headings says so; in a long one only MAPPA's own words
    count, because it may be a sentence."""
    return names_mappa(text) or (len(text.split()) <= TITLE and names_protection(text))


def says_level(text: str) -> bool:
    """Whether a text says a level of MAPPA ("Level 2", "L3", "two and three level")."""
    return has_word(text, _numbered("levels", LEVELS)) or bool(LEVEL_APART.search(fold(text)))


@lru_cache(maxsize=4096)
def is_protected_value(text: str) -> bool:
    """Whether a short value is about public protection or domestic abuse, or says a level or a
    category of MAPPA ("DC Jones CTU", "Level of risk 2", "Cat 1 L2", "2/2", "M2")."""
    if is_about_protection(text) or has_word(text, words("values")):
        return True
    return says_level(text) or says_category(text) or bool(CODED.fullmatch(fold(text).strip()))


def says_category(text: str) -> bool:
    """Whether a text says a category of MAPPA ("Cat 1")."""
    return has_word(text, _numbered("categories", CATEGORIES))


@cache
def _numbered(kind: str, numbers: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a kind with each number behind them; a single letter takes digits only."""
    both = ((word, n) for word in words(kind) for n in numbers if len(word) > 1 or n.isdigit())
    return tuple(text for word, n in both for text in (f"{word} {n}", f"{word}{n}"))


def heads_protection(heading: str) -> bool:
    """Whether a heading is about public protection or domestic abuse."""
    return is_about_protection(heading) or has_word(heading, words("headings"))


@lru_cache(maxsize=4096)
def is_about_protection(text: str) -> bool:
    """Whether a heading or a short value is about public protection or domestic abuse."""
    if has_word(text, words("columns")) or _is_nearly(text):
        return True
    return _runs_together(text) or _stands_inside(text)


def has_word(text: str, wanted: Sequence[str], but: Sequence[str] = ()) -> bool:
    """Whether one of some words stands in a text as a whole word, `but` not in these phrases."""
    parted = _parted(text)
    if but:
        parted = (_pattern(tuple(but)).sub(" ", each) for each in parted)
    return any(f" {word} " in each for each in parted for word in wanted)


@cache
def _pattern(wanted: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(map(re.escape, wanted))}) ")


@cache
def words(kind: str) -> tuple[str, ...]:
    """The words of one kind, as `data/public_protection.toml` has them."""
    return tuple(_table()[kind])


@cache
def _table() -> dict[str, list[str]]:
    path = files("cohortmatch.disclosure").joinpath("data", "public_protection.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _parted(text: str) -> Iterator[str]:
    """The text's words, for each way of parting them."""
    for split in SPLITS:
        parted = re.sub(split, " ", text) if split else text
        yield f" {' '.join(re.findall(r'[a-z0-9]+', fold(parted)))} "


def _runs_together(text: str) -> bool:
    letters = re.sub(r"[^a-z0-9]+", "", fold(text))
    for word in words("innocent"):
        letters = letters.replace(word, " ")
    return any(each in letters for each in words("run_together"))


def _is_nearly(text: str) -> bool:
    """Whether a word is one of some words with one letter wrong."""
    found = {word for parted in _parted(text) for word in parted.split() if len(word) >= SHORTEST}
    return any(
        OSA.distance(word, each, score_cutoff=1) <= 1 for word in found for each in words("near")
    )


def _stands_inside(text: str) -> bool:
    return any(each in word for word in fold(text).split() for each in words("inside_words"))
