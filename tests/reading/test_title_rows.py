"""A title between the listings is no person, ends no section, and a name alone stays a listing."""

from __future__ import annotations

from pathlib import Path

import pytest

import cohortmatch as cm
from cohortmatch.values.roles import Role
from cohortmatch.values.sections import section_role

TITLES = [
    *(
        "TOP 10",
        "HABITUAL KNIFE CARRIERS",
        "Ilford",
        "Gold",
        "Burglary",
        "Prison leavers",
        "Week 1",
    ),
    *("High risk", "Prolific burglars", "No update required", "North cluster", "OMG members", "P1"),
]
NAMES = ["QUARMBY", "Una Ward", "Gold, Ruben", "PYM", "Chukwuemeka", "Ada Pym", "VICTOR"]


def _listed(tmp_path: Path, alone: str) -> cm.Listings:
    path = tmp_path / "IOM.csv"
    rows = ["Surname,Forename,DOB,RAG", "Odell,Una,01/02/1985,Red", f'"{alone}",,,']
    rows += ["Quarmby,Ivor,03/04/1989,Amber", "Tarne,Mo,09/10/1979,Green"]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return cm.read_lists(path)


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_counted_and_no_person(tmp_path: Path, title: str) -> None:
    listings = _listed(tmp_path, title)
    assert list(listings.row) == [2, 4, 5]
    assert sum(listings.lists[0].excluded.values()) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_name_alone_stays_a_listing(tmp_path: Path, name: str) -> None:
    assert list(_listed(tmp_path, name).row) == [2, 3, 4, 5]


@pytest.mark.parametrize("title", ["Victim - Canaria Vixenby", "NOK: Canaria Vixenby", "IP of Una"])
def test_a_label_with_a_name_is_a_section(title: str) -> None:
    assert section_role(title) not in (None, Role.subject)


@pytest.mark.parametrize("title", ["OMG members", "Ilford", "HABITUAL KNIFE CARRIERS"])
def test_such_a_title_does_not_end_a_section_of_victims(tmp_path: Path, title: str) -> None:
    path = tmp_path / "IOM.csv"
    rows = ["Name,DOB,RAG", "Una Odell,01/02/1985,Red", "Victims,,", "Canaria Vixenby,05/06/1990,A"]
    rows += [f"{title},,", "Osmond Vixenby,05/06/1991,B"]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert list(cm.read_lists(path).row) == [2]


def _found(tmp_path: Path, rows: list[str]) -> tuple[list[object], dict[str, tuple[object, ...]]]:
    path = tmp_path / "DIP.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    read = cm.read_lists(path)
    told = read.findings
    found = dict(zip(told["code"], told["rows"], strict=True))
    return list(read.row), found


KNOWN = ["Una Ward", "Gold, Ruben", "Ada Pym", "VICTOR"]
"""Names of which a word is in a table; any other may be a title, and is told."""
LIST = ["Name,DOB,RAG", "Una Odell,01/02/1985,Red", "Ivor Quarmby,03/04/1989,Amber"]
BELOW = ["Canaria Vixenby,05/06/1990,", "Osmond Vixenby,05/06/1991,"]


@pytest.mark.parametrize("title", ["House share", "Callouts", "DN", "Loss"])
def test_words_that_are_not_understood_are_told(tmp_path: Path, title: str) -> None:
    rows, found = _found(tmp_path, [*LIST, f"{title},,", *BELOW])
    assert {5, 6} <= set(rows) and found["title-not-understood"] == (4,)


@pytest.mark.parametrize("title", [*TITLES, *KNOWN, "Red", "Team A", "May 2026"])
def test_a_title_that_is_understood_and_a_name_are_not_told(tmp_path: Path, title: str) -> None:
    _, found = _found(tmp_path, [*LIST, f'"{title}",,', *BELOW])
    assert "title-not-understood" not in found


@pytest.mark.parametrize(
    "title",
    [
        *("Pubwatch members", "Mentors", "Drivers (not wanted)", "Eliminated", "TIE subjects"),
        *("Stmts obtained", "Named by IP as friends", "Victims", "Eliminated nominals"),
    ],
)
def test_a_title_of_others_leaves_out_the_rows_below(tmp_path: Path, title: str) -> None:
    rows, found = _found(tmp_path, [*LIST, f"{title},,", *BELOW])
    assert rows == [2, 3] and "title-not-understood" not in found


@pytest.mark.parametrize("alone", ["IP: Canaria Vixenby", "Victim: Imelda Crane", "NOK: Jo Crane"])
def test_one_person_with_a_role_is_no_title_of_nominals(tmp_path: Path, alone: str) -> None:
    more = ["Osmond Pym,05/06/1990,Red", "Ada Pym,05/06/1991,Green"]
    rows, found = _found(tmp_path, [*LIST, f"{alone},,", *more])
    assert rows == [2, 3, 5, 6] and found["title-not-understood"] == (4,)


@pytest.mark.parametrize("alone", ["IP: Canaria Vixenby", "Victims:", "Victims: DA"])
def test_it_is_a_title_where_the_rows_below_say_nothing_of_nominals(
    tmp_path: Path, alone: str
) -> None:
    rows, _ = _found(tmp_path, [*LIST, f"{alone},,", *BELOW])
    assert rows == [2, 3]
