"""Whose kin, worker, victim or complainant a note's opening says that the listed person is.

Policy: who a row is stands at the note's beginning, as a phrase without a verb of its own: whose
("his", "Leon's") and a word for kin or a worker; such a word with "of", "to", "for" or "at" and a
name; a deed done to somebody by a name; an act of complaint with a name. A phrase with a verb
behind it ("His mother called", "Brother of Kit was seen") tells of somebody beside the nominal and
says nothing. Whether a name is the row's own or another row's is for the caller, who knows the
list: a nominal's own note may say "Leon's mum" of Leon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from cohortmatch.values.patterns import any_of
from cohortmatch.values.roles import Role
from cohortmatch.values.text import fold
from cohortmatch.values.variants import is_given_name
from cohortmatch.values.words import word_set

__all__ = ["WhoElse", "asks_for_notes", "is_nominal_still", "who_else"]

LONGEST = 400
"""The most letters of a note that are read: its opening says who somebody is."""
NAME = r"[^\W\d_]+(?:-[^\W\d_]+)*(?: [^\W\d_]+(?:-[^\W\d_]+)*){0,2}?"
END = (
    r"(?=\s*(?:$|[.,;(\[/|!?]|[-–—]\s|\d|and\b|&"
    r"|\b(?:aged|age|who|not|no|only|since|lives|living|at|contact)\b))"
)
BARE_END = r"(?=\s*(?:$|[.,;(\[!?]|[-–—]\s))"
"""The end of a phrase that says whose kin somebody is without a name: a verb never follows."""
BARE_OR_AGE = r"(?=\s*(?:$|[.,;(\[!?]|[-–—]\s|\d|aged?\b))"
OWNS = r"(?:'s?|s)"
"""The end of whose somebody is, with or without an apostrophe ("Leons mum")."""
SAID_OF_HIM = re.compile(
    r"^\W*(?:he|him|his|hes|they|called|says|said|reports|states|has (?:called|rung|reported)"
    r"|[a-z]+,? (?:called|rang|phoned|says|said|reports|reported|states|stated|attended))\b"
)
"""A continuation that speaks of the nominal, or of somebody who called: then nothing is said."""
OLDEST = 10
"""The age from which somebody may be an offender."""
Shapes = Iterator[tuple[str, Role, bool]]
"""Patterns, each with the role that it gives, and whether it is sure."""


class WhoElse(NamedTuple):
    """The role of a listed person who is somebody else, the plain words of the name that the note
    gives of the nominal ("" for "his"), whether the note says it for sure if that name is another
    row's, and whether it does even if nobody knows the name."""

    role: Role
    name: str
    is_sure: bool
    is_plain: bool


@lru_cache(maxsize=4096)
def who_else(text: str) -> WhoElse | None:
    """Whom the opening of a note says that the listed person is, where that is somebody else.

    >>> who_else("Leon's mum").name, who_else("His nan, supportive").name
    ('leon', '')
    >>> who_else("His mother called to say he moved"), who_else("Lives with his mother")
    (None, None)
    """
    said = _plain(text)
    if not said:
        return None
    opened = _opening().match(said)
    start = opened.end() if opened else 0
    is_perhaps = "?" in text[:2] or bool(
        opened and not word_set("who_else", "perhaps").isdisjoint(opened[0].split())
    )
    found = _phrase(said[start:], _written(text, said))
    return found._replace(is_sure=False) if found and is_perhaps else found


@lru_cache(maxsize=4096)
def is_nominal_still(text: str) -> bool:
    """Whether a note says in a clause that the person is a nominal all the same.

    >>> is_nominal_still("Victim of stabbing 2024 but still active nominal")
    True
    >>> is_nominal_still("Victim of the nominal"), is_nominal_still("Victim, not a nominal")
    (False, False)
    """
    return _still().search(_plain(text)) is not None


