"""Files for the tests, written as people write them: invented names, numbers of the far future."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from cohortmatch.core.types import RawList
from cohortmatch.reading import read_all

Rows = Sequence[Sequence[Any]]

PEOPLE: Rows = (
    ("Okafor", "Daniel", "03/04/1985", "87/1234567A", "RM1 3BD"),
    ("Kowalski", "Piotr", "14/11/1990", "87/7654321B", "IG11 7LU"),
    ("Mensah", "Grace", "28/02/1979", "", "N16 8PH"),
    ("Begum", "Shabana", "9/9/2001", "", ""),
    ("O'Brien", "Niamh", "17.06.1996", "", "E1W 1AA"),
    ("Walker", "Terence", "1/12/1968", "", "SE1P 5LX"),
)
HEADINGS = ("Surname", "Forename", "DOB", "PNC", "Postcode")


def csv_file(path: Path, rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", newline="", encoding=encoding) as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)
    return path


def book(path: Path, sheets: Mapping[str, Rows]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


def only(source: Any, **settings: Any) -> RawList:
    """The one list in a source, which must read without an error."""
    reading = read_all(source, **settings)
    assert reading.errors == ()
    (raw,) = reading.lists
    return raw


def fields(raw: RawList) -> dict[str, str]:
    return {use.heading: use.field for use in raw.info.columns}


def codes(raw: RawList) -> set[str]:
    return {finding.code for finding in raw.findings}
