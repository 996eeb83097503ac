"""The other word by which a list calls its nominal: in brackets behind the first, or its last.

Policy: where the nominal's names are headed "Perpetrator (tenant)", "Tenant DOB" is the
perpetrator's, and "Holder DOB" is the line holder's behind "Line holder". No such word counts by
which somebody else is named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cohortmatch.reading.columns.confirming import confirmed
from cohortmatch.reading.columns.headings import field_of
from cohortmatch.reading.columns.person_words import Label, label_of, spoken
from cohortmatch.reading.columns.understood import Understood
from cohortmatch.reading.columns.whose_column import OwnedColumn, column_of
from cohortmatch.values.fields import PERSONAL

__all__ = ["by_other_words", "fields_by_other_words"]


def by_other_words(columns: Sequence[OwnedColumn]) -> list[OwnedColumn]:
    """The columns, those under the nominal's other word with his label."""
    names = [e for e in columns if e.is_name and e.label.kind == "offender"]
    other = {word: e.label for e in names if (word := _other_word(e.heading))}
    taken = {e.label.word for e in columns if e.is_name and e.label.kind != "offender"}
    return [_called(each, other, taken) for each in columns] if other else list(columns)


def fields_by_other_words(out: Understood) -> dict[str, str]:
    """The fields of the nominal's columns that are under his other word."""
    columns = [column_of(h, out.shapes[h], {}) for h in out.frame.columns if h in out.shapes]
    both = zip(columns, by_other_words(columns), strict=True)
    return {now.heading: now.field for was, now in both if was is not now}


def _other_word(heading: str) -> str:
    inside = re.search(r"\(([^)]*)\)\s*$", heading)
    if inside:
        label = label_of(inside[1])
        return label.word if label.kind == "own" and not label.rest else ""
    words = label_of(heading).word.split()
    return words[-1] if len(words) == 2 else ""


def _called(column: OwnedColumn, other: Mapping[str, Label], taken: set[str]) -> OwnedColumn:
    """A column under the nominal's label where his other word opens its heading."""
    word, _, rest = spoken(column.heading).partition(" ")
    if word not in other or word in taken or column.label.kind not in ("", "own") or not rest:
        return column
    field = confirmed(field_of(rest), rest, column.shape)
    if field not in PERSONAL:
        return column
    return replace(column, label=replace(other[word], rest=rest), field=field)
