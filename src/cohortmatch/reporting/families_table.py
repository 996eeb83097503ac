"""Families as a table for other tools: one row for each person on a panel; `families.csv`.

It has what the sheet *Families* has; without rows where no list of families was read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.families import FamilyLink, FamilyLinks
from cohortmatch.people.persons import Person
from cohortmatch.reporting.sheets.families import family_words
from cohortmatch.reporting.tables import SEPARATOR, frame

__all__ = ["families_table"]


def families_table(view: Redacted) -> pd.DataFrame:
    """One row a person whom a panel lists as a subject, indexed by `person_id`; see
    `families.csv`."""
    found = FamilyLinks(view)
    links = found.links
    cells: dict[str, Sequence[Any]] = {
        "name": [view.title(each.person) for each in links],
        "age": [view.age_words(each.person) for each in links],
        "programme": [each.place for each in links],
        "panels": [found.panels(each.person) for each in links],
        "on_panels": [SEPARATOR.join(_panels(view, each.person)) for each in links],
        "family": [SEPARATOR.join(_families(view, each)) for each in links],
        "the_list_says": [SEPARATOR.join(each.says) for each in links],
    }
    table = frame(cells, "person_id")
    table.index = pd.Index([each.person.person_id for each in links], name="person_id", dtype=str)
    return table


def _panels(view: Redacted, person: Person) -> list[str]:
    """The panels that somebody is on, with what is not certain."""
    lists = view.listings.lists
    return [
        view.list_names[code] + ("" if view.found_on(person, code)[0] else " (to check)")
        for code in person.lists
        if lists[code].kind == "panel"
    ]


def _families(view: Redacted, link: FamilyLink) -> list[str]:
    return list(dict.fromkeys(family_words(view, row) for row in link.rows))
