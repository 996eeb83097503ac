"""Files that would fill the memory or take an hour, if they were believed."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import xlwt
from tests.reading.formats.books import HEADINGS, PEOPLE, Rows, book, csv_file
from tests.reading.formats.docx import cell, docx_file, paragraph, row, run, table
from tests.reading.formats.test_files import ods_file, xls_file
from tests.reading.formats.xlsb import packed, record, sheet, text, xlsb_file

ROWS: Rows = (HEADINGS, *PEOPLE)
LONG = "x" * 10_000_000
MILLION = 1_000_000
WIDE: Rows = tuple((*row, *(f"More {n}" for n in range(200))) for row in ROWS)
LONG_CELL: Rows = (*ROWS, ("Long", LONG, "1/1/1980", "", ""))
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "haha">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)


def replaced(path: Path, plain: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A copy of a zip file in which some parts are changed."""
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(part, old.read(part)))
    return path


def bombed(path: Path) -> Path:
    """The file with a part of 120 MB of nothing in it."""
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("more.xml", "w") as part,
    ):
        for _ in range(120):
            part.write(bytes(MILLION))
    return path


def laughing(path: Path, kind: str, part: str, wanted: str) -> Path:
    """The file with entities in a part that would unfold to gigabytes."""

    def change(name: str, data: bytes) -> bytes:
        if name != part:
            return data
        xml = data.decode()
        start = xml.index("?>") + 2 if xml.startswith("<?xml") else 0
        return (xml[:start] + LAUGHS + xml[start:].replace(wanted, "&j;", 1)).encode()

    return replaced(path, MAKERS[kind](path.with_stem("plain")), change)


def with_long_cell(path: Path, kind: str) -> Path:
    """The file with a forename of ten million letters."""
    plain = MAKERS[kind](path.with_stem("plain"))
    return replaced(path, plain, lambda _, data: data.replace(b"Daniel", LONG.encode(), 1))


def ods_of_empty_rows(path: Path) -> Path:
    plain = ods_file(path.with_stem("plain"), ROWS)
    end = b"</table:table>"
    box = b'<table:table-cell table:number-columns-repeated="16384"/>'
    gap = b'<table:table-row table:number-rows-repeated="1048000">' + box + b"</table:table-row>"
    single = b"<table:table-row><table:table-cell/></table:table-row>" * 50_000
    return replaced(path, plain, lambda _, data: data.replace(end, gap + single + end))


