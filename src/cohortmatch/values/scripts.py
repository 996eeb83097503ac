"""A word in another script, in Latin letters: "Иванов" is "ivanov".

Policy: scripts that write their vowels have a Latin spelling for any word, and often several, for
spelling in Latin letters varies ("khasan", "hasan"). Arabic and Hebrew leave vowels out, so only
listed names are read. A word that cannot be read has no spelling and agrees with itself alone.
Nothing here says that two words differ: a name has more spellings in Latin letters than any rule
gives. A word with letters of two scripts is a Latin word with letters that look like Latin ones.
Letters are read by anyascii; `data/scripts.toml` holds what it cannot know.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product

from anyascii import anyascii

from cohortmatch.values.text import fold
from cohortmatch.values.words import table

__all__ = ["WORD", "readings", "script_of", "unspaced_name", "without_lookalikes"]

MARKS = "".join(
    chr(code)
    for code in (*range(0x900, 0xE00), *range(0x0E00, 0x10A0), *range(0x1780, 0x1800))
    if unicodedata.category(chr(code)) in ("Mn", "Mc")
)
"""Signs for vowels that belong to the letter before them; without them a word is another word."""
LOST = "?"
"""What stands where a letter was lost on the way through another encoding: "?ukasz"."""
WORD = re.compile(rf"(?:[^\W\d_][{MARKS}]*|\?(?=[^\W\d_]))+")
"""A word of letters, in any script; a letter that was lost is a LOST before another letter."""
MIXED = re.compile(r"\w*(?:[a-z][^\W\d_a-z]|[^\W\d_a-z][a-z])\w*")
NO_SCRIPT = ("latin", "modifier", "feminine", "masculine", "micro")
MOST_CHANGES = 6
"""Places of a word in which its spelling is varied."""
LONGEST_UNSPACED = 4
INHERENT = "ə"
"""The vowel after a consonant that is written without one."""
ARTICLE = "ال"
SERVANT = "عبد"
VOWELS = frozenset("aeiou")


@lru_cache(maxsize=1 << 14)
def script_of(word: str) -> str:
    """The script of a folded word's first letter that is not Latin; '' where all are Latin.

    >>> script_of("ivanov"), script_of("иванов")
    ('', 'cyrillic')
    """
    return next((script for letter in word if (script := _script(letter))), "")


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    if letter.isascii() or not letter.isalpha():
        return ""
    script = unicodedata.name(letter, "LATIN").partition(" ")[0].lower()
    return "" if script in NO_SCRIPT else script


@lru_cache(maxsize=1 << 14)
def readings(word: str) -> tuple[str, ...]:
    """The Latin spellings of a folded word, the usual one first; () where none can be trusted.

    >>> readings("хасан"), readings("محمد"), readings("بغتخ")
    (('khasan', 'hasan'), ('muhammad',), ())
    """
    script = script_of(word)
    if not script:
        return (word,)
    plain = _plain(word)
    if known := _listed(script).get(plain) or _with_article(plain, script):
        return (known,)
    letters = "".join(_letters(plain, script))
    for each, usual in table("scripts")["together"].get(script, {}).items():
        letters = letters.replace(each, usual)
    spoken = _spoken(letters) if letters else ()
    return tuple(dict.fromkeys(each for one in spoken for each in _spellings(one, script)))


def _plain(word: str) -> str:
    """The word with one letter for all that are typed for it."""
    return word.translate(_alike())


@cache
def _alike() -> dict[int, str]:
    return str.maketrans(table("scripts")["alike"])


@cache
def _listed(script: str) -> dict[str, str]:
    """The Latin spelling of each listed name of a script, as `_plain` gives it."""
    rows = table("scripts")["names"].get(script, {})
    return {_plain(fold(name)): latin for latin, names in rows.items() for name in names.split()}


def _with_article(word: str, script: str) -> str:
    """An Arabic name of a listed one and the article, or the servant of one; '' for any other.

    >>> _with_article("الرشيد", "arabic"), _with_article("عبدالرحمن", "arabic")
    ('alrashid', 'abdulrahman')
    """
    for opening, latin in ((SERVANT + ARTICLE, "abdul"), (ARTICLE, "al")):
        rest = word.removeprefix(opening)
        if rest != word and rest in _listed(script):
            return latin + _listed(script)[rest]
    return ""


def _letters(word: str, script: str) -> Iterator[str]:
    """The Latin letters of each of a word's letters, with the vowels that are not written."""
    reading = table("scripts")["reading"]
    is_inherent = script in reading["inherent"].split()
    if not is_inherent and script not in reading["spelled"].split():
        return
    known, whole = table("scripts")["letters"], unicodedata.normalize("NFC", word)
    for letter, following in zip(whole, [*whole[1:], ""], strict=True):
        latin = known.get(letter, anyascii(letter).lower())
        yield "".join(filter(str.isalpha, latin))
        is_open = following.isalpha() and letter.isalpha() and latin[-1:] not in VOWELS
        if is_inherent and is_open:
            yield INHERENT


def _spoken(letters: str) -> Iterator[str]:
    """The word with all vowels that are not written, then without one of them: in speech a vowel in
    the middle of a word is often lost ("harajit" is Harjit).
    """
    yield letters.replace(INHERENT, "a")
    for found in re.finditer(INHERENT, letters):
        without = letters[: found.start()] + letters[found.end() :]
        yield without.replace(INHERENT, "a")


def _spellings(latin: str, script: str) -> Iterator[str]:
    """The spellings of a word in Latin letters, from the usual one to the least like it."""
    rows = (row.split() for row in table("scripts")["spellings"].get(script, []))
    changes = [(each, other) for each, other in rows if each in latin][:MOST_CHANGES]
    for chosen in sorted(product((False, True), repeat=len(changes)), key=sum):
        spelling = latin
        for (each, other), is_changed in zip(changes, chosen, strict=True):
            spelling = spelling.replace(each, other) if is_changed else spelling
        yield spelling


def unspaced_name(text: str) -> tuple[str, str] | None:
    """The surname and the given name of a Chinese or Korean name that is one word.

    >>> unspaced_name("王小明"), unspaced_name("歐陽菲"), unspaced_name("Иванов")
    (('王', '小明'), ('歐陽', '菲'), None)
    """
    script, text = script_of(text), unicodedata.normalize("NFC", text)
    if script not in table("scripts")["reading"]["unspaced"].split() or not text.isalpha():
        return None
    cut = 2 if text[:2] in _listed(script) and len(text) > 2 else 1
    return (fold(text[:cut]), fold(text[cut:])) if cut < len(text) <= LONGEST_UNSPACED else None


def without_lookalikes(folded: str) -> str:
    """A folded text whose words of Latin and other letters are Latin throughout.

    >>> without_lookalikes("ivаnov")
    'ivanov'
    """
    return MIXED.sub(lambda found: found[0].translate(_lookalikes()), folded)


@cache
def _lookalikes() -> dict[int, int]:
    pairs = "".join(table("scripts")["lookalikes"].values())
    return str.maketrans(pairs[::2], pairs[1::2])
