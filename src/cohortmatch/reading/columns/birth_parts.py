"""A date of birth from three columns: day, month and year.

Policy: the parts are joined only when all three are there under plain headings. The date goes in a
column of its own, and the parts are carried along. If a part is not a number, the date is written
as far as it can be without that part.
"""

from __future__ import annotations

import pandas as pd

from cohortmatch.core.types import PART_OF
from cohortmatch.reading.columns.headings import plain_heading
from cohortmatch.reading.columns.shapes import shape_of
from cohortmatch.reading.columns.understood import Understood
from cohortmatch.reading.wordlists import words_of

__all__ = ["joined_birth"]

PARTS = ("birth_year", "birth_month", "birth_day")
JOINED = "Date of birth"


def joined_birth(out: Understood) -> None:
    """Put the parts of a date of birth together, when the list has it in three columns."""
    places = [_heading(list(out.frame.columns), part) for part in PARTS]
    if not all(places) or JOINED in out.frame.columns:
        return
    year, month, day = (out.frame[heading].str.strip() for heading in places)
    text = year + "-" + month.str.zfill(2) + "-" + day.str.zfill(2)
    text = text.where((month != "") & (day != ""), year).where(year != "", "")
    out.frame = out.frame.assign(**{JOINED: pd.Series(text, dtype=str)})
    out.shapes[JOINED] = shape_of(out.frame[JOINED])
    quoted = ", ".join(f"“{heading}”" for heading in places)
    out.put(JOINED, "date_of_birth", f"joined from {quoted}")
    for heading in places:
        out.put(heading, "other", f"{PART_OF} “{JOINED}”")


def _heading(headings: list[str], part: str) -> str:
    """The heading that means a part, '' for none."""
    words = words_of(part)
    fits = (h for h in headings if {plain_heading(h), plain_heading(h, camel=True)} & words)
    return next(fits, "")
