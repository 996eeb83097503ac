"""What a listing says the person is: per listing, never per person.

Policy: only words that affirm a role give one. A role that is said to be not known ("N/K") is kept
apart from a cell that says nothing ("", "-", "n/a"): the first is never an offender's. A listing
that names an offender and a victim at once ("Both") is a subject: the offender role is affirmed. Of
"brother of nominal" and "perp mum" the word for this person counts, not the other person's. A
victim's brother is neither family of an offender nor the victim. Codes ("AGGR", "WITN") count only
where a cell holds nothing else. Words that deny ("not a suspect", "no longer a member") and words
not understood give no value and a note.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache, lru_cache

from cohortmatch.values.cell_texts import takes_any_cell
from cohortmatch.values.parsed import Parsed
from cohortmatch.values.spelling import mended
from cohortmatch.values.text import fold, is_placeholder, squash
from cohortmatch.values.words import word_set


class Role(IntEnum):
    """What a listing says the person is."""

    unknown = 0
    subject = 1
    associate = 2
    family = 3
    victim = 4
    witness = 5
    neither = 6


STRONGEST_FIRST = (
    *(Role.subject, Role.victim, Role.witness, Role.associate, Role.family, Role.neither),
)
SAYING_NOTHING = frozenset({"", "na", "none", "null", "nil", "nill", "notapplicable", "blank"})
"""Cells, by their letters, that say no more than a blank one."""
BETWEEN = ("and", "or", "both", "not", "non", "known", "alleged", "repeat", "primary", "unknown")
"""Words that may stand beside a role's word in a cell that says a role and nothing else."""
PARTNERS = "partner|husband|wife|boyfriend|girlfriend"
DENIAL = re.compile(
    rf"\b(?:not|non|never|no|no longer|(?:ex|former)(?!\W+(?:{PARTNERS})))\b[^,/;&()]*"
    r"|.*\b(?:eliminated|ruled out|discounted|exonerated)\b.*"
)
HARMED = re.compile(
    r"\bsubjects? of (?:harm|abuse|violence|(?:an )?(?:assault|attack)|threats?|exploitation)\b"
)
"""Words for a subject that say a victim."""
BRACKETED = re.compile(r"\(\s*([a-z]+)\s*\)")
ANOTHER = re.compile(r"\b[a-z]+(?: \d+)?'s?(?= )|\b(?<!person )(?:of|to|for|by)\b[^,/;&()]*")


@lru_cache(maxsize=1 << 13)
@takes_any_cell
def parse_role(text: str) -> Parsed[Role]:
    """The role a cell's text affirms; no value (and a note) when it affirms none."""
    folded = mended(fold(text))
    if not folded or (squash(text) in SAYING_NOTHING and "?" not in folded):
        return Parsed()
    if is_placeholder(text, "any"):
        return Parsed(notes=("role-not-known",))
    folded = _of_whom(HARMED.sub("victim", folded))
    if codes := _codes(folded):
        return Parsed((next(role for role in STRONGEST_FIRST if role in codes),))
    own = DENIAL.sub(" ", folded)
    roles = _said(ANOTHER.sub(" ", own))
    if not roles or _beside_a_victim(roles, own) or ("?" in own and len(roles) > 1):
        return Parsed(notes=("role-not-understood",))
    strongest = next(role for role in STRONGEST_FIRST if role in roles)
    both = {Role.subject, Role.victim} <= roles
    return Parsed((strongest,), ("role-victim-too",) if both else ())


def _of_whom(text: str) -> str:
    """A cell with the role that it says of the person alone: the last of two words that stand side
    by side ("perp mum", "suspect victim"), and one word for a victim or witness in brackets."""
    named = BRACKETED.search(text)
    if named and _roles().get(named[1]) in (Role.victim, Role.witness):
        return named[1]
    return _side_by_side().sub(r"\1", text)


@cache
def _side_by_side() -> re.Pattern[str]:
    """A word for a subject right before one for somebody else."""
    words = word_set("roles", "subject codes_subject")
    firsts = "|".join(sorted((each for each in words if len(each) > 2), key=len, reverse=True))
    others = (word_set("roles", each) for each in ("family", "victim", "witness"))
    seconds = "|".join(sorted({word for words in others for word in words}, key=len, reverse=True))
    return re.compile(rf"\b(?:{firsts}) ((?:{seconds})s?\b)")


def is_role_alone(text: str) -> bool:
    """Whether a cell holds words for roles and nothing else, so that no name can be in it.

    >>> is_role_alone("Victim and witness"), is_role_alone("Ann Vic")
    (True, False)
    """
    words = re.findall(r"[a-z]+", fold(text))
    return bool(words) and all(word.removesuffix("s") in _role_words() for word in words)


@cache
def _role_words() -> frozenset[str]:
    words = {word for phrase in (*_roles(), *_coded()) for word in phrase.split()}
    return frozenset(word.removesuffix("s") for word in words | set(BETWEEN))


def denies_role(text: str) -> bool:
    """Whether a cell says that somebody is not, or no longer is, what a role's word says.

    >>> denies_role("Not a suspect"), denies_role("Suspect"), denies_role("No")
    (True, False, False)
    """
    return any(_said(denied) for denied in DENIAL.findall(fold(text)))


def _codes(folded: str) -> set[Role]:
    """The roles of a cell that holds only codes and words for roles, with at least one code."""
    parts = [part for part in re.split(r"[^a-z]+", re.sub(r"['’]s?\b", " of", folded)) if part]
    known = _coded() | _roles()
    if _coded().keys().isdisjoint(parts) or not all(part in known for part in parts):
        return set()
    return {known[part] for part in parts}


@cache
def _coded() -> dict[str, Role]:
    roles = (Role.neither, Role.associate, Role.witness, Role.victim, Role.subject)
    return {word: role for role in roles for word in word_set("roles", f"codes_{role.name}")}


def _said(text: str) -> set[Role]:
    return {_roles()[word] for word in _pattern().findall(re.sub(r"[^a-z0-9]+", " ", text))}


def _beside_a_victim(roles: set[Role], text: str) -> bool:
    """Whether the person is only a relation of a victim or a witness."""
    others = _said(" ".join(ANOTHER.findall(text)))
    return roles <= {Role.family, Role.associate} and not others.isdisjoint(
        {Role.victim, Role.witness}
    )


@cache
def _roles() -> dict[str, Role]:
    return {word: role for role in STRONGEST_FIRST for word in word_set("roles", role.name)}


@cache
def _pattern() -> re.Pattern[str]:
    """Every word of every role, the longest first."""
    words = sorted(_roles(), key=lambda word: (-len(word), word))
    return re.compile(rf"\b({'|'.join(words)})s?\b")
