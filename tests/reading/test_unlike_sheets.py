"""Sheets of one workbook with headings of their own: which go on with the list, and whose rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reading.formats.books import Rows, book, codes, only

import cohortmatch as cm

MAIN: Rows = (
    ("Surname", "Forename", "DOB", "PNC", "RAG"),
    ("Okafor", "Daniel", "03/04/1985", "87/1234567A", "Red"),
    ("Kowalski", "Piotr", "14/11/1990", "87/7654321B", "Amber"),
)
OTHER = ("Mensah, Grace", "28/02/1979")


def _names(folder: Path, name: str, sheets: dict[str, Rows]) -> list[tuple[str, str]]:
    """The names listed of a workbook: (given, surname)."""
    read = cm.read_lists(book(folder / f"{name}.xlsx", sheets))
    names = read.names
    word = ("", *names.words)
    first = [names.offsets[place] for place in range(len(read))]
    return [(word[names.given[at] + 1], word[names.surname[at] + 1]) for at in first]


GOES_ON = {
    "another word for the name": "Nominal name|Date of birth|Prison",
    "with a worker": "Nominal|D.O.B.|Prison officer",
    "a number": "Name|PNC ID|Custody",
}


@pytest.mark.parametrize("headings", GOES_ON.values(), ids=GOES_ON)
def test_a_sheet_of_nominals_goes_on_with_the_list(tmp_path: Path, headings: str) -> None:
    heads = headings.split("|")
    second = "87/0000001C" if "PNC" in heads[1] else OTHER[1]
    sheets = {"Community": MAIN, "Custody": (heads, (OTHER[0], second, "Thameside"))}
    assert _names(tmp_path, "IOM", sheets) == [
        ("daniel", "okafor"),
        ("piotr", "kowalski"),
        ("grace", "mensah"),
    ]
    raw = only(tmp_path / "IOM.xlsx")
    assert "sheet-by-own-headings" in codes(raw)
    assert raw.rows[-1] == "Custody!2"


STAYS_OUT = {
    "the panel's contacts": ("Partners", "Name|Agency|Email"),
    "victims": ("Victims", "Name|Date of birth"),
    "next of kin": ("NOK", "Name|Date of birth"),
    "complainants by their heading": ("Sheet2", "Complainant|Date of birth"),
    "victims beside equal headings": ("Sheet2", "Victim name|DOB|PNC"),
    "relatives by their roles": ("Sheet2", "Name|Date of birth|Relationship"),
}


@pytest.mark.parametrize(("sheet", "headings"), STAYS_OUT.values(), ids=STAYS_OUT)
def test_a_sheet_of_other_people_does_not(tmp_path: Path, sheet: str, headings: str) -> None:
    heads = headings.split("|")
    row = ("Mensah, Grace", "28/02/1979", "" if "PNC" in heads else "Mother")[: len(heads)]
    names = _names(tmp_path, "IOM", {"Cohort": MAIN, sheet: (heads, row)})
    assert names == [("daniel", "okafor"), ("piotr", "kowalski")]


def test_a_log_about_the_same_people_does_not(tmp_path: Path) -> None:
    log = (("Nominal", "D.O.B.", "Offence"), *[("Daniel Okafor", "03/04/1985", "Theft")] * 3)
    assert len(_names(tmp_path, "IOM", {"Cohort": MAIN, "Offences": log})) == 2


def test_on_a_list_with_victims_a_plain_name_is_not_the_perpetrator_s(tmp_path: Path) -> None:
    perps = (("Perpetrator", "DOB"), ("Daniel Okafor", "03/04/1985"))
    plain = (("Name", "Date of birth"), ("Grace Mensah", "28/02/1979"))
    named = {"Sheet1": perps, "Sheet2": plain}
    assert _names(tmp_path, "ASB", named) == [("daniel", "okafor")]
    alike = {"Sheet1": perps, "Sheet2": (("Suspect", "Date of birth"), plain[1])}
    assert len(_names(tmp_path, "ASB panel", alike)) == 2


def test_another_person_s_columns_are_left_behind_and_told(tmp_path: Path) -> None:
    custody = (
        ("Nominal", "D.O.B.", "Prison", "Victim", "Victim DOB", "Address"),
        ("Grace Mensah", "28/02/1979", "Thameside", "Una Odell", "01/02/1970", "3 Low Road"),
    )
    raw = only(book(tmp_path / "IOM.xlsx", {"Community": MAIN, "Custody": custody}))
    assert "Odell" not in raw.frame.to_csv()
    assert "Low Road" not in raw.frame.to_csv()
    told = {each.column for each in raw.findings if each.code == "column-about-another-person"}
    assert told == {"Victim", "Victim DOB", "Address"}


def test_children_and_adults_of_a_list_of_families(tmp_path: Path) -> None:
    adults = (("Family ID", "Name", "DOB"), ("F1", "Donna Askew", "03/04/1979"))
    children = (("Family ID", "Child name", "D.O.B."), ("F1", "Mia Askew", "27/06/2012"))
    sheets = {"Adults": adults, "Children": children}
    assert len(_names(tmp_path, "Supporting Families", sheets)) == 2
    assert len(_names(tmp_path, "IOM", sheets)) == 1


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(("Okafor", "Kowalski", "Mensah", "Begum", "Walker", "Quarmby")),
        st.sampled_from(("Daniel", "Piotr", "Grace", "Shabana", "Terence")),
        st.integers(1950, 2007).map(lambda year: f"03/04/{year}"),
    ),
    min_size=4,
    max_size=8,
    unique=True,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(people=PEOPLE, data=st.data())
def test_headings_of_its_own_change_nobody(
    tmp_path: Path, people: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    """Law: a tab under other headings holds the same people as under the list's own."""
    cut = data.draw(st.integers(2, len(people) - 1))
    plain = ("Surname", "Forename", "DOB")
    main = (plain, *people[:cut])
    alike = {"A": main, "B": (plain, *people[cut:])}
    whole = [(f"{given} {surname}", born) for surname, given, born in people[cut:]]
    unlike = {"A": main, "B": (("Nominal name", "Date of birth"), *whole)}
    assert _names(tmp_path, "IOM", unlike) == _names(tmp_path, "IOM", alike)
