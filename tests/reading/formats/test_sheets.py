"""Which sheets of a workbook are the list, and what is said of the others."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from tests.reading.formats.books import HEADINGS, PEOPLE, Rows, book, codes, fields, only

from cohortmatch.reading import read_all

ALL: Rows = [HEADINGS, *PEOPLE]
LOOKUPS: Rows = [("RAG", "Role", "Officer"), ("Red", "Victim", "Sam"), ("Green", "Offender", "Jo")]


def details(raw: object, code: str) -> list[str]:
    return [f.detail for f in raw.findings if f.code == code]  # type: ignore[attr-defined]


def test_the_sheet_that_holds_the_list_is_found(tmp_path: Path) -> None:
    notes = [("How to use this workbook",), ("Name of list", "IOM")]
    roles: Rows = [("Role",), ("Perpetrator",), ("Victim",), ("Both",)]
    sheets = {"Notes": notes, "Lookups": LOOKUPS, "Lists": roles, "Cohort": ALL}
    raw = only(book(tmp_path / "a.xlsx", sheets))
    assert raw.info.sheet == "Cohort"
    assert raw.rows == (2, 3, 4, 5, 6, 7)
    assert codes(raw) == set()


def test_current_and_custody_are_one_list(tmp_path: Path) -> None:
    sheets = {"Current": [HEADINGS, *PEOPLE[:3]], "Custody": [("IOM",), HEADINGS, *PEOPLE[3:]]}
    raw = only(book(tmp_path / "a.xlsx", sheets))
    assert raw.rows == (
        "Current!2",
        "Current!3",
        "Current!4",
        "Custody!3",
        "Custody!4",
        "Custody!5",
    )
    assert raw.info.sheet == "Current, Custody"
    assert raw.frame["Sheet"].tolist() == ["Current"] * 3 + ["Custody"] * 3
    assert fields(raw)["Sheet"] == "status"


def test_removed_and_hidden_sheets_are_not_matched_and_are_reported(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        {
            "Current": [HEADINGS, *PEOPLE[:2]],
            "Removed": [HEADINGS, *PEOPLE[2:4]],
            "Archive 2025": [HEADINGS, PEOPLE[4]],
            "Old": [HEADINGS, PEOPLE[4]],
            "Working": [HEADINGS, PEOPLE[5]],
        },
    )
    made = openpyxl.load_workbook(path)
    made["Working"].sheet_state = "hidden"
    made.save(path)
    raw = only(path)
    assert raw.rows == (2, 3)
    assert details(raw, "sheet-removed") == [
        "“Removed”, 2 rows",
        "“Archive 2025”, 1 rows",
        "“Old”, 1 rows",
    ]
    assert details(raw, "sheet-hidden") == ["“Working”, 1 rows"]


def test_a_workbook_of_several_panels_is_several_lists(tmp_path: Path) -> None:
    path = book(
        tmp_path / "Risk panels June 2026.xlsx",
        {"IOM": [HEADINGS, *PEOPLE[:2]], "MAPPA": [HEADINGS, *PEOPLE[2:]], "Lookups": LOOKUPS},
    )
    reading = read_all(path)
    assert reading.errors == ()
    assert [(raw.info.name, len(raw.rows), raw.info.sheet) for raw in reading.lists] == [
        ("IOM", 2, "IOM"),
        ("MAPPA", 4, "MAPPA"),
    ]


def test_a_file_named_for_one_panel_is_that_panels_list(tmp_path: Path) -> None:
    sheets = {"SGV": [HEADINGS, *PEOPLE[:4]], "MAPPA": [HEADINGS, *PEOPLE[4:]]}
    raw = only(book(tmp_path / "SGV list.xlsx", sheets))
    assert (raw.info.name, len(raw.rows)) == ("SGV", 4)
    assert details(raw, "sheet-not-read") == ["“MAPPA”, 2 rows"]


def test_of_monthly_sheets_only_the_latest_is_read(tmp_path: Path) -> None:
    sheets = {
        "April 2026": [HEADINGS, *PEOPLE[:4]],
        "May 2026": [HEADINGS, *PEOPLE[1:]],
        "Mar 2026": [HEADINGS, *PEOPLE[:3]],
    }
    raw = only(book(tmp_path / "IOM.xlsx", sheets))
    assert raw.info.sheet == "May 2026"
    assert str(raw.info.as_at) == "2026-05-01"
    assert len(details(raw, "sheet-older")) == 2


def test_a_copy_of_the_list_is_not_read_twice(tmp_path: Path) -> None:
    sheets = {"List": ALL, "Copy of List": ALL, "Sheet3": [HEADINGS, *PEOPLE[:4]]}
    raw = only(book(tmp_path / "IOM.xlsx", sheets))
    assert raw.info.sheet == "List"
    assert sorted(details(raw, "sheet-not-read")) == ["“Copy of List”, 6 rows", "“Sheet3”, 4 rows"]


def test_a_list_on_a_sheet_with_a_dull_name_is_still_read(tmp_path: Path) -> None:
    assert only(book(tmp_path / "IOM.xlsx", {"Summary": ALL})).info.sheet == "Summary"


def test_sheets_of_other_people_are_left_out_and_counted(tmp_path: Path) -> None:
    sheets = {"Perpetrators": [HEADINGS, *PEOPLE[:3]], "Victims": [HEADINGS, *PEOPLE[3:]]}
    raw = only(book(tmp_path / "ASB cases.xlsx", sheets))
    assert raw.info.listings == 3
    assert raw.info.excluded == {
        "on a sheet of victims, witnesses, families or other people": len(PEOPLE) - 3
    }


def test_a_workbook_with_only_hidden_sheets_says_so(tmp_path: Path) -> None:
    path = book(tmp_path / "IOM.xlsx", {"List": ALL, "Cover": [("IOM", "")]})
    made = openpyxl.load_workbook(path)
    made["List"].sheet_state = "veryHidden"
    made.save(path)
    (error,) = read_all(path).errors
    assert error.list_name == "IOM.xlsx"


def test_an_empty_workbook_is_an_error(tmp_path: Path) -> None:
    (error,) = read_all(book(tmp_path / "a.xlsx", {"S": []})).errors
    assert error.problem == "the file holds no rows"
