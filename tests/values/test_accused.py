"""How the accused lives is no word for somebody else under a heading of accused people."""

from __future__ import annotations

import pytest

from cohortmatch.values.accused import is_of_accused, without_standing

HEADINGS = {
    "Alleged perpetrator": True,
    "Perp": True,
    "Suspect name": True,
    "Defendant": True,
    "Respondent": True,
    "Complained about": True,
    "Name": False,
    "Nominal": False,
    "Tenant": False,
    "Complainant": False,
    "Perpetrator's mother": False,
    "Victim of suspect": False,
}
CELLS = {
    "Ricky Dunmore (tenant)": "Ricky Dunmore",
    "DUNMORE, Ricky [Joint tenant]": "DUNMORE, Ricky",
    "Ricky Dunmore - neighbour": "Ricky Dunmore",
    "Ricky Dunmore (next door) aka Rix": "Ricky Dunmore aka Rix",
    "Ricky Dunmore (victim)": "Ricky Dunmore (victim)",
    "Ricky Dunmore (witness)": "Ricky Dunmore (witness)",
    "Ricky Dunmore (tenant's mother)": "Ricky Dunmore (tenant's mother)",
    "Ricky Tenant": "Ricky Tenant",
}


@pytest.mark.parametrize(("heading", "is_so"), HEADINGS.items())
def test_a_heading_says_that_people_are_accused(heading: str, is_so: bool) -> None:
    assert is_of_accused(heading) is is_so


@pytest.mark.parametrize(("cell", "name"), CELLS.items())
def test_how_somebody_lives_is_taken_off_and_nothing_else(cell: str, name: str) -> None:
    assert without_standing(cell) == name
