"""Whether a cell of another list is a short value of a known shape, and so no free text.

Policy: a cell that is shared is a colour or a word for a risk, a level, a category, a date, or the
name of one officer. Everything else may hold names, addresses or what somebody says of somebody,
and stays with its list: nobody can read free text for what must not be in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from cohortmatch.people.status import ALSO
from cohortmatch.values.about_others import is_about_others
from cohortmatch.values.text import fold, tidy

LONGEST = 40
RISK_WORDS = (
    *(
        "red",
        "amber",
        "green",
        "blue",
        "black",
        "grey",
        "gray",
        "yellow",
        "white",
        "purple",
        "gold",
    ),
    *("silver", "bronze", "platinum", "very", "high", "medium", "med", "low", "standard"),
    *("moderate", "critical", "severe", "serious", "extreme", "elevated", "enhanced", "minimal"),
    *("none", "nil", "rag", "rating", "risk", "rosh", "band", "tier", "level", "lvl", "score"),
    *("grade", "priority", "harm", "of", "the", "h", "m", "l", "vh", "r", "a", "g", "n", "yes"),
    *("no", "up", "down", "from", "to", "increased", "reduced", "same", "unchanged", "not"),
    *("assessed", "recorded", "known", "tbc", "pending", "max", "maximum", "min", "minimum"),
)
LEVEL_WORDS = (
    *("mappa", "level", "lvl", "category", "cat", "type", "i", "ii", "iii", "iv", "one", "two"),
    *("three", "four", "l", "c", "n", "a", "none", "tbc", "rso", "violent", "other", "dangerous"),
    "terrorist",
)
DATE = re.compile(
    r"""(?:(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)[a-z]*\.?,?\s+)?
    (?:\d{1,4}[-/.\s](?:\d{1,2}|[a-z]{3,9})[-/.\s,]+\d{2,4}
      |\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\.?(?:,?\s+\d{2,4})?
      |[a-z]{3,9}\.?\s+\d{4}
      |q[1-4]\s+\d{4}|\d{4}|tbc|tba|n/?a|overdue|weekly|monthly|quarterly)
    (?:[\sT,]+(?:at\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:am|pm)?)?""",
    re.VERBOSE,
)
OFFICER = re.compile(r"(?:\d{1,7}\s+)?[^\W\d_][\w.'’-]*(?:\s+(?:[^\W\d_][\w.'’-]*|\d{1,7})){0,4}")
SHORT_NUMBER = re.compile(r"[a-e]?\d{1,3}(?:\.\d)?(?:/\d{1,3})?%?|[a-e]\d?")


def is_short_value(kind: str, text: str) -> bool:
    """Whether what stands in a column of a kind of status is of the shape that kind has."""
    plain = tidy(text)
    if not plain or len(plain) > LONGEST or "\n" in text or is_about_others(plain):
        return False
    return SHAPES[kind](plain)


def _of_words(words: Sequence[str]) -> Callable[[str], bool]:
    def fits(text: str) -> bool:
        parts = re.findall(r"[^\s,;:()\[\]|–-]+", fold(text))
        return bool(parts) and all(_is_known(part, words) for part in parts)

    return fits


def _is_known(part: str, words: Sequence[str]) -> bool:
    pieces = part.split("/")
    return bool(SHORT_NUMBER.fullmatch(part)) or all(p in words for p in pieces if p)


def _is_date(text: str) -> bool:
    return DATE.fullmatch(fold(text)) is not None


def _is_one_officer(text: str) -> bool:
    return OFFICER.fullmatch(text) is not None and " and " not in f" {fold(text)} "


def _is_any(text: str) -> bool:
    return True


SHAPES: Mapping[str, Callable[[str], bool]] = {
    "risk": _of_words(RISK_WORDS),
    "level": _of_words(LEVEL_WORDS),
    "category": _of_words(LEVEL_WORDS),
    "review": _is_date,
    "lead": _is_one_officer,
    ALSO: _is_any,
}
"""The shape of each kind; what is carried along besides is shared only where a borough says so."""
