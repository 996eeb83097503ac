"""Associates and relatives on another panel's list or on a register are shown to nobody else."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.reporting.edition import Edition
from disclosed import files

IVOR = {"Surname": "Quarmby", "Forename": "Ivor", "DOB": "03/04/1989", "CRN": "X320741"}
ADA = {"Surname": "Pym", "Forename": "Ada", "DOB": "09/09/1971", "CRN": "X320742"}
UNA = {"Surname": "Odell", "Forename": "Una", "DOB": "31/01/1990", "CRN": "X320743"}
SECRET = "05/06/2011"


def edition(other: str, heading: str, *rows: dict[str, str]) -> Edition:
    """IOM's edition, where another list says who each of its rows is."""
    own = pd.DataFrame([{**IVOR, "DOB": ""}, ADA, UNA])
    lists = {"IOM": own, other: pd.DataFrame(rows).rename(columns={"Says": heading})}
    return cm.match(lists, plan=cm.Plan(as_of=date(2026, 6, 1))).edition("IOM")


def told(edition: Edition) -> list[str]:
    """Every cell of the edition's tables but what is said of the lists."""
    tables = [sheet.table for sheet in edition.sheets if not sheet.title.startswith("About")]
    return [str(cell) for table in tables for row in table.rows for cell in row]


NOBODY = {
    "Gangs matrix": ("Role", ("Associate", "Gang associate", "Affiliate")),
    "SGV": ("Role", ("Associate", "Gang associate")),
    "NPS": ("Role", ("Associate", "Co-defendant")),
}


@pytest.mark.parametrize(("other", "says"), [(o, s) for o, (_, w) in NOBODY.items() for s in w])
def test_an_associate_is_not_shown(other: str, says: str) -> None:
    rows = [
        {**IVOR, "DOB": SECRET, "RAG": "Red", "Says": says},
        {**ADA, "RAG": "Green", "Says": "Nominal"},
    ]
    cells = told(edition(other, NOBODY[other][0], *rows))
    assert not any("Red" in cell or "2011" in cell or "Under 18" in cell for cell in cells)
    assert sum("RAG: Green" in cell for cell in cells) == 1
    without = edition(other, NOBODY[other][0], rows[1])
    assert told(without) == cells


FAMILY = ("Child", "Mother", "Partner", "Girlfriend", "Missing", "Rival", "Father", "")


@pytest.mark.parametrize("says", FAMILY)
def test_of_a_family_member_only_that_they_are_named_is_told(says: str) -> None:
    rows = [
        {**IVOR, "DOB": SECRET, "RAG": "Red", "Says": says},
        {**ADA, "RAG": "Green", "Says": "Perpetrator"},
    ]
    cells = told(edition("Supporting Families", "Relationship", *rows))
    assert not any("Red" in cell or "2011" in cell or "Under 18" in cell for cell in cells)
    assert sum("RAG: Green" in cell for cell in cells) == 1


def test_a_register_of_families_is_still_told() -> None:
    cells = told(edition("Supporting Families", "Family ref", {**IVOR, "Says": "F1"}))
    assert cells.count("✓ Supporting Families: named there as family") == 1


def test_who_is_one_person_only_by_an_associate_comes_apart() -> None:
    own = pd.DataFrame([{**IVOR, "DOB": ""}, ADA, UNA])
    sgv = pd.DataFrame([{**IVOR, "CRN": "", "PNC": "2087/0000003B", "RAG": "Red"}, ADA])
    both = {**IVOR, "DOB": "", "PNC": "2087/0000003B"}
    nominals = [{**ADA, "Role": "Nominal"}, {**UNA, "Role": "Nominal"}]
    matrix = pd.DataFrame([{**both, "Role": "Associate"}, *nominals])
    lists = {"IOM": own, "SGV": sgv, "Gangs matrix": matrix}
    plan = cm.Plan(as_of=date(2026, 6, 1))
    cells = told(cm.match(lists, plan=plan).edition("IOM"))
    assert not any("Red" in cell for cell in cells)


@pytest.mark.parametrize("other", ["Gangs matrix", "SGV"])
def test_no_cell_of_an_associate_changes_a_byte(other: str) -> None:
    def written(changed: dict[str, str]) -> dict[str, bytes]:
        row = {**IVOR, "RAG": "Red", "Role": "Associate"} | changed
        rows = pd.DataFrame([row, {**ADA, "RAG": "Green", "Role": "Nominal"}])
        lists = {"IOM": pd.DataFrame([{**IVOR, "DOB": ""}, ADA, UNA]), other: rows}
        return files(cm.match(lists, plan=cm.Plan(as_of=date(2026, 6, 1))), "IOM")

    base = written({})
    for change in ({"DOB": SECRET}, {"CRN": ""}, {"Surname": "Odell", "DOB": ""}, {"RAG": "Green"}):
        assert written(change) == base
