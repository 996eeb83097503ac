"""What spreadsheets do to what was typed, from the file to the value that is compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.utils.datetime
import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from cohortmatch import read_lists
from cohortmatch.core.types import Listings

HEADINGS = ("Surname", "Forename", "DOB", "PNC", "ASN", "NHS No", "Postcode")
Cells = list[tuple[Any, ...]]


def xlsx(path: Path, rows: Cells, date1904: bool = False) -> Path:
    made = openpyxl.Workbook()
    if date1904:
        made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = made.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    for row in sheet.iter_rows():
        for cell in row:
            cell.data_type = "e" if cell.value == "#REF!" else cell.data_type
    made.save(path)
    return path


def xls(path: Path, rows: Cells, date1904: bool = False) -> Path:
    made = xlwt.Workbook()
    made.dates_1904 = date1904
    sheet = made.add_sheet("List")
    style = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value == "#REF!":
                sheet.row(number).set_cell_error(column, 0x17)
            elif isinstance(value, date):
                sheet.write(number, column, value, style)
            elif value is not None:
                sheet.write(number, column, value)
    made.save(str(path))
    return path


def ods(path: Path, rows: Cells, date1904: bool = False) -> Path:
    document = OpenDocumentSpreadsheet()
    table = Table(name="List")
    for row in rows:
        line = TableRow()
        for value in row:
            line.addElement(ods_cell(value))
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


def ods_cell(value: Any) -> TableCell:
    attributes: dict[str, Any] = {"valuetype": "string"}
    if isinstance(value, bool):
        attributes = {"valuetype": "boolean", "booleanvalue": str(value).lower()}
    elif isinstance(value, int | float):
        attributes = {"valuetype": "float", "value": value}
    elif isinstance(value, date):
        attributes = {"valuetype": "date", "datevalue": value.isoformat()[:10]}
    cell = TableCell(**attributes)
    if value is not None:
        cell.addElement(P(text=str(value).upper() if isinstance(value, bool) else str(value)))
    return cell


MAKERS: Mapping[str, Callable[..., Path]] = {"xlsx": xlsx, "xls": xls, "ods": ods}
ROWS: Cells = [
    HEADINGS,
    ("Okafor", "Daniel", date(1985, 4, 3), "87/1201Q", None, 9434765919, "RM1\u00a03BD"),
    ("Kowalski", "Piotr", 29221, datetime(2087, 12, 1), 1.2e17, "943,476,5919", "\u200bN16 8PH "),
    (True, "None", "25/03/1990", None, None, 9.43e9, None),
    ("Null", "Na", "#REF!", None, None, "9.43E+09", None),
    ("O\u00e2\u20ac\u2122Brien", "Zo\u00eb\u00a0", "12/05/65", None, None, None, None),
    ("Walker", "Ann aka Annie @ Nan", 0, "#REF!", None, None, None),
    ("Mensah", "Ama & Kofi", "1990", None, None, None, None),
]  # fmt: skip


def found_in(listings: Listings) -> dict[str, tuple[object, ...]]:
    return {found.code: found.rows for found in listings.noticed}


def names_of(listings: Listings) -> list[str]:
    names = listings.names
    return [names.words[names.surname[start]] for start in names.offsets[:-1]]


@pytest.mark.parametrize("kind", MAKERS)
def test_every_trap_is_read_or_told(tmp_path: Path, kind: str) -> None:
    listings = read_lists(MAKERS[kind](tmp_path / f"IOM.{kind}", ROWS), as_of=date(2026, 6, 1))
    born = [[str(value) for value in listings.field("date_of_birth").of(i)] for i in range(8)]
    dates = ["1985-04-03", "1980-01-01", "1990-03-25", "", "1965-05-12", "", "1990", ""]
    assert born == [[each] if each else [] for each in dates]
    surnames = ["okafor", "kowalski", "true", "null", "obrien", "walker", "mensah", "mensah"]
    assert names_of(listings) == surnames
    assert [listings.field("postcode").of(i) for i in (0, 1)] == [("RM1 3BD",), ("N16 8PH",)]
    assert [len(listings.field("nhs_number").of(i)) for i in (0, 1, 3)] == [1, 1, 0]
    found = found_in(listings)
    expected = {
        "dob-serial-number": (3,),
        "dob-first-of-january": (3,),
        "dob-spreadsheet-error": (5,),
        "dob-two-digit-year": (6,),
        "dob-placeholder": (7,),
        "dob-partial": (8,),
        "text-misread": (6,),
        "name-others-in-cell": (7,),
        "people-parted": (8,),
    }
    assert {code: found.get(code) for code in expected} == expected
    damaged = {(f.column, f.rows) for f in listings.noticed if f.code == "identifier-damaged"}
    assert {("PNC", (3, 7)), ("ASN", (3,))} <= damaged


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_both_date_systems_give_the_same_dates(tmp_path: Path, kind: str) -> None:
    rows: Cells = [
        HEADINGS[:3],
        ("Okafor", "Daniel", date(1985, 4, 3)),
        ("Lee", "Jo", 29221 - 1462),
    ]
    path = MAKERS[kind](tmp_path / f"IOM.{kind}", rows, date1904=True)
    listings = read_lists(path, as_of=date(2026, 6, 1))
    born = [str(listings.field("date_of_birth").of(i)[0]) for i in (0, 1)]
    assert born == ["1985-04-03", "1980-01-01"]


@pytest.mark.parametrize("kind", MAKERS)
def test_days_and_months_that_a_spreadsheet_turned_are_told_by_column(
    tmp_path: Path, kind: str
) -> None:
    """Typed day first into a month-first spreadsheet: up to the 12th a date, then text."""
    typed = [(day, month) for day in (3, 5, 14, 21, 8, 28, 11, 17) for month in (2, 9)]
    cells = [
        date(1985, day, month) if day <= 12 else f"{day:02}/{month:02}/1985" for day, month in typed
    ]
    rows: Cells = [HEADINGS[:3], *(("Lee", f"Jo{n}", cell) for n, cell in enumerate(cells))]
    listings = read_lists(MAKERS[kind](tmp_path / f"IOM.{kind}", rows), as_of=date(2026, 6, 1))
    born = [listings.field("date_of_birth").of(i)[0] for i in range(len(typed))]
    assert [(each.day, each.month) for each in born] == typed
    (found,) = [f for f in listings.noticed if f.code == "dob-real-dates-turned"]
    assert (found.list_name, found.column) == ("IOM", "DOB")


def test_text_that_excel_writes_as_a_formula_is_read_as_it_shows(tmp_path: Path) -> None:
    lines = ["Surname,Forename,PNC,NHS No"]
    lines += ['="Okafor",Daniel,="87/1201Q","=""9434765919"""', '=SUM(A1),Ann,="",']
    (tmp_path / "IOM.csv").write_text("\n".join(lines))
    listings = read_lists(tmp_path / "IOM.csv")
    assert listings.raw[0].to_numpy().tolist()[0] == ["Okafor", "Daniel", "87/1201Q", "9434765919"]
    assert listings.raw[0].to_numpy().tolist()[1] == ["=SUM(A1)", "Ann", "", ""]


def test_ragged_rows_filters_and_marks_of_encoding(tmp_path: Path) -> None:
    """Short rows are filled up; a filter's rows are hidden; the mark of UTF-8 is no letter."""
    (tmp_path / "DIP.csv").write_bytes("\ufeffSurname,Forename,DOB\nOkafor\nLee,Jo\n".encode())
    listings = read_lists(tmp_path / "DIP.csv")
    assert listings.raw[0].to_numpy().tolist() == [["Okafor", "", ""], ["Lee", "Jo", ""]]
    path = xlsx(tmp_path / "SGV.xlsx", [HEADINGS, *ROWS[1:4]])
    made = openpyxl.load_workbook(path)
    sheet = made.worksheets[0]
    sheet.auto_filter.ref = "A1:G4"
    sheet.auto_filter.add_filter_column(0, ["Okafor"])
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True
    made.save(path)
    assert found_in(read_lists(path))["rows-hidden"] == (3, 4)
