"""Columns of notes: sentences in which anybody can be named.

Policy: notes are kept with the list and never shown. Three things make a column one of notes. The
first is a heading that says so ("Comments", "Actions and owner"), unless its cells are yes and no,
or dates. The second is a heading that often does ("Concerns"), unless each cell is a word, a
number, a date or a disposal ("No further action"). The third is its cells, whatever the heading,
where a good part of them read like sentences; under a heading of short values (RAG, level, lead
officer, offence) most of them must.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from cohortmatch.core.findings import Finding
from cohortmatch.core.types import PART_OF
from cohortmatch.reading.columns.others_columns import cells_held
from cohortmatch.reading.columns.person_words import spoken
from cohortmatch.reading.columns.shapes import Shape
from cohortmatch.reading.columns.understood import Understood
from cohortmatch.reading.wordlists import table
from cohortmatch.values.text import fold

__all__ = ["is_free_text", "keep_notes_back"]

CARRIED = ("status", "other")
PUT_TOGETHER = (PART_OF, "taken apart", "joined")
MOSTLY, SOME = 0.6, 0.2
"""The share of sentences that makes a column notes: for one of short values, and for any other."""
LONG, WORDY = 14, 6
"""Words from which a cell is a sentence whatever they are, and from which it may be one."""
TELLING = 2


def keep_notes_back(out: Understood, said: Mapping[str, str], made_here: tuple[str, ...]) -> None:
    """Give the columns of notes the field that is never shown."""
    for heading in list(out.frame.columns):
        if heading in said or heading in made_here or out.fields[heading] not in CARRIED:
            continue
        if out.how[heading].startswith(PUT_TOGETHER):
            continue
        shape = out.shapes.get(heading)
        if shape is not None and is_free_text(heading, shape):
            out.put(heading, "free_text", out.how[heading])
            if cells := cells_held(out, heading):
                out.findings.append(Finding("column-of-free-text", "", heading, detail=cells))


def is_free_text(heading: str, shape: Shape) -> bool:
    """Whether a column that is carried along is one of notes."""
    form = spoken(heading)
    if _says(form, "always") and not _says(form, "unless"):
        return not shape.cells or not _is_plain(shape)
    if _says(form, "often") and not _says(form, "unless") and not _is_single(shape):
        return True
    enough = MOSTLY if _says(form, "brief") else SOME
    return shape.share_of(_is_sentence) >= enough


def _says(form: str, key: str) -> bool:
    words = f" {form} "
    return any(f" {phrase} " in words for phrase in table("whose")["notes"][key])


def _is_plain(shape: Shape) -> bool:
    """Whether every cell is yes or no, or a date."""
    return shape.flags >= 1 or shape.dates >= 1


def _is_single(shape: Shape) -> bool:
    """Whether every cell is one word, a number, a date or the names of disposals."""
    return shape.dates >= 1 or all(len(c.split()) == 1 or _is_disposal(c) for c in shape.cells)


def _is_disposal(cell: str) -> bool:
    """Whether a cell says how a case ended and nothing else ("NFA; charged")."""
    parts = re.split(r"\s*[,;:/+&()\n]\s*|\s+[-–—]\s+|\s+and\s+", fold(cell))
    known = table("whose")["notes"]["disposals"]
    return all(" ".join(re.findall(r"[a-z]+", part)) in ("", *known) for part in parts)


def _is_sentence(cell: str) -> bool:
    words = re.findall(r"[a-z]+", fold(cell))
    told = sum(word in _telling() for word in words)
    return len(words) >= LONG or (len(words) >= WORDY and told >= TELLING)


def _telling() -> frozenset[str]:
    return frozenset(table("whose")["notes"]["telling"])
