"""Damaged and hostile files end in a clear error or a finding, soon and without filling memory."""

from __future__ import annotations

import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from tests.reading.formats.books import HEADINGS, PEOPLE, book, codes, csv_file, only
from tests.reading.formats.docx import docx_file, table
from tests.reading.formats.test_files import ROWS, ods_file, xls_file
from tests.reading.formats.xlsb import xlsb_file
from tests.reading.test_layout import marked_book

from cohortmatch.reading import read_all

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OPEN = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>'
CLOSE = "</sheetData></worksheet>"


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


LISTED = (
    f'<row r="1">{cell("A1", "Surname")}{cell("B1", "Forename")}{cell("C1", "DOB")}</row>'
    f'<row r="2">{cell("A2", "Mensah")}{cell("B2", "Grace")}{cell("C2", "1/2/1980")}</row>'
)


def with_sheet(path: Path, xml: str) -> Path:
    """A workbook whose only sheet is this XML."""
    plain = book(path.with_suffix(".plain.xlsx"), {"S": ROWS})
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, xml if part.endswith("sheet1.xml") else old.read(part))
    return path


@pytest.fixture(autouse=True)
def soon() -> object:
    start = time.process_time()
    yield
    assert time.process_time() - start < 30


def test_a_cell_of_ten_megabytes_is_cut_and_told(tmp_path: Path) -> None:
    row = ("Long", "x" * 10_000_000, "1/1/1980", "", "")
    raw = only(csv_file(tmp_path / "a.csv", [HEADINGS, *PEOPLE, row]))
    assert len(raw.frame["Forename"].iloc[-1]) == 32_767
    (found,) = raw.findings
    assert (found.code, found.rows) == ("cell-too-long", (8,))


def test_two_hundred_columns_are_carried(tmp_path: Path) -> None:
    more = tuple(f"Extra {number}" for number in range(200))
    rows = [(*HEADINGS, *more), *((*person, *more) for person in PEOPLE)]
    assert only(csv_file(tmp_path / "a.csv", rows)).frame.shape == (6, 205)


def test_a_million_empty_rows_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Surname,Forename\nMensah,Grace\n" + ",\n" * 1_000_000)
    assert only(tmp_path / "a.csv").rows == (2,)
    empty = "".join(
        f'<row r="{number}"><c r="A{number}" s="0"/></row>' for number in range(3, 10**6)
    )
    assert only(with_sheet(tmp_path / "a.xlsx", OPEN + LISTED + empty + CLOSE)).rows == (2,)


def test_a_stray_cell_in_the_last_row_does_not_hurt(tmp_path: Path) -> None:
    stray = f'<row r="1048576">{cell("A1048576", "x")}</row>'
    assert only(with_sheet(tmp_path / "a.xlsx", OPEN + LISTED + stray + CLOSE)).rows == (2,)


def test_a_sheet_that_spans_billions_of_cells_is_refused(tmp_path: Path) -> None:
    stray = f'<row r="1048576">{cell("XFD1048576", "x")}</row>'
    path = with_sheet(tmp_path / "a.xlsx", OPEN + LISTED + stray + CLOSE)
    (error,) = read_all(path).errors
    assert error.problem == "a sheet spans tens of millions of cells, nearly all of them empty"


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = with_sheet(tmp_path / "a.xlsx", OPEN + LISTED + CLOSE)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("b", "w") as part,
    ):
        for _ in range(300):
            part.write(b"\0" * 1_000_000)
    (error,) = read_all(path).errors
    assert error.problem.startswith("the workbook unpacks to more than a list can need")


def test_a_lying_archive_is_found_out(tmp_path: Path) -> None:
    path = with_sheet(tmp_path / "a.xlsx", OPEN + LISTED + " " * 100_000 + CLOSE)
    data = path.read_bytes()
    real = (len(OPEN + LISTED + CLOSE) + 100_000).to_bytes(4, "little")
    assert real in data
    path.write_bytes(data.replace(real, (50).to_bytes(4, "little")))
    (error,) = read_all(path).errors
    assert error.problem == "the workbook is damaged or incomplete"


def parquet_file(path: Path) -> Path:
    pd.DataFrame(PEOPLE, columns=list(HEADINGS)).to_parquet(path)
    return path


MAKERS: dict[str, Callable[[Path], Path]] = {
    ".xlsx": marked_book,
    ".xls": lambda path: xls_file(path, ROWS),
    ".xlsb": lambda path: xlsb_file(path, ROWS),
    ".ods": lambda path: ods_file(path, ROWS),
    ".docx": lambda path: docx_file(path, "IOM", table(ROWS)),
    ".parquet": parquet_file,
    ".csv": lambda path: csv_file(path, ROWS),
    ".tsv": lambda path: csv_file(path, ROWS, "\t", "utf-16"),
}


def damaged(data: bytes, dice: random.Random) -> bytes:
    """The bytes cut off, with some changed, or with a stretch left out."""
    changed = bytearray(data)
    kind = dice.randrange(3)
    if kind == 0:
        return data[: dice.randrange(len(data))]
    if kind == 1:
        for _ in range(dice.choice([1, 3, 20])):
            changed[dice.randrange(len(data))] = dice.randrange(256)
        return bytes(changed)
    start, end = sorted(dice.sample(range(len(data)), 2))
    return data[:start] + data[end:]


@pytest.mark.parametrize("suffix", MAKERS)
def test_damaged_files_end_in_an_error_or_a_list(
    tmp_path: Path, suffix: str, capfd: pytest.CaptureFixture[str]
) -> None:
    data = MAKERS[suffix](tmp_path / f"whole{suffix}").read_bytes()
    dice = random.Random(20)
    for number in range(150):
        path = tmp_path / f"list{number}{suffix}"
        path.write_bytes(damaged(data, dice))
        reading = read_all(path)
        assert len(reading.lists) + len(reading.errors) == 1
        for error in reading.errors:
            assert error.problem
            assert error.remedy
            assert not any(name in str(error) for person in PEOPLE for name in person[:2])
    assert capfd.readouterr() == ("", "")


def test_a_list_with_headings_and_no_rows_is_kept_and_told(tmp_path: Path) -> None:
    for path in (
        csv_file(tmp_path / "a.csv", [HEADINGS]),
        book(tmp_path / "b.xlsx", {"S": [HEADINGS]}),
    ):
        raw = only(path)
        assert (raw.rows, raw.info.listings, raw.info.rows_in) == ((), 0, 0)
        assert codes(raw) == {"list-empty"}
        assert list(raw.frame.columns) == list(HEADINGS)


def test_a_frame_without_rows_is_kept_and_told() -> None:
    assert codes(only({"a": pd.DataFrame(columns=["Surname", "DOB"])})) == {"list-empty"}


def test_a_list_of_one_row_is_a_list(tmp_path: Path) -> None:
    raw = only(csv_file(tmp_path / "a.csv", [HEADINGS, PEOPLE[0]]))
    assert (raw.rows, codes(raw)) == ((2,), set())


@pytest.mark.parametrize(
    "text",
    [
        "OKAFOR,Daniel,03/04/1985,87/1234567A\nKOWALSKI,Piotr,14/11/1990,\n",
        "one\ntwo\nthree\n",
        "Alpha;Beta\n1;2\n3;4\n",
    ],
)
def test_a_file_without_headings_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_text(text)
    (error,) = read_all(tmp_path / "a.csv").errors
    assert error.remedy
    assert "OKAFOR" not in str(error)
