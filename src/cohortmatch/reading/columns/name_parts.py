"""Numbered columns that hold the parts of one name ("fname_c1, fname_c2, lname_c1, lname_c2").

Policy: numbered columns of names and of nothing else are the parts of one person's name where often
one part alone has its second ("Ivor Max", "Quarmby"), because a second person has both. Where both
are always filled, they are parts if the columns stand by part and not by person, beside one date of
birth or number. Else they are several people. The parts of a surname are joined in one column; the
second forename is a middle name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import pandas as pd

from cohortmatch.reading.columns.headings import field_of
from cohortmatch.reading.columns.shapes import shape_of
from cohortmatch.reading.columns.understood import Understood
from cohortmatch.values.fields import NUMBERS

__all__ = ["are_parts_of_one_name", "joined_surnames"]

Blocks = Mapping[str, Mapping[str, str]]
"""For each numbered person, the columns: heading to what it says without the number."""
PARTS = frozenset(("forename", "surname", "middle"))
OF_ONE = frozenset(("date_of_birth", "age", "sex", *NUMBERS))
ALONE = 0.2
"""The share of the second parts that stand without the other part, from which they are parts."""
NUMBERED = re.compile(r"^(?P<base>.*?\D)[\s_\-.#(]*(?P<n>\d)\)?\s*$")


def are_parts_of_one_name(frame: pd.DataFrame, blocks: Blocks, shared: Sequence[str]) -> bool:
    """Whether numbered columns that could be several people's are the parts of one name."""
    fields = [[field_of(rest) for rest in columns.values()] for columns in blocks.values()]
    if not all(PARTS.issuperset(each) for each in fields):
        return False
    seconds = [list(blocks[label]) for label in sorted(blocks, key=_number)[1:]]
    held = [frame[columns].apply(lambda column: column.str.strip() != "") for columns in seconds]
    some = sum(int(each.any(axis=1).sum()) for each in held)
    both = sum(int(each.all(axis=1).sum()) for each in held)
    if some - both >= ALONE * max(some, 1):
        return True
    return _stand_by_part(list(frame.columns), blocks) and not OF_ONE.isdisjoint(
        map(field_of, shared)
    )


def _number(label: str) -> int:
    return int(re.sub(r"\D", "", label) or 0)


def _stand_by_part(headings: Sequence[str], blocks: Blocks) -> bool:
    """Whether all first parts of the name stand before all others: "f1, f2, l1, l2"."""
    rests = {heading: rest for columns in blocks.values() for heading, rest in columns.items()}
    order = [field_of(rests[heading]) for heading in headings if heading in rests]
    return sum(a != b for a, b in pairwise(order)) < len(set(order))


def joined_surnames(out: Understood) -> None:
    """Put the numbered parts of a surname in one column, each kept as a part of it."""
    found: dict[str, list[str]] = {}
    for heading in out.frame.columns:
        match = NUMBERED.match(heading)
        if match and field_of(match["base"]) == "surname":
            found.setdefault(match["base"].rstrip(" _-.#("), []).append(heading)
    for base, parts in found.items():
        if len(parts) > 1 and base not in out.frame.columns:
            _join(out, base, sorted(parts))


def _join(out: Understood, base: str, parts: Sequence[str]) -> None:
    text = out.frame[parts[0]].str.strip()
    for part in parts[1:]:
        text = (text + " " + out.frame[part].str.strip()).str.strip()
    out.frame = out.frame.assign(**{base: pd.Series(text, dtype=str)})
    out.shapes[base] = shape_of(out.frame[base])
    quoted = ", ".join(f"“{part}”" for part in parts)
    out.put(base, "surname", f"joined from {quoted}")
    for part in parts:
        out.put(part, "other", f"part of “{base}”")
