"""What a list's own name says of everybody on it: "Vic list", "NOK list", "Panel members".

Policy: only names that say a role and nothing else but a panel, a borough or a month. Such a list
is of no nominals, whoever keeps it, unless a column of roles affirms one. Relatives are left out
too, but on a register of families. Words that nominals are called by as well ("IOM tenants") say
nothing.
"""

from __future__ import annotations

import re
from functools import cache

from cohortmatch.reading.panels import Panel, panel_types
from cohortmatch.reading.wordlists import plain_words, table, words_of
from cohortmatch.values.roles import Role
from cohortmatch.values.sections import section_role

__all__ = ["role_of_list"]

TIES = frozenset(("a", "of", "at", "for", "on", "to", "and", "the", "as"))
RELATIVES = (Role.family, Role.neither)


def role_of_list(stem: str, panel: Panel) -> Role | None:
    """The role by which a list of this file name leaves everybody out; None for any other."""
    spaced = re.sub(r"[_.]+", " ", stem)
    bare = re.sub(r"[A-Za-z]+|\d+", _without_plain, spaced).strip(" -–—,")
    if panel.role is Role.family or plain_words(bare) in words_of("nominals_too"):
        return None
    role = section_role(spaced) or section_role(bare)
    if role in RELATIVES:
        return Role.neither
    return role if role in (Role.victim, Role.witness) else None


def _without_plain(word: re.Match[str]) -> str:
    said = word[0].casefold()
    return "" if said.isdecimal() or said in _saying_nothing() else word[0]


@cache
def _saying_nothing() -> frozenset[str]:
    """Words of panels, boroughs and months."""
    named = {word for p in panel_types() for word in (*p.names, *p.weak, *p.alone)}
    panels = frozenset(word for word in named if " " not in word and section_role(word) is None)
    return panels | (frozenset(table("panels")["plain"].split()) - TIES) | words_of("services")
