"""A panel's own list with typed changes: its own file, its columns where they were."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cohortmatch as cm
from cohortmatch.core.guarding import csv_cell, one_line
from cohortmatch.core.types import Listings
from cohortmatch.people.typed_fields import FIELDS, typed_field
from cohortmatch.reading.formats.files import read_bytes
from cohortmatch.services.own_list import OwnList, own_list
from cohortmatch.services.own_list_file import CellChange, with_changes
from cohortmatch.services.pipeline import Plan, Survey, survey

KEY = "0123456789abcdef" * 2
HEADINGS = [
    # heading, what is typed under it
    ("RAG", "status"),
    ("Risk score", "status"),
    ("Status", "status"),
    ("Level", "status"),
    ("MAPPA Category", ""),
    ("Next steps", "step"),
    ("Agreed actions", "step"),
    ("Action date", ""),
    ("Last contact", "contact"),
    ("Date last seen", "contact"),
    ("Review date", ""),
    ("Lead officer", "lead"),
    ("Action owner", "lead"),
    ("Key worker", "lead"),
    ("Notes", "note"),
    ("Latest update", "note"),
    ("Medical notes", ""),
    ("Gang", ""),
    ("Nominal", ""),
]


@pytest.mark.parametrize(("heading", "kind"), HEADINGS)
def test_what_may_be_typed_under_a_heading(heading: str, kind: str) -> None:
    assert typed_field(heading) == kind


@pytest.fixture(scope="module")
def found(lists: Path) -> Survey:
    return survey([lists], Plan())


def own(found: Survey, name: str) -> tuple[OwnList, bytes]:
    listings = found.listings
    code = [each.name for each in listings.lists].index(name)
    return own_list(listings, code, KEY), Path(listings.lists[code].path).read_bytes()


def read(content: bytes, name: str, folder: Path) -> Listings:
    (folder / name).write_bytes(content)
    return survey([folder / name], Plan()).listings


NAMES = ("ASB", "CRC", "DIP", "Matrix", "IOM", "MAPPA", "NPS", "SGV", "Families")


@pytest.mark.parametrize("name", NAMES)
def test_a_list_goes_through_json(found: Survey, name: str) -> None:
    one, _ = own(found, name)
    assert OwnList.from_json(json.loads(json.dumps(one.to_json()))) == one
    assert {each.kind for each in one.fields} == set(FIELDS)


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_change_is_written_and_read_again_and_nothing_else_changes(
    found: Survey, name: str, tmp_path: Path
) -> None:
    one, content = own(found, name)
    row = one.rows[len(one.rows) // 2]
    typed = [CellChange(row.listing, each.heading, f"new {each.kind}") for each in one.fields]
    made = with_changes(content, one, typed)
    assert (made.unwritten, made.name) == ((), one.file)
    again = read(made.content, one.file, tmp_path)
    before = found.listings.raw[[e.name for e in found.listings.lists].index(name)]
    after = again.raw[0]
    old = list(before.columns)
    assert [each for each in after.columns if each in old] == old
    new = [each.heading for each in one.fields if not each.on_list]
    assert [each for each in after.columns if each not in old] == new
    place = [str(each) for each in again.row].index(row.row)
    said = {each.heading: after[each.heading].iloc[int(again.position[place])] for each in typed}
    assert said == {each.heading: each.text for each in typed}
    left = after[old].drop(index=after.index[int(again.position[place])])
    assert left.equals(before[old].drop(index=before.index[int(again.position[place])]))


@pytest.mark.parametrize("name", NAMES)
def test_without_a_change_the_list_says_the_same(found: Survey, name: str) -> None:
    one, content = own(found, name)
    assert with_changes(content, one, []).name == one.file
    if not one.file.endswith(".xlsx"):
        assert with_changes(content, one, []).content == content


def written(frame: pd.DataFrame, folder: Path, name: str) -> tuple[OwnList, bytes]:
    path = folder / name
    frame.to_csv(path, index=False) if name.endswith("csv") else frame.to_excel(path, index=False)
    listings = survey([path], Plan()).listings
    return own_list(listings, 0, KEY), path.read_bytes()


PEOPLE = pd.DataFrame(
    {
        "Name": ["Ivor Quarmby", "Una Tindall", "Rex Osgood"],
        "DOB": ["03/04/1989", "12/11/1991", "21/07/1985"],
        "Last contact": ["1.5.2026", "2.5.2026", ""],
        "Notes": ["", "", ""],
    }
)


def test_a_date_is_written_as_the_others_of_its_column_are(tmp_path: Path) -> None:
    one, content = written(PEOPLE, tmp_path, "IOM.csv")
    listing = one.rows[2].listing
    made = with_changes(content, one, [CellChange(listing, "Last contact", "2026-06-09")])
    assert b"09.06.2026" in made.content
    days = PEOPLE.assign(**{"Last contact": pd.to_datetime(["2026-05-01", "2026-05-02", None])})
    one, content = written(days, tmp_path, "IOM.xlsx")
    made = with_changes(content, one, [CellChange(listing, "Last contact", "2026-06-09")])
    cell = openpyxl.load_workbook(io.BytesIO(made.content)).worksheets[0]["C4"]
    assert cell.is_date and str(cell.value).startswith("2026-06-09")


def test_two_columns_of_one_heading_are_told_apart_by_their_cells(tmp_path: Path) -> None:
    text = "Name,DOB,Notes,Notes\nIvor Quarmby,03/04/1989,one,two\nUna Tindall,12/11/1991,,three\n"
    (tmp_path / "IOM.csv").write_text(text)
    one = own_list(survey([tmp_path / "IOM.csv"], Plan()).listings, 0, KEY)
    noted = [each for each in one.fields if each.kind == "note"]
    changes = [CellChange(one.rows[1].listing, each.heading, "new") for each in noted]
    made = with_changes(text.encode(), one, changes)
    lines = made.content.decode().splitlines()
    assert lines[:2] == text.splitlines()[:2]
    assert lines[2].split(",")[2:].count("new") == len(noted) - len(made.unwritten)


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    one, content = written(PEOPLE, tmp_path, "IOM.csv")
    gone = CellChange("IOM:99", "Notes", "x")
    other = CellChange(one.rows[0].listing, "Gang", "x")
    made = with_changes(content, one, [gone, other])
    assert made.content == content
    assert [each for each, _ in made.unwritten] == [gone, other]


def test_a_formula_and_a_second_line_are_made_harmless(tmp_path: Path) -> None:
    one, content = written(PEOPLE, tmp_path, "IOM.csv")
    typed = CellChange(one.rows[0].listing, "Notes", "=HYPERLINK(1)\nx")
    made = with_changes(content, one, [typed])
    assert made.content.decode().splitlines()[1].endswith(",'=HYPERLINK(1) x")


def test_an_old_workbook_is_given_back_as_xlsx_with_its_rows_where_they_were(
    tmp_path: Path,
) -> None:
    xlwt = pytest.importorskip("xlwt")
    book = xlwt.Workbook()
    page = book.add_sheet("Cohort")
    rows = [["OFFICIAL"], list(PEOPLE.columns), *PEOPLE.to_numpy().tolist()]
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            page.write(number, column, text)
    book.save(str(tmp_path / "IOM.xls"))
    one = own_list(survey([tmp_path / "IOM.xls"], Plan()).listings, 0, KEY)
    content = (tmp_path / "IOM.xls").read_bytes()
    made = with_changes(content, one, [CellChange(one.rows[0].listing, "Notes", "call")])
    assert made.name == "IOM.xlsx"
    page = openpyxl.load_workbook(io.BytesIO(made.content)).worksheets[0]
    assert page["A1"].value == "OFFICIAL" and page["D3"].value == "call"
    assert [cell.value for cell in page[2]] == list(PEOPLE.columns)


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
TRICKY = (
    "_x0041_",
    "\ufffe x",
    "a\x0bb",
    "=1",
    "'x",
    '"',
    ",",
    "<b>&amp;",
    "  ",
    "\u2028",
    "😀",
    "-",
)


@pytest.fixture(scope="module", params=["IOM.csv", "IOM.xlsx"])
def small(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[OwnList, bytes]:
    return written(PEOPLE, tmp_path_factory.mktemp("small"), request.param)


@settings(max_examples=60)
@given(text=TEXTS | st.sampled_from(TRICKY), row=st.integers(0, 2))
def test_whatever_is_typed_is_written_in_one_line_and_nothing_else_changes(
    small: tuple[OwnList, bytes], text: str, row: int
) -> None:
    one, content = small
    made = with_changes(content, one, [CellChange(one.rows[row].listing, "Notes", text)])
    (sheet,), _ = read_bytes(made.content, Path(one.file), one.file)
    said = [[*cells, *[""] * (4 - len(cells))] for cells in sheet.rows[1:]]  # type: ignore[union-attr]
    meant = one_line(text.translate({0xFFFE: None, 0xFFFF: None}))
    assert said[row][3] == (csv_cell(meant) if one.file.endswith("csv") else meant)
    assert [cells[3] for place, cells in enumerate(said) if place != row] == ["", ""]
    assert [cells[0] for cells in said] == PEOPLE["Name"].tolist()


def test_nothing_of_a_list_is_in_a_repr(found: Survey) -> None:
    one, _ = own(found, "IOM")
    assert cm.__version__ and not any(
        text in repr(each)
        for each in (one, one.rows[0])
        for text in one.rows[0].cells.values()
        if len(text) > 3
    )
