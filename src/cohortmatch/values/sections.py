"""What a section's or a sheet's name says of the people under it.

Policy: a name says a role only where all of its words do; "Victims and perpetrators" or "Red" say
none. Of a victim and another at once ("Victims / witnesses") the one who is left out counts.
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
    said = re.sub(r"[^a-z]+", " ", fold(text[:100]))
    found = {_roles()[phrase] for phrase in _pattern().findall(said)}
    rest = set(_pattern().sub(" ", said).split())
    if not found or not rest <= word_set("roles", "section_fillers"):
        return None
    if Role.subject in found:
        return Role.subject if found == {Role.subject} else None
    return next(role for role in LEFT_OUT_FIRST if role in found)


@cache
def _roles() -> dict[str, Role]:
    roles = (Role.subject, *LEFT_OUT_FIRST)
    return {word: role for role in roles for word in word_set("roles", f"section_{role.name}")}


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_roles(), key=lambda word: (-len(word), word))
    return re.compile(rf"\b({'|'.join(words)})\b")
