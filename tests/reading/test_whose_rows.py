"""Who of a list counts: by its columns, the titles between its rows, its file's name.

What is affirmed stays, what is anybody else's is left out and told.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import cohortmatch as cm
from cohortmatch.values.roles import Role
from cohortmatch.values.sections import title_role

HEAD = "Surname,Forename,DOB,RAG"
ROWS = ("Quarmby,Ivor,03/04/1989,Red", "Odell,Una,01/02/1985,Amber")
OTHERS = ("Vixenby,Canaria,05/06/1990,", "Vixenby,Osmond,05/06/1991,")
NEUTRAL = """Red|Amber|New this month|Team A|Dagenham|Out of borough|HMP Thameside|Under 18s|Males
People in custody|People to discuss|Those on licence|Persons of interest|Young people|Week 12
High risk of harm to others|At risk of recall|Offenders for discussion|Other cohort members
Domestic abuse|Hate crime|Child sexual exploitation|Harassment of neighbours
The following nominals were adopted in May|Members|Adults|Other boroughs|Excluded visitors
Gang links|Home visits due|Warning letters|Recent sightings|LAC nominals|Community|ABC letters
Wanted by Essex"""
OF_OTHERS = """Others present (not suspects)|People who called us|Those complaining|Victim Liaison
Residents who have reported|Persons harmed by the above|Everyone who lives there
End of nominals - others for information|Vulnerable people linked to the cohort
People we have written to|Anyone else seen|Victims' mothers|Persons affected by the cohort
Keyholders|Young people affected|People affected|Children affected|Affected YPs|Statements taken
Statements from|Statements|Safeguarding|Support needed
Support offered|Sightings by|Visitors|Links|Letters sent to|Leaflets to|Calls from
For information only|FYI|DV|DA|Known to|No contact with|Next door|H2H|House to house
NFA - not nominals|Police officers
Shop owners|Registered keepers|Passengers|At scene|Named in intel|PVs|IDVA|Risk to|Seen by
MOPs|Taxi drivers|Ward cllrs|Not for sharing|Background only|Also mentioned
Protected by NMO|Hirers"""
FILES = {
    "of others": """Witness care unit|Parents of YOT cohort|Young carers|Complaints log|Neighbours
Hate crime targets|Bail address householders|Noise complaints|Fathers|Brothers|Wits|Harmed""",
    "of nominals": """ASB perpetrators|Estates ASB perpetrators|IOM targets|Robbery targets
