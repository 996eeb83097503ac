"""The workbook, opened again with another program's eyes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.sheet import ReportSheet, SheetColumn, SheetTable, columns, unique
from cohortmatch.reporting.workbook import HIGHEST, Marking, fitted, height, workbook_bytes
from sketches import borough

SHEETS = [
    "Summary",
    "On several panels",
    "On a panel and a register",
    "Everyone on the panels",
    "Clocks",
    "For tasking",
    "Panels in figures",
    "Neighbours",
    "To review",
    "Under 18",
    "Corrections",
    "Changes",
    "Where to look",
    "Trends",
    "Quarters",
    "Repeats within a list",
    "Memberships",
    "Data quality",
    "Decisions in force",
    "Method and limits",
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, result: CrossReference) -> Path:
    return result.to_excel(tmp_path_factory.mktemp("book") / "report.xlsx")


@pytest.fixture(scope="module")
def book(path: Path) -> Iterator[Workbook]:
    opened = openpyxl.load_workbook(path)
    yield opened
    opened.close()


def rows(page: Worksheet) -> list[list[object]]:
    """The cells of the sheet's table, headings first."""
    (table,) = page.tables.values()
    return [[cell.value for cell in row] for row in page[table.ref]]


def test_every_sheet_is_there(book: Workbook) -> None:
    assert book.sheetnames == SHEETS


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_keeps_the_rules(book: Workbook, name: str) -> None:
    """Title in A1, one sentence in A2, one named table with unique headings, nothing merged."""
    page = book[name]
    assert page["A1"].value == name
    assert isinstance(page["A2"].value, str) and page["A2"].value.endswith(".")
    assert len(page.tables) == 1
    heads = [str(head) for head in rows(page)[0]]
    assert len({head.casefold() for head in heads}) == len(heads) and all(heads)
    assert not page.merged_cells.ranges


