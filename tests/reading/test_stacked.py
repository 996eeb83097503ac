"""Tables below each other on one sheet: whose rows they are, by their own headings."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.reading.formats.books import codes, csv_file, only

OTHERS = "in a table of other people further down the sheet"
NOT_READ = "in another table further down the sheet"
NOMINALS = (
    ("Surname", "Forename", "DOB", "PNC", "RAG"),
    ("Okafor", "Daniel", "03/04/1985", "87/1234567A", "Red"),
    ("Kowalski", "Piotr", "14/11/1990", "87/7654321B", "Amber"),
)

LEFT_OUT = {
    "victims": (OTHERS, "Victim Surname|Victim Forename|Victim DOB", "Crane|Imelda|01/02/1970"),
    "victims in one column": (OTHERS, "Victim|DOB|Address", "Imelda Crane|01/02/1970|3 Low Road"),
    "victims with short headings": (OTHERS, "Vic name|Vic DOB|Vic address", "Imelda Crane||"),
    "numbered victims": (OTHERS, "Victim 1 name|Victim 1 DOB", "Imelda Crane|01/02/1970"),
    "next of kin": (OTHERS, "NOK|Address|Tel", "Imelda Crane|3 Low Road|07700 900111"),
    "complainants": (OTHERS, "Complainant name|Complainant tel", "Imelda Crane|07700 900111"),
    "witnesses": (OTHERS, "Witness|Address", "Imelda Crane|3 Low Road"),
    "the panel's contacts": (NOT_READ, "Name|Agency|Tel", "Imelda Crane|IDVA|07700 900111"),
    "contacts by e-mail": (NOT_READ, "Name|Organisation|Email|Phone", "Imelda Crane|IDVA||"),
    "who attends": (NOT_READ, "Name|Role|Tel", "Imelda Crane|IDVA|07700 900111"),
    "relatives": (NOT_READ, "Name|DOB|Relationship", "Imelda Crane|01/02/1970|Mother"),
    "names and addresses": (NOT_READ, "Name|Address|Phone", "Imelda Crane|3 Low Road|"),
}


def _cells(line: str) -> tuple[str, ...]:
    return tuple(line.split("|"))


@pytest.mark.parametrize("is_apart", [True, False], ids=["behind a blank row", "at once"])
@pytest.mark.parametrize(("why", "headings", "row"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_other_tables_are_left_out_and_counted(
    tmp_path: Path, why: str, headings: str, row: str, is_apart: bool
) -> None:
    rows = [*NOMINALS, *([()] if is_apart else []), _cells(headings), _cells(row)]
    raw = only(csv_file(tmp_path / "IOM.csv", rows))
    assert raw.rows == (2, 3)
    assert raw.info.excluded == {"headings of another table": 1, why: 1}
    assert "Crane" not in raw.frame.to_csv()
    assert codes(raw) >= {"table-of-others" if why == OTHERS else "table-not-read"}
    assert all("Crane" not in str(finding) for finding in raw.findings)


@pytest.mark.parametrize("title", ["Victims", "Next of kin", "For info - complainants"])
def test_a_title_says_whose_the_table_is(tmp_path: Path, title: str) -> None:
    rows = [*NOMINALS, (), (title,), ("Name", "Date of birth"), ("Imelda Crane", "")]
    raw = only(csv_file(tmp_path / "IOM.csv", rows))
    assert raw.rows == (2, 3)
    assert raw.info.excluded[OTHERS] == 1


GOES_ON = {
    "the same headings elsewhere": ("DOB|Surname|Forename|RAG|PNC", "28/02/1979|Mensah|Grace|Red|"),
    "other words for them": ("Last name|First name|Date of birth", "Mensah|Grace|28/02/1979"),
    "with more": ("Surname|Forename|D.O.B.|Ward", "Mensah|Grace|28/02/1979|Heaton"),
    "with a heading that is a surname too": (
        "Surname|Forename|DOB|Court",
        "Mensah|Grace|28/02/1979|",
    ),
    "with an officer": ("Surname|Forename|DOB|Lead officer", "Mensah|Grace|28/02/1979|PC Swann"),
}


@pytest.mark.parametrize(("headings", "row"), GOES_ON.values(), ids=GOES_ON)
@pytest.mark.parametrize("title", ["", "In custody"])
def test_more_nominals_are_read(tmp_path: Path, title: str, headings: str, row: str) -> None:
    rows = [*NOMINALS, (), *([(title,)] if title else []), _cells(headings), _cells(row)]
    raw = only(csv_file(tmp_path / "IOM.csv", rows))
    assert len(raw.rows) == 3
    last = raw.frame.iloc[2]
    assert list(last[["Surname", "Forename", "DOB"]]) == ["Mensah", "Grace", "28/02/1979"]
    assert not title or last["Section"] == title


def test_victims_first_do_not_hide_the_nominals(tmp_path: Path) -> None:
    rows = [
        _cells("Victim surname|Victim forename|Victim DOB"),
        ("Crane", "Imelda", "1/2/1970"),
        (),
    ]
    raw = only(csv_file(tmp_path / "IOM.csv", [*rows, *NOMINALS]))
    assert raw.rows == (5, 6)
    assert "Crane" not in raw.frame.to_csv()


def test_removed_nominals_stay_removed(tmp_path: Path) -> None:
    rows = [*NOMINALS, (), ("Removed",), _cells("DOB|Surname|Forename"), ("", "Mensah", "Grace")]
    raw = only(csv_file(tmp_path / "IOM.csv", rows))
    assert raw.rows == (2, 3)
    assert "section-removed" in codes(raw)


LISTINGS = {
    "surnames that stand in headings": "Ward|Page|01/02/1970||Red",
    "nothing but a name": "Page|Christian|||",
    "a name like a role": "Child|Nominal|||Red",
}


def test_words_for_unknown_are_no_headings_and_nobody(tmp_path: Path) -> None:
    rows = [*NOMINALS, _cells("Unknown|Unknown|Unknown|N/K|"), ("Mensah", "Grace", "", "", "")]
    raw = only(csv_file(tmp_path / "IOM.csv", rows))
    assert raw.rows == (2, 3, 5)
    assert "row-without-person" in codes(raw)


@pytest.mark.parametrize("row", LISTINGS.values(), ids=LISTINGS)
def test_listings_are_no_headings(tmp_path: Path, row: str) -> None:
    rows = [*NOMINALS, (), _cells(row), ("Mensah", "Grace", "28/02/1979", "", "")]
    raw = only(csv_file(tmp_path / "IOM.csv", rows))
    assert raw.rows == (2, 3, 5, 6)
