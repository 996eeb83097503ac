"""One name from the numbered columns that hold its parts ("lname_c1, lname_c2", "NAME1, NAME2").

Policy: the parts are joined in a column of its own in the order of their numbers, and are carried
along. The second of two numbered forenames is a middle name. Numbered columns of names of one word
each are the parts of one whole name: reading has told before that they are not several people's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from cohortmatch.core.types import PART_OF
from cohortmatch.reading.columns.headings import field_of
from cohortmatch.reading.columns.name_parts import are_single_words
from cohortmatch.reading.columns.shapes import shape_of
from cohortmatch.reading.columns.understood import Understood

__all__ = ["joined_surnames", "joined_words"]

NUMBERED = re.compile(r"^(?P<base>.*?\D)[\s_\-.#(]*(?P<n>\d)\)?\s*$")


def joined_surnames(out: Understood) -> None:
    """Put the numbered parts of a surname in one column, each kept as a part of it."""
    for base, parts in _numbered(out, "surname"):
        _join(out, base, parts, "surname")


def joined_words(out: Understood) -> dict[str, str]:
    """Put numbered names of one word each in one column; the fields of that and of its parts."""
    put: dict[str, str] = {}
    for base, parts in _numbered(out, "name"):
        if are_single_words(out.frame[parts]):
            _join(out, base, parts, "name")
            put |= {base: "name", **dict.fromkeys(parts, "other")}
    return put


def _numbered(out: Understood, field: str) -> list[tuple[str, list[str]]]:
    """The numbered columns of a field that belong together, each group with what they are called
    without their numbers."""
    found: dict[str, list[str]] = {}
    for heading in out.frame.columns:
        match = NUMBERED.match(heading)
        if match and field_of(match["base"]) == field:
            found.setdefault(match["base"].rstrip(" _-.#("), []).append(heading)
    own = out.frame.columns
    return [(b, sorted(parts)) for b, parts in found.items() if len(parts) > 1 and b not in own]


def _join(out: Understood, base: str, parts: Sequence[str], field: str) -> None:
    text = out.frame[parts[0]].str.strip()
    for part in parts[1:]:
        text = (text + " " + out.frame[part].str.strip()).str.strip()
    out.frame = out.frame.assign(**{base: pd.Series(text, dtype=str)})
    out.shapes[base] = shape_of(out.frame[base])
    quoted = ", ".join(f"“{part}”" for part in parts)
    out.put(base, field, f"joined from {quoted}")
    for part in parts:
        out.put(part, "other", f"{PART_OF} “{base}”")