@pytest.mark.parametrize("name", SHEETS)
def test_nothing_is_hidden_or_computed(book: Workbook, name: str) -> None:
    page = book[name]
    assert page.sheet_state == "visible"
    sizes = [*page.row_dimensions.values(), *page.column_dimensions.values()]
    assert not any(size.hidden for size in sizes)
    assert not [cell for row in page.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_prints_marked_landscape_and_fitted(book: Workbook, name: str) -> None:
    page = book[name]
    assert "OFFICIAL-SENSITIVE" in str(page.oddHeader.center.text)
    assert "OFFICIAL-SENSITIVE" in str(page.oddFooter.center.text)
    assert page.page_setup.orientation == "landscape"
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToWidth in (None, 1)  # 1 unless said otherwise
    assert page.freeze_panes and page.print_title_rows


def test_no_two_tables_share_a_name(book: Workbook) -> None:
    names = [name for page in book for name in page.tables]
    assert len(set(names)) == len(SHEETS)


def test_text_that_begins_like_a_formula_stays_text(book: Workbook) -> None:
    """RAG -1, alias @ghost: as written, as text."""
    people = rows(book["On several panels"])
    iom = people[0].index("IOM")
    assert [row[iom] for row in people[1:]] == ["✓ RAG: Red", "✓ RAG: -1", "✓ RAG: Amber"]
    assert "@ghost" in str(people[3][people[0].index("Other names")])
    sheet = ReportSheet(
        "S", "S.", SheetTable("S", columns(SheetColumn("A")), [["=1+1"], ["+1"], ["-1"], ["@A1"]])
    )
    opened = openpyxl.load_workbook(BytesIO(workbook_bytes([sheet], Marking())))
    assert [cell.data_type for cell in opened["S"]["A"][4:8]] == ["s"] * 4
    opened.close()


def test_doubtful_lists_are_marked_apart(book: Workbook) -> None:
    people = rows(book["On several panels"])
    otto = people[3]
    assert otto[people[0].index("MAPPA")] == "? Level: 3\nLead: <b>DC</b> & Co"
    assert otto[people[0].index("How sure")] == "Probably the same, check"
    assert people[1][people[0].index("Registers")] == "✓ NPS"


def test_dates_of_birth_are_dates_where_they_can_be(book: Workbook) -> None:
    people = rows(book["On several panels"])
    born = people[0].index("Date of birth")
    assert people[1][born] == datetime(1990, 3, 4)
    assert people[3][born] == "2 Jan 1985 or 1 Feb 1985"


def test_summary_tells_what_to_read_first_and_fits_one_side(book: Workbook) -> None:
    page = book["Summary"]
    text = "\n".join(str(cell) for row in page.values for cell in row if cell)
    assert "IOM is 61 days old (as at 1 Apr 2026)" in text
    assert "MAPPA: 2 rows left out (2 victim)." in text
    assert page.page_setup.fitToHeight in (None, 1)  # 1 unless said otherwise
    assert book["Memberships"].page_setup.fitToHeight == 0


def test_review_has_a_choice_of_answers(book: Workbook) -> None:
    page = book["To review"]
    (choice,) = page.data_validations.dataValidation
    assert choice.formula1 == '"Same person,Different people,Not sure yet"'
    heads = [cell.value for cell in page[4]]
    column = openpyxl.utils.get_column_letter(heads.index("Decision") + 1)
    assert str(choice.sqref) == f"{column}5:{column}6"
    assert page["A5"].value == "IOM:11 | MAPPA:3"


def test_corrections_are_told_to_each_list_for_certain_people_only(book: Workbook) -> None:
    told = rows(book["Corrections"])[1:]
    assert [row[:6] for row in told] == [
        ["IOM", "9", "P0001", "Mary ARDEN", "Postcode", "ZZ1 1AA"],
        ["IOM", "11", "P0003", "Ada PENN", "Name", "Ada PENN"],
        ["MAPPA", "4", "P0003", "Adah PENN", "Name", "Adah PENN"],
        ["MAPPA", "5", "P0004", "Sol VANE", "Date of birth", "Not recorded"],
        ["NPS", "2", "P0001", "Mary ARDEN", "Date of birth", "Not recorded"],
        ["NPS", "2", "P0001", "Mary ARDEN", "Postcode", "ZZ9 9AA"],
        ["NPS", "4", "P0001", "Mary Jo ARDEN", "Date of birth", "Not recorded"],
        ["NPS", "4", "P0001", "Mary Jo ARDEN", "Postcode", "ZZ9 9AA"],
    ]
    assert told[0][6:] == ["ZZ9 9AA (NPS)", "Differs: find out which is right"]
    assert told[3][6:] == ["7 Jul 1971 (NPS)", "Not recorded here: could be added"]


def test_repeats_are_told_with_their_rows(book: Workbook) -> None:
    (row,) = rows(book["Repeats within a list"])[1:]
    assert row[:4] == ["NPS", "2, 4", "P0001", "Mary ARDEN"]


def test_data_quality_says_where_and_what_to_do(book: Workbook) -> None:
    told = rows(book["Data quality"])[1:]
    assert [row[1] for row in told] == ["MAPPA", "IOM", "MAPPA"]
    assert [row[5] for row in told] == ["7", "14–16, 20", None]
    assert told[2][3] == "Victim"


@pytest.mark.parametrize("name", ["To review", "On several panels", "Corrections"])
def test_a_line_stands_between_columns(book: Workbook, name: str) -> None:
    """Without one, the texts of two columns run together in print."""
    (table,) = book[name].tables.values()
    cells = [cell for row in book[name][table.ref] for cell in row]
    assert len(cells) > 10 and all(cell.border.right.style == "thin" for cell in cells)


def test_nothing_to_show_is_said(nothing: CrossReference, tmp_path: Path) -> None:
    opened = openpyxl.load_workbook(nothing.to_excel(tmp_path / "a.xlsx"))
    assert opened["To review"]["A5"].value == "Nothing to review"
    assert not opened["To review"].data_validations.dataValidation
    first = [cell.value for cell in opened["On several panels"]["A"]]
    assert "Nobody is on more than one panel" in first[first.index("Ref") :]
    opened.close()


def test_the_date_of_the_file_is_that_of_the_report(book: Workbook) -> None:
    assert book.properties.created == datetime(2026, 6, 1)


def test_same_report_same_bytes(path: Path, tmp_path: Path) -> None:
    assert borough().to_excel(tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_no_part_of_the_file_is_dated_now(path: Path) -> None:
    with ZipFile(path) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_rows_are_high_enough_for_their_text() -> None:
    one = height(["short"], [20])
    assert height(["word " * 20], [20]) >= 4 * one
    assert height(["a\nb\nc"], [20]) > 2 * one
    assert height(["word " * 9999], [20]) == HIGHEST


def test_headings_are_told_apart() -> None:
    assert unique(["Name", "name", "", "Name"]) == ["Name", "name (2)", "(no name)", "Name (3)"]


def test_dates_before_excel_counts_right_are_text() -> None:
    table = SheetTable("T", columns(SheetColumn("Born", kind="date")), [[date(1899, 1, 2)]])
    data = workbook_bytes([ReportSheet("S", "S.", table)], Marking())
    opened = openpyxl.load_workbook(BytesIO(data))
    assert opened["S"]["A5"].value == "1899-01-02"
    opened.close()


def test_lists_short_of_dates_of_birth_are_told_of_first(book: Workbook) -> None:
    text = "\n".join(str(cell) for row in book["Summary"].values for cell in row if cell)
    assert "Few listings have a usable date of birth on MAPPA (3 of 4) and NPS (1 of 3)" in text


def points(page: Worksheet) -> float:
    """The size in print of a sheet's text: 10 points, shrunk to the width of a landscape A4."""
    area = page.print_area or page.dimensions
    last = coordinate_to_tuple(area.split(":")[-1].replace("$", ""))[1]
    groups = [each for each in page.column_dimensions.values() if each.min <= last]
    pixels = sum(7 * each.width * (min(each.max, last) - each.min + 1) for each in groups)
    assert sum(min(each.max, last) - each.min + 1 for each in groups) == last
    return 10 * min(1.0, (297 / 25.4 - 0.8) * 96 / pixels)


@pytest.mark.parametrize("sheets", ["all_sheets", "edition"])
def test_every_sheet_prints_in_a_size_that_can_be_read(sheets: str, tmp_path: Path) -> None:
    result = borough(decisions={("IOM:10", "MAPPA:3"): True})
    if sheets == "edition":
        path = next(p for p in result.edition("IOM").write(tmp_path) if p.suffix == ".xlsx")
    else:
        path = result.to_excel(tmp_path / "book.xlsx")
    sizes = {page.title: points(page) for page in openpyxl.load_workbook(path)}
    assert {name: size for name, size in sizes.items() if size < 7.95} == {}


def test_narrow_columns_do_not_give_way() -> None:
    wide = SheetTable("T", (SheetColumn("A", 10), SheetColumn("B", 150), SheetColumn("C", 100)), [])
    widths = fitted(ReportSheet("T", "", wide))
    assert widths[0] == 10 and widths[1] < 150 and widths[2] < 100
    assert widths[1] / widths[2] == pytest.approx(1.5, abs=0.02)
    few = SheetTable("T", (SheetColumn("A", 10), SheetColumn("B", 50)), [])
    assert fitted(ReportSheet("T", "", few)) == [10, 50]