@lru_cache(maxsize=512)
def asks_for_notes(heading: str) -> bool:
    """Whether a heading asks for notes about the listed person, and not for somebody else.

    >>> asks_for_notes("Police update"), asks_for_notes("Risk to"), asks_for_notes("RAG")
    (True, False, False)
    """
    words = set(re.findall(r"[a-z]+", fold(heading)))
    asked, others = (word_set("who_else", key) for key in ("note_headings", "not_note_headings"))
    return not words.isdisjoint(asked) and words.isdisjoint(others)


def _plain(text: str) -> str:
    said = fold(text[:LONGEST]).replace("’", "'").replace("`", "'").replace("\n", ". ")
    return " ".join(re.sub(r"(?<=[a-z])-(?=[a-z])", " ", said).split()).strip(" '\"?*")


def _written(text: str, said: str) -> frozenset[str] | None:
    """The words that have a capital; None where all or none of the text is in capitals."""
    if text.isupper() or text.islower() or not said:
        return None
    return frozenset(fold(word) for word in re.findall(r"[^\W\d_]+", text) if word[0].isupper())


def _phrase(said: str, capitals: frozenset[str] | None) -> WhoElse | None:
    """The first reading of a phrase that fits, with a name that may be one."""
    if found := _own_kin().match(said):
        return None if _goes_on(said[found.end() :]) else WhoElse(Role.family, "", True, True)
    for pattern, role, is_sure in _patterns():
        if (found := pattern.match(said)) is None:
            continue
        if not (name := _name(found["name"], capitals)):
            continue
        rest = said[found.end() :]
        if _goes_on(rest):
            return None
        surely = is_sure or _is_surely_other(rest)
        return WhoElse(role, name, surely, surely and role in (Role.family, Role.neither))
    return None


def _goes_on(rest: str) -> bool:
    return SAID_OF_HIM.match(rest) is not None


def _is_surely_other(rest: str) -> bool:
    """Whether what follows shows somebody who is no nominal: a child's age, "pregnant"."""
    said = re.sub(r"^[\W_]+", "", rest)
    age = re.match(r"(?:aged? )?(\d{1,2})\b(?![/.:-])", said)
    is_child = age is not None and int(age[1]) < OLDEST
    starts = (f"{each}{end}" for each in word_set("who_else", "surely_other") for end in " ,.;")
    return is_child or f"{said} ".startswith(tuple(starts))


def _name(said: str, capitals: frozenset[str] | None) -> str:
    """The words of a name as they may be one; '' for ordinary words."""
    words = said.replace("-", " ").split()
    if not words or not word_set("who_else", "ranks_too").isdisjoint(words):
        return ""
    return said if all(_may_name(word, capitals) for word in words) else ""


def _may_name(word: str, capitals: frozenset[str] | None) -> bool:
    if capitals is not None and word not in capitals:
        return is_given_name(word) and word not in _ordinary()
    return is_given_name(word) or word not in _ordinary()


@cache
def _ordinary() -> frozenset[str]:
    keys = "ordinary plain_values nobody firms before_a_name headings_workers"
    words = {word for phrase in word_set("about_others", keys) for word in phrase.split()}
    more = "kin kin_doubtful workers harmed_heads perhaps nominals"
    words |= {word for phrase in word_set("who_else", more) for word in phrase.split()}
    return frozenset(words) | word_set("who_else", "no_names")


@cache
def _any(keys: str) -> str:
    return any_of(word_set("who_else", keys))


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{_any('opening perhaps')})(?:[,:]| -)?\s+)+")


@cache
def _kinds() -> str:
    return rf"(?:(?:{_any('kin_kinds')}) )*"


