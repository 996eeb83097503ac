"""Where a text says that a place is somebody's by name: "at Doreen Mulcahy's", "Una Odell's flat".

Policy: a name with an apostrophe is somebody's where a comma, a number, the end or a word for a
home follows it: "Shanice's flat", "sofa surfing at Ada Pym's, 4 High Road". Streets, schools and
churches ("King's Road", "St John's") are nobody's, nor are shops and charities ("Sainsbury's"). One
word alone must be known as a forename, or stand behind "at" or "to". Without an apostrophe "with"
or "staying at" before a whole name that is known as one says the same.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile

from cohortmatch.values.text import fold
from cohortmatch.values.variants import is_given_name
from cohortmatch.values.words import word_set

__all__ = ["somebodys"]

_NAME = r"[^\W\d_a-z][^\W\d_]+(?:[-'’][^\W\d_]+)*?"
OWNED = re.compile(
    rf"(?<![\w'’])(?<!\b[Ss][Tt] )(?<!\b[Ss][Tt]\. )(?P<name>(?:{_NAME}\s+){{0,2}}{_NAME})"
    r"(?:['’]s?|(?<=[a-z]s)['’])(?=\s*(?:[,;:()\[\]/.–—-]|$|\d"
    r"|\s(?:flat|house|place|home|address|gaff|room|sofa|floor|yard|crib|settee|spare|couch|mum|mother|nan|parents?|family|again|until|since|for|in|on|but|and|now)\b))",
)
BEHIND = re.compile(
    rf"\b(?:with|(?:stay|sleep|liv|sofa surf|surf)ing\s+(?:at|with)|stays? (?:at|with))\s+"
    rf"(?P<name>{_NAME}(?:\s+{_NAME}){{1,2}})(?=\s*(?:[,;:()/.–—-]|$|\s(?:at|in|of|until|since)\b))"
)
MAYBE = re.compile(r"['’]|with|at ", re.IGNORECASE)
BEFORE = re.compile(r"\b(?:at|to|with|@)\s+$", re.IGNORECASE)
"""Before one word with an apostrophe: then it is somebody's place whatever the word."""
SAINTS = frozenset(
    ("st", "saint", "saints", "king", "queen", "prince", "bishop", "abbot", "our", "lady", "all")
)
"""Words with which churches, schools and streets begin."""


@lru_cache(maxsize=4096)
def somebodys(text: str) -> int:
    """Where a text begins to say whose place it is; -1 where it does not.

    >>> somebodys("sofa surfing at Ada Pym's, 4 High Road"), somebodys("4 King's Road")
    (16, -1)
    """
    if MAYBE.search(text) is None:
        return -1
    if text.isupper() or text.islower():
        text = text.title().replace("'S", "'s").replace("’S", "’s")
    starts = [at for found in OWNED.finditer(text) if (at := _start(found, text)) >= 0]
    starts += [found.start("name") for found in BEHIND.finditer(text) if _is_whole(found["name"])]
    return min(starts, default=-1)


def _led_in(name: str) -> int:
    """The length of words that only lead to a name ("At Doreen": of "At ")."""
    words = list(re.finditer(r"\S+\s*", name))
    ordinary = word_set("about_others", "ordinary before_a_name living") - SAINTS
    led = takewhile(lambda word: fold(word[0].strip()) in ordinary, words[:-1])
    return sum(len(word[0]) for word in led)


def _start(found: re.Match[str], text: str) -> int:
    """The start of a person's name with an apostrophe; -1 where it is nobody's."""
    name = found["name"]
    at = _led_in(name)
    start = found.start("name") + at
    words = [fold(word) for word in name[at:].split()]
    if words[0].strip(".") in SAINTS or words[-1] in word_set("streets", "kinds"):
        return -1
    if len(words) == 1:
        if words[0] in word_set("about_others", "firms"):
            return -1
        is_one = is_given_name(words[0]) or bool(BEFORE.search(text[:start]))
        return start if is_one and not _is_ordinary(words) else -1
    return -1 if _is_ordinary(words) else start


def _is_whole(name: str) -> bool:
    words = [fold(word) for word in name.split()]
    return is_given_name(words[0]) and not _is_ordinary(words)


def _is_ordinary(words: list[str]) -> bool:
    known = word_set("about_others", "ordinary") | word_set("streets", "kinds")
    return not known.isdisjoint(words)
