"""Plain names, which are most of them, read by the fast path.

Policy: the fast path reads only unaccented words of two letters or more, in one of the shapes "John
Smith", "JOHN SMITH", "John SMITH", "SMITH John", "SMITH, John", also with a hyphen in the surname
and an initial at the end of the forenames, and of the parts of a name only one word or a few. None
of the words may have a role in a name (a title, "van", "aka", "unknown"). Everything else is None
and takes the full path, which gives the same result for plain names too; the tests check that the
two agree.
"""

from __future__ import annotations

import re
from functools import cache

from cohortmatch.values.words import word_set

SHAPES = re.compile(
    r"(?P<comma>[A-Za-z]{2,}(?:-[A-Za-z]{2,})?, ?[A-Za-z]{2,}(?: [A-Za-z]{2,})*(?: [A-Z])?)"
    r"|(?P<last>[A-Z][a-z]+(?: [A-Z][a-z]+)* [A-Z]{2,}(?:-[A-Z]{2,})?)"
    r"|(?P<capitals>[A-Z]{2,} [A-Z][a-z]+(?: [A-Z][a-z]+)*)"
    r"|(?P<plain>[A-Z][a-z]+(?: [A-Z][a-z]+)+(?P<half>-[A-Z][a-z]+)?"
    r"|[A-Z]{2,}(?: [A-Z]{2,})+|[a-z]{2,}(?: [a-z]{2,})+)"
)
MOST_PARTS = 3
EDGES = " \xa0"
"""Spaces around a name, which say nothing."""
SAYING = """
and aka alias aliases nee formerly previously prev fka known street nick tag nickname maiden moniker
goes no mig dup duplicate show
"""


@cache
def telling_words() -> frozenset[str]:
    """Every word that may change how the name around it is read."""
    keys = (
        "titles honorifics titles_behind suffixes not_known joined joined_inside compound between"
    )
    order = "initials family_first vietnamese_middle two_surnames surname_openers"
    names = word_set("names", f"{keys} {order} not_a_person")
    nobody = word_set("placeholders", "any other nobody filler child_to_be no_forename")
    return names | nobody | frozenset(SAYING.split())


def plain_name(text: str, surname_first: bool) -> tuple[tuple[str, ...], str] | None:
    """The forenames and surname of a plain full name; None for any other text."""
    found = SHAPES.fullmatch(text.strip(EDGES))
    if found is None:
        return None
    before, comma, after = found[0].lower().partition(",")
    words = before.split(" ")
    halves = tuple((before if comma else words[-1]).split("-"))
    if not telling_words().isdisjoint((*halves, *words[:-1], *after.split())):
        return None
    if comma:
        return tuple(after.split()), " ".join(halves)
    if found.lastgroup != "last" and (surname_first or found.lastgroup == "capitals"):
        return None if found["half"] else (tuple(words[1:]), words[0])
    return tuple(words[:-1]), " ".join(halves)


def plain_word(text: str) -> str:
    """The one plain word that a surname or forename cell holds; '' for any other text."""
    text = text.strip(EDGES)
    if len(text) < 2 or not (text.isascii() and text.isalpha()):
        return ""
    word = text.lower()
    return "" if word in telling_words() else word


def plain_words(text: str, between: str) -> tuple[str, ...]:
    """The few plain words of a cell, all alike in their capitals; () for any other text.

    `between` stands between them: a space between names, a hyphen between surnames. Behind a space
    the last may be an initial.
    """
    parts = text.strip(EDGES).split(between)
    is_alike = text.isupper() or all(map(str.istitle, parts))
    if not 1 < len(parts) <= MOST_PARTS or not is_alike or not text.isascii():
        return ()
    words = tuple(map(str.lower, parts))
    whole = words[:-1] if between == " " else words
    is_name = all(map(str.isalpha, words)) and all(len(word) > 1 for word in whole)
    is_placeholder = "".join(words) in word_set("placeholders", "any")
    return words if is_name and not is_placeholder and telling_words().isdisjoint(words) else ()
