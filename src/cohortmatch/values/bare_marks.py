"""Letters beside a name, without brackets or a dash, that say who somebody is: "Jane Doe IP".

Policy: letters can also be initials, a surname ("Wei Ip") or part of a name, so the other cells of
the column decide. A code in capitals (IP, RP, VIW) behind or before a whole name is a mark where
the name is not in capitals too and no other name of the column ends, or begins, with such capitals.
A single V or W is one only where no cell of the column has any other initial in that place, and the
name is not written with the surname first. A number or a sign beside the letters ("IP2 Jane Doe",
"2nd IP Jane Doe", "Jane Doe_IP"), and small letters behind a name with capitals, make it sure. So
does a word for a role (`word_marks`: "Jane Doe neighbour"). An age under ten behind a name, and
words that deny a nominal ("Jane Doe not perp"), are marks too. What is taken for a mark leaves the
row out, which is reported with the row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from cohortmatch.values.annotations import annotation_role
from cohortmatch.values.beside_names import SYLLABLE
from cohortmatch.values.common_names import forename_share
from cohortmatch.values.marked_people import is_of_nominals
from cohortmatch.values.roles import Role
from cohortmatch.values.text import fold, tidy
from cohortmatch.values.variants import is_given_name, is_surname
from cohortmatch.values.word_marks import PARTICLES, word_mark, words_at_the_end
from cohortmatch.values.words import word_set

__all__ = ["bare_marks"]

LETTERS = {"v": Role.victim, "w": Role.witness}
COMPANIONS = frozenset("vwsp")
"""Letters for the sides, which stand in one column together."""
NUMBER = r"(?:\s?[#/.]?\s?\(?\d{1,2}\)?)"
ORDINAL = r"(?:(?:\d{1,2}(?:st|nd|rd|th)|first|second|third)\s+)"
SIGNS = r"[._~\\|+*#^/<>@!?-]"
LIST_NUMBER = re.compile(r"^[\W_]*\d{1,2}[.):\s]+(?=\S)|^[^\w(\[{]+")
DOTTED = re.compile(r"\b([A-Za-z])\.\s?([A-Za-z])\.(?!\w)")
AGED = re.compile(
    r"(?P<name>[^\W\d_].*?[^\W\d_])[\s,–-]+"
    r"(?P<age>(?:aged?:? ?\d{1,2}|\d{1,2} ?-?(?:yrs?|years?|y/?o|mths?|months?|wks?|weeks?))\b.*)",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"(?P<name>[^\W\d_].*?[^\W\d_])[\s,–-]+(?P<denied>(?:is |was )?(?:not|non)\b.*)", re.IGNORECASE
)
MIDDLE = re.compile(r"(?P<name>[^\W\d_]+ [^\W\d_]+) (?P<code>[A-Z]{2,3}) \S.*")
NAME = r"[^\W\d_].*[^\W\d_]"
CODE = r"[^\W\d_]{1,4}"
BEFORE = re.compile(
    rf"(?P<ordinal>{ORDINAL}?)(?P<code>{CODE})(?P<number>{NUMBER}?)"
    rf"(?P<sign>(?:\.?\s+|\s*{SIGNS}+\s*|-)\(?)(?P<name>{NAME})\)?\.?",
    re.IGNORECASE,
)
BEHIND = re.compile(
    rf"\{{?(?P<name>{NAME})[)\]}}>.]*(?P<sign>\s+|\s*{SIGNS}+\s*)"
    rf"(?P<code>{CODE})(?P<number>{NUMBER}?)(?P<end>\.?)[?!*-]*",
    re.IGNORECASE,
)
PLAIN = re.compile("[a-z]+")
CAPITALS = 2


class _Mark(NamedTuple):
    """A code beside a name: which, on which side, the name, and whether more makes it sure."""

    code: str
    is_behind: bool
    name: str
    is_sure: bool


@dataclass(frozen=True)
class _Column:
    """What else stands at the ends of a column's names: single letters, and short capitals."""

    initials: Mapping[bool, frozenset[str]]
    capitals: Mapping[bool, bool]


def bare_marks(texts: Iterable[str], *, least: int = 2) -> dict[str, Role]:
    """The role that letters beside the name give, for those cells of a column that have one.

    `least` is how many words a name of the column has at least: 1 where it is only a part.

    >>> bare_marks(["Jane Doe IP", "Wei Ip", "Una Ann Odell"])
    {'Jane Doe IP': <Role.victim: 4>}
    """
    cells = [*dict.fromkeys(texts)]
    likely = [each for each in cells if _may_be_marked(each) and not is_of_nominals(each)]
    if not likely:
        return {}
    column = _column(cells)
    roles = {text: _role(text, column, least) for text in likely}
    return {text: role for text, role in roles.items() if role is not None}


def _may_be_marked(text: str) -> bool:
    """Whether a code or a word for a role stands at an end of a cell: a quick test."""
    words = PLAIN.findall(DOTTED.sub(r"\1\2", text).lower())
    ends = (*words[:2], *words[-2:], *words[2:3])
    return len(words) > 1 and not _ends().isdisjoint(ends)


