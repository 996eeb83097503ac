"""Every kind of file gives the same list, whatever its encoding, delimiter or name says."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import warnings
import zipfile
from datetime import date
from pathlib import Path

import msoffcrypto
import pandas as pd
import pytest
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from tests.reading.formats.books import HEADINGS, PEOPLE, Rows, book, codes, csv_file, only
from tests.reading.formats.xlsb import xlsb_file

from cohortmatch.core.errors import FileError, ListErrors
from cohortmatch.core.types import RawList
from cohortmatch.reading import read_all, read_lists
from cohortmatch.reading.formats.panics import DamagedWorkbookError, contained
from cohortmatch.reading.formats.xls_marks import is_locked

ROWS: Rows = [HEADINGS, *PEOPLE]


def xls_file(path: Path, rows: Rows) -> Path:
    made = xlwt.Workbook()
    sheet = made.add_sheet("List")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    made.save(str(path))
    return path


def ods_file(path: Path, rows: Rows) -> Path:
    document = OpenDocumentSpreadsheet()
    table = Table(name="List")
    for row in rows:
        line = TableRow()
        for cell in row:
            box = TableCell(valuetype="string")
            box.addElement(P(text=cell))
            line.addElement(box)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


def assert_people(raw: RawList) -> None:
    assert raw.frame.to_numpy().tolist() == [list(row) for row in PEOPLE]
    assert list(raw.frame.columns) == list(HEADINGS)
    assert raw.rows == (2, 3, 4, 5, 6, 7)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_any_encoding_and_with_any_delimiter(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    path = csv_file(tmp_path / "IOM.csv", ROWS, delimiter, encoding)
    raw = only(path)
    assert_people(raw)
    assert raw.info.name == "IOM"


def test_windows_1252_is_used_and_told_when_the_text_is_not_utf_8(tmp_path: Path) -> None:
    rows = [HEADINGS, ("O’Brien", "Zoë", "1/1/1990", "", "")]
    raw = only(csv_file(tmp_path / "SGV.csv", rows, ";", "cp1252"))
    assert raw.frame.iloc[0, 0] == "O’Brien"
    assert codes(raw) == {"old-encoding"}


def test_workbooks_of_every_kind(tmp_path: Path) -> None:
    for path in (
        book(tmp_path / "a.xlsx", {"List": ROWS}),
        xls_file(tmp_path / "b.xls", ROWS),
        ods_file(tmp_path / "c.ods", ROWS),
        xlsb_file(tmp_path / "d.xlsb", ROWS),
    ):
        raw = only(path)
        assert_people(raw)
        assert raw.info.sheet == "List"


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "DIP.parquet"
    pd.DataFrame(PEOPLE, columns=list(HEADINGS)).to_parquet(path)
    raw = only(path)
    assert_people(raw)
    assert raw.info.panel_type == "dip"


def test_cells_are_the_text_a_person_reads(tmp_path: Path) -> None:
    cells = [12345, 1.5, True, date(1990, 3, 4), "=1+1", "#REF!", 9434765919]
    headings = ["Ref", "Score", "RAG", "DOB", "Notes", "Update", "NHS No"]
    path = book(tmp_path / "x.xlsx", {"S": [["Name", *headings], ["Grace Mensah", *cells]]})
    raw = only(path)
    expected = ["12345", "1.5", "TRUE", "1990-03-04", "", "#REF!", "9434765919"]
    assert raw.frame.iloc[0].tolist() == ["Grace Mensah", *expected]


def test_an_error_in_a_cell_is_kept_as_its_text(tmp_path: Path) -> None:
    import openpyxl

    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in ROWS:
        sheet.append(list(row))
    sheet["C3"].value, sheet["C3"].data_type = "#REF!", "e"
    made.save(tmp_path / "e.xlsx")
    assert only(tmp_path / "e.xlsx").frame["DOB"].tolist()[1] == "#REF!"


def test_words_that_other_tools_take_for_blanks_are_names(tmp_path: Path) -> None:
    words = ["Null", "None", "Na", "True", "nan", "NULL"]
    rows = [("Surname", "Forename", "DOB"), *((word, "Ann", "1/1/1980") for word in words)]
    assert only(csv_file(tmp_path / "n.csv", rows)).frame["Surname"].tolist() == words
    frame = pd.DataFrame(rows[1:], columns=list(rows[0]))
    assert only({"n": frame}).frame["Surname"].tolist() == words


@pytest.mark.parametrize(
    ("name", "maker"), [("list.csv", "xlsx"), ("list.xlsx", "csv"), ("list.xls", "xlsx")]
)
def test_a_file_that_is_not_what_its_name_says_is_read_as_what_it_is(
    tmp_path: Path, name: str, maker: str
) -> None:
    path = tmp_path / name
    if maker == "csv":
        csv_file(path, ROWS)
    else:
        book(tmp_path / "made.xlsx", {"S": ROWS}).rename(path)
    raw = only(path)
    assert_people(raw)
    assert codes(raw) == (set() if name == "list.xls" else {"not-its-name"})


def test_an_ods_file_with_a_password_says_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("META-INF/manifest.xml", "<m><manifest:encryption-data/></m>")
        archive.writestr("content.xml", b"\x8f\x03\xff")
    (error,) = read_all(tmp_path / "a.ods").errors
    assert error.problem == "the file needs a password of a kind that cannot be used here"


def zipped(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return stream.getvalue()


NOT_LISTS = {
    "empty.csv": (b"", "the file is empty"),
    "blank.csv": (b"\n\n  \n", "the file is empty"),
    "mark.csv": (b"\xef\xbb\xbf", "the file is empty"),
    "zip.csv": (zipped(a="b"), "the file is a zip archive, not a list"),
    "letter.xlsx": (zipped(word__document_xml="<a/>"), "the Word document holds no table"),
    "junk.xlsx": (b"junk", "it is named as a workbook and is none"),
    "short.xlsx": (b"PK\x03\x04\x14\x00\x06", "the workbook is damaged or incomplete"),
    "report.csv": (b"%PDF-1.7\n%\xe2\xe3", "the file is a PDF"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n\x00", "the file is a picture"),
    "page.xls": (b"<html><table><tr><td>Name", "the file is a web page or XML, not a list"),
    "bytes.csv": (bytes(range(256)) * 4, "the file is not text and not a workbook"),
    "list.parquet": (b"Surname,Forename\nA,B\n", "the file is not a parquet file"),
    "cut.parquet": (b"PAR1" + b"\0" * 20, "the parquet file is damaged or incomplete"),
    "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "the workbook is damaged"),
    "half.csv": ("Surname,DOB\nA,1\n".encode("utf-16")[:-1], "the file is damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_LISTS)
def test_a_file_that_is_no_list_is_refused_with_its_name_and_a_remedy(
    tmp_path: Path, name: str
) -> None:
    data, problem = NOT_LISTS[name]
    (tmp_path / name).write_bytes(data)
    reading = read_all(tmp_path / name)
    assert reading.lists == ()
    (error,) = reading.errors
    assert isinstance(error, FileError)
    assert error.list_name == name
    assert error.problem.startswith(problem)
    assert error.remedy


def test_one_bad_file_does_not_hide_the_others(tmp_path: Path) -> None:
    csv_file(tmp_path / "IOM.csv", ROWS)
    (tmp_path / "DIP.csv").write_bytes(b"")
    reading = read_all(tmp_path)
    assert [raw.info.name for raw in reading.lists] == ["IOM"]
    assert [error.list_name for error in reading.errors] == ["DIP.csv"]
    with pytest.raises(ListErrors, match=r"DIP\.csv: the file is empty"):
        read_lists(tmp_path)


@pytest.fixture
def protected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("COHORTMATCH_PASSWORD")]:
        monkeypatch.delenv(name)
    plain = book(tmp_path / "plain.xlsx", {"S": ROWS})
    path = tmp_path / "IOM locked.xlsx"
    with plain.open("rb") as source, path.open("wb") as target, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        OOXMLFile(source).encrypt("correct horse", target)
    plain.unlink()
    return path


def test_a_protected_workbook_asks_for_its_password(protected: Path) -> None:
    (error,) = read_all(protected).errors
    assert error.problem == "the file needs a password"
    assert error.remedy == (
        "add --ask-passwords, or set COHORTMATCH_PASSWORD_IOM, or save a copy without a password"
    )


def test_a_protected_workbook_opens_with_its_password(protected: Path) -> None:
    asked: list[str] = []

    def answer(file: str) -> str:
        asked.append(file)
        return "correct horse"

    assert_people(only(protected, passwords=answer))
    assert asked == ["IOM locked.xlsx"]
    assert_people(only(protected, passwords={"IOM locked.xlsx": "correct horse"}))
    with protected.open("rb") as stream:
        assert msoffcrypto.OfficeFile(stream).is_encrypted()


def test_a_wrong_password_is_said_and_not_shown(protected: Path) -> None:
    (error,) = read_all(protected, passwords=lambda file: "battery staple").errors
    assert error.problem == "the password does not open the file"
    assert "battery" not in str(error)


@pytest.mark.parametrize(
    "variable",
    ["COHORTMATCH_PASSWORD", "COHORTMATCH_PASSWORD_IOM", "COHORTMATCH_PASSWORD_IOM_LOCKED"],
)
def test_the_environment_may_hold_the_password(
    protected: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    def refuse(file: str) -> str:
        raise AssertionError(file)

    monkeypatch.setenv(variable, "correct horse")
    raw = only(protected, passwords=refuse)
    assert_people(raw)
    assert "correct" not in repr(raw) + str(raw.info)


def test_a_lists_own_password_comes_first_and_a_wrong_one_is_not_the_end(
    protected: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COHORTMATCH_PASSWORD", "battery")
    (error,) = read_all(protected).errors
    assert error.problem == "the password does not open the file"
    assert "battery" not in str(error)
    assert_people(only(protected, passwords=lambda file: "correct horse"))
    monkeypatch.setenv("COHORTMATCH_PASSWORD_NORTH", "correct horse")
    assert_people(only({"north": protected}))
    monkeypatch.setenv("COHORTMATCH_PASSWORD_NORTH", "staple")
    assert_people(only({"north": protected}, passwords={protected.name: "correct horse"}))


def test_no_password_is_asked_for_a_file_without_one(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"S": ROWS})

    def refuse(file: str) -> str:
        raise AssertionError(file)

    assert_people(only(path, passwords=refuse))


def test_a_stray_quotation_mark_does_not_swallow_the_list(tmp_path: Path) -> None:
    lines = ["Surname,Forename,Notes", 'Okafor,Daniel,"said he'] + ["Begum,Ann,x"] * 40
    (tmp_path / "q.csv").write_text("\n".join(lines))
    raw = only(tmp_path / "q.csv")
    assert len(raw.rows) == 41
    assert "quote-not-closed" in codes(raw)


def test_a_line_break_inside_a_cell_is_one_spreadsheet_row(tmp_path: Path) -> None:
    rows = [HEADINGS, ("Okafor", "Daniel", "1/1/1980", "", "line one\nline two"), PEOPLE[1]]
    assert only(csv_file(tmp_path / "a.csv", rows)).rows == (2, 3)


def test_excel_says_the_delimiter_in_a_first_line(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("sep=;\nSurname;Forename\nOkafor, jnr;Daniel\n")
    raw = only(tmp_path / "s.csv")
    assert raw.frame.iloc[0].tolist() == ["Okafor, jnr", "Daniel"]
    assert raw.rows == (3,)


def test_utf_16_without_its_mark(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("Surname,Forename\nMensah,Grace\n".encode("utf-16-le"))
    assert only(tmp_path / "a.csv").frame.iloc[0].tolist() == ["Mensah", "Grace"]


def test_more_columns_than_a_spreadsheet_has_are_refused(tmp_path: Path) -> None:
    rows = [[*HEADINGS, *range(20_000)], [*PEOPLE[0], *range(20_000)]]
    (error,) = read_all(csv_file(tmp_path / "a.csv", rows)).errors
    assert "columns" in error.problem


def test_an_old_word_document_is_told_from_a_workbook(tmp_path: Path) -> None:
    data = xls_file(tmp_path / "a.xls", ROWS).read_bytes()
    old, new = "Workbook".encode("utf-16-le"), "WordDocument".encode("utf-16-le")
    start = data.index(old)
    entry = new + bytes(64 - len(new)) + bytes([len(new) + 2, 0])
    (tmp_path / "list.doc").write_bytes(data[:start] + entry + data[start + 66 :])
    (error,) = read_all(tmp_path / "list.doc").errors
    assert error.problem == "the file is an old Word document (.doc)"


def test_an_old_workbook_that_is_locked_needs_a_password() -> None:
    opening, lock, end = b"\x09\x08\x00\x00", b"\x2f\x00\x02\x00\x01\x00", b"\x0a\x00\x00\x00"
    assert is_locked(opening + lock + end)
    assert not is_locked(opening + end + lock)


def test_a_panic_writes_no_stack_trace_whatever_the_environment_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for before in ("1", None):
        if before is None:
            monkeypatch.delenv("RUST_BACKTRACE", raising=False)
        else:
            monkeypatch.setenv("RUST_BACKTRACE", before)
        with pytest.raises(DamagedWorkbookError), contained():
            assert os.environ["RUST_BACKTRACE"] == "0"
            raise BaseException("a panic")
        assert os.environ.get("RUST_BACKTRACE") == before


def test_what_reads_parquet_is_loaded_only_for_a_parquet_list() -> None:
    code = (
        "import sys, cohortmatch.services.pipeline; sys.exit(int('pyarrow.parquet' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
