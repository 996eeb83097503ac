"""Lists whose first row is a person: nobody is lost in silence, and no name is shown."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from tests.reading.formats.books import HEADINGS, PEOPLE, Rows, book, codes, csv_file, fields, only

from cohortmatch.core.errors import ColumnsError
from cohortmatch.reading import read_all

TAIL: Rows = (
    ("Mensah", "Grace", "28/02/1979", "On licence", "Offender", "N16 8PH"),
    ("Begum", "Shabana", "9/9/2001", "Custody", "Offender", ""),
    ("O'Brien", "Niamh", "17.06.1996", "Community", "Offender", "E1W 1AA"),
)
FIRST_ROWS: Rows = (
    ("Okafor", "Daniel", "03/04/1985", "On licence", "Offender", "RM1 3BD"),
    ("Okafor", "Daniel", "not known", "On licence", "Offender", "NFA"),
    ("Okafor", "Daniel", "", "Custody", "", ""),
    ("Okafor", "Daniel", "N/K", "IOM", "Perpetrator", "Rose Cottage"),
    ("Parsons", "Christine", "03/04/1985", "Level 2", "Suspect", ""),
    ("Parsons", "Christine", "awaiting", "Lead", "Alias", "Street"),
    ("Pearsen", "Blip", "awaiting", "Licence", "Status", "Nowhere"),
    ("Street", "Ward", "awaiting", "Licence", "Offender", "Nowhere"),
    ("Ward", "Faith", "awaiting", "Prison", "Offender", "Tower House"),
    ("Zog", "Blip", "awaiting", "On licence", "Offender", "Nowhere"),
    ("Zog", "Blip", "3 March 1985", "On licence", "Offender", ""),
)


def text_of(reading: object) -> str:
    """Everything that a reading shows anywhere."""
    errors = [str(error) for error in reading.errors]  # type: ignore[attr-defined]
    raws = reading.lists  # type: ignore[attr-defined]
    return " ".join([*errors, *(f"{raw.info} {raw.findings}" for raw in raws)])


@pytest.mark.parametrize("first", FIRST_ROWS, ids=range(len(FIRST_ROWS)))
@pytest.mark.parametrize("rest", [TAIL, TAIL[:1], ()], ids=["three", "one", "none"])
def test_a_person_in_the_first_row_is_never_taken_for_headings(
    tmp_path: Path, first: tuple[str, ...], rest: Rows
) -> None:
    rows = [first, *rest]
    for path in (
        csv_file(tmp_path / "a.csv", rows),
        book(tmp_path / "b.xlsx", {"Sheet1": rows}),
    ):
        reading = read_all(path)
        (error,) = reading.errors
        assert isinstance(error, ColumnsError)
        assert "Surname, Forename, Date of birth" in error.remedy
        shown = text_of(reading)
        assert not any(cell in shown for row in rows for cell in row[:2] if cell)


@pytest.mark.parametrize("place", [1, 7, 40, 90])
def test_nor_is_one_further_down(tmp_path: Path, place: int) -> None:
    rows = [*TAIL] * 40
    rows.insert(place, FIRST_ROWS[4])
    (error,) = read_all(csv_file(tmp_path / "a.csv", rows)).errors
    assert error.problem == "it begins with a listing: there is no row of headings"


HEADED: Rows = (
    ("Offender", "RAG", "Lead officer"),
    ("Name", "Grace period", "May", "June", "Victoria ward"),
    ("Name", "D.O.B", "01/05/2026", "01/06/2026"),
    ("Christian name", "Family name", "Ward"),
    ("Surrname", "Forenmae", "RAG"),
    ("Street", "Name", "Alias"),
    ("Perp name", "Perp DOB", "Perp PNC", "Case officer"),
)


@pytest.mark.parametrize("head", HEADED, ids=range(len(HEADED)))
@pytest.mark.parametrize("count", [0, 1, 3])
def test_headings_that_look_a_little_like_a_listing_are_headings(
    tmp_path: Path, head: tuple[str, ...], count: int
) -> None:
    listed = [("Grace Mensah", "Red", "Sam Worker", "1", "2")[: len(head)]] * count
    raw = only(csv_file(tmp_path / "a.csv", [head, *listed]))
    assert list(raw.frame.columns)[: len(head)] == list(head)
    assert len(raw.rows) == count


def test_a_heading_that_may_be_a_role_is_told_by_what_stands_below(tmp_path: Path) -> None:
    head = ("Offender", "Beat", "Shift", "Tint")
    named = [("Grace Mensah", "a", "b", "c"), ("Ann Clarke", "d", "e", "f")]
    raw = only(csv_file(tmp_path / "a.csv", [head, *named]))
    assert (raw.rows, fields(raw)["Offender"]) == ((2, 3), "name")
    roles = [("Suspect", "a", "b", "c"), ("Victim", "d", "e", "f")]
    assert read_all(csv_file(tmp_path / "b.csv", [head, *roles])).errors


def test_headings_that_the_settings_name_are_headings(tmp_path: Path) -> None:
    rows = [("Qui", "Quand"), ("Grace Mensah", "1/2/1980"), ("Ann Clarke", "3/4/1981")]
    path = csv_file(tmp_path / "IOM.csv", rows)
    (error,) = read_all(path).errors
    assert "cohortmatch.toml" in error.remedy
    raw = only(path, columns={"IOM": {"name": "Qui", "date_of_birth": "Quand"}})
    assert (raw.rows, fields(raw)["Qui"]) == ((2, 3), "name")


def test_a_sheet_that_goes_on_without_headings_is_told(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {"Current": [HEADINGS, *PEOPLE[:3]], "Custody": PEOPLE[3:]}
    raw = only(book(tmp_path / "IOM.xlsx", sheets))
    (found,) = raw.findings
    assert (found.code, found.detail) == ("sheet-without-headings", "“Custody”, 3 rows")


def test_people_above_the_headings_are_told(tmp_path: Path) -> None:
    rows = [("IOM list",), *PEOPLE[:2], HEADINGS, *PEOPLE[2:]]
    raw = only(csv_file(tmp_path / "IOM.csv", rows))
    (found,) = raw.findings
    assert (found.code, found.rows) == ("rows-above-headings", (2, 3))


def test_a_frame_labelled_by_a_person_is_refused_without_naming_them() -> None:
    frame = pd.DataFrame(PEOPLE[1:], columns=list(PEOPLE[0]))
    (error,) = read_all({"IOM": frame}).errors
    assert error.problem == "the labels of its columns are a listing, not headings"
    assert "Okafor" not in str(error)
    assert codes(only({"IOM": pd.DataFrame(PEOPLE)})) == {"column-by-values"}
