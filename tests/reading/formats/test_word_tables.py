"""Tables in Word documents are lists like any other."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.reading.formats.books import HEADINGS, PEOPLE, codes, csv_file, fields, only
from tests.reading.formats.docx import cell, docx_file, paragraph, row, run, table

from cohortmatch.core.errors import FileError
from cohortmatch.reading import read_all

ALL = (HEADINGS, *PEOPLE)


def test_a_table_is_a_list(tmp_path: Path) -> None:
    path = docx_file(tmp_path / "list.docx", "IOM panel", "As at 1 June 2026", table(ALL), "End")
    raw = only(path)
    assert raw.frame.to_numpy().tolist() == [list(person) for person in PEOPLE]
    assert raw.rows == (2, 3, 4, 5, 6, 7)
    assert (raw.info.name, str(raw.info.as_at)) == ("IOM", "2026-06-01")
    assert (raw.info.sheet, raw.info.headings_row) == ("Table 1", 1)
    assert codes(raw) == set()


def test_a_list_that_goes_on_in_another_table_is_one(tmp_path: Path) -> None:
    path = docx_file(
        tmp_path / "SGV.docx",
        *(table(ALL[:4]), "continued", table([HEADINGS, *PEOPLE[3:5]]), "and", table(PEOPLE[5:])),
    )
    raw = only(path)
    assert raw.rows == ("Table 1!2", "Table 1!3", "Table 1!4", "Table 2!2", "Table 2!3")
    assert codes(raw) == {"sheet-without-headings"}


def test_people_in_a_table_of_the_removed_are_not_matched(tmp_path: Path) -> None:
    path = docx_file(
        tmp_path / "SGV.docx", table(ALL[:4]), "Removed this month", table([HEADINGS, *PEOPLE[3:]])
    )
    raw = only(path)
    assert raw.rows == (2, 3, 4)
    assert [(f.code, f.detail) for f in raw.findings] == [
        ("sheet-removed", "“Table 2: removed”, 3 rows")
    ]


def test_what_the_document_shows_is_read(tmp_path: Path) -> None:
    kept = "<w:ins><w:r><w:t>Okafor</w:t></w:r></w:ins>"
    gone = "<w:del><w:r><w:delText>Smith</w:delText></w:r></w:del>"
    lines = cell(paragraph(run("03/04/")) + paragraph("") + paragraph("<w:r><w:tab/></w:r>"))
    hidden = cell(paragraph(run("RM1 3BD") + run("secret", "<w:vanish/>")))
    wrapped = f"<w:sdt><w:sdtContent>{cell(paragraph(run('87/1234567A')))}</w:sdtContent></w:sdt>"
    first = (
        "<w:tr>"
        + cell(paragraph(kept + gone))
        + cell(paragraph(run("Dan") + run("iel")))
        + lines
        + wrapped
        + hidden
        + "</w:tr>"
    )
    raw = only(docx_file(tmp_path / "a.docx", table([HEADINGS, first])))
    expected = ["Okafor", "Daniel", "03/04/", "87/1234567A", "RM1 3BD"]
    assert raw.frame.iloc[0].tolist() == expected


def test_merged_cells_and_a_table_in_a_cell(tmp_path: Path) -> None:
    start, on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    inner = cell(table([("1 High Road", "Romford")]) + paragraph(""))
    rows = [
        row([cell(paragraph(run("List of families")), "<w:gridSpan w:val='4'/>")]),
        ("Family ID", "Name", "DOB", "Address"),
        row([cell(paragraph(run("F1")), start), "Grace Mensah", "1/2/1980", inner]),
        row([cell(paragraph(""), on), "Ann Mensah", "1/2/2010", ""]),
        row(["Ama Mensah", "1/2/2012", ""], "<w:gridBefore w:val='1'/>"),
    ]
    raw = only(docx_file(tmp_path / "Families.docx", table(rows)))
    assert raw.frame["Family ID"].tolist() == ["F1", "F1", ""]
    assert raw.frame["Name"].tolist() == ["Grace Mensah", "Ann Mensah", "Ama Mensah"]
    assert raw.frame["Address"].iloc[0] == "1 High Road\nRomford"


def test_marks_in_a_table_are_told(tmp_path: Path) -> None:
    red = "<w:shd w:val='clear' w:fill='FF0000'/>"
    rows = [
        HEADINGS,
        row([cell(paragraph(run("Okafor")), red), *PEOPLE[0][1:]]),
        row([cell(paragraph(run("Kowalski", "<w:strike/>"))), *PEOPLE[1][1:]]),
        row(PEOPLE[2], "<w:del w:id='1'/>"),
        *PEOPLE[3:],
    ]
    raw = only(docx_file(tmp_path / "a.docx", table(rows)))
    assert raw.rows == (2, 3, 5, 6, 7)
    found = {finding.code: finding.rows for finding in raw.findings}
    assert found == {"colour-not-read": (2,), "struck-not-read": (3,), "rows-hidden": (4,)}


def test_headless_tables_and_documents_without_tables_are_refused(tmp_path: Path) -> None:
    (error,) = read_all(docx_file(tmp_path / "a.docx", table(PEOPLE))).errors
    assert "Okafor" not in str(error)
    (error,) = read_all(docx_file(tmp_path / "b.docx", "Dear colleagues")).errors
    assert isinstance(error, FileError)
    assert error.problem == "the Word document holds no table"


def test_of_the_documents_in_a_folder_only_surely_lists_are_read(tmp_path: Path) -> None:
    csv_file(tmp_path / "IOM.csv", ALL)
    docx_file(tmp_path / "SGV.docx", table(ALL))
    docx_file(tmp_path / "Letter.docx", "Dear colleagues")
    minutes = [("Name", "Agency"), ("Sam Worker", "Council"), ("Jo Officer", "Police")]
    docx_file(tmp_path / "MAPPA minutes.docx", table(minutes))
    (tmp_path / "Broken.docx").write_bytes(b"PK\x03\x04 and no more")
    reading = read_all(tmp_path)
    assert reading.errors == ()
    assert [raw.info.name for raw in reading.lists] == ["IOM", "SGV"]
    named = only(tmp_path / "MAPPA minutes.docx")
    assert fields(named)["Name"] == "name"


@pytest.mark.parametrize("head", ["<!DOCTYPE x [<!ENTITY a 'b'>]>", "<w:document>", "\x00"])
def test_odd_documents_are_refused(tmp_path: Path, head: str) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", head + "<x/>")
    (error,) = read_all(tmp_path / "a.docx").errors
    assert error.problem == "the document is damaged or incomplete"
