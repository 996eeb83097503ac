"""Cells of the nominal's columns lose another person's value here, and this is reported.

Policy: a value that is another person's, or has no clear owner, leaves the list before anything is
read from it, so no later step can match by it, show it or count it. Beside an address that is
another person's, the postcode is not the nominal's either.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from cohortmatch.core.arrays import Bools, distinct_texts
from cohortmatch.core.findings import Finding
from cohortmatch.reading.columns.headings import field_of, plain_heading
from cohortmatch.reading.columns.understood import Understood
from cohortmatch.reading.wordlists import own_words
from cohortmatch.values.own_values import CARE_OF, is_own_kind, own_value

__all__ = ["keep_own_values"]

CODE = "name-of-another-person"
GONE = ("", CARE_OF)
CARRIED = ("status", "other")


def keep_own_values(out: Understood, rows: Sequence[object]) -> None:
    """Cut the cells of dates, numbers, phones and places to the nominal's own part."""
    away = np.zeros(len(rows), dtype=bool)
    for heading, field in list(out.fields.items()):
        if is_own_kind(kind := _kind(heading, field)):
            gone = _cut(out, heading, kind, rows)
            away |= gone & (field == "address")
    if away.any():
        _without_postcodes(out, away)


def _kind(heading: str, field: str) -> str:
    """What a column's cells hold; for a column that is carried along, what its heading says."""
    if field in CARRIED and _is_of_contact(heading):
        return "contact"
    said = field_of(heading) if field in CARRIED else field
    return said if is_own_kind(said) else field


def _is_of_contact(heading: str) -> bool:
    """Whether a heading asks how the nominal is reached ("Contact", "Best contact")."""
    words = set(plain_heading(heading).split())
    return "contact" in words and words <= own_words("contacting")


def _cut(out: Understood, heading: str, kind: str, rows: Sequence[object]) -> Bools:
    """Which rows have nothing left in a column once it holds only the nominal's values."""
    codes, texts = distinct_texts(out.frame[heading])
    own = np.array([own_value(kind, text) for text in texts], dtype=object)
    changed = np.array([a != b for a, b in zip(own, texts, strict=True)], dtype=bool)
    if not changed.any():
        return np.zeros(len(rows), dtype=bool)
    out.frame = out.frame.assign(**{heading: pd.Series(own[codes], out.frame.index, dtype=str)})
    there = tuple(rows[place] for place in np.flatnonzero(changed[codes]).tolist())
    out.findings.append(Finding(CODE, "", heading, there))
    gone: Bools = (changed & np.isin(own, GONE))[codes]
    return gone


def _without_postcodes(out: Understood, away: Bools) -> None:
    for heading in [h for h, field in out.fields.items() if field == "postcode"]:
        column = out.frame[heading].mask(away, "")
        out.frame = out.frame.assign(**{heading: column})
