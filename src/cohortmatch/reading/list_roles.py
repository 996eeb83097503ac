"""What a list's own name says of everybody on it: "Vic list", "NOK list", "Panel members".

Policy: the decisive words say whom a name is finally about: "Young carers", "Parents of the
cohort", "Complaints log"; a panel, a borough or a month may stand beside them. No listing of such a
list is a nominal, whoever keeps it, unless a column of roles or of perpetrators' names affirms one.
Relatives are left out too, except on a register of families. "Fathers" may be a gang's name, so
this is reported, and a role column or another file name brings them back. Words that can also mean
nominals ("IOM tenants") say nothing, unless a crime against people is named ("Hate crime targets").
A name that ends with a word for offenders ("Estates ASB perpetrators") affirms them.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePath

from cohortmatch.core.types import ListInfo
from cohortmatch.reading.panels import Panel, panel_named, panel_types, unknown_panel
from cohortmatch.reading.wordlists import plain_words, table, words_of
from cohortmatch.values.roles import Role
from cohortmatch.values.sections import section_role

__all__ = ["is_named_after_others", "is_of_offenders", "role_of_list", "says_of_others"]

TIES = frozenset(("a", "of", "at", "for", "on", "to", "and", "the", "as"))
OF_AGENCIES = re.compile(
    r"\bpartners? (?:agenc(?:y|ies)(?: returns?| submissions?)?|returns?|submissions?|updates?)\b",
    re.I,
)
"""What partner agencies send in: nobody's partners."""
WITH = re.compile(r"(?P<list>.+?)\s[(\[]?(?:with|w/|incl(?:\.|uding)?|plus|\+)\s+\S", re.I)
"""A list's name, before what else is on it."""
KINDS = re.compile(
    r"(?:(?:missing|exploited|vulnerable|at risk|trafficked)(?:\s*(?:&|and|or|/|,)\s*)?\s*)+", re.I
)
"""What nominals of a panel may be, before its name."""
RELATIVES = (Role.family, Role.neither)


def role_of_list(stem: str, panel: Panel) -> Role | None:
    """The role for which a list of this file name leaves everybody out; None for any other."""
    return None if panel.role is Role.family else _role_of_name(stem)


def is_named_after_others(info: ListInfo) -> bool:
    """Whether the name, the file or the sheet of a list says that it is of victims, witnesses or
    other people than nominals; a register of families is named after its own people."""
    texts = (info.name, PurePath(info.file).stem, info.sheet)
    is_of_families = any(p.key == info.panel_type and p.role is Role.family for p in panel_types())
    return not is_of_families and any(text and _role_of_name(text) for text in texts)


@cache
def _role_of_name(stem: str) -> Role | None:
    stem = _without_company(stem)
    spaced, bare = _spaced(stem), _bare(stem)
    if plain_words(bare) in words_of("nominals_too"):
        return None
    role = section_role(spaced) or section_role(bare) or _role_of_head(plain_words(bare))
    if role in RELATIVES:
        return Role.neither
    return role if role in (Role.victim, Role.witness) else None


def _without_company(stem: str) -> str:
    """A panel's list's name without those who stand on it too ("IOM list with NOK"), and without
    what nominals may be before the panel's name, which ends it ("Missing & exploited IOM").

    "NOK with IOM" and "Victims IOM" keep theirs.
    """
    said = re.sub(r"[_.]+", " ", stem)
    kinds = KINDS.match(said)
    if kinds and plain_words(said[kinds.end() :]) in _panels_names():
        return said[kinds.end() :]
    found = WITH.match(said)
    if found is None or not panel_named(found["list"]) or _role_of_name(found["list"]):
        return stem
    return found["list"]


@cache
def _panels_names() -> frozenset[str]:
    """The names of panels of nominals, in plain words."""
    panels = (each for each in panel_types() if each.role is Role.subject)
    return frozenset(plain_words(each.name) for each in panels)


def says_of_others(text: str) -> bool:
    """Whether the name of a file or a sheet says that nobody on its list is a nominal.

    >>> says_of_others("SGV victims"), says_of_others("SGV nominals")
    (True, False)
    """
    return role_of_list(text, panel_named(text) or unknown_panel(text)) is not None


def is_of_offenders(stem: str) -> bool:
    """Whether a file's name ends with a word for offenders, and names nobody else.

    >>> is_of_offenders("Estates ASB perpetrators"), is_of_offenders("Victims of offenders")
    (True, False)
    """
    head = _head(plain_words(_bare(stem)))
    others = (section_role(word) for word in head)
    return (
        bool(head) and section_role(head[-1]) is Role.subject and {*others} <= {None, Role.subject}
    )


def _role_of_head(said: str) -> Role | None:
    """The role of the people with whom a name ends, before any "of": "Parents of the cohort"."""
    head = _head(said)
    if not head or any(section_role(word) is Role.subject for word in head):
        return None
    if head[-1] in words_of("nominals_too"):
        return Role.victim if not words_of("against_people").isdisjoint(head) else None
    if head[-1] in words_of("heads_of_others"):
        return Role.neither
    role = section_role(head[-1])
    return role if role in (*RELATIVES, Role.victim, Role.witness) else None


def _head(said: str) -> list[str]:
    """The words of a name before any "of", without those for the list itself."""
    words = re.split(r" (?:of|for|linked to|to|in|on|at|with|including|incl|plus) ", said)[
        0
    ].split()
    while len(words) > 1 and words[-1] in words_of("ends_of_names"):
        words.pop()
    return words


def _spaced(stem: str) -> str:
    return OF_AGENCIES.sub("", re.sub(r"[_.]+", " ", stem))


def _bare(stem: str) -> str:
    """A file's name without panels, boroughs, months and numbers."""
    return re.sub(r"[A-Za-z]+|\d+", _without_plain, _spaced(stem)).strip(" -–—,")


def _without_plain(word: re.Match[str]) -> str:
    said = word[0].casefold()
    return "" if said.isdecimal() or said in _saying_nothing() else word[0]


@cache
def _saying_nothing() -> frozenset[str]:
    """Words of panels, boroughs and months."""
    named = {word for p in panel_types() for word in (*p.names, *p.weak, *p.alone)}
    panels = frozenset(word for word in named if " " not in word and section_role(word) is None)
    return panels | (frozenset(table("panels")["plain"].split()) - TIES) | words_of("services")
