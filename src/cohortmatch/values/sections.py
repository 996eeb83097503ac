"""What a section's or a sheet's name says of the people under it.

Policy: a name gives a role only where all of its words do; "Victims and perpetrators" or "Red" give
none. Of a victim and another at once ("Victims / witnesses") the one who is left out counts. A
victim or witness of something, or of some kind, is one too ("Victims of DA", "RJ victims"). So are
the people of whom a part of the name says it ("VICTIMS - NOT FOR SHARING", "For info -
complainants", "Victim: Jane Doe"). A number before it means nothing ("2. Victims", "Section B:
people harmed"). Officers, contacts, people who attend, and people said to be no nominal, are
neither.

A text that stands alone between listings needs more: where it is about people and does not affirm
that they are nominals ("People who called us", "Others present (not suspects)"), they are neither.
So are people by, from, to or with whom something is ("Sightings by", "Letters sent to"), and those
called as nominals are who were affected ("Young people affected"). A title of places, dates, teams,
colours or crimes says nothing of people; "DV" is a crime only where another title of the list is.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from cohortmatch.values.patterns import any_of
from cohortmatch.values.roles import Role
from cohortmatch.values.spelling import mended
from cohortmatch.values.text import fold
from cohortmatch.values.words import word_set

__all__ = ["section_role", "title_role"]

LEFT_OUT_FIRST = (Role.victim, Role.witness, Role.family, Role.associate, Role.neither)
LONGEST_TITLE = 160
NUMBERED = re.compile(
    r"^\W*(?:(?:section|part|group|table|list|tab|appendix|annex)\s*(?:\d{1,2}|[a-h]|[ivx]{1,4})\b"
    r"|(?:\d{1,2}|[a-h])\s*[.):])[\s.:)–—-]*"
)
PARTS = re.compile(r"\s*[()\[\]{}:;|]+\s*|\s+[–—-]+\s*|\s*[–—-]+\s+|[–—]")
DOTTED = re.compile(r"\b(?:[a-z]\.\s?){2,}(?:[a-z]\b)?|\b[a-z](?:\.[a-z])+\b")


def section_role(text: str) -> Role | None:
    """The role of everybody under a section or on a sheet of this name; None when it gives none."""
    return _section_role(text[:100])


def title_role(text: str, titles: Collection[str] = ()) -> Role | None:
    """The role of the people below a row that holds only this; None for a title that gives none.

    `titles` are all titles of the list.

    >>> title_role("People who called us").name, title_role("New this month")
    ('neither', None)
    >>> title_role("DV").name, title_role("DV", ["Robbery", "DV"])
    ('neither', None)
    """
    if _words(fold(text[:LONGEST_TITLE])) in word_set("roles", "title_alone"):
        crimes = word_set("roles", "title_crimes")
        return None if any(_words(fold(each[:100])) in crimes for each in titles) else Role.neither
    return _title_role(text[:LONGEST_TITLE])


@cache
def _title_role(text: str) -> Role | None:
    role = section_role(text)
    if role is not None:
        return role
    folded = fold(text).replace("'", "")
    said = _words(folded)
    for key in ("title_is_neutral", "title_of_nominals_of"):
        said = _phrases(key).sub(" ", said)
    if _phrases("title_others").search(said):
        return Role.neither
    is_affirmed = bool(_phrases("title_nominals").search(_denied().sub(" ", said)))
    ends = said.rpartition(" ")[2] in word_set("roles", "title_ends")
    if ends or _phrases("title_people").search(said):
        return None if is_affirmed else Role.neither
    parts = [_words(part) for part in PARTS.split(folded)]
    return Role.subject if Role.subject in map(_role_of, parts) else None


@cache
def _phrases(key: str) -> re.Pattern[str]:
    """The phrases of a list, each with any ending where it ends in a star, as whole words."""
    words = (word.replace("*", "[a-z]*") for word in word_set("roles", key))
    return re.compile(rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b")


@cache
def _section_role(text: str) -> Role | None:
    folded = DOTTED.sub(lambda match: match[0].replace(".", ""), fold(text))
    folded = NUMBERED.sub("", re.sub(r"['’`]", "", folded).replace("&", " and "))
    said = _words(folded)
    whole = _role_of(said)
    if whole is not None:
        return whole
    first, *others = [each for part in PARTS.split(folded) if (each := _words(part))] or [""]
    role = _role_of(first)
    if role is not None:
        return None if role is Role.subject else role
    roles = [] if Role.subject in _read(first)[0] else [_role_of(each) for each in others]
    denied = Role.neither if any(map(_denied().fullmatch, others)) else None
    return next((each for each in LEFT_OUT_FIRST[:3] if each in roles), denied)


def _words(folded: str) -> str:
    return mended(re.sub(r"[^a-z]+", " ", folded).strip())


def _role_of(said: str) -> Role | None:
    """The role that all words of a name give."""
    if said in word_set("roles", "section_neither_alone") or _denied().fullmatch(said):
        return Role.neither
    said = _of_nominals().sub("", said)
    found, rest = _read(said)
    head = _of_victims().fullmatch(said)
    if found != {Role.subject} and head and _says_kind(head):
        who = head["who"] or head["alone"]
        return _roles().get(who) or _roles().get(f"{who}s", Role.family)
    if not found or not rest <= word_set("roles", "section_fillers"):
        return None
    if Role.subject in found:
        return Role.subject if found == {Role.subject} else None
    return next(role for role in LEFT_OUT_FIRST if role in found)


def _read(said: str) -> tuple[set[Role], set[str]]:
    """The roles that a name's phrases give, and its other words."""
    found = {_roles()[phrase] for phrase in _pattern().findall(said)}
    return found, set(_pattern().sub(" ", said).split())


def _says_kind(head: re.Match[str]) -> bool:
    """Whether the words before a victim's word give the kind, and mean nobody else."""
    found, rest = _read(head["kind"] or "")
    return Role.subject not in found and rest.isdisjoint(word_set("roles", "section_denials"))


@cache
def _of_victims() -> re.Pattern[str]:
    """ "Victims of DA", "RJ victims": words of a kind before, and of an offence behind."""
    heads, short = (any_of(word_set("roles", f"section_{key}")) for key in ("heads", "short_heads"))
    behind = r"(?: (?:of|to|in|at|from|by|for)( [a-z]+)+)"
    return re.compile(
        rf"(?P<kind>(?:[a-z]+ ){{0,2}})(?P<who>{heads}){behind}?|(?P<alone>{short}){behind}"
    )


@cache
def _of_nominals() -> re.Pattern[str]:
    """Whose family or victims they are, behind the word: "of nominals", "linked to the above"."""
    whose = any_of({word for word, role in _roles().items() if role is Role.subject} | {"above"})
    return re.compile(rf"(?<=\w) (?:of|to|linked to|for) (?:the |our |all )?(?:{whose})$")


@cache
def _denied() -> re.Pattern[str]:
    subjects = any_of({word for word, role in _roles().items() if role is Role.subject})
    return re.compile(rf"(?:non|not|not an?|never|are not) (?:{subjects})")


@cache
def _roles() -> dict[str, Role]:
    roles = (Role.subject, *LEFT_OUT_FIRST)
    return {word: role for role in roles for word in word_set("roles", f"section_{role.name}")}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\b({any_of(_roles())})\b")
