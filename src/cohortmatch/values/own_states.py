"""What a short cell about the row's own person says of who that person is.

Policy: only columns whose heading says that they are about the person's state, offence, relation or
title are read, and columns without a heading. There a whole cell, or all of it behind a sign that
follows "none" ("n/a - mother"), must be a word for another person, as in a note; of an offence, the
cell must open with a victim's or a witness's word ("Victim of robbery", "IP - GBH"), deny a nominal
or point back ("Not a suspect", "Mum of above"). A word that a nominal's cell may hold too ("At
risk", "Landlord", the letter V under Flag) leaves nobody out: it is a doubt, to be told. A column
of relationships that says "Single" or "Married" is about the nominal's own.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import Enum
from functools import lru_cache

from cohortmatch.values.annotations import annotation_role
from cohortmatch.values.notes_of_others import role_alone
from cohortmatch.values.roles import Role
from cohortmatch.values.text import fold
from cohortmatch.values.victim_notes import note_role
from cohortmatch.values.words import word_set

__all__ = ["OwnState", "about_of", "is_doubtful", "state_role"]

NOTHING_BEFORE = re.compile(r"^(?:n/?a|none|nil|no|-)\s*[-–—:/,]\s*(?=[a-z])")
DOTTED = re.compile(r"(?<=\b[a-z])\.(?=[a-z]\b)|(?<=\b[a-z]\.[a-z])\.|(?<=[a-z])['’](?=[a-z])")
"""The dots of "N.O.K.", and the apostrophe of "victim's"."""
FIRST_CLAUSE = re.compile(r"[.;,!?\n|()/:]+|\s[-–—]+\s|\band\b|\bbut\b")
HEADING_BEHIND = re.compile(r" (?:tier|level|status|category|band|group|cohort|list)$")
"""A word of the heading that a cell repeats ("Victim tier")."""
SHORTEST = 5
"""The fewest letters of words that mean beside a name what they mean here."""
OUTER = re.compile(r"^[(\[]\s*([^()\[\]]*?)[)\]]*$")
KIN_OF = re.compile(r"(?P<kin>[a-z]+(?: [a-z]+)?) (?:of|to) [a-z]")
DENIED_OR_ABOVE = re.compile(r"^(?:not|non|never)\b|\babove\b|\(victim\)$")


class OwnState(Enum):
    """What the cells of a column are about."""

    state = "status"
    rag = "rag"
    offence = "offence"
    relation = "relation"
    title = "title"
    unnamed = "no heading"


def about_of(heading: str, cells: Collection[str], *, is_unnamed: bool) -> OwnState | None:
    """What a column with this heading is about; None for one whose cells say nothing here."""
    if is_unnamed:
        return OwnState.unnamed
    words = frozenset(re.findall(r"[a-z]+", fold(heading)))
    if words and words <= _words("title_headings"):
        return OwnState.title
    for about in (OwnState.state, OwnState.offence, OwnState.relation):
        heads = _words(f"{about.name}_heads")
        if words & heads and words <= _words(f"{about.name}_headings"):
            is_own = about is OwnState.relation and any(
                fold(c) in _words("own_relation") for c in cells
            )
            return None if is_own else (OwnState.rag if "rag" in words else about)
    return None


@lru_cache(maxsize=4096)
def state_role(about: OwnState, text: str) -> Role | None:
    """The role that a cell gives the row's own person; None where it gives none for sure.

    >>> state_role(OwnState.offence, "Victim of theft").name, state_role(OwnState.rag, "(mum)").name
    ('victim', 'family')
    >>> state_role(OwnState.offence, "Robbery, victim known"), state_role(OwnState.state, "At risk")
    (None, None)
    """
    said = _said(text)
    if about is OwnState.title:
        is_worker = said in _words("worker_titles child_titles")
        return Role.neither if is_worker else None
    if said in _words("of_nominals"):
        return None
    if said in _words("kin") or (about is OwnState.relation and said in _words("kin_by_relation")):
        return Role.family
    if about is OwnState.relation and said in _words("associate_by_relation"):
        return Role.associate
    if said in _words("victim") or (about in (OwnState.rag, OwnState.unnamed) and said == "v"):
        return Role.victim
    if said in _words("witness"):
        return Role.witness
    if about is OwnState.offence:
        role = note_role(FIRST_CLAUSE.split(fold(text).strip(" ([-"))[0].strip())
        if role in (Role.victim, Role.witness):
            return role
        return _as_beside_a_name(text) if DENIED_OR_ABOVE.search(fold(text)) else None
    # What any note may say ("Victim of burglary") is for the reading of notes, closed to others.
    is_note = note_role(text) is not None
    return None if is_note or _is_doubted(said) else role_alone(text) or _as_beside_a_name(text)


def _as_beside_a_name(text: str) -> Role | None:
    """The role that the cell would give beside a name, if its words are too long for a short form
    of something else ("comp" is completed here), and that of somebody's relative."""
    words = " ".join(re.findall(r"[a-z]+", fold(text)))
    whose = KIN_OF.match(words)
    if whose and whose["kin"] in word_set("roles", "family"):
        return Role.family
    role = annotation_role(OUTER.sub(r"\1", text.strip())) if len(words) >= SHORTEST else None
    return None if role in (Role.subject, Role.associate) else role


@lru_cache(maxsize=4096)
def is_doubtful(about: OwnState, text: str) -> bool:
    """Whether a cell may say that the row is another person's, and gives no role for sure.

    >>> is_doubtful(OwnState.state, "At risk"), is_doubtful(OwnState.state, "Active")
    (True, False)
    """
    said = _said(text)
    if not said or state_role(about, text) is not None:
        return False
    if about is OwnState.title:
        return said in _words("doubtful_titles")
    return said in _words("letters") or _is_doubted(said)


def _is_doubted(said: str) -> bool:
    starts = (f"{said} ".startswith(f"{start} ") for start in _words("doubtful_starts"))
    return said in _words("doubtful") or any(starts)


def _said(text: str) -> str:
    """A cell's words without brackets, dots, a "none" before a sign and a word of the heading."""
    folded = NOTHING_BEFORE.sub("", DOTTED.sub("", fold(text).strip()))
    said = " ".join(re.findall(r"[a-z]+", folded)) if not re.search(r"\d|\?", folded) else ""
    return HEADING_BEHIND.sub("", said)


def _words(keys: str) -> frozenset[str]:
    return word_set("own_states", keys)
