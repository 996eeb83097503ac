"""The words of a name, folded, with the pieces that belong together joined.

Policy: apostrophes and dots never matter ("O'Brien", "OBrien"); a hyphen is a space ("Smith-Jones",
"Smith Jones"). Mc, Mac, O', de, van, al and the like form one word with the next, so the halves of
a double-barrelled name are the only spaces left in a surname. "Abdul" is one unit with the name it
opens. "Bin" and "ibn" between names, "e" and "y" between surnames are left out. A digit between
letters is the letter it looks like; a question mark before a letter is a lost letter.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from cohortmatch.values.scripts import LOST, WORD, without_lookalikes
from cohortmatch.values.text import fold
from cohortmatch.values.words import word_set

Context = Literal["full", "given", "surname"]
APOSTROPHE = re.compile(r"['\"]|\b(?<=[odlm])\?(?=[a-z])")
DOUBT = re.compile(r"(?<!\w)\?(?=[A-Z][a-z]|[A-Z]{2}|\W)")
"""A sign of doubt before a name that has its first letter: "?John"."""
M_APOSTROPHE = re.compile(r"\bm'(?=[a-z])")
DIGIT_IN_WORD = re.compile(r"(?<=[a-z])[0135](?=[a-z])")
AS_LETTERS = str.maketrans("0135", "oies")
IRISH_O = re.compile(r"(?<!\w)[Óó]['’]? +(?=\w)")
SERVANT_OF = re.compile(r"\b(عبد) (ال)")
"""Abdul before the name it opens, which Arabic writes apart."""
SON_OF = re.compile(r"\b[sd]/o\b")


class WordPlace(NamedTuple):
    """Where a word is: in which part of a name, after other words or not, among how many."""

    context: Context
    inside: bool
    among: int


def words(text: str, context: Context) -> list[str]:
    """The words of a name or of a part of one; `context` says which part."""
    text = DOUBT.sub("", text.replace("\ufffd", LOST)) if LOST in text or "\ufffd" in text else text
    folded = fold(text) if text.isascii() else _folded(text)
    if folded.isalpha():
        return [folded]
    if not folded.replace(" ", "").isalpha():
        folded = SON_OF.sub(" bin ", folded)
        folded = DIGIT_IN_WORD.sub(lambda found: found[0].translate(AS_LETTERS), folded)
        folded = APOSTROPHE.sub("", M_APOSTROPHE.sub("m ", folded))
    found = WORD.findall(folded)
    if len(found) < 2 or _special().isdisjoint(found):
        return found
    return _joined(found, context)


def _folded(text: str) -> str:
    """The folded text, with an Irish O joined to its name and no letters that only look Latin."""
    return SERVANT_OF.sub(r"\1\2", without_lookalikes(fold(IRISH_O.sub("o'", text))))


@cache
def _special() -> frozenset[str]:
    """The words that may be changed."""
    keys = ("joined", "joined_inside", "compound", "between", "surname_joiners")
    return frozenset({"o", "m"}).union(*(word_set("names", key) for key in keys))


def _joined(found: list[str], context: Context) -> list[str]:
    """The words with openers joined to what follows, and without "son of"."""
    if not word_set("names", "vietnamese").isdisjoint(found):
        return found
    out: list[str] = []
    opener = ""
    for word, following in zip(found, [*found[1:], ""], strict=True):
        place = WordPlace(context, bool(out or opener), len(found))
        if following and out and not opener and _is_left_out(word, context):
            continue
        if following and _opens(word, following, place):
            opener += "mc" if word == "m" else word
            continue
        out.append(opener + word)
        opener = ""
    return out


def _is_left_out(word: str, context: Context) -> bool:
    """Whether a word between two others only joins them: "son of", or the "and" of surnames."""
    joins = context == "surname" and word in word_set("names", "surname_joiners")
    return joins or word in word_set("names", "between")


def _opens(word: str, following: str, place: WordPlace) -> bool:
    """Whether a word is one unit with the next; two words of a full name stay two."""
    loose = place.inside or place.context != "full"
    if word in word_set("names", "joined") or word in word_set("names", "compound"):
        return loose or place.among > 2
    if word in word_set("names", "joined_inside"):
        return loose and not (word == "van" and place.context == "given")
    if word == "o":
        return place.context == "surname" or following in word_set("names", "after_o")
    return word == "m" and following in word_set("names", "after_m")