Neighbour disputes|Street drinkers|Care leavers|Prison leavers|Violent offenders|Tenants""",
}


def _lines(text: str) -> list[str]:
    return text.replace("\n", "|").split("|")


def _read(folder: Path, name: str, *lines: str) -> cm.Listings:
    path = folder / f"{name}.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return cm.read_lists(path)


@pytest.mark.parametrize("title", _lines(NEUTRAL))
def test_a_title_of_places_dates_and_nominals_leaves_nobody_out(tmp_path: Path, title: str) -> None:
    assert title_role(title) in (None, Role.subject)
    listings = _read(tmp_path, "Operation Larkspur", HEAD, *ROWS, f"{title},,,", *OTHERS)
    assert list(listings.row) == [2, 3, 5, 6]


@pytest.mark.parametrize("title", _lines(OF_OTHERS))
def test_a_title_that_speaks_of_others_leaves_out_the_rows_below(
    tmp_path: Path, title: str
) -> None:
    listings = _read(tmp_path, "Operation Larkspur", HEAD, *ROWS, f"{title},,,", *OTHERS)
    assert list(listings.row) == [2, 3]
    assert "role-by-section" in {found.code for found in listings.noticed}


def test_dv_is_a_crime_beside_titles_of_crimes(tmp_path: Path) -> None:
    lines = ("Robbery,,,", ROWS[0], "DV,,,", ROWS[1])
    assert list(_read(tmp_path, "Operation Larkspur", HEAD, *lines).row) == [3, 5]
    lines = ("Red,,,", ROWS[0], "DV,,,", ROWS[1])
    assert list(_read(tmp_path, "Operation Larkspur", HEAD, *lines).row) == [3]


@pytest.mark.parametrize("note", ["Queries to Una Vixenby on 07700 900123", "Note: victims apart"])
def test_a_note_to_the_reader_opens_no_section(tmp_path: Path, note: str) -> None:
    listings = _read(tmp_path, "Operation Larkspur", HEAD, ROWS[0], f"{note},,,", ROWS[1])
    assert list(listings.row) == [2, 4]


PAIRS = {
    "numbered": (
        "Name 1,DOB 1,Role 1,Name 2,DOB 2,Role 2",
        "Ivor Quarmby,03/04/1989,Perp,Canaria Vixenby,05/06/1990,Victim",
        "Osmond Vixenby,05/06/1991,Victim,Una Odell,01/02/1985,Perp",
    ),
    "numbered without a space": (
        "Name1,Role1,Name2,Role2",
        "Ivor Quarmby,Perp,Canaria Vixenby,Victim",
        "Osmond Vixenby,Victim,Una Odell,Perp",
    ),
    "the person alone numbered": (
        "Person 1,DOB,Type,Person 2,DOB,Type",
        "Ivor Quarmby,03/04/1989,Suspect,Canaria Vixenby,05/06/1990,Victim",
        "Osmond Vixenby,05/06/1991,Victim,Una Odell,01/02/1985,Suspect",
    ),
    "the role first": (
        "Role,Name,DOB,Role,Name,DOB",
        "Suspect,Ivor Quarmby,03/04/1989,Victim,Canaria Vixenby,05/06/1990",
        "Victim,Osmond Vixenby,05/06/1991,Suspect,Una Odell,01/02/1985",
    ),
}


@pytest.mark.parametrize("lines", PAIRS.values(), ids=PAIRS)
def test_each_person_of_a_row_takes_his_own_role(tmp_path: Path, lines: tuple[str, ...]) -> None:
    listings = _read(tmp_path, "Disputes", *lines)
    assert list(listings.row) == ["2 Person 1", "3 Person 2"]
    assert listings.lists[0].excluded == {"victim or complainant": 2}


@pytest.mark.parametrize("stem", _lines(FILES["of others"]))
def test_a_file_of_others_is_left_out_and_told(tmp_path: Path, stem: str) -> None:
    listings = _read(tmp_path, stem, HEAD, *OTHERS)
    assert list(listings.row) == []
    assert {"nobody-on-list", "list-left-out"} & {found.code for found in listings.noticed}


@pytest.mark.parametrize("stem", _lines(FILES["of nominals"]))
def test_a_file_that_ends_on_nominals_or_says_nothing_is_read(tmp_path: Path, stem: str) -> None:
    assert list(_read(tmp_path, stem, HEAD, *ROWS).row) == [2, 3]


def test_a_complaints_log_is_read_by_its_column_of_perpetrators(tmp_path: Path) -> None:
    lines = ("Complainant,Perpetrator,Perp DOB", "Canaria Vixenby,Ivor Quarmby,03/04/1989")
    assert list(_read(tmp_path, "Complaints log", *lines).row) == [2]


def test_what_a_column_of_sides_does_not_explain_is_left_out_and_told(tmp_path: Path) -> None:
    rows = (f"{ROWS[0]},Arrested", f"{ROWS[1]},Arrested", f"{OTHERS[0]},Householder")
    listings = _read(tmp_path, "Raid", f"{HEAD},Involvement", *rows, f"{OTHERS[1]},Zq")
    assert list(listings.row) == [2, 3]
    assert "role-not-understood" in {found.code for found in listings.noticed}


ORDINARY = {
    "Status": ("Active", "Victim withdrew", "Active", "Closed"),
    "Offence": ("Robbery", "Assault on partner", "Drug dealing", "Burglary"),
    "Lead agency": ("Probation", "Victim Support", "Police", "YOS"),
    "Risk to": ("Public", "Partner", "Known adult", "Staff"),
    "Accommodation": ("Parents", "Partner", "Hostel", "NFA"),
}


@pytest.mark.parametrize("heading", ORDINARY)
def test_a_column_that_speaks_of_something_else_says_no_roles(tmp_path: Path, heading: str) -> None:
    rows = (f"{row},{cell}" for row, cell in zip((*ROWS, *OTHERS), ORDINARY[heading], strict=True))
    assert list(_read(tmp_path, "DIP", f"{HEAD},{heading}", *rows).row) == [2, 3, 4, 5]
