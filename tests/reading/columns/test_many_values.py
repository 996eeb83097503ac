"""A cell of very many values, or a row of very many cells: told, not used, and soon read."""

from __future__ import annotations

import time
from pathlib import Path

import openpyxl
import pytest
from tests.reading.formats.books import csv_file

import cohortmatch as cm
from cohortmatch.core.types import Listings

HEADINGS = ("Name", "DOB", "PNC", "Address", "Postcode", "Phone")
MANY = 2_000
SECONDS = 3.0
"""Of the processor, for both lists; without a bound a cell takes five and more."""
VALUES = {
    "Name": [f"Quarmb{chr(97 + i % 26)}, Iv{chr(97 + i // 26 % 26)}r" for i in range(MANY)],
    "DOB": [f"{i % 28 + 1:02}/{i // 28 % 12 + 1:02}/{i // 336 + 1950}" for i in range(MANY)],
    "PNC": [f"20{i % 80 + 10}/{i:07}Z" for i in range(MANY)],
    "Address": [f"{i + 1} Elm Road" for i in range(MANY)],
    "Postcode": [f"RM{i % 9 + 1} {i % 10}BD" for i in range(MANY)],
    "Phone": [f"07700{900000 + i}" for i in range(MANY)],
}
SEPARATORS = {
    "semicolon": ";",
    "comma": ", ",
    "slash": " / ",
    "line break": "\n",
    "pipe": " | ",
    "tab": "\t",
}


def rows(heading: str, cell: str) -> list[tuple[str, ...]]:
    """Twenty ordinary rows and twelve with the cell."""
    plain = [
        (
            f"Odell{chr(97 + i)}, Una",
            "31/01/1990",
            "",
            f"{i + 1} Low Road",
            "RM1 3BD",
            f"07700{900500 + i}",
        )
        for i in range(32)
    ]
    place = HEADINGS.index(heading)
    odd = [(*row[:place], cell, *row[place + 1 :]) for row in plain[:12]]
    return [HEADINGS, *plain[12:], *odd]


def written(folder: Path, kind: str, table: list[tuple[str, ...]]) -> Path:
    if kind == "csv":
        return csv_file(folder / "IOM.csv", table)
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for number, row in enumerate(table, 1):
        for place, text in enumerate(row, 1):
            sheet.cell(number, place, text)
    made.save(folder / "IOM.xlsx")
    return folder / "IOM.xlsx"


def soon(path: Path) -> Listings:
    """The list as it is read, which must not take long."""
    before = time.process_time()
    listings = cm.read_lists({"IOM": path})
    assert time.process_time() - before < SECONDS
    return listings


def told(listings: Listings, code: str) -> set[object]:
    found = [each for each in listings.noticed if each.code == code]
    return {row for each in found for row in each.rows}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("separator", SEPARATORS.values(), ids=SEPARATORS)
@pytest.mark.parametrize("heading", HEADINGS)
def test_a_cell_of_very_many_values_is_told_and_not_used(
    tmp_path: Path, heading: str, separator: str, kind: str
) -> None:
    cell = separator.join(VALUES[heading])[:32_000]
    listings = soon(written(tmp_path, kind, rows(heading, cell)))
    assert told(listings, "too-many-values") >= set(range(22, 34))
    assert (listings.fields["date_of_birth"].counts <= 1).all()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_cell_that_falls_apart_makes_no_columns_of_dates(tmp_path: Path, separator: str) -> None:
    dates = separator.join(VALUES["DOB"])
    lines = ["Name,DOB,RAG", *(f"Odell{each} Una,{dates},Red" for each in "abcdefghijkl")]
    path = tmp_path / "IOM.csv"
    path.write_text("\n".join(lines))
    listings = soon(path)
    assert len(listings.lists[0].columns) <= 60
    found = told(listings, "too-many-values") | told(listings, "columns-not-read")
    assert found == set(range(2, 14))


def test_letters_of_a_column_without_a_heading_are_no_heading(tmp_path: Path) -> None:
    blank = [f"note {n}" for n in range(50)]
    table = [("Name", "DOB", *[f"Flag {n}" for n in range(140)])]
    table += [(f"Odell{x}, Una", "31/01/1990", *["x"] * 140, *blank) for x in "abc"]
    columns = soon(csv_file(tmp_path / "IOM.csv", table)).lists[0].columns
    unnamed = {use.heading: use.field for use in columns if use.heading.startswith("(column")}
    assert {"(column FN)", "(column GF)"} <= unnamed.keys()
    assert set(unnamed.values()) == {"other"}
