"""Whether a short text is about somebody other than the person of its row.

Policy: what a list says of its nominal is shown to people who know nothing of those around him. A
text is withheld whole if it names a victim, a witness, a partner, a parent or a child, or says with
whom somebody lives, because nobody can reliably cut a name out of free text. Of an offence against
a named person, the offence itself is the nominal's ("ABH on Jane Doe": ABH).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cohortmatch.values.patterns import any_of
from cohortmatch.values.text import fold
from cohortmatch.values.words import word_set

__all__ = ["is_about_others", "own_part", "says_nobody", "without_others"]

CARE_OF = re.compile(
    r"\b(?:c/o|care of)(?![a-z])(?!\s+(?:the\b|\d))[^,;\n\d]*[,;]?\s*", re.IGNORECASE
)
BESIDE = re.compile(r"\s*[(\[][^()\[\]]*\b(?:of|to|for|with|c/o)\b[^()\[\]]*[)\]]", re.IGNORECASE)


OTHER_SIGNS = frozenset({"care", "behalf", "contact", "assault", "assaulted", "assaulting"})
"""Words of which each phrase about another person that is in no table has one."""


def says_nobody(text: str) -> bool:
    """Whether a text is plain words of which none is about another person: a quick test.

    Then nothing here finds another person in it. False says nothing.
    """
    return all(map(_is_silent, text.replace(",", " ").split()))


@lru_cache(maxsize=1 << 15)
def _is_silent(word: str) -> bool:
    plain = word.lower()
    is_bare = word.isascii() and word.isalnum() and plain not in _words_of_phrases()
    return is_bare and _others().search(plain) is None


@cache
def _words_of_phrases() -> frozenset[str]:
    phrases = word_set("about_others", "other_stems other_words living")
    return OTHER_SIGNS.union(*map(str.split, phrases))


@lru_cache(maxsize=4096)
def without_others(text: str) -> str:
    """An address without the person in whose care it is, or whose it is.

    >>> without_others("c/o Jane Doe, 12 High Street"), without_others("3 Low Rd (flat of Jo Doe)")
    ('12 High Street', '3 Low Rd')
    """
    return BESIDE.sub("", CARE_OF.sub("", text)).strip(" ,;")


@lru_cache(maxsize=4096)
def own_part(text: str) -> str:
    """A short text without the person whom an offence in it was against.

    >>> own_part("ABH on Jane Doe"), own_part("Theft from a motor vehicle")
    ('ABH', 'Theft from a motor vehicle')
    """
    is_cased = not (text.isupper() or text.islower())
    kept, start = "", 0
    for match in _against().finditer(text):
        if not is_cased or match["whom"][0].isupper():
            kept, start = kept + text[start : match.start("tie")].rstrip(), match.end()
    return (kept + text[start:]).strip(" ,;/&-–—") if start else text


@cache
def _against() -> re.Pattern[str]:
    """An offence, a tie, and the person named behind it, up to the next clause."""
    offences, ties, nobody = (
        any_of(word_set("about_others", key)) for key in ("offences", "ties", "nobody")
    )
    return re.compile(
        rf"\b(?:{offences}|s(?:ec(?:tion)?)?\.?\s?(?:18|20|39|47))\b[^,;/()\n]{{0,60}}?\s"
        rf"(?P<tie>(?:(?:{ties})\s+|(?<=\bto\skill\s))(?!(?:{nobody})\b)"
        r"(?P<whom>[^\W\d_])[^,;/()\n]*)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=4096)
def is_about_others(text: str) -> bool:
    """Whether a text is about somebody else, as far as its words show.

    >>> is_about_others("Lives with his mother"), is_about_others("Red"), is_about_others("PC Hall")
    (True, False, False)
    """
    return _others().search(fold(text)) is not None


@cache
def _others() -> re.Pattern[str]:
    stems, words, living = (
        any_of(word_set("about_others", key)) for key in ("other_stems", "other_words", "living")
    )
    return re.compile(
        rf"\b(?:{stems})[a-z]*\b|\b(?:{words})\b|\b(?:{living})\s+(?:with|at)\b"
        r"|\b(?:c/o|care of)\b(?!\s+(?:the\b|\d))|\bon behalf of\b|->|→"
        r"|\bcontact\s+with\b|\bassault(?:ed|ing)?\s+(?:on|of)\b"
    )
