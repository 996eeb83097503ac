"""Words that are the same name spelled or shortened in another way.

Policy: a *class* holds spellings and transliterations of one name, and its members count as one
name; every word is in one class at most. A *nickname* is another name a person may go by, with a
strength from 0 to 1 (how far "Bob" speaks for "Robert"), the same both ways. A *surname class*
also takes away what the bearer's sex does to a surname (Kowalski, Kowalska) and how Mac is spelled.
*Low information* words are parts of a name that very many people share and that tell them apart
hardly at all.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cohortmatch.values.text import fold
from cohortmatch.values.words import table, word_set

ABDUL = re.compile(r"abd(?:oul|ool|ul|el|al|ur|er|us|es|un|ut|ush|uz|u|i|e)?-?")
GENDERED = (
    (re.compile(r"(?<=..)sk(?:i|a|y|yy|ij|iy|yj|aya|aja|oy|oi)$"), "ski"),
    (re.compile(r"(?<=..)ck(?:i|a|y)$"), "cki"),
    (re.compile(r"(?<=..)dzk(?:i|a)$"), "dzki"),
    (re.compile(r"(?<=...)(ov|ow|off)a?$"), "ov"),
    (re.compile(r"(?<=...)(ev|eff)a?$"), "ev"),
    (re.compile(r"(?<=...)ina$"), "in"),
    (re.compile(r"(?<=...)(?:uviene|iuviene|iene|aite|yte|iute|ute|iunas)$"), "LT"),
)
LITHUANIAN_MAN = re.compile(r"(?<=...)(?:ius|us|as|is|ys)$")
MAC = re.compile(r"^(?:mhic|nic|mac|mc|m')(?=[a-z]{3})")


@cache
def _classes() -> dict[str, str]:
    out: dict[str, str] = {}
    for section in table("variants").values():
        for line in section:
            first, *rest = line.split()
            out.update(dict.fromkeys((first, *rest), first))
    return out


@cache
def _nicknames() -> dict[tuple[str, str], float]:
    out: dict[tuple[str, str], float] = {}
    for strength, lines in table("nicknames").items():
        value = int(strength.removeprefix("strength_")) / 100
        for line in lines:
            name, *shorts = line.split()
            for short in shorts:
                out[name, short] = out[short, name] = value
    return out


@lru_cache(maxsize=65536)
def variant_class(word: str) -> str:
    """The representative of a folded given name's spellings; the word itself if it has none."""
    known = _classes().get(word)
    if known:
        return known
    opening = ABDUL.match(word)
    if opening and len(word) - opening.end() >= 3:
        rest = word[opening.end() :]
        return "abdul" + _classes().get(rest, rest)
    return word


@lru_cache(maxsize=65536)
def nickname_strength(a: str, b: str) -> float:
    """How far one given name speaks for the other: 1 for one class, 0 when unrelated."""
    left, right = variant_class(a), variant_class(b)
    if left == right:
        return 1.0
    pairs = _nicknames()
    tried = ((a, b), (left, right), (a, right), (left, b))
    return max(pairs.get(pair, 0.0) for pair in tried)


@cache
def _partners() -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for a, b in _nicknames():
        out.setdefault(a, set()).add(b)
    return {word: frozenset(found) for word, found in out.items()}


def nicknames_of(word: str) -> frozenset[str]:
    """The words that stand in the table as nicknames of a folded given name or of its class."""
    partners = _partners()
    none: frozenset[str] = frozenset()
    return partners.get(word, none) | partners.get(variant_class(word), none)


@lru_cache(maxsize=65536)
def surname_class(word: str) -> str:
    """The representative of a folded surname, without the bearer's sex; halves one by one."""
    if " " in word:
        return " ".join(map(surname_class, word.split()))
    if known := _classes().get(word):
        return known
    if MAC.match(word):
        return MAC.sub("mc", word)
    for pattern, ending in GENDERED:
        if pattern.search(word):
            return pattern.sub(ending, word)
    return word


def low_information(word: str) -> bool:
    """Whether a folded word is shared by so many people that it hardly tells them apart."""
    return word in word_set("low_information", "words")


def is_given_name(word: str) -> bool:
    """Whether a folded word is known as a given name, in full or short."""
    return word in _known_given()


@cache
def _known_given() -> frozenset[str]:
    sections = table("variants")
    spelled = (word for lines in sections.values() for line in lines for word in line.split())
    return frozenset(spelled) | {fold(word) for pair in _nicknames() for word in pair}
