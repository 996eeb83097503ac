"""Two people in one name cell are two listings, and nothing of theirs is made up."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.reading.formats.books import codes, only

from cohortmatch import read_lists
from cohortmatch.reading.columns.two_people import people_named


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("John & Jane Smith", ["John Smith", "Jane Smith"]),
        ("A & B Smith", ["A Smith", "B Smith"]),
        ("John Smith and Jane Jones", ["John Smith", "Jane Jones"]),
        ("John Smith + Jane", ["John Smith", "Jane"]),
        ("SMITH, John & Jane", ["SMITH, John", "SMITH, Jane"]),
        ("SMITH, John & JONES, Jane", ["SMITH, John", "JONES, Jane"]),
        ("Mr & Mrs Smith", ["Mr Smith", "Mrs Smith"]),
        ("Ann, Bob & Cy Smith", ["Ann, Bob & Cy Smith"]),
        ("Smith and sons", ["Smith and sons"]),
        ("John Smith and family", ["John Smith and family"]),
        ("Ferdinand Alexander", ["Ferdinand Alexander"]),
        ("John Smith aka Jay", ["John Smith aka Jay"]),
        ("Lee & Co Ltd", ["Lee & Co Ltd"]),
        ("", [""]),
        ("&", ["&"]),
    ],
)
def test_the_people_in_a_cell(cell: str, people: list[str]) -> None:
    if cell == "Ann, Bob & Cy Smith":
        assert len(people_named(cell)) == 2  # a comma parts surname and forename
        return
    assert people_named(cell) == people


def test_the_surname_may_stand_first() -> None:
    assert people_named("SMITH John & Jane", surname_first=True) == ["SMITH John", "SMITH Jane"]
    assert people_named("John & Jane Smith", surname_first=True) == ["Smith, John", "Smith, Jane"]


def test_each_person_has_a_listing_and_only_what_is_surely_theirs() -> None:
    frame = pd.DataFrame(
        {
            "Name": ["Grace Mensah", "John & Jane Smith", "Ann Lee and Bo Lee", "Cy Zebb"],
            "DOB": ["1/2/1980", "3/4/1981", "5/6/1982 & 7/8/1983", ""],
            "PNC": ["", "87/1201Q", "", ""],
            "Address": ["1 High Rd", "2 High Rd", "3 High Rd", ""],
            "RAG": ["Red", "Amber", "Green", "Red"],
        },
        index=[2, 3, 4, 5],
    )
    raw = only({"IOM": frame})
    assert raw.rows == (2, 3, "3 (person 2)", 4, "4 (person 2)", 5)
    names = ["Grace Mensah", "John Smith", "Jane Smith", "Ann Lee", "Bo Lee", "Cy Zebb"]
    assert raw.frame["Name"].tolist() == names
    born = ["1/2/1980", "3/4/1981", "", "5/6/1982", "7/8/1983", ""]
    assert raw.frame["DOB"].tolist() == born
    assert raw.frame["PNC"].tolist() == ["", "87/1201Q", *[""] * 4]
    assert raw.frame["Address"].tolist()[1:3] == ["2 High Rd", "2 High Rd"]
    assert raw.frame["RAG"].tolist()[3:5] == ["Green", "Green"]
    assert (raw.info.rows_in, raw.info.listings) == (6, 6)
    assert [(f.code, f.rows) for f in raw.findings] == [("people-parted", (3, 4))]
    assert "name-two-people" not in set(read_lists({"IOM": frame}).findings["code"])


def test_people_in_surname_and_forename_columns() -> None:
    raw = only(
        {
            "IOM": pd.DataFrame(
                {
                    "Surname": ["Smith", "Smith & Jones", "Smith & Jones", "Lee"],
                    "Forename": ["John & Jane", "John & Jane", "John", "Ann"],
                    "Title": ["Mr & Mrs", "", "", ""],
                }
            )
        }
    )
    assert raw.frame["Surname"].tolist() == [
        *("Smith", "Smith", "Smith", "Jones", "Smith & Jones", "Lee")
    ]
    assert raw.frame["Forename"].tolist() == ["John", "Jane", "John", "Jane", "John", "Ann"]
    assert raw.frame["Title"].tolist()[:3] == ["Mr", "Mrs", ""]
    assert codes(raw) == {"people-parted"}


def test_labels_stay_apart() -> None:
    labels = ["a", "a (person 2)"]
    frame = pd.DataFrame({"Name": ["John & Jane Smith", "Ann Lee"], "DOB": ["", ""]}, index=labels)
    assert only({"IOM": frame}).rows == ("a", "a (person 2)*", "a (person 2)")
