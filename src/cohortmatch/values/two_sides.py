"""A name cell with a complainant first and the nominal behind: "Una Odell reported Ivor Pym".

Policy: whoever reports, accuses or complains about somebody is no nominal, and the row's date of
birth is the other person's; so the other name alone is read. In "Una Odell -v- Ivor Pym" nobody
says which is the nominal, and the row is left out. "R v Ivor Pym" names one person.
"""

from __future__ import annotations

import re
from functools import cache, partial

from cohortmatch.values.patterns import any_of
from cohortmatch.values.words import word_set

__all__ = ["is_opposed", "reported"]

_any_of = partial(any_of, space=r"\s+")

LETTERS = r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*[.,]?"
WHOLE = rf"{LETTERS}(?:[ ]+{LETTERS})+"
OPPOSED = r"\s*[-–—]\s*[vV][sS]?\.?\s*[-–—]\s*"
"""The sign between the two sides of a case."""
BOTH = re.compile(rf"[^\W\d_]\w.*?{OPPOSED}(?=\w)", re.DOTALL)
NAMED = re.compile(r"(?:[^\W\d_a-z]\S*\s*)+")
CROWN = re.compile(r"\s*(?:R|Regina|Rex|The Crown)\b", re.IGNORECASE)


def reported(text: str) -> str | None:
    """The name of the person whom a cell says that another reported; None for any other cell.

    >>> reported("Una Odell reported Ivor Pym"), reported("Ivor Pym reported missing")
    ('Ivor Pym', None)
    """
    match = _reported().fullmatch(text.strip())
    if match is None:
        return None
    if text.isupper() or text.islower():
        return match["whom"] if len(match["whom"].split()) > 1 else None
    named = NAMED.match(match["whom"])
    return named[0].strip(" .,;") if named else None


def is_opposed(text: str) -> bool:
    """Whether a cell names the two sides of a case, of which either may be the nominal."""
    return BOTH.match(text.strip()) is not None and CROWN.match(text) is None


@cache
def _reported() -> re.Pattern[str]:
    verbs, nobody = (_any_of(word_set("roles", key)) for key in ("reports", "reports_nobody"))
    return re.compile(
        rf"{WHOLE} +(?:(?:has|had|is|was) +)?(?:{verbs}) +"
        rf"(?!(?:{nobody})\b)(?P<whom>{LETTERS}.*)",
        re.IGNORECASE | re.DOTALL,
    )
