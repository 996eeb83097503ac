"""What words in a heading, a cell and a sheet's name say of whom the list's own people are."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.reading.formats.books import Rows, book

import cohortmatch as cm

Found = list[tuple[str, str, str]]
"""The row, the role and the name of each listing."""


def _listings(path: Path) -> Found:
    read = cm.read_lists(path)
    out = Found()
    for place in range(len(read)):
        at = read.names.offsets[place]
        word = ("", *read.names.words)
        name = f"{word[read.names.given[at] + 1]} {word[read.names.surname[at] + 1]}"
        out.append((str(read.row[place]), cm.Role(int(read.role[place])).name, name))
    return out


def _csv(folder: Path, name: str, text: str) -> Found:
    path = folder / f"{name}.csv"
    path.write_text(text.replace(" | ", ","), encoding="utf-8")
    return _listings(path)


CASES = {
    "the tenant accused": (
        "ASB cases",
        "Complainant | Alleged perpetrator | Perp DOB\n"
        "Una Odell | Gus Yardley (tenant) | 12/09/1986\n"
        "Ann Pym | Ivor Quarmby | 03/03/1990",
        [("2", "subject", "gus yardley"), ("3", "subject", "ivor quarmby")],
    ),
    "a tenant beside plain names": (
        "SGV nominals",
        "Name | DOB\nGus Yardley | 12/09/1986\nUna Odell (tenant) | 03/03/1990",
        [("2", "subject", "gus yardley")],
    ),
    "defendants of injunctions": (
        "ASB injunctions",
        "Defendant | DOB | Witness 1\nGus Yardley | 12/09/1986 | Una Odell",
        [("2", "subject", "gus yardley")],
    ),
    "misspelt sides": (
        "ASB cases",
        "Perpatrator | DOB | Complanant\nGus Yardley | 12/09/1986 | Una Odell",
        [("2", "subject", "gus yardley")],
    ),
    "asterisks as brackets": (
        "DIP caseload",
        "Client | DOB\nGus Yardley *new* | 12/09/1986\nIvor Quarmby | 03/03/1990",
        [("2", "subject", "gus yardley"), ("3", "subject", "ivor quarmby")],
    ),
    "a child beside two parents": (
        "YOT cohort",
        "Child name | Child DOB | Parent 1 name | Parent 2 name\n"
        "Gus Yardley | 12/09/2010 | Una Yardley | \nIvor Quarmby | 03/03/2009 | Ann Pym | Bo Pym",
        [
            ("2", "subject", "gus yardley"),
            ("2 Parent 1", "family", "una yardley"),
            ("3", "subject", "ivor quarmby"),
            ("3 Parent 1", "family", "ann pym"),
            ("3 Parent 2", "family", "bo pym"),
        ],
    ),
    "an offender beside the family's name": (
        "Supporting Families cohort",
        "Family name | Lead family member | Index offender | Index DOB\n"
        "Penhaligon | Una Penhaligon | Gus Yardley | 12/09/1986\n"
        "Odell | Ann Odell | Ivor Quarmby | 03/03/1990",
        [("2", "subject", "gus yardley"), ("3", "subject", "ivor quarmby")],
    ),
    "several in one cell": (
        "Youth court list",
        "Defendant | Defendant DOB | Co-defendant(s)\n"
        "Gus Yardley | 12/09/2010 | Bo Lee 30/09/2009; Ann Pym 01/02/2008\n"
        "Ivor Quarmby | 03/03/2009 | None",
        [
            ("2", "subject", "gus yardley"),
            ("2 Co-defendant", "subject", "bo lee"),
            ("2 Co-defendant 2", "subject", "ann pym"),
            ("3", "subject", "ivor quarmby"),
        ],
    ),
    "as many dates as names": (
        "Youth court list",
        "Defendant | Defendant DOB | Co-defendant name | Co-defendant DOB\n"
        "Gus Yardley | 12/09/2010 | Bo Lee; Ann Pym | 30/09/2009; 01/02/2008\n"
        "Ivor Quarmby | 03/03/2009 | Una Odell; Al Pym | 01/02/2007",
        [
            ("2", "subject", "gus yardley"),
            ("2 Co-defendant", "subject", "bo lee"),
            ("2 Co-defendant 2", "subject", "ann pym"),
            ("3", "subject", "ivor quarmby"),
        ],
    ),
    "a list with others' columns in its name": (
        "MAPPA cases with VLO",
        "Name | DOB | VLO\nGus Yardley | 12/09/1986 | Jess Howe",
        [("2", "subject", "gus yardley")],
    ),
    "the panel's own flag": (
        "IOM cohort",
        "Name | DOB | IOM Y/N\nGus Yardley | 12/09/1986 | Y\nUna Odell | 03/03/1990 | N",
        [("2", "subject", "gus yardley")],
    ),
    "another panel's flag": (
        "DIP caseload",
        "Name | DOB | IOM Y/N\nGus Yardley | 12/09/1986 | Y\nIvor Quarmby | 03/03/1990 | N",
        [("2", "subject", "gus yardley"), ("3", "subject", "ivor quarmby")],
    ),
}


@pytest.mark.parametrize(("name", "text", "found"), CASES.values(), ids=CASES)
def test_whose_row_it_is(tmp_path: Path, name: str, text: str, found: Found) -> None:
    assert sorted(_csv(tmp_path, name, text)) == sorted(found)


MAIN: Rows = [["Name", "DOB", "PNC"], ["Gus Yardley", "12/09/1986", ""]]
MORE: Rows = [
    ["Name", "DOB", "PNC"],
    ["Una Odell", "03/03/1990", ""],
    ["Ann Pym", "04/04/1991", ""],
]


@pytest.mark.parametrize(
    ("sheet", "role"),
    [
        ("Associates", "associate"),
        ("Exploitation", ""),
        ("Vulnerable YP", ""),
        ("Custody", "subject"),
    ],
)
def test_a_sheet_beside_the_nominals(tmp_path: Path, sheet: str, role: str) -> None:
    path = tmp_path / "SGV panel.xlsx"
    book(path, {"Nominals": MAIN, sheet: MORE})
    roles = {name: said for _, said, name in _listings(path)}
    others = {"una odell": role, "ann pym": role} if role else {}
    assert roles == {"gus yardley": "subject"} | others
