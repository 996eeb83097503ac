"""The rows that are matched though a cell may say that they are another person's.

They stay, and are reported.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial

import numpy as np

from cohortmatch.core.arrays import Bools
from cohortmatch.core.findings import Finding
from cohortmatch.core.types import RawList
from cohortmatch.normalising.columns import Cells
from cohortmatch.normalising.notes_of_rows import NotedRows
from cohortmatch.normalising.role_columns import (
    holds_names,
    least_words,
    may_be_of_the_person,
    of_the_person,
)
from cohortmatch.values.notes_of_others import may_be_role_alone
from cohortmatch.values.own_states import is_doubtful
from cohortmatch.values.roles import Role
from cohortmatch.values.victim_notes import is_nominal_too
from cohortmatch.values.word_marks import word_mark

__all__ = ["roles_in_doubt"]


def roles_in_doubt(
    raw: RawList, matched: Bools, noted: Mapping[str, NotedRows]
) -> Iterator[Finding]:
    """A finding for each column with such cells; `matched` are the rows that are matched and whose
    role no column affirms, `noted` what each column of notes says of the rows."""
    tests: list[tuple[str, Callable[[str], bool]]] = [
        (heading, partial(is_doubtful, about)) for heading, about in of_the_person(raw)
    ]
    names = [use for use in raw.info.columns if use.heading in raw.frame and holds_names(use)]
    tests += [(use.heading, partial(_may_end_on_a_role, least_words(use))) for use in names]
    notes = [use for use in raw.info.columns if use.field == "free_text"]
    notes = [use for use in notes if use.heading in raw.frame and may_be_of_the_person(use)]
    is_of_families = raw.default_role == Role.family
    tests += [(use.heading, may_be_role_alone) for use in notes if not is_of_families]
    found: set[tuple[str, object]] = set()
    for heading, is_in_doubt in tests:
        cells = Cells.of(raw.frame[heading])
        doubts = np.array([is_in_doubt(text) for text in cells.texts] or [False], dtype=bool)
        rows = tuple(raw.rows[at] for at in np.flatnonzero(doubts[cells.codes] & matched))
        # What most rows hold is a state of nominals ("Flag": at risk, on every row).
        if rows and len(rows) * 2 <= len(raw.rows):
            found.update((heading, row) for row in rows)
            yield Finding("role-in-doubt", raw.info.name, heading, rows)
    yield from _by_notes(raw, matched, noted, found)


def _by_notes(
    raw: RawList,
    matched: Bools,
    noted: Mapping[str, NotedRows],
    found: Collection[tuple[str, object]],
) -> Iterator[Finding]:
    """The matched rows whose notes may say that they are another person's, or that call a nominal
    a victim too; without those `found` already in the column."""
    notes = [use for use in raw.info.columns if use.heading in raw.frame]
    for use in filter(may_be_of_the_person, notes):
        cells = Cells.of(raw.frame[use.heading])
        too = np.array([is_nominal_too(text) for text in cells.texts] or [False], dtype=bool)
        doubts = too[cells.codes]
        if use.heading in noted and raw.default_role != Role.family:
            doubts |= noted[use.heading].doubtful
        rows = tuple(raw.rows[at] for at in np.flatnonzero(doubts & matched))
        if rows := tuple(row for row in rows if (use.heading, row) not in found):
            yield Finding("role-in-doubt", raw.info.name, use.heading, rows)


def _may_end_on_a_role(least: int, text: str) -> bool:
    """Whether the last word of a name may be a word for somebody else ("Mary Ann Child")."""
    mark = word_mark(text, least)
    return mark is not None and not mark.is_sure and mark.role != Role.subject
