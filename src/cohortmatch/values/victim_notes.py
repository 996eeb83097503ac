"""What a note says of the listed person: that he or she is a victim, complainant or witness.

Policy: only a clause whose subject is the listed person counts: it opens with the word ("Victim of
burglary", "DA victim", "Is the IP", "Witness to the assault"). A victim whom somebody assaults,
contacts or lives with, and a victim of this person's own offence, is another.
"""

from __future__ import annotations

import re

from cohortmatch.values.roles import Role
from cohortmatch.values.text import fold

__all__ = ["note_role"]

BEFORE = (
    r"(?:(?:"
    r"he|she|they|this person|the person|person|subject|client|listed|recorded|included"
    r"|also|now|note|is|was|are|were|has been|known|believed|thought|considered|to be|as"
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
PERSON = r"(?:victim|survivor|complainant|aggrieved|injured (?:party|person)|ip)"
VICTIM = re.compile(
    rf"^{BEFORE}(?:{PERSON}(?:\s+only)?(?:{END}|\s+(?:of|in|for|from|on)\s+(?!{OWN})\S)"
    rf"|(?:victimised|exploited|targeted)\s+by\s+\S)"
)
WITNESS = re.compile(
    rf"^{BEFORE}(?:(?:witness|informant)(?:{END}|\s+(?:to|in|of|for|on)\s+\S)|witnessed\s+\S)"
)
CLAUSE = re.compile(r"[.;,!?\n|()/]+|\s[-–—]+\s|\band\b|\bbut\b")


def note_role(text: str) -> Role | None:
    """Victim or witness where the note says so of the listed person; None else."""
    folded = fold(text)
    if not re.search(
        r"victim|complainant|aggrieved|injured|\bip\b|witness|inform|surviv|by\b", folded
    ):
        return None
    for clause in CLAUSE.split(folded):
        said = " ".join(clause.split())
        if VICTIM.match(said):
            return Role.victim
        if WITNESS.match(said):
            return Role.witness
    return None
