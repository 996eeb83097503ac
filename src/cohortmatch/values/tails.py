"""A name cell without the tail about another person: "Ivor Pym stole from Una Odell".

Policy: a name is written with capitals. So after two of its words, the first word in small letters
ends the name where a word with a capital follows; a particle ("de", "bin"), a known name and a word
for an alias do not end it. However the cell is written, words that tie another person to the
nominal end the name ("NOK", "s/o", "bailed to"). Brackets with such words do not hold an alias and
are left out whole. A name of one word keeps its "s/o": the father's name is part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from cohortmatch.values.text import fold
from cohortmatch.values.variants import is_given_name, is_surname
from cohortmatch.values.words import word_set

__all__ = ["TELLING", "any_phrase", "without_tail"]

TELLING = (
    r"(?-i:[A-Z]\S*\s.*\s[a-z])|assault|target|exploit|harass|stalk|threat|groom|cuckoo|\brp\b"
    r"|report|\bnct\b|\bno contact|robbed|burgled|attack|stabbed|punched|raped|abus|alleg"
    r"|strangl|non[- ]mol"
    r"|\b(?:ip|rp|wit|[vw])\d|\bby\b|\bfrom\b|complain|restrain"
)
"""A sign that a name may have a tail, for a pattern that ignores capitals."""
BRACKETS = re.compile(r"\s*[(\[{]([^()\[\]{}]*)[)\]}]?")
TOKEN = re.compile(r"\S+")
SMALL = re.compile(r"\W*([a-z]+)(['’/-]?)")
CAPITAL = re.compile(r"\W*[A-Z0-9]")
ALIAS = re.compile(r"\W*(?:aka|alias|a[./]k[./]a|nicknamed?|known)\b|@", re.IGNORECASE)
POSSESSIVE = re.compile(r"\w['’]s?\s+\w")
CODE = re.compile(r"\W*[A-Z]{1,4}\W*")
"""An abbreviation, which names nobody: "(source: DIP)"."""
LETTERED = re.compile(r"\s*[vw]\d{0,2}\s*[:=]\s*\w", re.IGNORECASE)
CLOSING = re.compile(r"(?:[\s,;:/&+|=–—-]|\b(?:and|his|her|their|the|a|with|is|was|by|on)\s*$)+$")
WHOLE = 2
"""The fewest words of a whole name."""


def without_tail(text: str) -> str:
    """A name cell's own part.

    >>> without_tail("Ivor Pym (no contact Una Odell)"), without_tail("Ludwig van der Pym")
    ('Ivor Pym', 'Ludwig van der Pym')
    """
    is_cased = not (text.isupper() or text.islower())
    text = BRACKETS.sub(
        lambda found: " " if _is_of_another(found[1], is_cased=is_cased) else found[0], text
    ).strip()
    ends = [end for end in (_tied(text, is_cased=is_cased), _small(text, WHOLE)) if end]
    return CLOSING.sub("", text[: min(ends)]) if ends else text


def _is_of_another(inside: str, *, is_cased: bool) -> bool:
    """Whether the text in brackets is about another person and is not an alias."""
    if LETTERED.match(inside) or _tied(f"A {inside}", is_cased=is_cased) is not None:
        return True
    if _own_opening().match(inside):
        return False
    return POSSESSIVE.search(inside) is not None or _small(inside, 0) is not None


@cache
def _own_opening() -> re.Pattern[str]:
    words = any_phrase(word_set("connectors", "own_in_brackets"))
    return re.compile(rf"\s*(?:{words})\b", re.IGNORECASE)


def _tied(text: str, *, is_cased: bool) -> int | None:
    """The start of the word that ties another person to the named one; None where there is none."""
    for found in _tie().finditer(text):
        before = re.findall(r"[^\W\d_]+", text[: found.start()])
        needed = WHOLE if fold(found["word"]) in word_set("connectors", "of_the_father") else 1
        is_named = not is_cased or CAPITAL.match(text[found.end() :])
        if len(before) >= needed and is_named:
            return found.start()
    return None


def _small(text: str, needed: int) -> int | None:
    """The place where a word in small letters ends the name, after so many with capitals."""
    if text.islower():
        return None
    named, start = 0, None
    for token in TOKEN.finditer(text):
        if ALIAS.match(token[0]) and start is None:
            return None  # the words after it are his alias
        if not _ends_name(token[0]):
            is_capital = CAPITAL.match(token[0]) is not None
            named += is_capital
            if start is not None and is_capital and not CODE.fullmatch(token[0]):
                return start
        elif named >= needed and start is None:
            start = token.start()
    return None


def _ends_name(token: str) -> bool:
    """Whether a word is in small letters and cannot be part of a name."""
    found = SMALL.match(token)
    if found is None or not (token.islower() or found[2] == "/"):
        return False
    word = fold(found[1])
    is_short = len(word) == 1 and found[2] != "/"
    is_known = word in word_set("connectors", "inside_a_name") or is_given_name(word)
    return not (is_short or is_known or is_surname(word))


@cache
def _tie() -> re.Pattern[str]:
    """A word for a tie, and the name or anything else that follows it."""
    words = any_phrase(word_set("connectors", "behind_a_name"))
    titled = any_phrase(word_set("connectors", "others others_or_street"))
    return re.compile(
        rf"[\s,;:/&+–—-](?P<word>(?:{words})(?:(?<=/)|\b)|(?:{titled})s?(?=\s*[:=]))"
        r"\.?\s*[:=–—-]?\s*(?=\w)",
        re.IGNORECASE,
    )


def any_phrase(words: Iterable[str]) -> str:
    """The part of a pattern that matches any of some phrases, the longest first."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
