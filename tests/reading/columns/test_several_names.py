"""Headings for several people: their names in one cell become listings, where no victim can be."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.reading.formats.books import codes, only

from cohortmatch import read_lists
from cohortmatch.core.types import Role
from cohortmatch.reading.columns.several_names import names_between_commas

NOMINALS = ["Dwayne Tull", "Ibrahim Camara", "Jayden Moss", "Rhys Abbott"]
CELLS = ["Jermaine Acheampong; Kaan Yildiz", "", "Corey Blakemore", "None known"]
THREE = {"jermaine acheampong", "kaan yildiz", "corey blakemore"}


def _frame(heading: str, cells: list[str]) -> pd.DataFrame:
    births = [f"0{n}/09/2003" for n in range(1, 5)]
    return pd.DataFrame({"Nominal": NOMINALS, "DOB": births, heading: cells})


def _beside(heading: str, cells: list[str], name: str = "Gangs matrix") -> dict[str, Role]:
    """The listings beside the nominals': the role of each by name."""
    read = read_lists({name: _frame(heading, cells)})
    word, own = ("", *read.names.words), {each.casefold() for each in NOMINALS}
    found = {}
    for place in range(len(read)):
        at = int(read.names.offsets[place])
        said = f"{word[read.names.given[at] + 1]} {word[read.names.surname[at] + 1]}"
        if said not in own:
            found[said] = Role(int(read.role[place]))
    return found


@pytest.mark.parametrize(
    ("headings", "role"),
    [
        (
            "Known associates|Associates|Gang associates|Associates (names)|Peers",
            2,
        ),
        ("Co-defendants|Co-accused names|Co-suspects", 1),
        ("Siblings|Siblings known to YJS|Siblings known to police|Brothers|Children|Partners", 3),
        ("Family members known to police|Known family|Relatives", 3),
    ],
)
def test_who_they_are(headings: str, role: int) -> None:
    for heading in headings.split("|"):
        assert _beside(heading, CELLS) == dict.fromkeys(THREE, Role(role)), heading


@pytest.mark.parametrize(
    "cell",
    [
        "Jermaine Acheampong; Kaan Yildiz",
        "Jermaine Acheampong, Kaan Yildiz",
        "Jermaine Acheampong and Kaan Yildiz",
        "Jermaine Acheampong & Kaan Yildiz",
        "Jermaine Acheampong / Kaan Yildiz",
        "Jermaine Acheampong + Kaan Yildiz",
        "Jermaine Acheampong\nKaan Yildiz",
        "ACHEAMPONG, Jermaine; YILDIZ, Kaan",
        "ACHEAMPONG, Jermaine / YILDIZ, Kaan",
        "Jermaine Acheampong (01/02/2003), Kaan Yildiz (03/04/2004)",
    ],
)
def test_how_the_names_of_a_cell_are_parted(cell: str) -> None:
    found = _beside("Known associates", [cell, "", "Corey Blakemore", "nil"])
    assert {"jermaine acheampong", "kaan yildiz"} <= set(found)
    assert len(found) == len(THREE)


@pytest.mark.parametrize(
    "cells",
    [
        ["see matrix", "Beaumont gang", "3", "Tash and Biggz"],
        ["Jermaine; Kaan", "mum", "Corey", ""],
        ["seen with Jermaine Acheampong", "lives with Kaan Yildiz", "", ""],
    ],
)
def test_cells_that_say_more_than_names_are_nobodys(cells: list[str]) -> None:
    assert _beside("Known associates", cells) == {}
    assert "column-about-another-person" in codes(only({"IOM": _frame("Associates", cells)}))


@pytest.mark.parametrize(
    "heading", ["Victims", "Friends", "Witnesses", "Next of kin", "Neighbours"]
)
def test_other_people_stay_another_persons(heading: str) -> None:
    assert _beside(heading, CELLS) == {}


@pytest.mark.parametrize("name", ["ASB panel", "MARAC", "DV perpetrators", "Stalking"])
@pytest.mark.parametrize("heading", ["Siblings", "Children", "Partners", "Known family"])
def test_relatives_on_a_list_that_holds_victims_are_no_listings(name: str, heading: str) -> None:
    frame = _frame(heading, CELLS).assign(Role="Perpetrator")
    read = read_lists({name: frame})
    assert THREE.isdisjoint(" ".join(pair) for pair in _pairs(read.names.words))


def _pairs(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(one, other) for one in words for other in words]


def test_associates_on_a_list_of_incidents_are_no_listings() -> None:
    assert _beside("Known associates", CELLS, "ASB panel") == {}


@pytest.mark.parametrize("heading", ["Informant", "Reported by", "Caller", "Victim"])
def test_nor_are_they_where_a_column_names_who_told_of_it(heading: str) -> None:
    told = [*("Ann Moss", "Bo Lee", "", "")]
    read = read_lists({"S59 nuisance": _frame("Associates", CELLS).assign(**{heading: told})})
    assert len(read) == len(NOMINALS)


def test_who_is_accused_beside_the_nominal_makes_no_list_of_victims() -> None:
    frame = _frame("Siblings", CELLS).assign(**{"Co-accused": ["Marko Ilic", "", "", ""]})
    assert Role.family in {Role(int(role)) for role in read_lists({"YJS": frame}).role}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Moss, Bo Lee", ["Ann Moss", "Bo Lee"]),
        ("Ann Moss, Bo Lee and Al Fay", ["Ann Moss", "Bo Lee and Al Fay"]),
        ("Moss, Ann", []),
        ("Ann Moss, mother", []),
        ("Ann Moss", []),
    ],
)
def test_names_between_commas(text: str, names: list[str]) -> None:
    assert names_between_commas(text) == names
