"""Rows of the form itself among the listings; a nominal with a cell or two of the form stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.reading.formats.books import codes, only

HEAD = "Surname,Forename,DOB,PNC,Postcode,RAG"
PEOPLE = ("Quarmby,Ivor,03/04/1979,,RM1 3BD,Red", "Odell,Una,30/01/1988,,,Green")
OF_THE_FORM = """Free text,Free text,DD/MM/YYYY,,,Red/Amber/Green
Mandatory,Mandatory,Mandatory,Optional,Optional,Mandatory
SMITH (example),John,01/01/1980,02/73319Z,RM1 3BD,Red
EXAMPLE,John,01/01/1980,02/73319Z,RM1 3BD,Red
e.g. Smith,e.g. John,e.g. 01/01/1980,,,
Surname of nominal,First name of nominal,dd/mm/yyyy,PNC ID,Home postcode,R/A/G
Text,Text,Date,Text,Text,Drop down
(as on PNC),(as on PNC),(DDMMYYYY),,,
Doe,Joe,DD/MM/YYYY,99/9999999X,AB1 2CD,Red/Amber/Green
R = Red,A = Amber,G = Green,,,
* = new this month,,,,,"""
OF_PEOPLE = """Quillan,Zebedee,DD/MM/YYYY,,RM1 3BD,Red
Text,Zebedee,14/11/1990,,,
Quillan,Zebedee,14/11/1990,99/9999999X,,Red/Amber/Green
Date,Zebedee,14/11/1990,,RM1 3BD,Red
Exampleson,Zebedee,14/11/1990,,,
Quillan (new),Zebedee,14/11/1990,,,"""
NOBODY = """Total number of nominals: two,,,,,
Two nominals in total,,,,,
Average age,45,,,,
continued,,,,,
SURNAME,FORENAME,DATE OF BIRTH,PNC NO,POST CODE,RAG
List continues on next page,,,,,
Nil return,,,,,"""


def _read(folder: Path, *lines: str) -> tuple[tuple[object, ...], set[str]]:
    path = folder / "IOM.csv"
    path.write_text("\n".join((HEAD, *lines)) + "\n", encoding="utf-8")
    raw = only(path)
    return raw.rows, codes(raw)


@pytest.mark.parametrize("line", OF_THE_FORM.split("\n"))
def test_a_row_of_the_form_is_no_listing_and_is_told(tmp_path: Path, line: str) -> None:
    assert _read(tmp_path, line, *PEOPLE) == ((3, 4), {"row-of-the-form"})


@pytest.mark.parametrize("line", OF_PEOPLE.split("\n"))
def test_a_nominal_with_a_cell_of_the_form_stays(tmp_path: Path, line: str) -> None:
    rows, told = _read(tmp_path, line, *PEOPLE)
    assert rows == (2, 3, 4)
    assert "row-of-the-form" not in told


@pytest.mark.parametrize("line", NOBODY.split("\n"))
def test_totals_and_page_breaks_are_no_listings(tmp_path: Path, line: str) -> None:
    assert _read(tmp_path, *PEOPLE, line, "Moss,Ida,07/08/1981,,,")[0] == (2, 3, 5)


def test_a_legend_below_the_list(tmp_path: Path) -> None:
    lines = ("Key,,,,,", "Red,High risk,,,,", "Amber,Medium risk,,,,")
    assert _read(tmp_path, *PEOPLE, *lines) == ((2, 3), {"row-of-the-form"})
