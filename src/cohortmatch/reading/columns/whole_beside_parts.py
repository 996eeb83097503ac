"""Rows without surname and forename take both from the whole name that stands beside the parts.

Policy: only where both parts are blank. The order of the whole names is told by the parts of the
other rows, as that of any column of full names is told by other lists.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cohortmatch.core.types import KnownNames
from cohortmatch.reading.columns.name_order import name_order
from cohortmatch.reading.columns.understood import Understood
from cohortmatch.values.beside_names import without_beside
from cohortmatch.values.name_order import split_name
from cohortmatch.values.text import fold

__all__ = ["fill_blank_parts", "parts_of"]

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
    order = name_order(whole, out.frame[whole].head(LOOKED_AT), _known(out.frame, parts))
    split = [parts_of(text, order.surname_first) for text in out.frame.loc[named, whole]]
    for place, heading in enumerate(parts):
        filled = pd.Series([each[place] for each in split], out.frame.index[named], dtype=str)
        column = out.frame[heading].mask(named, filled.reindex(out.frame.index, fill_value=""))
        out.frame = out.frame.assign(**{heading: column})


def _known(frame: pd.DataFrame, parts: Sequence[str]) -> KnownNames:
    """What the columns of surnames and forenames say of the words in whole names."""
    surnames, forenames = (
        frozenset(word for cell in frame[part].head(LOOKED_AT) for word in fold(cell).split())
        for part in parts
    )
    return KnownNames(surnames - forenames, forenames - surnames)


def parts_of(text: str, surname_first: bool) -> tuple[str, str]:
    """The surname and the forenames of a whole name, as they are written."""
    text = without_beside(text).name
    split = split_name(text, surname_first)
    written = text.replace(",", " ").split()
    given = [word for word in written if fold(word) in split.forenames]
    return " ".join(word for word in written if word not in given), " ".join(given)
