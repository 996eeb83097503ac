"""One cell's text made comparable.

Policy: `tidy` changes only what no person meant to type (spaces, invisible characters, bytes read
in the wrong encoding) and keeps the rest as written. `fold` is for comparing: lower case, no
accents (marks that are vowels stay), plain apostrophes and hyphens, letters without a decomposition
written in plain ones (ß ss, ø o, ł l). Applying either to its own result changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal

from cohortmatch.values.words import word_set

LETTERS = {
    "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ŧ": "t",
    "ŋ": "n", "ı": "i", "ĸ": "k", "ə": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ɛ": "e",
    "ɔ": "o", "ɖ": "d", "ƒ": "f", "ɣ": "g", "ʒ": "z", "ʋ": "v", "ɨ": "i", "ʉ": "u", "ŀ": "l",
}  # fmt: skip
SIGNS = {"'": "‘’‚‛`´ʼʻʹʽʾʿˈ′＇᾽", '"': "“”„‟«»″〃＂", "-": "‐‑‒–—―−﹘﹣－", "/": "⁄∕／"}
SIMPLE = {ord(odd): plain for plain, odds in SIGNS.items() for odd in odds} | {
    ord(odd): plain for odd, plain in LETTERS.items()
}
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
HIDDEN = dict.fromkeys((*range(9), *range(14, 28), 127))
CONTROLS = HIDDEN | {ord("`"): "'"}
SPELLING = ("\u0900", "\u17ff")
"""Between these, the scripts of India and South-East Asia, marks are vowels and not accents."""
LATE_1252 = {
    ord(bytes([b]).decode("cp1252")): b
    for b in range(0x80, 0xA0)
    if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
MISREAD = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


RUN = re.compile(r"(([^\w\s])\2{9})\2+")
LONG = 1_000
"""Characters from which a cell is longer than any name or note of a list."""


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """The text for comparing: lower case, without accents, one space between words."""
    if text.isascii() and text.isprintable():
        return " ".join(text.replace("`", "'").lower().split())
    if text.isascii():
        return " ".join(text.translate(CONTROLS).lower().split())
    text = unicodedata.normalize("NFKD", text.translate(SIMPLE))
    text = unicodedata.normalize("NFKD", text.casefold().translate(SIMPLE))
    return " ".join(_visible(text).translate(SIMPLE).split())


def _visible(text: str) -> str:
    """The text without combining marks and invisible characters, white space as plain spaces."""
    if text.isascii():
        return text.translate(CONTROLS)
    return "".join(filter(None, map(_shown, text)))


@lru_cache(maxsize=4096)
def _shown(letter: str) -> str:
    """One character as it is kept: a space for any white space, nothing for an invisible one."""
    if letter.isspace():
        return " "
    category = unicodedata.category(letter)
    if category in ("Mn", "Me") or unicodedata.combining(letter):
        return letter if SPELLING[0] <= letter <= SPELLING[1] else ""
    return "" if category in INVISIBLE else letter


@lru_cache(maxsize=1 << 14)
def tidy(text: str) -> str:
    """The text on one line as it was meant: spaces single, nothing invisible, encoding repaired."""
    return " ".join(tidy_lines(text).split())


def tidy_lines(text: str) -> str:
    """As `tidy`, with line breaks kept (several names in one cell have lines of their own)."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    tidied = _tidied_once(text)
    while tidied != text:
        text, tidied = tidied, _tidied_once(tidied)
    return tidied


def _tidied_once(text: str) -> str:
    """One round; removing invisible characters may bring misread ones together."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _as_meant(unicodedata.normalize("NFC", text)))
    lines = (" ".join(_seen(line).split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _seen(line: str) -> str:
    if line.isascii():
        return line.translate(HIDDEN)
    return "".join(
        " " if c.isspace() else c for c in line if unicodedata.category(c) not in INVISIBLE
    )


def _as_meant(text: str) -> str:
    """UTF-8 that was read as Windows-1252 or Latin-1, read again as UTF-8."""
    while True:
        narrow = text.translate(LATE_1252)
        meant = MISREAD.sub(_reread, narrow)
        if meant == narrow:
            return text
        text = meant.translate(WIDEN)


def _reread(found: re.Match[str]) -> str:
    raw = found.group().encode("latin-1")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return found.group()


WIDEN = {byte: letter for letter, byte in LATE_1252.items()}


def is_misread(text: str) -> bool:
    """Whether the text is UTF-8 that was read in another encoding (`Ã©` for `é`)."""
    return not text.isascii() and _as_meant(text) != text


@lru_cache(maxsize=4096)
def squeezed(text: str) -> str:
    """A long text with at most ten of the same sign in a row: more say nothing, and searching for
    what they open or close takes very long.
    """
    return RUN.sub(r"\1", text) if len(text) > LONG else text


def squash(text: str) -> str:
    """The folded text's letters and digits only."""
    return "".join(filter(str.isalnum, fold(text)))


@lru_cache(maxsize=1 << 14)
def is_placeholder(text: str, field: Literal["any", "name", "other"] = "any") -> bool:
    """Whether a cell that is not blank means "not known" (UNKNOWN, N/K, TBC, "?").

    `field` "name" adds words that are not a name (BABY, TEST, MALE 1). "other" adds the words that
    are also surnames of real people (none, null, na), and so are placeholders everywhere except in
    a name.
    """
    folded = fold(text)
    if not folded:
        return False
    bare = "".join(filter(str.isalnum, folded))
    if not bare or folded in word_set("placeholders", "exact"):
        return True
    if bare in word_set("placeholders", "any"):
        return True
    if field == "other":
        return bare in word_set("placeholders", "other")
    return field == "name" and _is_no_name(folded)


@cache
def _numbered() -> re.Pattern[str]:
    """A word in place of a person's name, with a number or a letter: "Child 1", "Client X"."""
    words = "|".join(word_set("placeholders", "numbered"))
    return re.compile(rf"(?:{words})(?:[ #]*\d+|[ #]+[a-z])")


def _is_no_name(folded: str) -> bool:
    words = re.findall(r"[^\W\d_]+", folded)
    if not words or _numbered().fullmatch(folded):
        return True
    given = re.findall(r"[^\W\d_]+", folded.partition(",")[2])
    if not word_set("placeholders", "child_to_be").isdisjoint((words[0], *given[:1])):
        return True
    nobody, filler = word_set("placeholders", "nobody any"), word_set("placeholders", "filler")
    return any(w in nobody for w in words) and all(w in nobody or w in filler for w in words)
