"""Whether what stands in place of a name names nobody: a vacant room, an item of a meeting, a firm.

Policy: a word for "not known" names nobody, whatever is said of the person behind it ("Unknown
female with pushchair"). Neither does a text that opens with the state of a place ("VOID", "Out of
use - leak") or an item of a meeting, nor one that is a firm's or a council's. Elsewhere in the row
nothing may tell people apart: a date of birth, a number or an alias makes the row a listing. What
somebody is called by his looks ("Trolley man", "Red hoodie") is no alias.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cohortmatch.reading.listing_rows import is_name_word
from cohortmatch.reading.wordlists import plain_words, words_of
from cohortmatch.values.text import is_placeholder

__all__ = ["names_nobody", "only_describes"]

UNKNOWN = re.compile(
    r"(?:(?:un(?:known|identified|named|id)|u k|unk)(?: [a-z0-9]+)?"
    r" (?:\d* ?(?:x )?)?(?:{who})s?"
    r"|(?:several|various|multiple|group of|gang of|\d+ x?) ?(?:unknown|unidentified|(?:{who})s?)"
    r"|(?:{who}|couple|pair|group|lady)s? "
    r"(?:in|with|who|at|on|from|near|by|seen|wearing|approx|aged))\b.*".replace(
        "{who}",
        "male|female|m[ae]n|wom[ae]n|person|people|youth|boy|girl|adult|subject|suspect|offender"
        "|nominal|child|children|occupier|driver|rider|group",
    )
)
"""Somebody of whom only the sex or the like is known."""
BODY = re.compile(
    r".*\b(?:ltd|plc|llp|cic|housing association|(?:city|borough|county) council)(?: .*)?"
    r"|.* limited|london borough of .*|lb of .*|lbh|the council"
)
"""A firm or another body."""
BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
"""A remark behind a name, which says nothing of whether it is one."""
LOOKS = re.compile(r"(?:un(?:identified|named)|(?:fe)?male|m[ae]n|wom[ae]n|youth)s? *[-–—,:]", re.I)
"""Somebody of whom only looks are said: "Male, black puffa", "Unidentified - see photo"."""
COUNTED = re.compile(r"\s+(?:x ?)?\d$")
"""How many they are, behind what they look like ("Lads x2")."""
UNFIT = re.compile(r"\b(?:to be|date of|not in|out of)\b", re.I)
"""What no name has."""


@lru_cache(maxsize=4096)
def names_nobody(text: str) -> bool:
    """Whether a cell in a column of names certainly names no person.

    >>> names_nobody("Out of use - leak"), names_nobody("Void, Peter"), names_nobody("Ned Held")
    (True, False, False)
    """
    said = plain_words(text)
    if is_placeholder(text, "name") or UNKNOWN.fullmatch(said) or BODY.fullmatch(said):
        return True
    if LOOKS.match(text.strip()):
        return True
    if said in words_of("agenda_items") or said in words_of("vacant") or _is_of_agenda(said):
        return True
    if any(said.startswith(f"{each} ") for each in words_of("nobody_openings")):
        return "," not in text
    return bool(UNFIT.search(BRACKETS.sub(" ", text))) and not any(map(is_name_word, said.split()))


@lru_cache(maxsize=4096)
def only_describes(text: str) -> bool:
    """Whether what stands in place of an alias only says how an unknown person looks or behaves.

    >>> only_describes("Trolley man"), only_describes("Red hoodie"), only_describes("Biggz")
    (True, True, False)
    """
    words = COUNTED.sub("", plain_words(text)).split()
    if not words or names_nobody(text):
        return bool(words)
    people, looks = words_of("anybody"), words_of("looks")
    ends = len(words) > 1 and words[-1] in people
    opens = words[0] in people and len(words) > 1 and words[1] in words_of("behind_anybody")
    return ends or opens or not looks.isdisjoint(words) or words[0] in words_of("openings_of_looks")


def _is_of_agenda(said: str) -> bool:
    """Whether all words are those of an agenda: "Introductions, confidentiality and minutes"."""
    words = [word for word in said.split() if word not in words_of("agenda_fillers")]
    return len(words) > 1 and words_of("agenda_words").issuperset(words)
