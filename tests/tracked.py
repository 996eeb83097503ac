"""Small lists of panels with columns of progress, matched on a stated day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

import cohortmatch as cm
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.reporting import CrossReference
from cohortmatch.values.identifiers.check_letter import check_letter

AS_OF = date(2026, 6, 1)
PEOPLE = {
    "Quarmby": ("Ivor", "03/04/1989"),
    "Odell": ("Una", "17/11/1994"),
    "Yardley": ("Gus", "05/06/1979"),
    "Mensah": ("Grace", "21/09/2008"),
    "Okafor": ("Daniel", ""),
    "Kowalski": ("Piotr", "30/12/1984"),
}
"""Surnames with forename and date of birth: Mensah is under 18, Okafor of unknown age."""
Rows = Mapping[str, Mapping[str, str]]


def pnc(surname: str) -> str:
    """The PNC ID of one of the people."""
    number = f"{list(PEOPLE).index(surname) + 1201:07}"
    return f"2087/{number}{check_letter(f'87{number}')}"


def a_list(rows: Rows) -> pd.DataFrame:
    """A list: for each surname of PEOPLE the further cells of the row, by heading."""
    return pd.DataFrame(
        [
            {"Surname": name, "Forename": PEOPLE[name][0], "DOB": PEOPLE[name][1]}
            | {"PNC": pnc(name), **cells}
            for name, cells in rows.items()
        ]
    ).fillna("")


def matched(lists: Mapping[str, Rows], as_of: date = AS_OF, **choices: object) -> CrossReference:
    """The result of matching such lists on a day, with some choices for the reports."""
    plan = cm.Plan(as_of=as_of, report=Choices(**choices))  # type: ignore[arg-type]
    return cm.match({name: a_list(rows) for name, rows in lists.items()}, plan=plan)
