"""The files hold the same rows as the frames, in the shapes panels really send."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from cohortmatch.core.errors import OutputError
from cohortmatch.synthetic import Invented, invent, write_lists


@pytest.fixture(scope="module")
def invented() -> Invented:
    return invent(5, people=120)


@pytest.fixture
def folder(invented: Invented, tmp_path: Path) -> Path:
    write_lists(invented, tmp_path / "lists")
    return tmp_path / "lists"


def test_one_file_for_each_list_and_nothing_else(invented: Invented, folder: Path) -> None:
    assert {file.name for file in folder.iterdir()} == set(invented.truth["file"])
    assert [file.name for file in folder.parent.iterdir()] == ["lists"]


def test_the_same_people_make_the_same_bytes(
    invented: Invented, folder: Path, tmp_path: Path
) -> None:
    write_lists(invented, tmp_path / "again")
    for file in folder.iterdir():
        assert file.read_bytes() == (tmp_path / "again" / file.name).read_bytes()


@pytest.mark.parametrize(
    ("file", "encoding", "delimiter", "name"),
    [
        ("IOM cohort list.csv", "utf-8", ",", "IOM"),
        ("SGV panel list.csv", "cp1252", ";", "SGV"),
        ("NPS caseload.csv", "utf-8-sig", ",", "NPS"),
        ("CRC caseload.tsv", "utf-16", "\t", "CRC"),
    ],
)
def test_truth_row_is_the_line_of_the_file(
    invented: Invented, folder: Path, file: str, encoding: str, delimiter: str, name: str
) -> None:
    with (folder / file).open(encoding=encoding, newline="") as stream:
        lines = list(csv.reader(stream, delimiter=delimiter))
    frame = invented.frames[name]
    for row, cells in zip(frame.index, frame.to_numpy(dtype=object), strict=True):
        assert lines[row - 1] == ["" if cell is None else str(cell) for cell in cells]


def test_workbook_has_its_list_among_other_sheets(invented: Invented, folder: Path) -> None:
    book = CalamineWorkbook.from_path(folder / "MAPPA nominals.xlsx")
    assert book.sheet_names == ["Guidance", "Cohort", "Removed"]
    rows = book.get_sheet_by_name("Cohort").to_python()
    frame = invented.frames["MAPPA"]
    assert rows[1] == list(frame.columns)
    assert [rows[row - 1][0] for row in frame.index] == list(frame["Offender Name"])


def test_serial_dates_stay_numbers(folder: Path) -> None:
    book = CalamineWorkbook.from_path(folder / "Gangs matrix extract.xlsx")
    rows = book.get_sheet_by_index(0).to_python()
    born = [row[rows[0].index("DOB")] for row in rows[1:]]
    assert sum(isinstance(value, float) for value in born) > len(born) / 2


def test_a_folder_that_cannot_be_made_is_an_error(invented: Invented, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(OutputError, match="cannot be written"):
        write_lists(invented, tmp_path / "taken")
