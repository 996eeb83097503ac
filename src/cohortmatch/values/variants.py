"""Words that are the same name spelled or shortened in another way.

Policy: a *class* holds spellings and transliterations of one name, and its members count as one
name. Every word is in at most one class. Compounds of Abdul, and Punjabi names of an opening and an
ending, are classed by their parts. A *nickname* is another name a person may use, with a strength
from 0 to 1 (how far "Bob" supports "Robert"), the same both ways. Two short forms of one full name
support each other ("Bob" and "Rob") with the product of their strengths, where that is not too
small and they are not two parts of a compound (Ali, Reza). Two full names with one short form do
not ("Sam" supports Samuel and Samantha, which do not support each other), and the chain goes no
further. A *surname class* also removes the effect of sex on a surname (Kowalski, Kowalska), the
spellings of Mac and the article of an Arabic one (Al-Rashid). *Low information* words are parts of
a name that very many people share, so they hardly tell people apart. Words are folded, as `names`
gives them; one in another script has the class of its spelling in Latin letters.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import combinations

from cohortmatch.values.scripts import readings
from cohortmatch.values.words import table, word_set

ABDUL = re.compile(r"c?abd(?:oul|ool|ul|el|al|ur|er|us|es|un|ut|ush|uz|ud|oush|u|i)(?=[a-z]{3})")
MAC = re.compile(r"(?:mhic|mac|mc)(?=[a-z]{3})")
LEAST_SHARED = 0.4
"""The least strength of two short forms of a full name: at least one is a usual one (Liz and Beth,
not Millie and Amy)."""


@cache
def _classes(name: str) -> dict[str, str]:
    """Each word of a table of classes, and the word that represents its class."""
    return {
        word: line.split()[0]
        for lines in table(name).values()
        for line in lines
        for word in line.split()
    }


@lru_cache(maxsize=1 << 17)
def variant_class(word: str) -> str:
    """The representative of a given name's spellings; the word itself if it has none."""
    word = word if word.isascii() else in_latin(word)
    return _classes("variants").get(word) or _compound(word) or word


def in_latin(word: str) -> str:
    """A word of another script in Latin letters, as a known name where it may be one; the word
    itself where it is Latin or its spelling cannot be trusted.
    """
    spellings = readings(word) or (word,)
    return next((each for each in spellings if _is_known(each)), spellings[0])


def _is_known(word: str) -> bool:
    return _is_given(word) or word in _classes("surnames")


def _compound(word: str) -> str:
    """The class of a name of two parts, each in its own spellings; '' for any other word."""
    return _abdul(word) or _punjabi(word)


def _abdul(word: str) -> str:
    """A compound of Abdul, in any spelling, as "abdul" and the class of its second part."""
    opening = ABDUL.match(word)
    if not opening:
        return ""
    known, rest = _classes("variants"), word[opening.end() :]
    if rest not in known and opening.group()[-1] + rest in known:
        rest = opening.group()[-1] + rest
    return "abdul" + known.get(rest, rest)


def _punjabi(word: str) -> str:
    """A Punjabi name of an opening and an ending (Gurvinder, Jagdip) with the class of each."""
    found = _punjabi_names().fullmatch(word)
    if not found:
        return ""
    whole = found[1] + _endings_of_punjabi()[found[2]]
    return _classes("variants").get(whole, whole)


@cache
def _endings_of_punjabi() -> dict[str, str]:
    """Each spelling of an ending, and the one that represents it."""
    return {word: line.split()[0] for line in table("punjabi")["endings"] for word in line.split()}


@cache
def _punjabi_names() -> re.Pattern[str]:
    openings = "|".join(sorted(word_set("punjabi", "openings")))
    return re.compile(f"({openings})({'|'.join(_endings_of_punjabi())})")


@lru_cache(maxsize=1 << 17)
def surname_class(word: str) -> str:
    """The representative of a surname, without the bearer's sex; halves one by one."""
    if " " in word:
        return " ".join(map(surname_class, word.split()))
    word = word if word.isascii() else in_latin(word)
    known = _classes("surnames").get(word) or _classes("variants").get(word) or _compound(word)
    if known:
        return known
    if plain := _without_article(word):
        return plain
    plain = MAC.sub("mc", word, count=1) if MAC.match(word) else word
    return _classes("surnames").get(plain) or _without_sex(plain)


def _without_article(word: str) -> str:
    """The class of an Arabic name after Al or El ("Al-Rashid"); '' where there is none."""
    rest = word[2:]
    return variant_class(rest) if word[:2] in ("al", "el") and rest in _mens_names() else ""


