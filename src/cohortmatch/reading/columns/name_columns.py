"""Which columns hold the nominal's name, when several could.

Policy: a surname column and a forename column together are the name. A full-name column beside them
is set aside if it says the same name; if it says another name, it is somebody else's. Of several
full-name columns the nominal's is the one that is filled most and named most plainly.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cohortmatch.core.arrays import distinct_texts
from cohortmatch.core.findings import Finding
from cohortmatch.reading.columns.headings import is_who_alone, plain_heading
from cohortmatch.reading.columns.shapes import Shape
from cohortmatch.reading.wordlists import family_names, given_names
from cohortmatch.values.scripts import script_of
from cohortmatch.values.text import fold

__all__ = ["NameColumns", "settle_names", "swapped_rows"]

LOOKED_AT = 300
VAGUE = frozenset(("person", "client", "individual", "case name", "display name", "user", "party"))
"""Headings that mean a name less surely than others."""

NameColumns = dict[str, str]
"""The fields of the columns that hold names, by heading."""


def settle_names(
    frame: pd.DataFrame, fields: NameColumns, shapes: dict[str, Shape]
) -> tuple[NameColumns, list[Finding]]:
    """The fields of the name columns, settled against each other, and the findings.

    `fields` holds the columns read as name, surname or forename, in the list's order; the result
    has the same headings. A column that is set aside is 'other' (it says the same name) or
    'status'.
    """
    out = dict(fields)
    found: list[Finding] = []
    for part in ("surname", "forename"):
        found += _one_of(frame, out, part)
    found += _full_beside_parts(frame, out, shapes)
    found += _one_of(frame, out, "name")
    found += _swapped(out, shapes)
    _whole_names_in_part(out, shapes)
    return out, found


def _with(fields: NameColumns, field: str) -> list[str]:
    return [heading for heading, each in fields.items() if each == field]


def _one_of(frame: pd.DataFrame, fields: NameColumns, field: str) -> list[Finding]:
    """Keep the best of several columns of one field."""
    rivals = _with(fields, field)
    if len(rivals) < 2:
        return []
    order = {heading: place for place, heading in enumerate(rivals)}
    best = max(rivals, key=lambda h: (_plainness(h), round(_filled(frame, h), 1), -order[h]))
    found = []
    for heading in rivals:
        if heading == best:
            continue
        if field == "forename" and plain_heading(heading) == plain_heading(best):
            fields[heading] = "middle"  # "Forename 2"
            continue
        same = _overlap(frame, heading, best) >= 0.5 or _in_other_letters(frame, heading)
        fields[heading] = "other" if same else "status"
        if not same:
            found.append(Finding("second-name-column", "", heading))
    return found


def _plainness(heading: str) -> int:
    return 0 if plain_heading(heading) in VAGUE or is_who_alone(heading) else 1


def _filled(frame: pd.DataFrame, heading: str) -> float:
    column = frame[heading].head(LOOKED_AT)
    return float((column.str.strip() != "").mean()) if len(column) else 0.0


def _words(cell: str) -> set[str]:
    return {word for word in fold(cell).replace(",", " ").replace("-", " ").split() if word}


def _overlap(frame: pd.DataFrame, left: str, right: str) -> float:
    """The share of rows filled in both columns in which they share a word."""
    sample = frame[[left, right]].head(LOOKED_AT)
    pairs = [(_words(a), _words(b)) for a, b in sample.itertuples(index=False) if a and b]
    return float(np.mean([bool(a & b) for a, b in pairs])) if pairs else 0.0


def _in_other_letters(frame: pd.DataFrame, heading: str) -> bool:
    """Whether a column says the name again in another alphabet."""
    held = [cell for cell in frame[heading].head(LOOKED_AT) if cell.strip()]
    return bool(held) and sum(map(_is_foreign, held)) >= 0.8 * len(held)


def _is_foreign(cell: str) -> bool:
    return any(script_of(word) not in ("", "latin") for word in cell.casefold().split())


def _full_beside_parts(
    frame: pd.DataFrame, fields: NameColumns, shapes: dict[str, Shape]
) -> list[Finding]:
    """Settle full-name columns that stand beside a surname or forename column."""
    surname, forename = _with(fields, "surname"), _with(fields, "forename")
    names = _with(fields, "name")
    if not names or not (surname or forename):
        return []
    if surname and forename:
        return _beside_both(frame, fields, (surname[0], forename[0]))
    part, missing = (surname[0], "forename") if surname else (forename[0], "surname")
    best = max(names, key=lambda heading: _filled(frame, heading))
    if _overlap(frame, best, part) >= 0.5:
        fields[part] = "other"
    elif shapes[best].commas < 0.3:
        fields[best] = missing
    return []


def _beside_both(frame: pd.DataFrame, fields: NameColumns, parts: tuple[str, str]) -> list[Finding]:
    surname, forename = parts
    found = []
    for heading in _with(fields, "name"):
        same = max(_overlap(frame, heading, surname), _overlap(frame, heading, forename)) >= 0.5
        if same and _filled(frame, heading) > 1.5 * _filled(frame, surname):
            fields[surname] = fields[forename] = "other"
            continue
        fields[heading] = "other" if same else "status"
        if not same and _filled(frame, heading):
            found.append(Finding("second-name-column", "", heading))
    return found


def _swapped(fields: NameColumns, shapes: dict[str, Shape]) -> list[Finding]:
    """Exchange surname and forename columns whose words plainly belong in the other column."""
    surname, forename = _with(fields, "surname"), _with(fields, "forename")
    if len(surname) != 1 or len(forename) != 1:
        return []
    in_surname, in_forename = _known(shapes[surname[0]]), _known(shapes[forename[0]])
    against = in_surname[0] + in_forename[1]
    speaking = in_surname[1] + in_forename[0]
    if min(in_surname[0], in_forename[1]) < 2 or against < 5 or against < 4 * speaking:
        return []
    fields[surname[0]], fields[forename[0]] = "forename", "surname"
    return [Finding("names-swapped", "", heading) for heading in (surname[0], forename[0])]


def _known(shape: Shape) -> tuple[int, int]:
    """How many distinct words of the column are known as given names, and as family names."""
    words = {word for cell in shape.cells for word in _words(cell)}
    return len(words & given_names()), len(words & family_names())


def _whole_names_in_part(fields: NameColumns, shapes: dict[str, Shape]) -> None:
    """Read a lone surname or forename column whose cells hold two words or more as a full name."""
    lone = _with(fields, "surname") + _with(fields, "forename")
    if len(lone) == 1 and not _with(fields, "name") and shapes[lone[0]].words >= 1.8:
        fields[lone[0]] = "name"


def swapped_rows(frame: pd.DataFrame, fields: NameColumns) -> list[int]:
    """The positions of rows whose surname is plainly a given name and forename a surname."""
    surname, forename = _with(fields, "surname"), _with(fields, "forename")
    if len(surname) != 1 or len(forename) != 1:
        return []
    both = _are(frame[surname[0]], given_names()) & _are(frame[forename[0]], family_names())
    return [int(position) for position in np.flatnonzero(both)]


def _are(column: pd.Series, words: frozenset[str]) -> npt.NDArray[np.bool_]:
    """Which cells are exactly one of the words; each distinct cell is tested once."""
    codes, texts = distinct_texts(column)
    return np.array([fold(text) in words for text in texts], dtype=bool)[codes]
