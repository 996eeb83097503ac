"""An age from a cell's text.

Policy: an age is whole years from 0 to 110, as a span from least to most. "32" is exactly that,
"30s" and "30-35" are the years they name, "approx 25" is three years either way. An age in months
is 0 or 1 in whole years. Text in brackets is a remark. Anything else is not an age, including a
limit such as "over 18". An age gives a date of birth only together with the day on which it was
true.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from cohortmatch.values.cell_texts import takes_any_cell
from cohortmatch.values.parsed import Parsed
from cohortmatch.values.text import fold, is_placeholder, tidy
from cohortmatch.values.words import table

__all__ = ["OLDEST", "Age", "parse_age"]

OLDEST = 110
ABOUT = 3
"""How many years an approximate age may be out, either way."""


def _any_of(words: str) -> str:
    return "|".join(sorted(map(re.escape, table("ages")[words]), key=len, reverse=True))


_YEARS = rf"(?: ?-?(?:{_any_of('years')}))?(?: ?-?old| of age)?"
_ABOUT = rf"(?:(?P<about>(?:{_any_of('about')})\b[. ]*|~ ?))?"
LABEL = re.compile(r"^(?:aged?)\b[:. ]*")
REMARK = re.compile(r" ?[(\[][^)\]]*[)\]]?$")
WHOLE = re.compile(rf"{_ABOUT}(?P<age>\d{{1,3}})(?:\.\d+)?{_YEARS}(?P<doubt>\?)?")
SPAN = re.compile(rf"(?P<least>\d{{1,3}}) ?(?:-|–|/|to|or) ?(?P<most>\d{{1,3}}){_YEARS}")
DECADE = re.compile(r"(?:in )?(?:his |her |their )?(?:early |mid |late )?-?(?P<decade>[1-9]0)'?s")
MONTHS = re.compile(rf"(?P<months>\d{{1,2}}) ?(?P<unit>{_any_of('months')})(?: old)?")


class Age(NamedTuple):
    """From `least` to `most` whole years, on the day that it was true."""

    least: int
    most: int
    on: date

    def __repr__(self) -> str:
        return "<Age>"

    def __str__(self) -> str:
        return str(self.least) if self.least == self.most else f"{self.least} to {self.most}"


@takes_any_cell
def parse_age(text: str, on: date) -> Parsed[Age]:
    """The age in a cell; `on` is the day on which it was true.

    Notes are the `age-…` codes of `findings.toml`.

    >>> parse_age("aged 32 yrs", date(2026, 6, 1)).values[0][:2]
    (32, 32)
    """
    plain = tidy(text)
    if not plain or is_placeholder(plain, "other"):
        return Parsed()
    folded = REMARK.sub("", LABEL.sub("", fold(plain))).strip()
    span = _span(folded)
    if span is None or not 0 <= span[0] <= span[1] <= OLDEST:
        return Parsed(notes=("age-not-understood",))
    return Parsed((Age(*span, on),), ("age-approximate",) if span[0] < span[1] else ())


def _span(text: str) -> tuple[int, int] | None:
    """The least and the most years that a folded text can mean."""
    if found := WHOLE.fullmatch(text):
        age = int(found["age"])
        about = ABOUT if found["about"] or found["doubt"] else 0
        return max(age - about, 0), age + about
    if found := SPAN.fullmatch(text):
        return int(found["least"]), int(found["most"])
    if found := DECADE.fullmatch(text):
        return int(found["decade"]), int(found["decade"]) + 9
    if found := MONTHS.fullmatch(text):
        years = 0 if found["unit"].startswith("w") else int(found["months"]) // 12
        return years, years
    return None
