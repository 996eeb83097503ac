"""Numbered columns that hold the parts of one name ("fname_c1, fname_c2, lname_c1, lname_c2").

Policy: numbered columns of names and of nothing else are the parts of one person's name where often
one part alone has its second ("Ivor Max", "Quarmby"), because a second person has both. Where both
are always filled, they are parts if the columns stand by part and not by person, beside one date of
birth or number. Columns of names of one word each ("PERNAME1", "PERNAME2") are parts beside one
date of birth or number too. Else they are several people.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import pandas as pd

from cohortmatch.reading.columns.headings import field_of
from cohortmatch.values.fields import NUMBERS

__all__ = ["are_parts_of_one_name", "are_single_words"]

Blocks = Mapping[str, Mapping[str, str]]
"""For each numbered person, the columns: heading to what it says without the number."""
PARTS = frozenset(("forename", "surname", "middle"))
OF_ONE = frozenset(("date_of_birth", "age", "sex", *NUMBERS))
SOME_SPACED = 0.1
"""The share of two-word cells ("De Souza") up to which columns hold parts of names."""
ALONE = 0.2
"""The share of the second parts that stand without the other part, from which they are parts."""


def are_parts_of_one_name(frame: pd.DataFrame, blocks: Blocks, shared: Sequence[str]) -> bool:
    """Whether numbered columns that could be several people's are the parts of one name."""
    fields = [[field_of(rest) for rest in columns.values()] for columns in blocks.values()]
    is_of_one = not OF_ONE.isdisjoint(map(field_of, shared))
    if all(each == ["name"] for each in fields):
        headings = [heading for columns in blocks.values() for heading in columns]
        at_the_end = all(heading.rstrip(")")[-1:].isdigit() for heading in headings)
        return is_of_one and at_the_end and are_single_words(frame[headings])
    if not all(PARTS.issuperset(each) for each in fields):
        return False
    seconds = [list(blocks[label]) for label in sorted(blocks, key=_number)[1:]]
    held = [frame[columns].apply(lambda column: column.str.strip() != "") for columns in seconds]
    some = sum(int(each.any(axis=1).sum()) for each in held)
    both = sum(int(each.all(axis=1).sum()) for each in held)
    if some - both >= ALONE * max(some, 1):
        return True
    return is_of_one and _stand_by_part(list(frame.columns), blocks)


def are_single_words(names: pd.DataFrame) -> bool:
    """Whether hardly any cell holds a whole name: nobody is listed by one word of it."""
    cells = names.stack().str.strip()
    held = cells[cells != ""]
    return len(held) > 0 and float(held.str.contains(r"[ ,]").mean()) <= SOME_SPACED


def _number(label: str) -> int:
    return int(re.sub(r"\D", "", label) or 0)


def _stand_by_part(headings: Sequence[str], blocks: Blocks) -> bool:
    """Whether all first parts of the name stand before all others: "f1, f2, l1, l2"."""
    rests = {heading: rest for columns in blocks.values() for heading, rest in columns.items()}
    order = [field_of(rests[heading]) for heading in headings if heading in rests]
    return sum(a != b for a, b in pairwise(order)) < len(set(order))
