"""The columns whose cells may say who the row's own person is: names, notes, short cells.

Not among them are parts of names and of dates, columns about somebody else ("Victim contact"),
workers' columns, and columns that hold codes of places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import numpy as np

from cohortmatch.core.arrays import Int8s
from cohortmatch.core.types import NAME_AGAIN, PART_OF, REGISTERED, ColumnUse, RawList
from cohortmatch.normalising.columns import Cells
from cohortmatch.values.own_cells import is_of_workers
from cohortmatch.values.own_states import OwnState, about_of
from cohortmatch.values.roles import Role
from cohortmatch.values.text import fold
from cohortmatch.values.victim_notes import note_role
from cohortmatch.values.who_else import asks_for_notes

__all__ = [
    "NAMES",
    "PERSON",
    "SECTIONS",
    "Saying",
    "asks_who",
    "by_cell",
    "holds_names",
    "holds_places",
    "least_words",
    "may_be_of_the_person",
    "of_the_person",
]

PERSON = "Person in the row"
"""The column made in reading that says which person of the row a listing is."""
SECTIONS = ("Section", "Section heading", "Sheet")
"""The columns made in reading that hold sections' and sheets' names."""
NAMES = ("name", "surname", "forename")
PARTS_OF_NAMES = ("surname", "forename")
NOTES = ("status", "other", "free_text")
STATES = ("status", "other", "title", "free_text")
"""Fields whose short cells may say who the row's own person is."""
UNNAMED = re.compile(r"\(column [A-Z]{1,3}\)")
"""The heading that reading gives a column without one."""
OF_OTHERS = (
    *("victim", "complainant", "witness", "vlo", "offence", "referrer", "referring"),
    *("source", "referral route", "referred by", "referred from", "referred via"),
)
"""Words of headings whose notes are about somebody else, or about what was done."""
PLACES = frozenset(("state", "province", "region", "county"))
LONGEST_CODE, OTHER_CODES = 3, 3
"""A column of places holds codes of so many letters, and so many that say no role."""
Saying = Callable[[str], Role | None]
"""What role a cell says; None where it says none."""


def holds_names(use: ColumnUse) -> bool:
    """Whether a column holds names, its field's or once more."""
    return use.field in NAMES or use.how == NAME_AGAIN


def least_words(use: ColumnUse) -> int:
    """How many words a name of a column has at least."""
    return 1 if use.field in PARTS_OF_NAMES else 2


def may_be_of_the_person(use: ColumnUse) -> bool:
    """Whether a column of notes may say what the row's own person is; a part of a name or of a date
    says nothing, and nor does a column of workers ("Vic" is one's forename)."""
    is_of_others = any(word in fold(use.heading) for word in OF_OTHERS)
    is_part = use.field == "other" and use.how.startswith((PART_OF, NAME_AGAIN))
    is_note = use.field in NOTES and use.heading != PERSON and not is_of_others and not is_part
    return is_note and not is_of_workers(use.heading)


def holds_places(raw: RawList, heading: str) -> bool:
    """Whether a column holds codes of places ("State": nsw, vic, qld), which say no role."""
    held = [text.strip() for text in Cells.of(raw.frame[heading]).texts if text.strip()]
    codes = [text for text in held if len(text) <= LONGEST_CODE and text.isalpha()]
    silent = sum(note_role(text) is None for text in codes)
    return fold(heading) in PLACES and len(codes) == len(held) and silent >= OTHER_CODES


def of_the_person(raw: RawList) -> Iterator[tuple[str, OwnState]]:
    """The columns whose short cells may say who the row's own person is, and what they are about.

    None on a list of families, where relatives are the list's own people.
    """
    for use in raw.info.columns if raw.default_role != Role.family else ():
        if use.heading not in raw.frame.columns or use.field not in STATES or use.how == REGISTERED:
            continue
        if use.heading in (*SECTIONS, PERSON) or use.how.startswith((PART_OF, NAME_AGAIN)):
            continue
        cells = Cells.of(raw.frame[use.heading]).texts
        unnamed = UNNAMED.fullmatch(use.heading) is not None
        about = about_of(use.heading, cells, is_unnamed=unnamed)
        if about and not holds_places(raw, use.heading):
            yield use.heading, about


def asks_who(use: ColumnUse) -> bool:
    """Whether a column may hold notes about the person of the row, or has no heading."""
    return asks_for_notes(use.heading) or UNNAMED.fullmatch(use.heading) is not None


def by_cell(raw: RawList, heading: str, saying: Saying) -> Int8s:
    """The role that each row's cell says, unknown where it says none."""
    cells = Cells.of(raw.frame[heading])
    each = np.array(
        [saying(text) or Role.unknown for text in cells.texts] or [Role.unknown], dtype=np.int8
    )
    return each[cells.codes]
