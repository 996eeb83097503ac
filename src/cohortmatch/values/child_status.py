"""A mark beside a name that says a child is in care or under a plan: LAC, CIN, CP.

Policy: such a mark says what the named person is to children's services, and a young nominal has it
as often as a nominal's child. So it leaves nobody out who is known to be ten or older; with no date
of birth and no age in the row, or with one under ten, whoever is named may be a nominal's child.
"""

from __future__ import annotations

import re
from functools import cache

from cohortmatch.values.text import fold, tidy
from cohortmatch.values.words import word_set

__all__ = ["says_child_status"]

SAID = re.compile(r"[(\[{*]+([^()\[\]{}*]+)[)\]}*]*")
BEHIND = re.compile(r"\s+[-–—]\s*|\s*[-–—]\s+|\s*[;/:,]\s*")
PARTS = re.compile(r"[,;/+&]|\s[-–—]\s|\band\b")


def says_child_status(text: str) -> bool:
    """Whether a name cell has such a mark in brackets or behind a sign.

    >>> says_child_status("Jane Doe (LAC)"), says_child_status("Jane Doe - CP plan")
    (True, True)
    >>> says_child_status("Cina Lac")
    False
    """
    if _status_words().isdisjoint(re.findall("[a-z]+", text.lower())):
        return False
    plain = tidy(text)
    said = [found[1] for found in SAID.finditer(plain)]
    _, *behind = BEHIND.split(SAID.sub(" ", plain))
    return any(_is_status(part) for each in (*said, *behind) for part in PARTS.split(each))


def _is_status(part: str) -> bool:
    return " ".join(re.findall(r"[a-z]+|\d+", fold(part))) in _status()


@cache
def _status() -> frozenset[str]:
    return word_set("roles", "child_status")


@cache
def _status_words() -> frozenset[str]:
    return frozenset(word for phrase in _status() for word in phrase.split())
