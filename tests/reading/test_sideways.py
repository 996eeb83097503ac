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
