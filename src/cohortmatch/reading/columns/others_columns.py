"""Columns about another person are set aside before anything is read from them.

Policy: what the caller says of a column is final. Of the other columns, one that is another
person's, or that nobody can clearly own, loses its cells here, so no later step can match by them,
show them or count them. Each is reported with the number of its cells. A column without a clear
owner is reported with the line of settings that would use it. The columns of a second person who
becomes a listing beside the nominal leave the nominal's columns too, and are returned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from cohortmatch.core.findings import Finding
from cohortmatch.core.plurals import count
from cohortmatch.reading.columns.confirming import by_values
from cohortmatch.reading.columns.doubted import holds
from cohortmatch.reading.columns.headings import field_of
from cohortmatch.reading.columns.person_words import label_of, spoken, words_for
from cohortmatch.reading.columns.second_people import SecondPerson, holds_victims, second_people
from cohortmatch.reading.columns.understood import Understood
from cohortmatch.reading.columns.whose import Whose, whose_columns
from cohortmatch.reading.columns.whose_column import column_of
from cohortmatch.reading.panels import Panel
from cohortmatch.values.roles import Role

__all__ = ["cells_held", "set_others_aside", "tell_unclear"]

ORDERS = frozenset(
    ("parenting order", "parenting orders", "parenting contract", "parenting contracts")
) | {
    *("subject to", "under order", "order against", "order made against", "order on"),
    *("parental prosecution", "parental prosecutions", "attendance prosecution"),
    *("attendance prosecutions", "penalty notice", "penalty notices"),
}
"""Words of lists and headings by which parents are subjects themselves."""
VICTIM_PANELS = frozenset(("asb",))
"""Kinds of list that hold victims beside offenders, whatever their columns."""


def set_others_aside(
    out: Understood, said: Mapping[str, str], panel: Panel, made_here: tuple[str, ...]
) -> list[tuple[SecondPerson, pd.DataFrame]]:
    """Take columns about other people out of the list; `made_here` are those made in reading.

    Returns the second people of the rows, each with the cells of their columns, whose headings
    there say nothing of the person.
    """
    headings = [heading for heading in out.frame.columns if heading not in made_here]
    holds = panel.key in VICTIM_PANELS
    whose = whose_columns(out.frame, headings, out.shapes, said, holds_victims=holds)
    seconds = _seconds(out, [h for h in headings if h not in said], whose, panel)
    out.own_role = _own_role(out, headings, whose, seconds)
    frames = [out.frame[list(each.columns)].rename(columns=each.columns) for each in seconds]
    taken = {heading for each in seconds for heading in each.columns}
    for heading in headings:
        if said.get(heading) == "another_person":
            out.set_aside(heading, "settings")
        elif heading in taken:
            out.set_aside(heading, "heading")
        elif heading not in said and whose[heading] != Whose.nominal:
            _set_aside(out, heading, whose[heading])
    return list(zip(seconds, frames, strict=True))


def _seconds(
    out: Understood, headings: Sequence[str], whose: Mapping[str, Whose], panel: Panel
) -> list[SecondPerson]:
    """The second people of the rows, by the columns that are not the nominal's."""
    theirs = [h for h in headings if whose[h] == Whose.another]
    columns = [column_of(heading, out.shapes[heading], {}) for heading in theirs]
    if not any(column.is_name for column in columns):
        return []
    found = second_people(columns, panel.key, of_victims=holds_victims(out.shapes, panel))
    return [_under_order(each, panel) for each in found]


def _under_order(person: SecondPerson, panel: Panel) -> SecondPerson:
    """A parent as a subject, where the heading or the list says that parents are under order."""
    if not words_for("elders") & {label_of(heading).word for heading in person.columns}:
        return person
    texts = (panel.name, *person.columns)
    is_so = any(f" {each} " in f" {spoken(text)} " for text in texts for each in ORDERS)
    return replace(person, role=Role.subject) if is_so else person


def _own_role(
    out: Understood,
    headings: Sequence[str],
    whose: Mapping[str, Whose],
    seconds: Sequence[SecondPerson],
) -> Role | None:
    """Family, where a row begins with a parent and its other person is a child; else None."""
    elders = [
        h for each in seconds for h in each.columns if label_of(h).word in words_for("elders")
    ]
    for heading in headings:
        if heading in elders:
            return Role.family if _is_of_child(out, headings, whose) else None
        if whose[heading] == Whose.nominal and label_of(heading).kind:
            return None
    return None


def _is_of_child(out: Understood, headings: Sequence[str], whose: Mapping[str, Whose]) -> bool:
    """Whether the headings of the nominal's names call the nominal a child."""
    own = [column_of(h, out.shapes[h], {}) for h in headings if whose[h] == Whose.nominal]
    words = {column.label.word for column in own if column.is_name}
    return bool(words) and words <= words_for("own_last")


def _set_aside(out: Understood, heading: str, whose: Whose) -> None:
    cells = cells_held(out, heading)
    if whose == Whose.unclear:
        shape = out.shapes[heading]
        field = holds(heading, field_of(heading), shape) or by_values(shape, set(), heading)
        tell_unclear(out, heading, field or "status")
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
