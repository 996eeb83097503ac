"""Colours, strokes, comments, errors and merged cells, in every kind of workbook that has them."""

from __future__ import annotations

import struct
from pathlib import Path

import openpyxl
import pytest
import xlwt
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableCellProperties, TextProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from tests.reading.formats.books import HEADINGS, PEOPLE, only
from tests.reading.formats.xlsb import marked_xlsb

from cohortmatch.reading.formats.xls_marks import xls_marks

ROWS = (HEADINGS, *PEOPLE)
"""Marked: A2 red, A3 struck through, a comment on B4, #REF! in C5, E6 merged with E7."""
BLANK_BELOW = (*ROWS[:-1], (*ROWS[-1][:-1], ""))
POSTCODE_OF_TWO = PEOPLE[4][4]


def xlsx(path: Path) -> Path:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in ROWS:
        sheet.append(list(row))
    sheet["A2"].fill = PatternFill("solid", fgColor="FFFF0000")
    sheet["A3"].font = Font(strike=True)
    sheet["B4"].comment = Comment("Moved away in May", "Sam Worker")
    sheet["C5"].value, sheet["C5"].data_type = "#REF!", "e"
    sheet.merge_cells("E6:E7")
    made.save(path)
    return path


def xls(path: Path) -> Path:
    made = xlwt.Workbook()
    sheet = made.add_sheet("List")
    styles = {
        (1, 0): xlwt.easyxf("pattern: pattern solid, fore_colour red"),
        (2, 0): xlwt.easyxf("font: struck_out on"),
    }
    for number, row in enumerate(ROWS):
        for column, cell in enumerate(row):
            if (number, column) not in ((4, 2), (5, 4), (6, 4)):
                sheet.write(
                    number, column, cell, styles.get((number, column), xlwt.Style.default_style)
                )
    sheet.row(4).set_cell_error(2, 0x17)
    sheet.write_merge(5, 6, 4, 4, POSTCODE_OF_TWO)
    made.save(str(path))
    return path


def ods(path: Path) -> Path:
    document = OpenDocumentSpreadsheet()
    red, struck = (Style(name=name, family="table-cell") for name in ("red", "struck"))
    red.addElement(TableCellProperties(backgroundcolor="#ff0000"))
    struck.addElement(TextProperties(textlinethroughstyle="solid"))
    table = Table(name="List")
    for style in (red, struck):
        document.automaticstyles.addElement(style)
    marks = {
        (2, 0): {"stylename": red},
        (3, 0): {"stylename": struck},
        (6, 4): {"numberrowsspanned": 2},
    }
    for number, row in enumerate(ROWS, 1):
        line = TableRow()
        for column, text in enumerate(row):
            place = (number, column)
            kind = CoveredTableCell if place == (7, 4) else TableCell
            cell = kind(valuetype="string", **marks.get(place, {}))
            if place == (4, 1):
                note = Annotation()
                note.addElement(P(text="Moved away in May"))
                cell.addElement(note)
            text = "#REF!" if place == (5, 2) else text
            if kind is TableCell:
                cell.addElement(P(text=text))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


MAKERS = {"xlsx": xlsx, "xls": xls, "ods": ods, "xlsb": lambda path: marked_xlsb(path, BLANK_BELOW)}


@pytest.mark.parametrize("kind", MAKERS)
def test_marks_are_told_and_not_read(tmp_path: Path, kind: str) -> None:
    raw = only(MAKERS[kind](tmp_path / f"a.{kind}"))
    assert raw.rows == (2, 3, 4, 5, 6, 7)
    found = {finding.code: (finding.column, finding.rows) for finding in raw.findings}
    expected = {
        "colour-not-read": ("Surname", (2,)),
        "struck-not-read": ("", (3,)),
        "comment-not-read": ("Forename", (4,)),
    }
    if kind == "xls":  # nothing in Python writes comments into an .xls workbook
        del expected["comment-not-read"]
    assert found == expected
    assert raw.frame["Forename"].tolist() == [person[1] for person in PEOPLE]
    assert raw.frame["DOB"].tolist()[3] == "#REF!"
    assert raw.frame["Postcode"].tolist()[4:] == [POSTCODE_OF_TWO] * 2


def test_comments_and_rows_of_numbers_in_an_xls_workbook() -> None:
    def record(kind: int, body: bytes = b"") -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def style(pattern: int, colour: int) -> bytes:
        return record(0x00E0, bytes(14) + struct.pack("<IH", pattern << 26, colour))

    name = struct.pack("<BB", 1, 0) + b"S"
    formats = style(0, 0) + style(1, 10) + style(1, 9)
    start = 4 + len(formats) + 4 + 6 + len(name) + 4
    opening = record(0x0809) + formats
    listed = record(0x0085, struct.pack("<IH", start, 0) + name) + record(0x000A)
    numbers = struct.pack("<HH", 4, 1) + b"".join(
        struct.pack("<HI", number, 0) for number in (0, 1, 2)
    )
    cells = record(0x00BD, numbers + struct.pack("<H", 3)) + record(
        0x001C, struct.pack("<3H", 6, 2, 0)
    )
    marks = xls_marks(opening + listed + record(0x0809) + cells + record(0x000A)).sheets["S"]
    assert marks.coloured == {(5, 2): "colour 10"}
    assert marks.commented == {(7, 2)}
