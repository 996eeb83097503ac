"""A file whose own name says that it lists victims, relatives or officers is of no nominals."""

from __future__ import annotations

from pathlib import Path

import pytest

import cohortmatch as cm
from cohortmatch.reading.list_roles import says_of_others

OF_OTHERS = """Vic list|Witness list|NOK list|Protected persons|DA survivors|SGV - vics
Adults at risk|Mispers|Panel members|Attendees|Distribution list|Osman list|VLO list
IPs Nov|YOS parents|IOM NOK|Gangs - at risk siblings|Exploited children
Parents and carers|ASB complainants"""
OF_NOMINALS = ["IOM tenants", "IOM cohort 2026", "SGV Nominals", "Known associates", "YOS caseload"]
OF_NOMINALS += ["Partner return IOM", "IOM partner agency submission"]


def _read(folder: Path, stem: str, cells: str = "") -> cm.Listings:
    path = folder / f"{stem}.csv"
    head = "Surname,Forename,DOB" + (",Role" if cells else "")
    path.write_text(f"{head}\nVixenby,Canaria,05/06/1990{cells}\n", encoding="utf-8")
    return cm.read_lists(path)


@pytest.mark.parametrize("stem", OF_OTHERS.replace("\n", "|").split("|"))
def test_nobody_on_it_is_matched_and_that_is_said(tmp_path: Path, stem: str) -> None:
    listings = _read(tmp_path, stem)
    assert list(listings.row) == []
    assert sum(listings.lists[0].excluded.values()) == 1
    assert {"nobody-on-list", "list-left-out"} & {found.code for found in listings.noticed}


@pytest.mark.parametrize("stem", OF_NOMINALS)
def test_other_lists_are_read_as_before(tmp_path: Path, stem: str) -> None:
    assert list(_read(tmp_path, stem).row) == [2]


def test_a_role_that_affirms_an_offender_counts(tmp_path: Path) -> None:
    assert list(_read(tmp_path, "Victims", ",Suspect").row) == [2]


@pytest.mark.parametrize(
    "stem", ["Victims", "SGV victims", "Witnesses", "Complainants", "Keyholders"]
)
@pytest.mark.parametrize("cell", ["", "-", "Resident", "TBC", "Victim"])
def test_only_an_affirmed_offender_is_a_nominal_there(tmp_path: Path, stem: str, cell: str) -> None:
    rows = f"Vixenby,Canaria,05/06/1990,{cell}\nPym,Ivor,03/04/1985,Nominal\n"
    (tmp_path / f"{stem}.csv").write_text(f"Surname,Forename,DOB,Role\n{rows}", encoding="utf-8")
    assert list(cm.read_lists(tmp_path / f"{stem}.csv").row) == [3]


@pytest.mark.parametrize(
    ("name", "is_of_others"),
    [
        *(("IOM list with NOK", False), ("DIP list with family", False)),
        *(("Missing & exploited IOM", False), ("IOM incl. victims", False)),
        *(("IOM victims", True), ("DIP NOK list", True), ("Victims and IOM", True)),
        *(("Missing", True), ("Exploited children", True), ("IOM victims with addresses", True)),
    ],
)
def test_who_else_is_on_a_panel_s_list_leaves_nobody_out(name: str, is_of_others: bool) -> None:
    assert says_of_others(name) is is_of_others