def xlsb_of_empty_rows(path: Path) -> Path:
    made = sheet(ROWS, 0, -1)
    end = record(146) + record(130)
    rows = b"".join(
        record(0, struct.pack("<IIHBBBI", n, 0, 300, 0, 0, 0, 0))
        + record(1, struct.pack("<II", 0, 0))
        for n in range(10, MILLION // 10)
    )
    return packed(path, made[: -len(end)] + rows + end)


def xls_of_empty_rows(path: Path) -> Path:
    made = xlwt.Workbook()
    page = made.add_sheet("List")
    for number, each in enumerate(ROWS):
        for column, value in enumerate(each):
            page.write(number, column, value)
    for number in range(10, 20_000):
        page.write(number, 0, "", xlwt.Style.default_style)
    made.save(str(path))
    return path


def docx_of_empty_rows(path: Path) -> Path:
    return docx_file(path, table([*ROWS, *["<w:tr><w:tc><w:p/></w:tc></w:tr>"] * 50_000]))


def xlsx_of_empty_rows(path: Path) -> Path:
    plain = book(path.with_stem("plain"), {"S": ROWS})
    end = b"</sheetData>"
    rows = b"".join(
        b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(10, MILLION // 5)
    )
    return replaced(path, plain, lambda _, data: data.replace(end, rows + end))


def parquet(path: Path, rows: Rows) -> Path:
    pd.DataFrame(rows[1:], columns=list(rows[0])).to_parquet(path)
    return path


def parquet_of_empty_rows(path: Path) -> Path:
    names = np.array(["Okafor", *[None] * MILLION], dtype=object)
    pd.DataFrame({"Surname": names, "Forename": names}).to_parquet(path)
    return path


def parquet_bomb(path: Path) -> Path:
    """Thirty million cells of one word in a file of some kilobytes."""
    import pyarrow as pa
    import pyarrow.parquet

    words = pa.DictionaryArray.from_arrays(np.zeros(MILLION, dtype=np.int32), ["Okafor"])
    pyarrow.parquet.write_table(pa.table({f"Surname {n}": words for n in range(30)}), path)
    return path


def tsv_of_empty_rows(path: Path) -> Path:
    path.write_text("Surname\tForename\nOkafor\tDaniel\n" + "\t\n" * MILLION + "\n" * MILLION)
    return path


def deep(path: Path) -> Path:
    """Tables in tables, a thousand deep."""
    inside = table([HEADINGS, PEOPLE[0]])
    for _ in range(1000):
        inside = table([row([cell(inside + paragraph(run("x")))])])
    return docx_file(path, inside)


def vast_xlsb(path: Path) -> Path:
    made = sheet(ROWS, 0, -1)
    end = record(146) + record(130)
    last = record(0, struct.pack("<IIHBBBI", 1_048_575, 0, 300, 0, 0, 0, 0))
    last += record(6, struct.pack("<II", 16_383, 0) + text("x"))
    return packed(path, made[: -len(end)] + last + end)


def cut(path: Path) -> Path:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def many_columns(path: Path) -> Path:
    path.write_text("Surname,Forename" + "," * 30_000_000 + "\nOkafor,Daniel\n")
    return path


Maker = Callable[[Path], Path]
MAKERS: dict[str, Maker] = {
    "xlsx": lambda path: book(path, {"S": ROWS}),
    "xls": lambda path: xls_file(path, ROWS),
    "xlsb": lambda path: xlsb_file(path, ROWS),
    "ods": lambda path: ods_file(path, ROWS),
    "docx": lambda path: docx_file(path, table(ROWS)),
    "parquet": lambda path: parquet(path, ROWS),
}
HOSTILE: dict[str, Maker] = {
    **{f"cut.{kind}": (lambda path, make=make: cut(make(path))) for kind, make in MAKERS.items()},
    **{f"wrong.{kind}.csv": make for kind, make in MAKERS.items()},
    **{
        f"bomb.{kind}": (lambda path, make=MAKERS[kind]: bombed(make(path)))
        for kind in ("xlsx", "xlsb", "ods", "docx")
    },
    "bomb.parquet": parquet_bomb,
    "long.xlsx": lambda path: with_long_cell(path, "xlsx"),
    "long.ods": lambda path: with_long_cell(path, "ods"),
    "long.docx": lambda path: with_long_cell(path, "docx"),
    "long.xlsb": lambda path: xlsb_file(path, LONG_CELL),
    "long.csv": lambda path: csv_file(path, LONG_CELL),
    "long.parquet": lambda path: parquet(path, LONG_CELL),
    "wide.xlsx": lambda path: book(path, {"S": WIDE}),
    "wide.xls": lambda path: xls_file(path, WIDE),
    "wide.xlsb": lambda path: xlsb_file(path, WIDE),
    "wide.ods": lambda path: ods_file(path, WIDE),
    "wide.docx": lambda path: docx_file(path, table(WIDE)),
    "wide.csv": lambda path: csv_file(path, WIDE),
    "wide.parquet": lambda path: parquet(path, WIDE),
    "empty.xlsx": xlsx_of_empty_rows,
    "empty.xlsb": xlsb_of_empty_rows,
    "empty.xls": xls_of_empty_rows,
    "empty.ods": ods_of_empty_rows,
    "empty.docx": docx_of_empty_rows,
    "empty.tsv": tsv_of_empty_rows,
    "empty.parquet": parquet_of_empty_rows,
    "laugh.xlsx": lambda path: laughing(path, "xlsx", "xl/workbook.xml", ' name="S"'),
    "laugh.text.xlsx": lambda path: laughing(path, "xlsx", "xl/sharedStrings.xml", "Daniel"),
    "laugh.ods": lambda path: laughing(path, "ods", "content.xml", "Daniel"),
    "laugh.docx": lambda path: laughing(path, "docx", "word/document.xml", "Daniel"),
    "deep.docx": deep,
    "vast.xlsb": vast_xlsb,
    "columns.csv": many_columns,
}
