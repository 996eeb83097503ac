"""Recognising public protection and domestic abuse in a list's name, a heading or a value.

Policy: whole words decide, however they are separated ("MARAC lead", "marac_lead", "MARACLead");
some words are recognised inside others ("MAPPAL3", "maraclead"). The words are data.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from cohortmatch.values.text import fold

__all__ = ["has_word", "is_about_protection", "names_protection", "words"]

SPLITS = (
    "",
    r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])",
    r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])",
)
"""Where words meet without a space: nowhere, at a capital or digit, where an acronym ends too."""


@lru_cache(maxsize=4096)
def names_protection(text: str) -> bool:
    """Whether a list's name, file or sheet says that it is of people under public protection."""
    return has_word(text, words("lists")) or _runs_together(text)


@lru_cache(maxsize=4096)
def is_about_protection(text: str) -> bool:
    """Whether a heading or a short value is about public protection or domestic abuse."""
    return has_word(text, words("columns")) or _runs_together(text) or _stands_inside(text)


def has_word(text: str, wanted: Sequence[str]) -> bool:
    """Whether one of some words stands in a text as a whole word."""
    pattern = _pattern(tuple(wanted))
    return any(pattern.search(parted) for parted in _parted(text))


@cache
def _pattern(wanted: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(map(re.escape, wanted))}) ")


@cache
def words(kind: str) -> tuple[str, ...]:
    """The words of one kind, as `data/public_protection.toml` has them."""
    path = files("cohortmatch.disclosure").joinpath("data", "public_protection.toml")
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))[kind])


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


def _stands_inside(text: str) -> bool:
    return any(each in word for word in fold(text).split() for each in words("inside_words"))
