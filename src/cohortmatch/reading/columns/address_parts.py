"""One address from the columns that hold its parts.

Policy: where house number, street and town have columns of their own, they are joined in a column
named Address, in the order of the list. The parts are carried along. A second whole address (a
previous or bail address) stays a column of its own.
"""

from __future__ import annotations

import re

from cohortmatch.core.types import PART_OF
from cohortmatch.reading.columns.headings import plain_heading
from cohortmatch.reading.columns.understood import Understood
from cohortmatch.reading.wordlists import words_of

OTHER_ADDRESS = re.compile(r"\b(?:previous|prev|former|old|other|bail|release|alternative|2nd)\b")
__all__ = ["joined_address"]


def joined_address(out: Understood) -> Understood:
    """Put the parts of an address together, when the list has it in parts."""
    headings = [heading for heading, each in out.fields.items() if each == "address"]
    parts = [heading for heading in headings if _is_part(heading)]
    if all(plain_heading(heading) in words_of("places") for heading in headings):
        for heading in headings:
            out.put(heading, "other", "heading")  # a town alone is not an address
        return out
    if len(parts) < 2:
        return out
    frame = out.frame.copy()
    whole = "Address" if "Address" not in frame.columns else "Address (joined)"
    text = frame[parts[0]].str.strip()
    for part in parts[1:]:
        more = frame[part].str.strip()
        link = _link(part, parts)
        text = text.where(more == "", (text + link + more).str.strip(" ,"))
    frame[whole] = text
    out.frame = frame
    for part in parts:
        out.put(part, "other", f"{PART_OF} “{whole}”")
    out.put(whole, "address", "joined from " + ", ".join(f"“{part}”" for part in parts))
    return out


def _is_part(heading: str) -> bool:
    """Whether a heading means a part of an address and not a whole one."""
    plain = plain_heading(heading)
    if OTHER_ADDRESS.search(plain):
        return False
    numbered = any(map(str.isdigit, heading))
    words = set(plain.split())
    return numbered or (not words.isdisjoint(words_of("address_parts")) and "full" not in words)


def _link(part: str, parts: list[str]) -> str:
    """The separator before a part: a space after a house number, else a comma."""
    before = plain_heading(parts[parts.index(part) - 1])
    numbers = {"number", "no", "house", "flat", "num", "premise"}
    return " " if not numbers.isdisjoint(before.split()) else ", "
