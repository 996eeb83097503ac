"""Whatever says that a row is a victim's leaves it out, on every kind of list."""

from __future__ import annotations

import pandas as pd
import pytest

import cohortmatch as cm

LISTS = ("IOM", "DIP", "SGV", "MAPPA", "Probation")
CANARY = "Canaria Vixenby"
IN_NAMES = [
    f"{CANARY} (victim)",
    f"{CANARY} - victim",
    f"VICTIM: {CANARY}",
    f"IP {CANARY}",
    f"Vic: {CANARY}",
    f"Complainant - {CANARY}",
    f"(W) {CANARY}",
    f"[IP] {CANARY}",
    f"V - {CANARY}",
]
SECTIONS = ["Victims", "Complainants / witnesses", "Victims and witnesses", "Informants", "At risk"]


def rows_left(path_or_rows: object, name: str, tmp_path: object = None) -> list[object]:
    """The rows that may be matched."""
    return list(cm.read_lists({name: path_or_rows}).row)  # type: ignore[dict-item]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("cell", IN_NAMES)
def test_a_word_beside_the_name_leaves_the_row_out(name: str, cell: str) -> None:
    rows = [("Ivor Quarmby", "03/04/1989"), (cell, "05/06/1990"), ("Una Odell", "01/02/1985")]
    listings = cm.read_lists({name: pd.DataFrame(rows, columns=["Name", "DOB"])})
    assert list(listings.row) == [0, 2]
    (told,) = (f for f in listings.noticed if f.code == "role-by-name")
    assert told.rows == (1,)
    assert sum(listings.lists[0].excluded.values()) == 1
    assert CANARY not in repr(listings.noticed)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("note", ["Victim of burglary", "DA victim", "is the IP"])
def test_a_note_leaves_the_row_out(name: str, note: str) -> None:
    rows = [("Ivor Quarmby", "assaulted victim"), (CANARY, note), ("Una Odell", "risk to victim")]
    listings = cm.read_lists({name: pd.DataFrame(rows, columns=["Name", "Notes"])})
    assert list(listings.row) == [0, 2]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_leaves_the_rows_below_it_out(
    name: str, section: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("lists") / f"{name}.csv"
    lines = ["Name,DOB", "Nominals,", "Ivor Quarmby,03/04/1989", f"{section},"]
    lines += [f"{CANARY},05/06/1990", "Red,", "Una Odell,01/02/1985"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    listings = cm.read_lists(path)
    assert list(listings.row) == [3, 7]
    assert sum(n for why, n in listings.lists[0].excluded.items() if "section" not in why) == 1
    assert [f.rows for f in listings.noticed if f.code == "role-by-section"] == [(5,)]


def test_on_an_asb_list_a_word_beside_the_name_affirms_an_offender() -> None:
    rows = [("Ivor Quarmby (perp)",), (f"{CANARY} (victim)",), ("Una Odell",)]
    listings = cm.read_lists({"ASB": pd.DataFrame(rows, columns=["Name"])})
    assert list(listings.row) == [0]


@pytest.mark.parametrize(
    "role",
    ["Child", "Partner", "Parent of perp", "Associate"],
)
def test_family_and_associates_on_an_asb_list_are_left_out_and_counted(role: str) -> None:
    frame = pd.DataFrame(
        [("Ivor Quarmby", role), ("Una Odell", "Perpetrator")], columns=["Name", "Role"]
    )
    listings = cm.read_lists({"ASB": frame})
    assert listings.row.tolist() == [1]
    assert sum(listings.lists[0].excluded.values()) == 1


@pytest.mark.parametrize(
    "heading",
    [
        *("Lead officer", "Case worker", "OM", "Offender manager", "Allocated to", "Completed by"),
        *("Keyworker", "SPOC", "PO", "Probation practitioner", "Lead", "Referrer", "Action owner"),
    ],
)
@pytest.mark.parametrize("name", ["Vic", "Vic Hall", "Vic (IDVA)"])
def test_a_worker_s_forename_is_no_note_about_a_victim(heading: str, name: str) -> None:
    rows = [("Ivor Quarmby", name), ("Una Odell", "PC Hall"), ("Gus Yardley", "Jo Day")]
    listings = cm.read_lists({"IOM": pd.DataFrame(rows, columns=["Name", heading])})
    assert list(listings.row) == [0, 1, 2]
