"""One surname from the numbered columns that hold its parts ("lname_c1, lname_c2").

Policy: the parts are joined in a column of its own in the order of their numbers, and are carried
along. The second of two numbered forenames is a middle name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from cohortmatch.reading.columns.headings import field_of
from cohortmatch.reading.columns.shapes import shape_of
from cohortmatch.reading.columns.understood import Understood

__all__ = ["joined_surnames"]

NUMBERED = re.compile(r"^(?P<base>.*?\D)[\s_\-.#(]*(?P<n>\d)\)?\s*$")


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
