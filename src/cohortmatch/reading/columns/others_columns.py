"""Columns about another person are set aside before anything is read from them.

Policy: what the caller says of a column is final. Of the other columns, one that is another
person's, or that nobody can clearly own, loses its cells here, so no later step can match by them,
show them or count them. Each is reported with the number of its cells. A column without a clear
owner is reported with the line of settings that would use it.
"""

from __future__ import annotations

from collections.abc import Mapping

from cohortmatch.core.findings import Finding
from cohortmatch.core.plurals import count
from cohortmatch.reading.columns.doubted import holds
from cohortmatch.reading.columns.headings import field_of
from cohortmatch.reading.columns.understood import Understood
from cohortmatch.reading.columns.whose import Whose, whose_columns
from cohortmatch.reading.panels import Panel

__all__ = ["cells_held", "set_others_aside", "tell_unclear"]

VICTIM_PANELS = frozenset(("asb",))
"""Kinds of list that hold victims beside offenders, whatever their columns."""


def set_others_aside(
    out: Understood, said: Mapping[str, str], panel: Panel, made_here: tuple[str, ...]
) -> None:
    """Take columns about other people out of the list; `made_here` are those made in reading."""
    headings = [heading for heading in out.frame.columns if heading not in made_here]
    holds = panel.key in VICTIM_PANELS
    whose = whose_columns(out.frame, headings, out.shapes, said, holds_victims=holds)
    for heading in headings:
        if said.get(heading) == "another_person":
            out.set_aside(heading, "settings")
        elif heading not in said and whose[heading] != Whose.nominal:
            _set_aside(out, heading, whose[heading])


def _set_aside(out: Understood, heading: str, whose: Whose) -> None:
    cells = cells_held(out, heading)
    if whose == Whose.unclear:
        field = holds(heading, field_of(heading), out.shapes[heading]) or "status"
        tell_unclear(out, heading, field)
    elif cells:
        out.findings.append(Finding("column-about-another-person", "", heading, detail=cells))
    out.set_aside(heading, "heading")


def tell_unclear(out: Understood, heading: str, field: str) -> None:
    """Report a column without a clear owner, with the line of settings that would use it."""
    told = f'{cells_held(out, heading)}; to use it: {field} = "{heading}"'
    out.findings.append(Finding("column-whose-unclear", "", heading, detail=told))


def cells_held(out: Understood, heading: str) -> str:
    """ "41 cells": how many cells of a column hold something; '' for none."""
    held = int(out.frame[heading].str.strip().ne("").sum())
    return count(held, "cell") if held else ""
