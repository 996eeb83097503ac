"""What a listing says the person is: per listing, never per person.

Policy: only words that affirm it make a role. A listing that names an offender and a victim at once
("Both") is a subject: the offender role is affirmed. Words that deny ("not a suspect", "no longer
a member") and words not understood give no value; the list's own default then holds.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache

from cohortmatch.values.parsed import Parsed
from cohortmatch.values.text import fold, is_placeholder
from cohortmatch.values.words import word_set


class Role(IntEnum):
    """What a listing says the person is."""

    unknown = 0
    subject = 1
    associate = 2
    family = 3
    victim = 4
    witness = 5


STRONGEST_FIRST = (Role.subject, Role.victim, Role.witness, Role.associate, Role.family)
DENIAL = re.compile(
    r"\b(?:not|non|no longer|never|no|ex|former|alleged victim of)\b[\s-]+(?:an?\s+|the\s+)?\w+"
)


@cache
def _pattern(role: Role) -> re.Pattern[str]:
    words = sorted(word_set("roles", role.name), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")s?\b")


def parse_role(text: str) -> Parsed[Role]:
    """The role a cell's text affirms; no value (and a note) when it affirms none."""
    folded = re.sub(r"[^a-z0-9]+", " ", fold(text)).strip()
    if not folded or is_placeholder(text, "other"):
        return Parsed()
    said = DENIAL.sub(" ", folded)
    roles = [role for role in STRONGEST_FIRST if _pattern(role).search(said)]
    if not roles:
        return Parsed(notes=("role-not-understood",))
    both = len({Role.subject, Role.victim} & set(roles)) == 2
    return Parsed((roles[0],), ("role-victim-too",) if both else ())
