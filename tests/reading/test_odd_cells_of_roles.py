"""One odd cell in a column of roles leaves its own row out, and never the column."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.reading.formats.books import csv_file, only

from cohortmatch.normalising.roles import listing_roles
from cohortmatch.values.roles import Role
from people_lists import AS_OF

NAMES = (
    "Ivor Pym",
    "Una Odell",
    "Adam Swann",
    "Ida Moss",
    "Ned Tranter",
    "Zoe Hallam",
    "Guy Utley",
)
HEADINGS = ("Suspect/Victim", "Sus/Vic", "Victim/Suspect", "V/S", "Role", "Perp/Vic", "IP/Suspect")
ODD = ("NFA", "Closed", "Deceased", "Not sure", "TBC", "no", "Linked to above")


def _roles(folder: Path, name: str, heading: str, cells: list[str]) -> list[str]:
    born = (f"{day:02}/04/198{day}" for day in range(1, 8))
    rows = [("Name", "DOB", heading), *zip(NAMES, born, cells, strict=False)]
    raw = only(csv_file(folder / f"{name}.csv", rows))
    return [Role(int(role)).name for role in listing_roles(raw, AS_OF).roles]


@pytest.mark.parametrize("name", ["SGV", "IOM"])
@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("odd", ODD)
def test_an_odd_cell_leaves_its_own_row_out(
    tmp_path: Path, name: str, heading: str, odd: str
) -> None:
    said = ["Suspect", "Suspect", "Victim", odd, "Suspect", "Suspect", "Suspect"]
    roles = _roles(tmp_path, name, heading, said)
    assert [role == "subject" for role in roles] == [cell == "Suspect" for cell in said]
    assert roles[2] == "victim"


@pytest.mark.parametrize("heading", HEADINGS)
def test_most_cells_may_be_odd(tmp_path: Path, heading: str) -> None:
    said = ["Suspect", "NFA", "Victim", "Closed", "NFA", "Deceased", "NFA"]
    roles = _roles(tmp_path, "SGV", heading, said)
    assert [r for r in roles if r != "unknown"] == ["subject", "victim"]


@pytest.mark.parametrize("heading", ["Suspect/Victim", "V/S", "Perp/Vic"])
def test_a_list_without_a_victim_keeps_the_column(tmp_path: Path, heading: str) -> None:
    roles = _roles(tmp_path, "SGV", heading, ["Suspect", "Suspect", "NFA", "Suspect"])
    assert roles == ["subject", "subject", "unknown", "subject"]


@pytest.mark.parametrize("heading", ["Victim", "Victim name", "Victim/Suspect name"])
def test_a_column_of_victims_names_is_still_theirs(tmp_path: Path, heading: str) -> None:
    said = ["Canaria Vixenby", "Ottilie Crabtree", "Imelda Crane", "Leopold Duckworth"]
    assert _roles(tmp_path, "IOM", heading, said) == ["subject"] * 4


SIDES = (*HEADINGS, "Perp / Vic / Wit", "Nominal / Victim / Witness", "V/S/W")


@pytest.mark.parametrize("heading", [each for each in SIDES if each != "Role"])
def test_a_blank_cell_is_nobody_s_role_where_no_victim_is_listed_any_more(
    tmp_path: Path, heading: str
) -> None:
    said = ["Suspect", "Suspect", "", "Suspect", "", "Suspect", "Suspect"]
    roles = _roles(tmp_path, "SGV", heading, said)
    assert [role == "subject" for role in roles] == [cell == "Suspect" for cell in said]
