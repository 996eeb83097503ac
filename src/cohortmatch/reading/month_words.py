"""The month in a list's name: the list is the same next month, under another one.

Policy: a month or a whole date is left out where other words remain; a number alone is left in,
because it may be the number of a ward or a team.
"""

from __future__ import annotations

import re

__all__ = ["without_month"]

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
YEAR, DAY, TWO = r"(?:19|20)\d\d", r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?", r"(?:0[1-9]|1[0-2])"
GAP = r"[\s._\-–/]*"
DATES = (
    rf"{YEAR}{GAP}(?:{TWO}|{MONTH})(?:{GAP}{DAY})?",
    rf"(?:{DAY}{GAP})?{MONTH}{GAP}(?:{YEAR}|'?\d\d)",
    rf"{DAY}[\s._\-–/]+{TWO}[\s._\-–/]+(?:{YEAR}|\d\d)",
    rf"{TWO}[\s._\-–/]+{YEAR}",
    rf"{DAY}{GAP}{MONTH}",
    rf"{MONTH}(?={GAP}$)(?<!may)",
)
DATED = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(DATES)})(?![a-z0-9])", re.I)
OF = re.compile(r"[\s,(]+(?:as\s+at|as\s+of|of|for|at|on|to|from|in)$", re.I)
"""A word that led to the date at the end."""
EDGES = re.compile(r"^[\s._\-–/,()]+|[\s._\-–/,(]+$")


def without_month(name: str) -> str:
    """A list's name without its month or date: "Custody panel 2026-01" is "Custody panel"; the name
    as it is where nothing else would be left."""
    spaced = name.replace("_", " ") if DATED.search(name.replace("_", " ")) else name
    short = EDGES.sub("", re.sub(r"\(\s*\)|\s{2,}", " ", DATED.sub(" ", spaced))).strip()
    short = OF.sub("", short) if short != name else short
    return short if re.search(r"[^\W\d]", short) else name
