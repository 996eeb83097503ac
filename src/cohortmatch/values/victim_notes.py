"""What a note says of the listed person: that he or she is a victim, complainant or witness.

Policy: only a clause whose subject is the listed person counts: it opens with the word ("Victim of
burglary", "DA victim", "Is the IP", "Witness to the assault"). A victim whom somebody assaults,
contacts or lives with, and a victim of this person's own offence, is another person. A person who
is "also" a victim, or first a suspect, is listed for something else. A note that only says whose
mother or next of kin somebody is ("Mother of Darren", "NOK") is about a relative. Other openings
of notes about somebody else are in `notes_of_others`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cohortmatch.values.notes_of_others import opening_role, says_no_nominal
from cohortmatch.values.roles import Role
from cohortmatch.values.text import fold
from cohortmatch.values.who_else import is_nominal_still

__all__ = ["is_nominal_too", "note_role"]

BEFORE = (
    r"(?:(?:"
    r"he|she|they|this person|the person|person|subject|client|listed|recorded|included"
    r"|now|note|is|was|are|were|has been|known|believed|thought|considered|to be|as"
    r"|be|only|here|on list|named|an?|the|high risk|medium risk|standard risk|repeat"
    r"|alleged|vulnerable|primary|main|previous|long term|da|dv|dva|asb|csa|cse|cce"
    r"|domestic abuse|domestic violence|domestic|hate crime|fraud|cuckooing|exploitation"
    r"|robbery|burglary|stalking|crime|sexual|knife crime|young|child|adult|elderly|male"
    r"|female|potential|possible|suspected|identified|county lines|gang|modern slavery"
    r"|nrm|trafficking"
    r")[\s-]+)*"
)
OWN = (
    r"(?:his|her|their|this|the index|own|index)\s+(?:own\s+)?(?:index\s+)?"
    r"(?:current\s+)?(?:last\s+)?"
    r"(?:offen[cs]\w+|assault\w*|violen\w+|abuse|crimes?|behaviou?r|robber\w+|burglar\w+|harassment"
    r"|actions?|attack\w*|conviction|order)\b(?!')"
)
END = r"\s*(?:only|not (?:an? )?(?:offender|perp\w*|suspect|nominal)|\d+)?\s*$"
PERSON = r"(?:victim|vict?|survivor|complainant|aggrieved|injured (?:party|person)|ip)"
VICTIM = re.compile(
    rf"^{BEFORE}(?:{PERSON}(?:\s+only)?(?:{END}|\s+(?:of|in|for|from|on|re)\s+(?!{OWN})\S)"
    rf"|(?:victimised|exploited|targeted)\s+by\s+\S)"
)
WITNESS = re.compile(
    rf"^{BEFORE}(?:(?:witness|informant)(?:{END}|\s+(?:to|in|of|for|on|re)\s+\S)|witnessed\s+\S)"
)
RELATIVE = re.compile(
    r"(?:nok|next of kin)|(?:is |the )*(?:mother|mum|nok|next of kin|girlfriend|gf) (?:of|to) "
    r"(?!(?:be|collect|call|ring|attend|pay|visit|come|bring|take|meet|provide|contact|speak|move"
    r"|help|support|ask|confirm|send|have|get|go|see|sign|stay|pick|return|report|let|make|give"
    r"|apply|book|chase|update|inform|fund|drive|drop|buy|look|find|host|keep|look)\b)"
    r"(?!\d|(?:one|two|three|four|five|an?|her|his|their|several|young|unborn)\b)[a-z' -]{2,40}"
)
SUSPECT = re.compile(
    r"^(?:he |she |is |was |the |an? |main |named )*(?:suspect|perp|perpetrator|offender|nominal)"
    r"\s*(?:in\b|for\b|and\b|[&/,;.(]|$)"
)
CLAUSE = re.compile(r"[.;,!?\n|()/]+|\s[-–—]+\s|\band\b|\bbut\b")


@lru_cache(maxsize=4096)
def note_role(text: str) -> Role | None:
    """Victim or witness where the note says so of the listed person; else None.

    Whom the note also calls a nominal ("Victim of stabbing but still active nominal") is none.
    """
    role = _said(text)
    return None if role is not None and is_nominal_still(text) else role


def is_nominal_too(text: str) -> bool:
    """Whether a note calls the person a nominal, and a victim, a witness or a relative as well.

    >>> is_nominal_too("Victim of stabbing but still a nominal"), is_nominal_too("Still a nominal")
    (True, False)
    """
    return is_nominal_still(text) and _said(text) is not None


def _said(text: str) -> Role | None:
    folded = fold(text)
    if RELATIVE.fullmatch(folded.strip(" .")):
        return Role.family
    if not SUSPECT.match(folded) and (role := opening_role(text)):
        return role
    if SUSPECT.match(folded):
        return None
    return _role_of_clauses(folded) or (Role.neither if says_no_nominal(text) else None)


def _role_of_clauses(folded: str) -> Role | None:
    if not re.search(
        r"vict?|complainant|aggrieved|injured|\bip\b|witness|inform|surviv|by\b", folded
    ):
        return None
    for clause in CLAUSE.split(folded):
        said = " ".join(clause.split())
        if VICTIM.match(said):
            return Role.victim
        if WITNESS.match(said):
            return Role.witness
    return None
