"""The other words by which a list calls its nominal: in brackets, the last of two, the initials.

Policy: where the nominal's names are headed "Perpetrator (tenant)", "Tenant DOB" is the
perpetrator's, "Holder DOB" is the line holder's behind "Line holder", and "SoC DOB" the subject's
of complaint. No such word counts by which somebody else is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cohortmatch.reading.columns.confirming import confirmed
from cohortmatch.reading.columns.headings import field_of, plain_heading
from cohortmatch.reading.columns.person_words import Label, label_of
from cohortmatch.reading.columns.understood import Understood
from cohortmatch.reading.columns.whose_column import OwnedColumn, column_of
from cohortmatch.values.fields import PERSONAL

__all__ = ["by_other_words", "fields_by_other_words"]

WORDS = 3


def by_other_words(columns: Sequence[OwnedColumn]) -> list[OwnedColumn]:
    """The columns, those under the nominal's other word with his label."""
    names = [e for e in columns if e.is_name and e.label.kind == "offender"]
    other = {word: e.label for e in names for word in _other_words(e.heading)}
    anothers = [e for e in columns if e.is_name and e.label.kind != "offender"]
    taken = {e.label.word for e in anothers} | {_initials(e.heading) for e in anothers}
    return [_called(each, other, taken) for each in columns] if other else list(columns)


def fields_by_other_words(out: Understood) -> dict[str, str]:
    """The fields of the nominal's columns that are under his other word."""
    columns = [column_of(h, out.shapes[h], {}) for h in out.frame.columns if h in out.shapes]
    both = zip(columns, by_other_words(columns), strict=True)
    return {now.heading: now.field for was, now in both if was is not now}


def _other_words(heading: str) -> Iterator[str]:
    inside = re.search(r"\(([^)]*)\)\s*$", heading)
    if inside:
        label = label_of(inside[1])
        if label.kind == "own" and not label.rest:
            yield label.word
        return
    words = label_of(heading).word.split()
    if len(words) == 2:
        yield words[-1]
    if initials := _initials(heading):
        yield initials


def _initials(heading: str) -> str:
    """The initials of a heading of three words: "soc" of "Subject of complaint"."""
    words = plain_heading(heading).split()
    return "".join(word[0] for word in words) if len(words) == WORDS else ""


def _called(column: OwnedColumn, other: Mapping[str, Label], taken: set[str]) -> OwnedColumn:
    """A column under the nominal's label where his other word opens its heading."""
    word, _, rest = plain_heading(column.heading).partition(" ")
    if word not in other or word in taken or column.label.kind not in ("", "own") or not rest:
        return column
    field = confirmed(field_of(rest), rest, column.shape)
    if field not in PERSONAL:
        return column
    return replace(column, label=replace(other[word], rest=rest), field=field)
