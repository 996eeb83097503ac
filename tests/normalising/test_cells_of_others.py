"""A short cell under a status, an offence, a relation or a title says whose row it is."""

from __future__ import annotations

import pandas as pd
import pytest

import cohortmatch as cm

NAMES = ("Ivor Quarmby", "Una Odell", "Adam Swann", "Canaria Vixenby", "Ned Tranter")
THEIR_PLACE = 3
NO_HEADING = "(column C)"
"""What reading calls a column without a heading."""
LEFT_OUT = {
    "RAG": ("Red", "V", "(baby)", "n/a - mother", "IP"),
    "Status": ("Active", "Parent", "(mum)", "Victim", "Complainant"),
    "Active": ("Y", "mum", "Daughter"),
    "Offence": ("Robbery", "Victim of robbery", "IP - GBH", "None - parent", "Witness to assault"),
    "Index offence": ("Burglary", "Victim of burglary", "IP"),
    "Relationship": ("-", "Son", "Ex", "Partner"),
    "Link to nominal": ("", "Mother", "Brother"),
    "Title": ("Mr", "Baby", "PC", "Cllr"),
    NO_HEADING: ("N", "V", "IP"),
}
TOLD = {
    "Flag": ("Knife", "At risk", "Vulnerable child", "Safeguarding", "Trusted adult", "V"),
    "Status": ("Active", "Professional", "Contact only"),
    "Offence": ("Robbery", "Was robbed", "Loss of phone"),
    "Reason": ("Knife", "Stabbed by Odell", "Landlord", "Reported him"),
    "Relationship": ("-", "Hostel mgr", "Sponsor"),
    "Title": ("Mr", "Dr", "Master"),
    NO_HEADING: ("N", "SW", "Landlord"),
}
SILENT = {
    "Status": ("Active", "Closed", "In custody", "Under 18"),
    "Offence": ("Robbery", "Robbery - victim known", "Assault on mother", "Victim intimidation"),
    "Relationship status": ("Single", "Partner", "Married"),
    "Relationship": ("Single", "Partner", "Ex"),
    "Lives with": ("Alone", "Mother", "Parents"),
    "Appropriate adult": ("None", "Mum", "Dad"),
    "RAG": ("Red", "Amber", "R", "Violent"),
    "Title": ("Mr", "Mrs", "Ms", "Mx"),
}


def _cells(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str, str]]:
    return [(h, usual, cell) for h, (usual, *cells) in table.items() for cell in cells]


def _read(name: str, heading: str, usual: str, cell: str, role: str = "") -> cm.Listings:
    born = [f"0{day}/04/198{day}" for day in range(1, 6)]
    table = {"Name": NAMES, "DOB": born, heading: [usual] * 3 + [cell, usual]}
    if role:
        table["Role"] = [role] * 5
    return cm.read_lists({name: pd.DataFrame(table)})


@pytest.mark.parametrize("name", ["IOM", "DIP"])
@pytest.mark.parametrize(("heading", "usual", "cell"), _cells(LEFT_OUT))
def test_a_cell_of_another_person_leaves_the_row_out(
    name: str, heading: str, usual: str, cell: str
) -> None:
    listings = _read(name, heading, usual, cell)
    assert list(listings.row) == [0, 1, 2, 4]
    assert (THEIR_PLACE,) in [found.rows for found in listings.noticed]


@pytest.mark.parametrize(("heading", "usual", "cell"), _cells(LEFT_OUT))
def test_so_it_is_where_lists_hold_victims_too(heading: str, usual: str, cell: str) -> None:
    assert THEIR_PLACE not in _read("SGV", heading, usual, cell).row


@pytest.mark.parametrize(("heading", "usual", "cell"), _cells(TOLD))
def test_a_cell_in_doubt_keeps_the_row_and_is_told(heading: str, usual: str, cell: str) -> None:
    listings = _read("IOM", heading, usual, cell)
    assert list(listings.row) == [0, 1, 2, 3, 4]
    (told,) = (found for found in listings.noticed if found.code == "role-in-doubt")
    assert told.rows == (THEIR_PLACE,)
    assert cell not in repr(told)


@pytest.mark.parametrize(("heading", "usual", "cell"), _cells(SILENT))
def test_a_nominals_own_cell_says_nothing(heading: str, usual: str, cell: str) -> None:
    listings = _read("IOM", heading, usual, cell)
    assert list(listings.row) == [0, 1, 2, 3, 4]
    assert "role-in-doubt" not in {found.code for found in listings.noticed}


@pytest.mark.parametrize(("heading", "usual", "cell"), _cells({**LEFT_OUT, **TOLD}))
def test_a_role_that_affirms_a_nominal_counts(heading: str, usual: str, cell: str) -> None:
    listings = _read("IOM", heading, usual, cell, "Nominal")
    assert list(listings.row) == [0, 1, 2, 3, 4]


def test_what_most_rows_hold_is_no_doubt() -> None:
    listings = _read("IOM", "Flag", "At risk", "Knife")
    assert "role-in-doubt" not in {found.code for found in listings.noticed}


def test_relatives_are_a_register_of_families_own_people() -> None:
    assert len(_read("Families", "Relationship", "Son", "Mother").row) == 5