@cache
def _ends() -> frozenset[str]:
    """Words at an end of a cell that may be a mark, or a part of one."""
    units = ("age", "aged", "yr", "yrs", "year", "years", "yo", "mth", "mths", "month", "months")
    return frozenset((*_codes(), *words_at_the_end(), *units, "wk", "wks", "weeks", "not", "non"))


def _column(cells: list[str]) -> _Column:
    ends = {True: [_end(text, -1) for text in cells], False: [_end(text, 0) for text in cells]}
    initials = {
        side: frozenset(fold(each) for each in found if len(each) == 1 and each.isalpha())
        for side, found in ends.items()
    }
    return _Column(initials, {side: any(map(_is_capital_name, ends[side])) for side in ends})


@lru_cache(maxsize=1 << 14)
def _end(text: str, place: int) -> str:
    """The last or first word of a cell that is not in capitals throughout; '' for any other."""
    words = text.replace(",", " ").split()
    return words[place].strip(".?!*<>#-_()[]{}") if len(words) > 1 else ""


def _is_capital_name(word: str) -> bool:
    """Whether a word is a name in capitals, as in "Ivor QUARMBY"."""
    return len(word) >= CAPITALS and word.isupper() and fold(word) not in _codes()


def _role(text: str, column: _Column, least: int) -> Role | None:
    plain = LIST_NUMBER.sub("", DOTTED.sub(r"\1\2", tidy(text)))
    for told, key in ((AGED.fullmatch(plain), "age"), (DENIED.fullmatch(plain), "denied")):
        role = annotation_role(told[key]) if told and len(told["name"].split()) >= least else None
        if role in (Role.family, Role.neither):
            return role
    if (word := word_mark(plain, least)) and word.is_sure:
        return word.role
    for mark in _marks(plain):
        if len(re.findall(r"[^\W\d_]{2,}", mark.name)) < least:
            continue
        if mark.is_sure or _is_alone(mark, column):
            return _codes()[fold(mark.code)]
    return None


@lru_cache(maxsize=1 << 14)
def _marks(text: str) -> tuple[_Mark, ...]:
    """The codes at the ends of a cell that may be marks."""
    both = ((BEFORE.fullmatch(text), False), (BEHIND.fullmatch(text), True))
    found = ((match, side) for match, side in both if match and fold(match["code"]) in _codes())
    marks = [_mark(match, side) for match, side in found]
    middle = MIDDLE.fullmatch(text)
    if middle and middle["code"].lower() in _codes() and not middle["name"].isupper():
        marks.append(_Mark(middle["code"], True, middle["name"], is_sure=True))
    return tuple(marks)


def _mark(match: re.Match[str], is_behind: bool) -> _Mark:
    code, name, groups = match["code"], match["name"], match.groupdict()
    is_numbered = bool(match["number"].strip() or (groups.get("ordinal") or "").strip())
    sign = match["sign"].strip(" (")
    is_small = is_behind and code.islower() and not name.islower() and not _ends_open(name)
    is_sign = bool(sign.strip(".-"))
    is_dot = len(code) > 1 and (sign == "." or bool(groups.get("end")))
    is_whole = len(name.split()) > 1
    return _Mark(
        code, is_behind, name, is_numbered or (is_whole and (is_small or is_sign or is_dot))
    )


def _ends_open(name: str) -> bool:
    """Whether a name ends with a particle, so that the next word is part of it."""
    return fold(name.split()[-1]) in PARTICLES


def _is_alone(mark: _Mark, column: _Column) -> bool:
    """Whether nothing in the column shows that letters in capitals are part of a name."""
    if not mark.code.isupper() or _ends_open(mark.name):
        return False
    if len(mark.code) == 1:
        is_only = column.initials[mark.is_behind] <= COMPANIONS
        return is_only and not _has_surname_first(mark.name)
    if mark.name.isupper():
        return not _may_be_surname(mark)
    return not (mark.code.upper() == "IP" and column.capitals[mark.is_behind])


def _may_be_surname(mark: _Mark) -> bool:
    """Whether a code beside a name in capitals may be a surname, or initials behind one."""
    first, *others = (fold(word) for word in re.findall(r"[^\W\d_]+", mark.name))
    is_of_two = any(is_given_name(word) or SYLLABLE.fullmatch(word) for word in others)
    return fold(mark.code) == "ip" and (is_of_two or not forename_share(first) > 0)


def _has_surname_first(name: str) -> bool:
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", name)]
    is_turned = is_surname(words[0]) and not is_given_name(words[0])
    return "," in name or (is_turned and any(map(is_given_name, words[1:])))


@cache
def _codes() -> dict[str, Role]:
    """The letters that are a mark, and the role of each."""
    roles = (Role.neither, Role.witness, Role.victim)
    return {w: role for role in roles for w in word_set("roles", f"bare_{role.name}")} | LETTERS
