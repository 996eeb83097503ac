"""A name cell of several people, each with a mark that says who they are.

Policy: where two names or more have a mark each ("A (perp), B (vic)", "(V) B (P) A", "P: A, V: B",
"A - perp / B - vic"), in any order and behind any sign, those who are marked as offenders are the
cell's own people, and nobody else is. A mark is a word or a code for a role in brackets or stars,
or such a word before or behind a name between two signs. Two marks in a row, and one name in two
parts ("CASSIDY, Liam (perp)"), are about one person. A cell with one marked name, or in which
nobody is marked as an offender, says nothing here. Behind one whole name "& family", "+ 2 others"
or "and mum" name nobody, and are cut off.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, partial

from cohortmatch.values.annotations import annotation_role
from cohortmatch.values.patterns import any_of
from cohortmatch.values.roles import Role
from cohortmatch.values.words import word_set

__all__ = ["is_of_nominals", "marked_nominals", "without_company"]

_any_of = partial(any_of, space=r"[\s-]+")

Marked = tuple[str, Role]
"""A name, and the role of its mark."""
BRACKETED = re.compile(r"[(\[{<*]+\s*(?P<said>[^()\[\]{}<>*]{1,40}?)\s*[)\]}>*]+")
PARTED = re.compile(r"\s*[,;|/\n&+]+\s*|\s+and\s+", re.IGNORECASE)
EDGES = " \t\n,;:/|&+=.–—-"
JOINER = re.compile(r"^(?:and|v|vs|versus)\b\.?\s+|\s+(?:and|v|vs|versus)$", re.IGNORECASE)
NAME = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:[ ,'’.-]+[^\W\d_]+)*\.?")
ALIAS = re.compile(r"(?:aka|a[./]k[./]a|alias|n[eé]e|also|known|formerly)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")
COMPANIED = re.compile(r"[&+]|\b(?:and|plus|with)\b", re.IGNORECASE)
PLURAL = re.compile(r"(?<=[a-z]{2})s$")


def marked_nominals(text: str) -> str | None:
    """The offenders' names of a cell in which several people have a mark; None for any other.

    >>> marked_nominals("Ivor Pym (P), Una Odell (V)"), marked_nominals("Ivor Pym (P)")
    ('Ivor Pym', None)
    """
    if _may_be_marks().isdisjoint(map(str.lower, WORD.findall(text))):
        return None
    for people in (_in_brackets(text), _between_signs(text)):
        nominals = [name for name, role in people if role is Role.subject]
        if nominals and len(people) > 1:
            return " & ".join(nominals)
    return None


def _in_brackets(text: str) -> Sequence[Marked]:
    """The people of a cell whose marks are in brackets, all of them before or all behind names."""
    marks = [found for found in BRACKETED.finditer(text) if _role_of(found["said"])]
    if len(marks) < 2:
        return ()
    ends = [0, *(place for mark in marks for place in mark.span()), len(text)]
    chunks = [_bare(text[start:end]) for start, end in zip(ends[::2], ends[1::2], strict=True)]
    names = chunks[:-1] if chunks[0] else chunks[1:]
    if not all(map(_is_name, names)):
        return ()
    roles = (_role_of(mark["said"]) for mark in marks)
    return [(name, role) for name, role in zip(names, roles, strict=True) if role]


def _between_signs(text: str) -> Sequence[Marked]:
    """The people of a cell of which every part between two signs is a name and a word."""
    parts = [part for part in PARTED.split(_parted_at_words().sub("; ", text)) if part.strip()]
    found = [_of_part(part.strip()) for part in parts]
    people = [each for each in found if each is not None]
    return people if len(people) == len(found) else ()


def _of_part(part: str) -> Marked | None:
    for match in filter(None, (each.fullmatch(part) for each in _patterns())):
        role, name = _role_of(match["word"]), _bare(match["name"])
        if role and _is_name(name) and " " in name:
            return name, role
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """A word and a name, and a name and a word; a letter needs a capital, behind a name a sign."""
    words, letters = _words(), "P|S|O|V|C|W|IP|AP"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"(?P<word>{words}|(?-i:{letters}))\b\d?\.?(?:\s*[:=–—-]+\s*|\s+)(?P<name>\S.*)",
            rf"(?P<name>.*\S)(?:\s*[:=]\s*|\s*[–—-]+\s*|\s+)(?P<word>{words})\.?",
            rf"(?P<name>.*\S)(?:\s*[:=]\s*|\s+[–—-]+\s*)(?P<word>(?-i:{letters}))",
        )
    )


@cache
def _parted_at_words() -> re.Pattern[str]:
    """Before a word or a letter with a sign behind it another person begins."""
    return re.compile(rf"(?<=\w)\s+(?=(?:{_words()}|(?-i:[PSOVW]))\s*[:=]\s*\w)", re.IGNORECASE)


@cache
def _words() -> str:
    kinds = ("subject", "victim", "witness")
    return _any_of({w for kind in kinds for w in word_set("roles", f"beside_{kind}") if len(w) > 1})


@cache
def _may_be_marks() -> frozenset[str]:
    """Words of which a cell has one that marks an offender: a quick test."""
    said = word_set("roles", "beside_subject letters_subject")
    words = {word for phrase in said for word in re.findall("[a-z]+", phrase)}
    return frozenset(words | {f"{word}s" for word in words})


@cache
def _letters() -> dict[str, Role]:
    kinds = (Role.subject, Role.victim, Role.witness)
    return {w: role for role in kinds for w in word_set("roles", f"letters_{role.name}")}


def _role_of(said: str) -> Role | None:
    """The role of a mark: a letter, a word, a word with more about the same person."""
    plain = PLURAL.sub("", said.strip(" .?").casefold())
    return _letters().get(plain) or annotation_role(plain) or annotation_role(said)


def _bare(chunk: str) -> str:
    before, bare = "", chunk.strip(EDGES)
    while bare != before:
        before, bare = bare, JOINER.sub("", bare).strip(EDGES)
    return bare


def _is_name(chunk: str) -> bool:
    return NAME.fullmatch(chunk) is not None and ALIAS.match(chunk) is None


def is_of_nominals(text: str) -> bool:
    """Whether other people are named or counted in a cell that says who of them is its own."""
    return without_company(text) != text or marked_nominals(text) is not None


def without_company(text: str) -> str:
    """A name cell without the words behind one whole name that say with whom, and name nobody.

    >>> without_company("Ivor Pym & family"), without_company("Pym & Sons")
    ('Ivor Pym', 'Pym & Sons')
    """
    match = _company().fullmatch(text.strip()) if COMPANIED.search(text) else None
    return match["own"] if match else text


@cache
def _company() -> re.Pattern[str]:
    whom = _any_of(word_set("roles", "company"))
    more = rf"(?:(?:his|her|their|the|other|\d|one|two|three|four)\s+)*(?:{whom})"
    return re.compile(
        rf"(?P<own>[^\W\d_][^\s,]*,?(?:\s+[^\W\d_]\S*?)+)\s*"
        rf"(?:,?\s*(?:[&+]|\s(?:and|plus|with))\s*{more}|[(\[]\s*(?:[&+]|and|plus|with)\s*{more}\s*[)\]])",
        re.IGNORECASE,
    )
