"""What a section's or a sheet's name says of the people under it.

Policy: a name says a role only where all of its words do; "Victims and perpetrators" or "Red" say
none. Of a victim and another at once ("Victims / witnesses") the one who is left out counts. A
victim or witness of something, or of some kind, is one too ("Victims of DA", "RJ victims").
"""

from __future__ import annotations

import re
from functools import cache

from cohortmatch.values.roles import Role
from cohortmatch.values.text import fold
from cohortmatch.values.words import word_set

__all__ = ["section_role"]

LEFT_OUT_FIRST = (Role.victim, Role.witness, Role.family, Role.associate)


def section_role(text: str) -> Role | None:
    """The role of everybody under a section or on a sheet of this name; None when it says none."""
    said = re.sub(r"[^a-z]+", " ", fold(text[:100])).strip()
    found, rest = _read(said)
    if found != {Role.subject} and (head := _of_victims().fullmatch(said)):
        return _roles()[head["who"]] if _says_kind(head) else None
    if not found or not rest <= word_set("roles", "section_fillers"):
        return None
    if Role.subject in found:
        return Role.subject if found == {Role.subject} else None
    return next(role for role in LEFT_OUT_FIRST if role in found)


def _read(said: str) -> tuple[set[Role], set[str]]:
    """The roles that a name's phrases say, and its other words."""
    found = {_roles()[phrase] for phrase in _pattern().findall(said)}
    return found, set(_pattern().sub(" ", said).split())


def _says_kind(head: re.Match[str]) -> bool:
    """Whether the words before a victim's say of what kind, and are nobody else's."""
    found, rest = _read(head["kind"])
    return Role.subject not in found and rest.isdisjoint(word_set("roles", "section_denials"))


@cache
def _of_victims() -> re.Pattern[str]:
    """ "Victims of DA", "RJ victims": words of a kind before, and what of behind."""
    heads = "|".join(sorted(word_set("roles", "section_heads"), key=len, reverse=True))
    return re.compile(rf"(?P<kind>(?:[a-z]+ ){{0,2}})(?P<who>{heads})(?: (?:of|to|in)( [a-z]+)+)?")


@cache
def _roles() -> dict[str, Role]:
    roles = (Role.subject, *LEFT_OUT_FIRST)
    return {word: role for role in roles for word in word_set("roles", f"section_{role.name}")}


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_roles(), key=lambda word: (-len(word), word))
    return re.compile(rf"\b({'|'.join(words)})\b")
