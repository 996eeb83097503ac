"""The words of a name, folded, with the pieces that belong together joined.

Policy: apostrophes and dots never matter ("O'Brien", "OBrien"); a hyphen is a space ("Smith-Jones",
"Smith Jones"). Mc, Mac, O', de, van, al and their like are one word with what follows, so that the
halves of a double-barrelled name are the only spaces left in a surname. "Abdul" is one unit with
the name it opens. "Bin" and "ibn" between names are left out. A digit between letters is the
letter it looks like.
"""

from __future__ import annotations

import re
from typing import Literal

from cohortmatch.values.text import fold
from cohortmatch.values.words import word_set

Context = Literal["full", "given", "surname"]
APOSTROPHES = re.compile(r"['’`\"]|(?<=[a-z])\?(?=[a-z])")
WORD = re.compile(r"[^\W\d_]+")
DIGIT_IN_WORD = re.compile(r"(?<=[a-z])[0135](?=[a-z])")
AS_LETTERS = str.maketrans("0135", "oies")
SON_OF = re.compile(r"\b[sd]/o\b")


def words(text: str, context: Context) -> list[str]:
    """The words of a name or a part of one; `context` says which part."""
    folded = fold(text)
    if not folded.isalpha():
        folded = SON_OF.sub(" bin ", folded)
        folded = DIGIT_IN_WORD.sub(lambda m: m[0].translate(AS_LETTERS), folded)
        folded = APOSTROPHES.sub("", folded)
    found = WORD.findall(folded)
    return found if _plain(found) else _joined(found, context)


def _plain(found: list[str]) -> bool:
    return len(found) < 2 or _special().isdisjoint(found)


def _special() -> frozenset[str]:
    global _SPECIAL
    if _SPECIAL is None:
        keys = ("joined", "joined_inside", "compound", "between")
        _SPECIAL = frozenset({"o", "m"}).union(*(word_set("names", key) for key in keys))
    return _SPECIAL


_SPECIAL: frozenset[str] | None = None


def _joined(found: list[str], context: Context) -> list[str]:
    """The words with openers joined to what follows; at least two remain of a full name."""
    out: list[str] = []
    opener = ""
    for place, word in enumerate(found):
        last = place == len(found) - 1
        if not last and not opener and out and word in word_set("names", "between"):
            continue
        if not last and _opens(word, found[place + 1], _Place(context, bool(out), len(found))):
            opener += word
            continue
        out.append(_opened(opener, word))
        opener = ""
    return out


class _Place:
    """Where a word stands: in which part, whether a word stands before it, among how many."""

    def __init__(self, context: Context, inside: bool, count: int) -> None:
        self.surname = context == "surname"
        self.inside = inside
        self.spare = inside or context != "full" or count > 2
        self.loose = inside or context != "full"


def _opens(word: str, following: str, place: _Place) -> bool:
    if word in word_set("names", "compound") or word in word_set("names", "joined"):
        return place.spare
    if word in word_set("names", "joined_inside"):
        return place.loose
    if word == "o":
        return place.surname or following in word_set("names", "after_o")
    return word == "m" and place.surname


def _opened(opener: str, word: str) -> str:
    if opener == "m":
        return "mc" + word
    return opener + word
