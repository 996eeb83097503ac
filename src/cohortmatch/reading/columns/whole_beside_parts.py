"""Rows without surname and forename take both from the whole name that stands beside the parts.

Policy: only where both parts are blank. The order of the whole name is that of the other rows: the
surname comes first if the first word stands in the surname column more often than the last does.
"""

from __future__ import annotations

import pandas as pd

from cohortmatch.reading.columns.understood import Understood
from cohortmatch.values.name_order import split_name
from cohortmatch.values.text import fold

__all__ = ["fill_blank_parts"]

LOOKED_AT = 300


def fill_blank_parts(out: Understood, whole: str) -> None:
    """Fill surname and forename from the column of whole names where a row has neither."""
    parts = [h for part in ("surname", "forename") for h, f in out.fields.items() if f == part]
    if len(parts) != 2:
        return
    empty = (out.frame[parts].apply(lambda column: column.str.strip()) == "").all(axis=1)
    named = empty & (out.frame[whole].str.strip() != "")
    if not named.any():
        return
    is_first = _surname_first(out.frame[~empty], whole, parts[0])
    split = [_parts(text, is_first) for text in out.frame.loc[named, whole]]
    for place, heading in enumerate(parts):
        filled = pd.Series([each[place] for each in split], out.frame.index[named], dtype=str)
        column = out.frame[heading].mask(named, filled.reindex(out.frame.index, fill_value=""))
        out.frame = out.frame.assign(**{heading: column})


def _surname_first(frame: pd.DataFrame, whole: str, surname: str) -> bool:
    """Whether the whole names of the rows that have parts open with the surname."""
    sample = frame[[whole, surname]].head(LOOKED_AT)
    words = [(fold(text).split(), fold(part)) for text, part in sample.itertuples(index=False)]
    two = [(found[0], found[-1], part) for found, part in words if len(found) > 1 and part]
    return sum((first in part) - (last in part) for first, last, part in two) > 0


def _parts(text: str, surname_first: bool) -> tuple[str, str]:
    """The surname and the forenames of a whole name, as they are written."""
    split = split_name(text, surname_first)
    written = text.replace(",", " ").split()
    given = [word for word in written if fold(word) in split.forenames]
    return " ".join(word for word in written if word not in given), " ".join(given)
