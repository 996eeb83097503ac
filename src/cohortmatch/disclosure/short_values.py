"""Recognising short values of a known shape in another list's cells, so that free text is withheld.

Policy: a cell that is shared is a colour or a word for a risk, a level, a category, a date, or the
name of one officer. Everything else may hold names, addresses or remarks about people, and stays
with its list, because free text cannot be checked for what must not be in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from cohortmatch.disclosure.officers import is_one_officer
from cohortmatch.disclosure.shape_words import shape_words
from cohortmatch.people.status import ALSO
from cohortmatch.values.about_others import is_about_others
from cohortmatch.values.text import fold, tidy

LONGEST = 40
MOST_NUMBERS = 2
"""Numbers of a risk or a level, such as a score and the one before; more may be a phone number."""
YEARS = range(2000, 2100)
"""The years of a review; a date before is one of birth."""
MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
MONTH_NAME = (
    "(?:january|february|march|april|june|july|august|september|sept|october|november|december"
    f"|{MONTH})"
)
WEEKDAY = (
    r"(?:(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|mon|tues?|wed|thurs?|thu|fri|sat|sun)\.?,?\s+)?"
)
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
NUMBER = r"(?:0?[1-9]|1[0-2])"
DATE = re.compile(
    rf"""{WEEKDAY}(?:
      \d{{4}}[-/.]{NUMBER}[-/.]{DAY}
      |{DAY}(?:[-/.\s]){NUMBER}(?:[-/.\s])(?:\d{{4}}|\d{{2}})
      |{DAY}(?:st|nd|rd|th)?[-/.\s]+{MONTH_NAME}\.?(?:[-/.,\s]+(?:\d{{4}}|\d{{2}}))?
      |{MONTH_NAME}\.?[-/\s]+(?:\d{{4}}|\d{{2}})
      |q[1-4]\s+\d{{4}}|\d{{4}}|tbc|tba|n/?a|overdue|weekly|monthly|quarterly)
    (?:[\sT,]+(?:at\s+)?\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?\s*(?:am|pm)?)?""",
    re.VERBOSE | re.IGNORECASE,
)
JOINING = frozenset(("to", "with", "and", "of", "on", "or"))
"""Words between others that say nothing by themselves."""
LONG_YEAR = re.compile(r"\d{4}")
SHORT_YEAR = re.compile(r"(?<=[-/.\s])[6-9]\d(?=$|\s)")
SCORE = re.compile(r"\d{1,3}(?:\.\d)?(?:/\d{1,3})?%?|[a-d][0-4]?|e|l[1-3]")


@lru_cache(maxsize=4096)
def is_short_value(kind: str, text: str) -> bool:
    """Whether a cell has the shape of its column's kind of status."""
    plain = tidy(text)
    if not plain or len(plain) > LONGEST or "\n" in text or is_about_others(plain):
        return False
    return SHAPES[kind](plain)


def _is_risk(text: str) -> bool:
    """Whether a cell says a risk: a colour or a degree and what it was, or a score."""
    parts = _parts(text)
    known = shape_words("colours") | shape_words("degrees") | shape_words("letters")
    pieces = {piece for part in parts for piece in part.split("/")}
    if pieces & shape_words("letters") and pieces & shape_words("colours"):
        return False
    return _all_known(parts, known)


def _is_level(text: str) -> bool:
    return _all_known(_parts(text), shape_words("levels"))


def _parts(text: str) -> list[str]:
    return re.findall(r"[^\s,;:()\[\]|–-]+", fold(text))


def _all_known(parts: Sequence[str], known: frozenset[str]) -> bool:
    """Whether the parts are known words and few numbers."""
    numbers = [part for part in parts if SCORE.fullmatch(part) and part not in known]
    if not parts or len(numbers) > MOST_NUMBERS:
        return False
    pieces = [piece for part in parts if part not in numbers for piece in part.split("/")]
    return all(piece in known for piece in pieces if piece)


def _of_words(kind: str) -> Callable[[str], bool]:
    """The shape of a cell that holds words of one kind and few numbers."""
    return lambda text: _all_known(_parts(text), shape_words(kind) | JOINING)


def _is_date(text: str) -> bool:
    if DATE.fullmatch(fold(text)) is None or SHORT_YEAR.search(text):
        return False
    return all(int(year) in YEARS for year in LONG_YEAR.findall(text))


def _is_any(text: str) -> bool:
    return True


SHAPES: Mapping[str, Callable[[str], bool]] = {
    "risk": _is_risk,
    "level": _is_level,
    "category": _is_level,
    "review": _is_date,
    "lead": is_one_officer,
    **dict.fromkeys(("last_review", "appointment", "contact", "ends", "release"), _is_date),
    **{kind: _of_words(kind) for kind in ("engagement", "attendance", "state")},
    **{kind: _of_words(kind) for kind in ("accommodation", "needs")},
    ALSO: _is_any,
}
"""The shape of each kind; what is carried along besides is shared only where a borough says so."""
