"""Short headings that mean a part of a name only beside its other part: "Family", "Last", "First".

Policy: alone such a word is as often the family of the nominal (a pathway of IOM) or the last
contact. Where another column holds whole names it is a part of the name only beside a column that
is surely headed as the other part ("First name"), or where it repeats a word of most whole names.
Else "Family" is about other people, and "Last" and "First" are carried along. Beside names of one
word each it is a part of the name, as it is where no other column holds names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from cohortmatch.reading.columns.headings import plain_heading
from cohortmatch.reading.columns.person_words import NOBODY
from cohortmatch.reading.columns.shapes import Shape
from cohortmatch.reading.columns.understood import Understood
from cohortmatch.reading.columns.whose_column import ALIKE, PARTS, OwnedColumn, column_of
from cohortmatch.values.text import fold

__all__ = ["about_others", "fields_of_lone_parts", "without_lone_parts"]

UNSURE = frozenset(("family", "last", "first", "given", "christian"))
ABOUT_OTHERS = frozenset(("family",))
WHOLE_WORDS, COMMAS = 1.5, 0.3
"""Words in the mean, or the share of cells with a comma, from which a column holds whole names."""
LOOKED_AT = 300


def without_lone_parts(frame: pd.DataFrame, columns: Sequence[OwnedColumn]) -> list[OwnedColumn]:
    """The columns, those under such a word that are no part of the name without that field."""
    unsure = [e for e in columns if plain_heading(e.heading) in UNSURE and not e.is_said]
    whole = [e for e in columns if e.field == "name" and _holds_whole_names(e.shape)]
    if not unsure or not whole:
        return list(columns)
    sure = {e.field for e in columns if e.field in PARTS and e not in unsure}
    alone = [e for e in unsure if e.field not in PARTS or sure <= {e.field}]
    alone = [e for e in alone if not any(_repeats(frame, e, name) for name in whole)]
    return [replace(e, label=NOBODY, field="") if e in alone else e for e in columns]


def about_others(column: OwnedColumn) -> bool:
    """Whether a column under such a word that is no part of the name is about other people.

    Unlike one headed "Mother", it takes no column beside it: "Family, Address" is his address.
    """
    return plain_heading(column.heading) in ABOUT_OTHERS and not column.field


def fields_of_lone_parts(out: Understood) -> dict[str, str]:
    """The fields of the columns under such a word that are no part of the name."""
    columns = [column_of(h, out.shapes[h], {}) for h in out.frame.columns if h in out.shapes]
    both = zip(columns, without_lone_parts(out.frame, columns), strict=True)
    return {now.heading: "status" for was, now in both if was is not now}


def _holds_whole_names(shape: Shape) -> bool:
    return shape.words >= WHOLE_WORDS or shape.commas >= COMMAS


def _repeats(frame: pd.DataFrame, part: OwnedColumn, whole: OwnedColumn) -> bool:
    """Whether a column repeats a word of most whole names."""
    rows = frame[[part.heading, whole.heading]].head(LOOKED_AT).itertuples(index=False)
    both = [(_words(a), _words(b)) for a, b in rows if a.strip() and b.strip()]
    return bool(both) and sum(bool(a & b) for a, b in both) >= ALIKE * len(both)


def _words(cell: str) -> set[str]:
    return set(fold(cell).replace(",", " ").replace("-", " ").split())
