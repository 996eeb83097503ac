"""On which side of an offence a cell of a role column puts the listed person.

Policy: this reads more words than a cell alone may affirm. "Arrested" is an offender's word, and
"Made complaint" another person's, only in a column that tells the two apart. A cell with another
person's word is never an offender's, and a cell with neither is nobody's.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cohortmatch.values.roles import Role, denies_role, parse_role
from cohortmatch.values.sections import section_role
from cohortmatch.values.text import fold
from cohortmatch.values.victim_notes import note_role
from cohortmatch.values.words import word_set

__all__ = ["is_nominals_side", "is_others_side"]

OTHERS = (Role.victim, Role.witness, Role.family, Role.neither)


@lru_cache(maxsize=4096)
def is_nominals_side(text: str) -> bool:
    """Whether a cell affirms, in a column that tells sides apart, that somebody is a nominal.

    >>> is_nominals_side("Causing ASB"), is_nominals_side("Arrested"), is_nominals_side("Mother")
    (True, True, False)
    """
    said = parse_role(text).values
    if said and said[0] is Role.subject:
        return True
    return not said and not is_others_side(text) and _says("side_nominal", text)


@lru_cache(maxsize=4096)
def is_others_side(text: str) -> bool:
    """Whether a cell says that somebody is another person than a nominal.

    >>> is_others_side("Made complaint"), is_others_side("Victim's mother"), is_others_side("Red")
    (True, True, False)
    """
    said = parse_role(text).values
    if said:
        return said[0] in OTHERS
    says = section_role(text) in OTHERS or note_role(text) in OTHERS or denies_role(text)
    return says or _says("side_other", text)


def _says(key: str, text: str) -> bool:
    return _pattern(key).search(fold(text)) is not None


@cache
def _pattern(key: str) -> re.Pattern[str]:
    words = sorted(word_set("roles", key), key=len, reverse=True)
    return re.compile(rf"(?<![a-z])(?:{'|'.join(words)})s?(?![a-z])")
