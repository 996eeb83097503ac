"""Whether a cell holds one person's whole name, or two people's, and nothing else.

Policy: a whole name is two words or more, each with a capital; a cell in small letters is one only
where a word is known as a name. A list of names ("Ann Moss; Bo Lee") is not one person's.
"""

from __future__ import annotations

import re

from cohortmatch.reading.listing_rows import is_name_word
from cohortmatch.values.beside_names import without_beside

__all__ = ["is_whole_name"]

SEVERAL = re.compile(r"[;|\n/]")
BETWEEN = re.compile(r"\s*(?:&|\+|\band\b)\s*", re.I)
ASIDE = re.compile(r"^([^(,\[]*?)\s*[(\[][^)\]]*[)\]]\s*$")
"""One remark in brackets behind a name without a comma."""
SMALL = frozenset(
    ("de", "da", "di", "del", "dos", "la", "le", "van", "von", "der", "den", "bin")
) | {
    *("binti", "ibn", "al", "el", "ap", "ab", "y", "e", "st", "mc", "mac", "o"),
}
NOT_NAMES = frozenset(("lac", "cla", "uasc", "lbn", "council", "social", "services", "placement"))
"""Words that stand in place of a parent's name where the council is one: "LAC - LBN"."""
MOST_WORDS = 6


def is_whole_name(cell: str) -> bool:
    """Whether a cell holds the whole name of one person, or of two.

    >>> is_whole_name("Yardley, Gus"), is_whole_name("lives with partner"), is_whole_name("Gus")
    (True, False, False)
    """
    if not cell or SEVERAL.search(cell):
        return False
    name = ASIDE.sub(r"\1", without_beside(cell).name)
    pieces = [piece for piece in BETWEEN.split(name) if piece]
    if len(pieces) > 2:
        return False
    return bool(pieces) and _is_whole(pieces[-1]) and all(map(_is_named, pieces))


def _is_whole(piece: str) -> bool:
    surname, comma, given = piece.partition(",")
    if comma and ("," in given or len(surname.split()) > 2 or not given.strip()):
        return False  # a list of names
    both = comma and len(surname.split()) == 2 and len(given.split()) > 1
    if not NOT_NAMES.isdisjoint(_words(piece.casefold())):
        return False
    return not both and 2 <= len(_words(piece)) <= MOST_WORDS


def _is_named(piece: str) -> bool:
    words = [word for word in _words(piece) if word.casefold() not in SMALL]
    if all(word[:1].isupper() for word in words):
        return bool(words)
    return piece.islower() and any(map(is_name_word, words))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*", text)