@cache
def _own_kin() -> re.Pattern[str]:
    """ "His mother", "Her social worker", "Nominal's mum", "Mother of his child": no name."""
    nominals = any_of(word_set("roles", "note_whom"))
    whose = rf"(?:his|her|their|(?:the |our )?(?:{nominals})'?s)"
    kin = rf"{_kinds()}(?:{_any('kin kin_doubtful')})"
    worker = rf"(?:(?:{_any('worker_kinds')}) )*(?:{_any('workers')})"
    child = r"(?:eldest |youngest |unborn )?(?:child|children|kids?|baby|babies|son|daughter)s?"
    parent = rf"(?:{_any('parents')}) (?:of|to) (?:his|their) {child}"
    return re.compile(rf"(?:{whose} (?:{kin}|{worker})|{parent})\b{BARE_END}")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Role, bool], ...]:
    """Each kind of phrase with a name in it, the role that it gives, and whether it is sure."""
    shapes = (*_of_kin("kin", True), *_of_kin("kin_doubtful", False), *_of_workers(), *_of_deeds())
    return tuple((re.compile(each), role, is_sure) for each, role, is_sure in shapes)


def _of_kin(key: str, is_sure: bool) -> Shapes:
    """ "Leon's mum", "Mum of Leon", "Mother of Leon's child"."""
    name, who = rf"(?P<name>{NAME})", rf"{_kinds()}(?:{_any(key)})"
    child = r"(?:child|children|kids?|baby|son|daughter)"
    yield rf"{name}{OWNS} {who}\b{BARE_OR_AGE}", Role.family, is_sure
    yield rf"{who} (?:of|to|for) {name}{END}", Role.family, is_sure
    yield rf"{who} (?:of|to|for) {name}{OWNS} {child}\b{END}", Role.family, is_sure


def _of_workers() -> Shapes:
    """ "Leon's social worker", "Keyworker for Leon", "Head teacher at Leon's school"."""
    name = rf"(?P<name>{NAME})"
    worker = rf"(?:(?:{_any('worker_kinds')}) )*(?:{_any('workers')})"
    place = "(?:school|college|work|workplace|hostel|placement|home|nursery|university|club)"
    yield rf"{name}{OWNS} {worker}\b{BARE_OR_AGE}", Role.neither, True
    yield rf"{worker} (?:of|to|for|with|at) {name}{END}", Role.neither, True
    yield rf"(?:{worker}|staff|works) at {name}{OWNS} {place}\b", Role.neither, True


def _of_deeds() -> Shapes:
    """ "Assaulted by Leon", "Complained about Leon", "Owns the car Leon stole"."""
    name, taken = rf"(?P<name>{NAME})", f"(?:{_any('taken')})"
    harmed = any_of(word_set("roles", "beside_victim_by"))
    how = (
        "was is been got being has have also allegedly sexually physically verbally badly racially"
    )
    before = rf"(?:(?:{any_of(how.split())}) )*"
    owns = "(?:owns|owner of|owned|registered keeper of) [a-z ]{2,40}? "
    yield rf"(?:{_any('harmed_heads')}) {before}(?:{harmed}) by {name}\b(?!')", Role.victim, True
    yield rf"{before}(?:{harmed}) by {name}(?!')\b{END}", Role.victim, False
    for key, is_sure in (("acts", True), ("acts_doubtful", False)):
        acts = "|".join(sorted(word_set("who_else", key)))
        yield rf"(?:{acts}) {name}\b(?!')", Role.witness, is_sure
    yield rf"{owns}(?:which |that |where )?(?P<name>[^\W\d_]+) {taken}\b", Role.witness, True
    yield rf"{owns}{taken} {name}{END}", Role.witness, True


@cache
def _still() -> re.Pattern[str]:
    kinds, nominals = _any("nominal_kinds"), _any("nominals")
    still = r"still|remains?|continues (?:as|to be)|but|and|also|now|he is|she is|is|is also|both"
    again = "he|she|they|is|are|still|remains|also|now|as|being"
    return re.compile(
        rf"(?<!who )\b(?:{still}) (?:(?:{again}) )*(?:(?:{kinds}) )*(?:{nominals})s?"
        r"(?=\s*(?:$|[.,;()!]|[-–—]\s|for\b|in\b|on\b|of\b))"
    )
