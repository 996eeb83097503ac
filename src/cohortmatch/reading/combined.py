"""A name column whose cells hold the date of birth, or the PNC ID, as well.

Policy: only where most cells do, and only what can be told for certain by its pattern is taken out.
The parts stand in columns of their own, named after the first; the column itself is carried along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from cohortmatch.reading.headings import field_of
from cohortmatch.reading.shapes import shape_of
from cohortmatch.reading.understood import Understood

__all__ = ["take_apart"]

DATE = re.compile(
    r"[(\[]?\s*(?:\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?|b\.)\s*[:\-]?\s*)?"
    r"\b(\d{1,2}[./\-]\d{1,2}[./\-](?:\d{4}|\d{2})|\d{4}-\d\d-\d\d"
    r"|\d{1,2}(?:st|nd|rd|th)?[ \-](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
    r"[ \-](?:\d{4}|\d{2}))\b\s*[)\]]?",
    re.I,
)
PNC = re.compile(
    r"[(\[]?\s*(?:\bPNC(?:\s?ID)?\s*[:\-]?\s*)?\b((?:19|20)?\d\d/\d{1,7}[A-Z])\b\s*[)\]]?", re.I
)
PARTS = (("date_of_birth", "date of birth", DATE), ("pnc", "PNC", PNC))
MOSTLY = 0.5
FEW = 2


def take_apart(out: Understood, headings: Iterable[str]) -> None:
    """Add a column for each part that most cells of a name column hold beside the name."""
    for heading in [h for h in headings if field_of(h) == "name"]:
        held = [
            (field, label, pattern)
            for field, label, pattern in PARTS
            if _share(out.shapes[heading].cells, pattern) >= MOSTLY
        ]
        if held:
            _split(out, heading, held)


def _share(cells: tuple[str, ...], pattern: re.Pattern[str]) -> float:
    if len(cells) < FEW:
        return 0.0
    return sum(bool(pattern.search(cell)) for cell in cells) / len(cells)


def _split(out: Understood, heading: str, held: list[tuple[str, str, re.Pattern[str]]]) -> None:
    rest = [str(cell) for cell in out.frame[heading]]
    frame = out.frame.copy()
    for field, label, pattern in held:
        found = [pattern.search(cell) for cell in rest]
        frame[f"{heading}: {label}"] = pd.Series([m[1] if m else "" for m in found], dtype=str)
        rest = [pattern.sub(" ", cell) for cell in rest]
        out.put(f"{heading}: {label}", field, f"part of “{heading}”")
    frame[f"{heading}: name"] = pd.Series([_tidied(cell) for cell in rest], dtype=str)
    out.put(f"{heading}: name", "name", f"part of “{heading}”")
    out.put(heading, "other", "taken apart")
    out.frame = frame
    for new in frame.columns[len(out.shapes) :]:
        out.shapes[new] = shape_of(frame[new])


def _tidied(cell: str) -> str:
    lines = [" ".join(line.split()).strip(" ,;:-/|") for line in cell.splitlines()]
    return " ".join(line for line in lines if line)
