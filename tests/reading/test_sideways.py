"""A sheet on its side is turned where no value can go to the wrong person, and this is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.reading.formats.books import book, codes, csv_file, only

import cohortmatch as cm
from cohortmatch.reading import read_all

FORM = [
    ("Surname", "Quarmby"),
    ("Forename", "Ivor"),
    ("DOB", "03/04/1979"),
    ("Alias", ""),
    ("RAG", "Red"),
]
PROFILES = [
    ("Field", "Nominal 1", "Nominal 2"),
    ("Surname", "Quarmby", "Crake"),
    ("Forename", "Ivor", "Fenella"),
    ("DOB", "03/04/1979", "17/06/1984"),
    ("RAG", "Red", "Amber"),
]


def test_a_form_is_one_row_under_its_headings(tmp_path: Path) -> None:
    for path in (
        csv_file(tmp_path / "IOM.csv", FORM),
        book(tmp_path / "IOM.xlsx", {"S": [("Nominal profile",), *FORM]}),
    ):
        raw = only(path)
        assert raw.rows == (2,)
        assert raw.frame.iloc[0].tolist() == ["Quarmby", "Ivor", "03/04/1979", "", "Red"]
        assert "sheet-turned" in codes(raw)


def test_each_column_is_a_person(tmp_path: Path) -> None:
    raw = only(csv_file(tmp_path / "IOM.csv", PROFILES))
    assert raw.rows == (2, 3)
    assert raw.frame["Surname"].tolist() == ["Quarmby", "Crake"]
    assert raw.frame["DOB"].tolist() == ["03/04/1979", "17/06/1984"]
    assert "Field" not in raw.frame.columns


@pytest.mark.parametrize(
    "title", ["Victim details", "Referrer", "Your details", "Details of person completing form"]
)
@pytest.mark.parametrize("is_first", [True, False])
def test_what_stands_under_a_title_for_somebody_else_is_theirs(
    tmp_path: Path, title: str, is_first: bool
) -> None:
    theirs = [(title, ""), ("Name", "Canaria Vixenby"), ("Phone", "07700 900998")]
    rows = [*theirs, ("Subject", ""), *FORM] if is_first else [*FORM, *theirs]
    read = cm.read_lists(csv_file(tmp_path / "IOM.csv", rows), as_of=date(2026, 6, 1))
    assert len(read) == 1
    assert set(read.names.words) == {"ivor", "quarmby"}
    assert "phone" not in read.fields or not read.fields["phone"].of(0)


@pytest.mark.parametrize(
    "rows",
    [
        [*FORM, ("DOB", "09/09/1999")],
        [(*line, "Postcode", "RM1 3BD") for line in FORM],
    ],
    ids=["a heading twice", "headings among the values"],
)
def test_one_that_may_mix_people_up_is_refused_without_a_name(
    tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    (error,) = read_all(csv_file(tmp_path / "IOM.csv", rows)).errors
    assert error.problem.startswith("it lies on its side")
    assert "Quarmby" not in str(error)


TWO_COLUMNS = [
    ("Surname", "Quarmby", "First name", "Ivor"),
    ("DOB", "03/04/1979", "Gender", "Male"),
    ("PNC", "", "Postcode", "RM7 9QP"),
    ("Review date", "03/06/2026", "Phone", "07700 900181"),
]


def test_a_form_with_two_columns_of_headings_is_one_person(tmp_path: Path) -> None:
    listings = cm.read_lists(csv_file(tmp_path / "IOM.csv", TWO_COLUMNS))
    assert listings.row.tolist() == [2]
    assert listings.fields["postcode"].of(0) == ("RM7 9QP",)
    assert listings.fields["sex"].of(0) == ("M",)
    raw = only(tmp_path / "IOM.csv")
    assert raw.frame["Review date"].tolist() == ["03/06/2026"]


SIDES = {
    "by titles": [("Victim", "", "Suspect", ""), ("Name", "{v}", "Name", "{s}")],
    "by titles, the other way round": [
        ("Suspect", "", "Victim", ""),
        ("Name", "{s}", "Name", "{v}"),
    ],
    "by headings": [("Suspect name", "{s}", "Victim name", "{v}")],
}


@pytest.mark.parametrize("head", SIDES.values(), ids=SIDES)
def test_of_two_sides_of_a_form_only_the_suspect_is_read(
    tmp_path: Path, head: list[tuple[str, ...]]
) -> None:
    suspect, victim = ("Ivor Quarmby", "03/04/1979"), ("Una Odell", "01/02/1970")
    rows = [[c.format(s=suspect[0], v=victim[0]) for c in row] for row in head]
    is_first = "Suspect" in head[0][0]
    one, other = (suspect, victim) if is_first else (victim, suspect)
    titles = ("", "") if len(head) > 1 else ("Suspect ", "Victim ")
    rows.append([f"{titles[0]}DOB", one[1], f"{titles[1]}DOB", other[1]])
    rows.append([f"{titles[0]}address", "3 Low Road", f"{titles[1]}address", "4 High Road"])
    path = csv_file(tmp_path / "ASB referral.csv", rows)
    raw = only(path)
    assert "Odell" not in raw.frame.to_csv()
    assert "01/02/1970" not in raw.frame.to_csv()
    listings = cm.read_lists(path)
    assert [str(each) for each in listings.fields["date_of_birth"].of(0)] == ["1979-04-03"]
    assert len(listings) == 1


def test_a_form_whose_right_side_nobody_names_is_refused(tmp_path: Path) -> None:
    rows = [
        ("Name", "Ivor Quarmby", "Name", "Una Odell"),
        ("DOB", "03/04/1979", "DOB", "01/02/1970"),
    ]
    rows.append(("Address", "3 Low Road", "Address", "4 High Road"))
    (error,) = read_all(csv_file(tmp_path / "IOM.csv", rows)).errors
    assert "side" in error.problem
