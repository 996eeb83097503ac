"""The word lists under `data/`, read once, and tests of whole words against them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from cohortmatch.values.text import fold

__all__ = [
    "family_names",
    "given_names",
    "mentions",
    "own_words",
    "plain_words",
    "removed_word",
    "table",
    "words_of",
    "words_of_boroughs",
]


@cache
def table(name: str) -> dict[str, Any]:
    """The data file `data/<name>.toml`; not to be changed by the caller."""
    path = files("cohortmatch.reading").joinpath("data", f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def words_of(key: str) -> frozenset[str]:
    """One list of `layout.toml`."""
    return frozenset(table("layout")[key])


@cache
def words_of_boroughs() -> frozenset[str]:
    """The words of London's boroughs, each by itself ("tower", "hamlets"), and of what a borough is
    called ("lb", "london")."""
    words = table("panels")["plain"].split()
    return frozenset(words[words.index("borough") :])


@cache
def own_words(keys: str) -> frozenset[str]:
    """The words of some lists of `own_words.toml`."""
    return frozenset(word for key in keys.split() for word in table("own_words")[key].split())


def plain_words(text: str) -> str:
    """The text folded, with single spaces in place of anything but letters and digits."""
    return re.sub(r"[^a-z0-9]+", " ", fold(text[:300])).strip()


def mentions(text: str, key: str) -> str:
    """The longest phrase of a list that the text has as whole words; '' for none."""
    said = f" {plain_words(text)} "
    fits = [phrase for phrase in words_of(key) if f" {phrase} " in said]
    return max(fits, key=len, default="")


def removed_word(text: str) -> str:
    """The word that marks a section or sheet of people who are no longer listed; '' for none."""
    said = re.sub(
        rf"\b(?:{'|'.join(words_of('left_elsewhere'))}) leavers?\b", "", plain_words(text)
    )
    bare = " ".join(word for word in said.split() if not word.isdecimal())
    word = bare if bare in words_of("removed_alone") else mentions(said, "removed")
    return "" if f" not {word} " in f" {said} " or f" not yet {word} " in f" {said} " else word


@cache
def given_names() -> frozenset[str]:
    """Words known as given names and not as family names."""
    words = table("name_words")
    return frozenset(words["given"].split()) - frozenset(words["family"].split())


@cache
def family_names() -> frozenset[str]:
    """Words known as family names and not as given names."""
    words = table("name_words")
    return frozenset(words["family"].split()) - frozenset(words["given"].split())
