"""What stands around and between the listings: titles, sections, totals, merged headings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.utils.datetime
import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import Table, TableCell, TableColumn, TableRow
from odf.text import P
from openpyxl.styles import Font, PatternFill
from tests.reading.formats.books import HEADINGS, PEOPLE, book, codes, csv_file, fields, only
from tests.reading.formats.xlsb import xlsb_file

from cohortmatch.reading import read_all


def test_title_and_marking_rows_stand_above_the_headings(tmp_path: Path) -> None:
    rows = [
        ("OFFICIAL-SENSITIVE",),
        ("Havering IOM cohort list as at 1 June 2026", "", "", "Owner: community safety"),
        (),
        ("Date", "01/06/2026", "", "Status", "Live"),
        HEADINGS,
        *PEOPLE,
    ]
    raw = only(csv_file(tmp_path / "list.csv", rows))
    assert raw.rows == (6, 7, 8, 9, 10, 11)
    assert list(raw.frame.columns) == list(HEADINGS)
    assert raw.info.name == "IOM"
    assert str(raw.info.as_at) == "2026-06-01"


def test_blank_rows_totals_and_repeated_headings_are_no_listings(tmp_path: Path) -> None:
    rows = [HEADINGS, PEOPLE[0], (), HEADINGS, PEOPLE[1], ("Total", "2"), ("Total nominals: 2",)]
    raw = only(csv_file(tmp_path / "a.csv", rows))
    assert raw.rows == (2, 5)
    assert raw.info.excluded == {"rows that repeat the headings": 1, "totals": 2}
    assert raw.info.rows_in == 5


@pytest.mark.parametrize("column", [0, 1])
def test_section_rows_become_a_column(tmp_path: Path, column: int) -> None:
    def section(text: str) -> tuple[str, ...]:
        return ("",) * column + (text,)

    rows = [
        ("No.", *HEADINGS),
        *(section("RED"), (1, *PEOPLE[0]), (2, *PEOPLE[1])),
        *(section("In custody (1)"), (3, *PEOPLE[2])),
        *(section("AMBER - nominals"), (4, *PEOPLE[3])),
    ]
    raw = only(csv_file(tmp_path / "a.csv", rows))
    assert raw.rows == (3, 4, 6, 8)
    sections = ["RED", "RED", "In custody (1)", "AMBER - nominals"]
    assert raw.frame["Section"].tolist() == sections
    assert fields(raw)["Section"] == "status"


def test_people_under_a_removed_heading_are_not_matched_and_are_reported(tmp_path: Path) -> None:
    rows = [
        ("No.", *HEADINGS),
        (1, *PEOPLE[0]),
        ("Removed this month",),
        *((2, *PEOPLE[1]), (3, *PEOPLE[2])),
        ("Current",),
        (4, *PEOPLE[3]),
    ]
    raw = only(csv_file(tmp_path / "a.csv", rows))
    assert raw.rows == (2, 7)
    (found,) = [f for f in raw.findings if f.code == "section-removed"]
    assert (found.rows, found.detail) == ((4, 5), "“removed”")
    assert raw.info.excluded["listed under a heading such as Removed"] == 2


def test_a_listing_of_a_name_alone_is_a_listing(tmp_path: Path) -> None:
    rows = [
        ("Name", "DOB", "RAG"),
        ("Daniel Okafor", "1/1/80", "Red"),
        ("Grace Mensah",),
        ("Al Green",),
    ]
    assert only(csv_file(tmp_path / "a.csv", rows)).rows == (2, 3, 4)


def test_numbered_but_empty_rows_and_remarks_are_no_listings(tmp_path: Path) -> None:
    remark = "Please send corrections to the community safety team before the next meeting, thanks."
    rows = [
        ("No.", *HEADINGS, "RAG"),
        (1, *PEOPLE[0], "Red"),
        (2,),
        (3, *[""] * 5, "Red"),
        (remark,),
    ]
    raw = only(csv_file(tmp_path / "a.csv", rows))
    assert raw.rows == (2,)
    assert raw.info.excluded == {"rows without a person": 2, "remarks": 1}
    assert [f.rows for f in raw.findings if f.code == "row-without-person"] == [(3, 4)]


def test_headings_in_two_rows_tell_the_nominals_name_from_the_officers(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.append(["IOM cohort", "", "", "", "", ""])
    sheet.append(["Nominal", "", "", "Offender manager", "", "RAG"])
    sheet.append(["Surname", "Forename", "DOB", "Name", "Phone", ""])
    for row in PEOPLE:
        sheet.append([*row[:3], "Sam Worker", "020 7946 0001", "Red"])
    for cells in ("A1:F1", "A2:C2", "D2:E2", "F2:F3"):
        sheet.merge_cells(cells)
    made.save(tmp_path / "a.xlsx")
    raw = only(tmp_path / "a.xlsx")
    assert fields(raw) == {
        "Nominal / Surname": "surname",
        "Nominal / Forename": "forename",
        "Nominal / DOB": "date_of_birth",
        "Offender manager / Name": "status",
        "Offender manager / Phone": "another_person",
        "RAG": "status",
    }
    assert raw.rows[0] == 4


def test_headings_in_two_rows_of_a_text_file(tmp_path: Path) -> None:
    rows = [("Nominal", "", "", "Lead officer", ""), ("Name", "DOB", "PNC", "Name", "Team")]
    rows += [("Grace Mensah", "1/2/1980", "", "Sam Worker", "North")]
    raw = only(csv_file(tmp_path / "a.csv", rows))
    assert fields(raw)["Nominal / Name"] == "name"
    assert fields(raw)["Lead officer / Name"] == "status"
    assert raw.rows == (3,)


def test_second_row_of_headings_below_merged_ones(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.append(["Surname", "Forename", "DOB", "Risk", "", "Lead officer"])
    sheet.append(["", "", "", "RAG", "Level", ""])
    for row in PEOPLE:
        sheet.append([*row[:3], "Red", "2", "Sam Worker"])
    for cells in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"):
        sheet.merge_cells(cells)
    made.save(tmp_path / "a.xlsx")
    raw = only(tmp_path / "a.xlsx")
    assert list(raw.frame.columns)[3:] == ["Risk / RAG", "Risk / Level", "Lead officer"]
    assert raw.rows == (3, 4, 5, 6, 7, 8)


def test_a_list_that_starts_away_from_the_corner(tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [(), (), ("", "", *HEADINGS)]
    raw = only(book(tmp_path / "a.xlsx", {"S": [*rows, *(("", "", *p) for p in PEOPLE)]}))
    assert list(raw.frame.columns) == list(HEADINGS)
    assert raw.rows[0] == 4


def marked_book(path: Path) -> Path:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.append([*HEADINGS, "Secret score"])
    for row in PEOPLE:
        sheet.append([*row, "7"])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["F"].hidden = True
    for cell, colour in (("A2", "FFFF0000"), ("A4", "FF00FF00"), ("A5", "FFFF0000")):
        sheet[cell].fill = PatternFill("solid", fgColor=colour)
    sheet["A6"].font = Font(strike=True)
    made.save(path)
    return path


def test_hidden_rows_and_columns_colours_and_strikes_are_told(tmp_path: Path) -> None:
    raw = only(marked_book(tmp_path / "a.xlsx"))
    assert raw.rows == (2, 4, 5, 6, 7)
    assert "Secret score" not in raw.frame
    found = {finding.code: finding for finding in raw.findings}
    assert found["rows-hidden"].rows == (3,)
    assert found["column-hidden"].column == "Secret score"
    assert (found["colour-not-read"].column, found["colour-not-read"].rows) == (
        "Surname",
        (2, 4, 5),
    )
    assert found["struck-not-read"].rows == (6,)
    assert raw.info.excluded == {"hidden rows": 1}


def test_stripes_and_coloured_headings_are_not_a_status(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for number, row in enumerate([HEADINGS, *PEOPLE], 1):
        sheet.append(list(row))
        if number % 2:
            for cell in sheet[number]:
                cell.fill = PatternFill("solid", fgColor="FFDDDDDD")
    made.save(tmp_path / "a.xlsx")
    assert codes(only(tmp_path / "a.xlsx")) == set()


def test_a_merged_cell_counts_for_every_row_it_spans(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.append(["Family ID", "Name", "DOB", "Address"])
    sheet.append(["F1", "Grace Mensah", "1/2/1980", "1 High Road"])
    sheet.append(["", "Ann Mensah", "1/2/2010", ""])
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("D2:D3")
    made.save(tmp_path / "a.xlsx")
    raw = only(tmp_path / "a.xlsx")
    assert raw.frame["Family ID"].tolist() == ["F1", "F1"]
    assert raw.frame["Address"].tolist() == ["1 High Road", "1 High Road"]


def test_rows_longer_than_the_headings_keep_their_cells(tmp_path: Path) -> None:
    rows = [HEADINGS, *PEOPLE[:3], (*PEOPLE[3], "stray")]
    raw = only(csv_file(tmp_path / "a.csv", rows))
    assert raw.frame["(column F)"].tolist() == ["", "", "", "stray"]
    assert [f.rows for f in raw.findings if f.code == "row-too-long"] == [(5,)]


WIDE = ("Family ID", "Adult 1 name", "Adult 1 DOB", "Adult 2 Name", "Adult 2 DOB", "Child 1 name",
        "Child 1 DOB", "Address", "Key worker")  # fmt: skip


def test_a_row_of_several_people_is_one_listing_each(tmp_path: Path) -> None:
    rows = [
        WIDE,
        ("F1", "Grace Mensah", "1/2/80", "", "", "Ann Mensah", "3/4/10", "1 High Rd", "Sam"),
        ("F2", "Piotr Kowalski", "5/6/85", "Ewa Kowalska", "7/8/86", "", "", "2 Low Rd", "Sam"),
    ]
    raw = only(csv_file(tmp_path / "Supporting Families.csv", rows))
    assert raw.rows == ("2 Adult 1", "2 Child 1", "3 Adult 1", "3 Adult 2")
    assert raw.frame["Name"].tolist()[1] == "Ann Mensah"
    assert raw.frame["DOB"].tolist() == ["1/2/80", "3/4/10", "5/6/85", "7/8/86"]
    assert raw.frame["Address"].tolist() == ["1 High Rd"] * 2 + ["2 Low Rd"] * 2
    assert fields(raw)["Person in the row"] == "status"
    assert codes(raw) == {"several-people-a-row"}


def test_numbered_aliases_and_forenames_are_not_several_people(tmp_path: Path) -> None:
    headings = ("Surname", "Forename 1", "Forename 2", "Alias 1", "Alias 2", "DOB")
    rows = [headings, ("Mensah", "Grace", "Abena", "Gee", "", "1/2/80")]
    assert only(csv_file(tmp_path / "a.csv", rows)).rows == (2,)


def test_family_members_under_group_titles_are_one_listing_each(tmp_path: Path) -> None:
    rows = [
        ("Family No", "Main carer (adult 1)", "", "Child 1", "", "Key worker"),
        ("", "Name", "DOB", "Name", "DOB", ""),
        ("TF1", "Grace Mensah", "4/5/1979", "Ama Mensah", "2/2/2010", "Sam"),
        ("TF2", "Ann Clarke", "3/2/1950", "", "", "Jo"),
    ]
    raw = only(csv_file(tmp_path / "Troubled Families.csv", rows))
    assert raw.rows == ("3 Main carer (adult 1)", "3 Child 1", "4 Main carer (adult 1)")
    assert raw.frame["DOB"].tolist() == ["4/5/1979", "2/2/2010", "3/2/1950"]


def test_a_section_that_stands_above_its_own_headings_counts(tmp_path: Path) -> None:
    def listed(first: str, second: str) -> Any:
        rows = [("IOM",), (first,), HEADINGS, *PEOPLE[:2], (second,), HEADINGS, *PEOPLE[2:4]]
        return only(csv_file(tmp_path / "a.csv", rows))

    assert listed("RED", "AMBER").frame["Section"].tolist() == ["RED"] * 2 + ["AMBER"] * 2
    raw = listed("Removed this month", "Current")
    assert raw.rows == (8, 9)
    assert [f.rows for f in raw.findings if f.code == "section-removed"] == [(4, 5)]
    assert listed("Current list, removed people are on sheet 2", "AMBER").rows == (4, 5, 8, 9)
    rows = [("Closed",), HEADINGS, *PEOPLE[:2]]
    assert only(csv_file(tmp_path / "b.csv", rows)).rows == (3, 4)


@pytest.mark.parametrize(
    ("text", "is_listing"),
    [
        ("Piotr Kowalski, 1 High Road, RM1 3BD", True),
        ("Grace Mensah (custody) 12/3/1980", True),
        ("High risk nominals (12)", False),
        ("Removed by Sgt Walker on 3 May", False),
    ],
)
def test_a_person_in_one_cell_is_told_from_a_section(
    tmp_path: Path, text: str, is_listing: bool
) -> None:
    rows = [("Name", "RAG"), ("Ann Clarke", "Red"), (text,)]
    assert len(only(csv_file(tmp_path / "a.csv", rows)).rows) == 1 + is_listing


def test_counts_and_remarks_under_a_list_of_names_are_no_listings(tmp_path: Path) -> None:
    tail = [("3 nominals",), ("End of list",), ("Printed 1 June 2026",), ("*** END ***",)]
    rows = [("Name", "DOB"), ("Grace Mensah", "1/2/80"), ("Ann Clarke", "3/4/81"), *tail]
    raw = only(csv_file(tmp_path / "a.csv", rows))
    assert raw.rows == (2, 3)
    assert raw.info.excluded == {"totals": 1, "remarks": 3}


def test_hidden_parts_of_an_xls_workbook(tmp_path: Path) -> None:
    made = xlwt.Workbook()
    made.dates_1904 = True
    sheet = made.add_sheet("List")
    for number, row in enumerate([(*HEADINGS, "Secret"), *((*p, "7") for p in PEOPLE)]):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    sheet.row(2).hidden = True
    sheet.col(5).hidden = True
    sheet.write(7, 0, "Adeyemi")
    sheet.write(7, 2, xlwt.Formula("1/0"))
    spare = made.add_sheet("Spare")
    spare.write(0, 0, "Surname")
    spare.write(1, 0, "Clarke")
    spare.visibility = 1
    made.save(str(tmp_path / "a.xls"))
    raw = only(tmp_path / "a.xls")
    assert (raw.rows, raw.date1904) == ((2, 4, 5, 6, 7, 8), True)
    assert codes(raw) == {"rows-hidden", "column-hidden", "sheet-hidden"}


def test_hidden_parts_of_an_xlsb_workbook(tmp_path: Path) -> None:
    rows = [HEADINGS, *PEOPLE]
    path = xlsb_file(tmp_path / "a.xlsb", rows, hidden_row=3, hidden_column=4, date1904=True)
    raw = only(path)
    assert (raw.rows, raw.date1904) == ((2, 4, 5, 6, 7), True)
    assert codes(raw) == {"rows-hidden", "column-hidden"}
    assert list(raw.frame.columns) == list(HEADINGS[:4])


def test_hidden_parts_of_an_ods_workbook(tmp_path: Path) -> None:
    document = OpenDocumentSpreadsheet()
    table = Table(name="List")
    table.addElement(TableColumn(numbercolumnsrepeated=4))
    table.addElement(TableColumn(visibility="collapse"))
    for number, row in enumerate([HEADINGS, *PEOPLE]):
        line = TableRow(visibility="filter") if number == 3 else TableRow()
        for cell in row:
            box = TableCell(valuetype="string")
            box.addElement(P(text=cell))
            line.addElement(box)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(tmp_path / "a.ods"))
    raw = only(tmp_path / "a.ods")
    assert raw.rows == (2, 3, 5, 6, 7)
    assert list(raw.frame.columns) == list(HEADINGS[:4])
    assert codes(raw) == {"rows-hidden", "column-hidden"}


def test_a_hidden_sheet_of_an_ods_workbook(tmp_path: Path) -> None:
    document = OpenDocumentSpreadsheet()
    unseen = Style(name="unseen", family="table")
    unseen.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(unseen)
    for name, people in (("List", PEOPLE[:2]), ("Working", PEOPLE[2:])):
        table = Table(name=name, **({} if name == "List" else {"stylename": unseen}))
        for row in (HEADINGS, *people):
            line = TableRow()
            for cell in row:
                box = TableCell(valuetype="string")
                box.addElement(P(text=cell))
                line.addElement(box)
            table.addElement(line)
        document.spreadsheet.addElement(table)
    document.save(str(tmp_path / "a.ods"))
    raw = only(tmp_path / "a.ods")
    assert raw.rows == (2, 3)
    assert [(f.code, f.detail) for f in raw.findings] == [("sheet-hidden", "“Working”, 4 rows")]


def test_a_hidden_sheet_of_an_xlsb_workbook(tmp_path: Path) -> None:
    path = xlsb_file(tmp_path / "a.xlsb", [HEADINGS, *PEOPLE], state=1)
    (error,) = read_all(path).errors
    assert (
        error.problem == "the sheets that hold people are hidden, or named as removed or archived"
    )


def test_the_1904_date_system_is_told_on(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"S": [HEADINGS, *PEOPLE]})
    assert not only(path).date1904
    made = openpyxl.load_workbook(path)
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    made.save(path)
    assert only(path).date1904


SESSIONS = {
    "days and months": "02/05|09/05|16/05|23/05|30/05",
    "with the weekday": "Sat 2 May|Sat 9 May|Sat 16 May|Sat 23 May|Sat 30 May",
    "in full": "02/05/2026|09/05/2026|16/05/2026|23/05/2026|30/05/2026",
}


@pytest.mark.parametrize("days", SESSIONS.values(), ids=SESSIONS)
def test_the_days_of_sessions_are_headings_and_their_sums_are_no_listing(
    tmp_path: Path, days: str
) -> None:
    rows = [
        ("Name", "CRN", *days.split("|")),
        ("Quarmby, Ivor", "X410022", "7", "7", "UA", "7", "7"),
        ("Odell, Una", "X410377", "7", "AA", "AA", "UA", "5"),
        ("Attended", "", "2", "1", "0", "1", "2"),
    ]
    raw = only(csv_file(tmp_path / "Probation.csv", rows))
    assert raw.rows == (2, 3)
    assert raw.info.excluded == {"totals": 1}


def test_a_name_like_a_sum_is_a_listing(tmp_path: Path) -> None:
    rows = [("Name", "DOB", "RAG"), ("Present, Ann", "03/04/1985", "Red"), ("Absent", "", "1")]
    raw = only(csv_file(tmp_path / "IOM.csv", [*rows, ("Attended", "03/04/1985", "")]))
    assert raw.rows == (2, 4)
