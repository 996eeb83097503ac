"""Columns of areas: where an order applies, and no person.

Policy: an exclusion area can be where a victim lives, so its column is another person's, unless
every cell is plainly an area at large: an estate, a market, a town, a borough or the like. One cell
with a street, a number, a house's name or a word that may be a person's keeps all of it back.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cohortmatch.reading.columns.person_words import spoken
from cohortmatch.reading.columns.shapes import Shape
from cohortmatch.reading.wordlists import plain_words, words_of, words_of_boroughs
from cohortmatch.values.text import is_placeholder

__all__ = ["are_areas", "is_of_order_area"]

BETWEEN = re.compile(r"\s*(?:[,;/&\n+]|\band\b|\bor\b)\s*", re.I)
DISTRICT = re.compile(r"[a-z]{1,2}\d[a-z\d]?")
"""A postcode's first half, as the name of an area."""


def is_of_order_area(heading: str) -> bool:
    """Whether a heading asks for the area in which somebody must not be.

    >>> is_of_order_area("Injunction area"), is_of_order_area("Beat area")
    (True, False)
    """
    words = _words(heading)
    heads, orders = words_of("area_heads"), words_of("area_orders")
    return _is_of_areas(words) and not (words.isdisjoint(heads) or words.isdisjoint(orders))


def are_areas(heading: str, shape: Shape) -> bool:
    """Whether a column is one of areas, by its heading and by every cell."""
    is_filled = bool(shape.cells) and _is_of_areas(_words(heading))
    return is_filled and shape.share_of(_is_area) == 1


def _words(heading: str) -> set[str]:
    return set(spoken(heading).split())


def _is_of_areas(words: set[str]) -> bool:
    """Whether a heading's words ask for an area or for where somebody must not be, and no more."""
    return bool(words) and words <= words_of("area_headings")


def _is_area(cell: str) -> bool:
    parts = [part for part in BETWEEN.split(cell) if part]
    return bool(parts) and all(_is_at_large(part) for part in parts)


@lru_cache(maxsize=4096)
def _is_at_large(text: str) -> bool:
    """Whether a text names an area so large that nobody's home can be told by it."""
    said = plain_words(text).removeprefix("the ")
    if is_placeholder(text, "any") or DISTRICT.fullmatch(said):
        return True
    if any(map(str.isdigit, said)):
        return False
    words = [word for word in said.split() if word not in words_of("area_fillers")]
    bare = " ".join(words)
    is_known = bare in words_of("areas") or words_of_boroughs().issuperset(words)
    return not words or is_known or any(f" {bare}".endswith(f" {e}") for e in words_of("area_ends"))
