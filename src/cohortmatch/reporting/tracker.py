"""The tracker as a table for other tools: one row for each person on any panel; `tracker.csv`.

For each panel there is a column that says whether the person is on it ("certain" or "to check"),
and one for each kind of status that its list carries ("IOM: Next review"), as written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.details import iso
from cohortmatch.people.status import LABELS, kind_of
from cohortmatch.reporting.sheets.everyone import KINDS, Everyone, changes_of, left_words
from cohortmatch.reporting.tables import SEPARATOR, distinct, frame

__all__ = ["tracker_table"]

FIRST = ("name", "date_of_birth", "age", "panels", "registers")
DATES = {"review": "next_review", "contact": "last_contact", "ends": "next_end"}
REST = ("rag", *DATES.values(), "since_last_run", "lists_left", "how_sure")


def tracker_table(view: Redacted) -> pd.DataFrame:
    """One row a person on any panel, indexed by `person_id`; see `tracker.csv`."""
    all_of_them = Everyone(view)
    rows = all_of_them.people
    cells: dict[str, Sequence[Any]] = {
        "name": [view.title(p) for p in rows],
        "date_of_birth": [SEPARATOR.join(map(iso, view.details.born(p.listings))) for p in rows],
        "age": [view.age_words(p) for p in rows],
        "panels": [p.panels for p in rows],
        "registers": [p.registers for p in rows],
    }
    cells["rag"] = [all_of_them.colour(p) for p in rows]
    for kind, name in DATES.items():
        cells[name] = [_iso(all_of_them.day(p, kind)) for p in rows]
    cells["since_last_run"] = [SEPARATOR.join(changes_of(all_of_them, p)) for p in rows]
    cells["lists_left"] = [SEPARATOR.join(left_words(view, p)) for p in rows]
    cells["how_sure"] = [p.sureness if len(p.listings) > 1 else "" for p in rows]
    names = distinct(view.list_names, ("person_id", *FIRST, *REST), "list")
    for code in all_of_them.panels:
        found = [view.found_on(p, code) for p in rows]
        on = ["" if not here else "certain" if sure else "to check" for sure, here in found]
        cells[names[code]] = on
        for kind in _carried(view, code):
            texts = (_said(view, here, kind) for _, here in found)
            cells[f"{names[code]}: {LABELS[kind]}"] = list(texts)
    table = frame(cells, "person_id")
    table.index = pd.Index([p.person_id for p in rows], name="person_id", dtype=str)
    return table


def _carried(view: Redacted, code: int) -> list[str]:
    """The kinds of status that a list carries."""
    uses = view.listings.lists[code].columns
    held = {kind_of(use.heading) for use in uses if use.field == "status"}
    return [kind for kind in KINDS if kind in held]


def _said(view: Redacted, found: Sequence[int], kind: str) -> str:
    texts = (view.said(i).text(kind) for i in found)
    return SEPARATOR.join(dict.fromkeys(text for text in texts if text))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