@cache
def _mens_names() -> frozenset[str]:
    """The Arabic men's names, which are surnames too."""
    return frozenset(w for line in table("variants")["arabic_men"] for w in line.split())


def _without_sex(word: str) -> str:
    """The surname with the ending used for its class."""
    found = _endings().search(word)
    if not found:
        return word
    ending = _ending_classes()[found.lastgroup or ""]
    return word[: found.start()] + ending


@cache
def _ending_classes() -> dict[str, str]:
    return {f"e{i}": row["class"] for i, row in enumerate(table("gendered_surnames")["endings"])}


@cache
def _endings() -> re.Pattern[str]:
    """One pattern for all endings; the name of the group that fits says which."""
    rows = table("gendered_surnames")["endings"]
    groups = (
        rf"(?P<e{i}>(?<={'.' * row['stem']})(?:{'|'.join(row['written'])})$)"
        for i, row in enumerate(rows)
    )
    return re.compile("|".join(groups))


@cache
def _nicknames() -> dict[str, dict[str, float]]:
    """The other names of every class that has some, each with its strength."""
    out: dict[str, dict[str, float]] = {}
    for name, shorts in _shorts().items():
        for short, strength in shorts.items():
            _note(out, name, short, strength)
    for name, shorts in _shorts().items():
        for (one, first), (other, second) in combinations(shorts.items(), 2):
            if first * second >= LEAST_SHARED and not _are_parts(name, one, other):
                _note(out, one, other, first * second)
    return out


def _are_parts(name: str, one: str, other: str) -> bool:
    """Whether two short forms are the two parts of a compound: Ali and Reza are two names."""
    short = len(one) + len(other) <= len(name)
    ends = (
        (name.startswith(one), name.endswith(other)),
        (name.startswith(other), name.endswith(one)),
    )
    return short and any(map(all, ends))


@cache
def _shorts() -> dict[str, dict[str, float]]:
    """The short forms of every full name, as classes, each with its strength."""
    out: dict[str, dict[str, float]] = {}
    for section, lines in table("nicknames").items():
        strength = int(section.removeprefix("strength_")) / 100
        for line in lines:
            name, *shorts = map(variant_class, line.split())
            known = out.setdefault(name, {})
            for short in shorts:
                known[short] = max(strength, known.get(short, 0.0))
    return out


def _note(out: dict[str, dict[str, float]], one: str, other: str, strength: float) -> None:
    """Record both ways how far two names support each other, unless more is known."""
    for name, partner in ((one, other), (other, one)):
        known = out.setdefault(name, {})
        known[partner] = max(strength, known.get(partner, 0.0))


def nicknames_of(word: str) -> frozenset[str]:
    """The classes of the other names that the bearer of this given name may use."""
    return frozenset(_nicknames().get(variant_class(word), ()))


def nickname_strength(a: str, b: str) -> float:
    """How far one given name supports the other: 1 for one class, 0 when unrelated."""
    left, right = variant_class(a), variant_class(b)
    if left == right:
        return 1.0
    return _nicknames().get(left, {}).get(right, 0.0)


def is_short_form(word: str, name: str) -> bool:
    """Whether one given name is a short or pet form of another ("pete" of "peter")."""
    return variant_class(word) in _shorts().get(variant_class(name), ())


def low_information(word: str) -> bool:
    """Whether so many people share a word that it hardly tells them apart."""
    word = word if word.isascii() else in_latin(word)
    return word in word_set("low_information", "words")


def is_given_name(word: str) -> bool:
    """Whether a word is known as a given name, in full or short."""
    return _is_given(word if word.isascii() else in_latin(word))


def _is_given(word: str) -> bool:
    return word in _classes("variants") or word in _short_forms() or bool(_compound(word))


def in_syllables(surname: str) -> bool:
    """Whether the bearers' given names are two syllables that may be written as one word."""
    return surname in word_set("names", "chinese")


def is_one_name(first: str, second: str) -> bool:
    """Whether two given names are known as one word too: "Anne Marie", "Baba Tunde"."""
    word = first + second
    return word in _classes("variants") or word in _short_forms() or bool(_punjabi(word))


def is_surname(word: str) -> bool:
    """Whether a word is known as a surname and not as a given name."""
    word = word if word.isascii() else in_latin(word)
    known = word in _classes("surnames") or word in word_set("names", "common_surnames")
    return known and not is_given_name(word)


@cache
def _short_forms() -> frozenset[str]:
    return frozenset(
        word for lines in table("nicknames").values() for line in lines for word in line.split()
    )
