"""Changing cells of a workbook: the cell says the new text, and every other byte stays."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from cohortmatch.core.errors import OutputError
from cohortmatch.services.list_cells.sheet_xml import column_letters, column_of, sheet_xml
from cohortmatch.services.list_cells.workbook import open_sheet

SHEET = "xl/worksheets/sheet1.xml"


def a_workbook() -> bytes:
    """A list with what a spreadsheet may hold beside cells: a note, a rule, a merged title, a
    formula, a hidden column, a second sheet."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Cohort"
    page.append(["OFFICIAL", None, None, None])
    page.merge_cells("A1:D1")
    page.append(["Name", "Seen", "RAG", "Sum"])
    page.append(["Ivor Quarmby", date(2026, 5, 1), "Red", "=1+1"])
    page.append(["Una Tindall", date(2026, 5, 2), None, "=COUNTA(C3:C4)"])
    page["A3"].comment = Comment("a note", "sam")
    page.column_dimensions["D"].hidden = True
    rule = DataValidation(type="list", formula1='"Red,Amber,Green"')
    page.add_data_validation(rule)
    rule.add("C3:C9")
    book.create_sheet("Other")["A1"] = "stays"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def said(data: bytes) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [list(row) for row in book["Cohort"].iter_rows(values_only=True)]


def test_only_the_cell_changes_and_every_other_part_stays_byte_for_byte() -> None:
    before = a_workbook()
    after = open_sheet(before, "a.xlsx", "Cohort").changed({(3, 2): "Amber"})
    was, now = parts(before), parts(after)
    assert list(was) == list(now)
    assert {name for name in was if was[name] != now[name]} <= {SHEET, "xl/workbook.xml"}
    assert said(after)[2][2] == "Amber"
    expected = said(before)
    expected[2][2] = "Amber"
    assert said(after) == expected


def test_what_stands_around_the_cell_in_the_sheet_stays_byte_for_byte() -> None:
    before = a_workbook()
    sheet = open_sheet(before, "a.xlsx", "Cohort")
    now = parts(sheet.changed({(3, 2): "Amber"}))[SHEET]
    cell = sheet.xml.rows[3].cells[2]
    assert now.startswith(sheet.content[: cell.start])
    assert now.endswith(sheet.content[cell.end :])


def test_a_blank_cell_and_one_beyond_the_last_column_are_filled() -> None:
    before = a_workbook()
    new = {(4, 2): "Green", (2, 4): "Note", (4, 4): "a < b & c"}
    found = said(open_sheet(before, "a.xlsx", "Cohort").changed(new))
    assert found[3] == [
        "Una Tindall",
        *said(before)[3][1:2],
        "Green",
        "=COUNTA(C3:C4)",
        "a < b & c",
    ]
    assert found[1][4] == "Note"


def test_a_text_like_a_formula_is_text_and_an_emptied_cell_is_blank() -> None:
    data = open_sheet(a_workbook(), "a.xlsx", "Cohort").changed({(3, 2): "=1+1", (4, 0): ""})
    page = openpyxl.load_workbook(io.BytesIO(data))["Cohort"]
    assert (page["C3"].data_type, page["C3"].value) == ("s", "=1+1") or page["C3"].value == "=1+1"
    assert b"<f>1+1</f>" in parts(data)[SHEET]
    assert parts(data)[SHEET].count(b"<f>") == parts(a_workbook())[SHEET].count(b"<f>")
    assert page["A4"].value is None


def test_a_date_is_a_date_in_the_style_of_its_column() -> None:
    sheet = open_sheet(a_workbook(), "a.xlsx", "Cohort")
    style = sheet.date_style(1, [3, 4])
    assert style
    data = sheet.changed({(4, 1): (date(2026, 6, 9), style)})
    cell = openpyxl.load_workbook(io.BytesIO(data))["Cohort"]["B4"]
    assert cell.is_date and cell.value is not None
    assert str(cell.value).startswith("2026-06-09")


@pytest.mark.parametrize(
    ("row", "column", "why"),
    [(3, 3, "calculated"), (1, 2, "merged"), (1, 0, ""), (3, 2, ""), (99, 0, "")],
)
def test_calculated_and_merged_cells_are_refused(row: int, column: int, why: str) -> None:
    found = open_sheet(a_workbook(), "a.xlsx", "Cohort").refusal(row, column)
    assert why in found and bool(found) == bool(why)


def test_sums_are_calculated_again_when_the_file_is_opened() -> None:
    data = open_sheet(a_workbook(), "a.xlsx", "Cohort").changed({(3, 2): "Amber"})
    assert b'fullCalcOnLoad="1"' in parts(data)["xl/workbook.xml"]


def test_a_sheet_that_is_not_there_and_one_in_another_encoding_are_refused() -> None:
    with pytest.raises(OutputError):
        open_sheet(a_workbook(), "a.xlsx", "Elsewhere")
    with pytest.raises(OutputError):
        sheet_xml("<worksheet/>".encode("utf-16"))
    with pytest.raises(OutputError):
        sheet_xml(b"<worksheet><row></worksheet>")


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="2"><c r="A2"><v>1</v></c></row>',
        b'<row r="2" note="a > b"><c r="A2" s="1"/></row>',
        b"<row/><row><c><v>1</v></c></row>",
        b'<row r="1"/><row r="2"/>',
    ],
)
def test_sheets_as_other_programs_write_them(rows: bytes) -> None:
    book = parts(a_workbook())
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    book[SHEET] = head + b"<sheetData>" + rows + b"</sheetData></worksheet>"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in book.items():
            archive.writestr(name, content)
    data = open_sheet(target.getvalue(), "a.xlsx", "Cohort").changed({(2, 0): "x", (2, 2): "y"})
    assert said(data)[1][:3] == ["x", None, "y"]


def test_letters_of_columns_and_back() -> None:
    for number in (0, 25, 26, 701, 702, 16383):
        assert column_of(f"{column_letters(number)}7") == (7, number)
