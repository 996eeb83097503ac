"""Files of a few kilobytes that unfold to gigabytes, paths that lead to no file, and odd sizes."""

from __future__ import annotations

import os
import random
import string
import struct
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import xlsxwriter
import xlwt
from tests.reading.formats.books import HEADINGS, PEOPLE, Rows, book, csv_file
from tests.reading.formats.docx import docx_file, table
from tests.reading.formats.hostile import HOSTILE, MAKERS, replaced
from tests.reading.formats.test_files import ods_file
from tests.reading.formats.xlsb import packed, record, sheet, text

Maker = Callable[[Path], Path]
ROWS: Rows = (HEADINGS, *PEOPLE)
MEGABYTE = "Okafor " * 150_000
TABLE_END = b"</table:table>"
SHEET_END = b"</sheetData>"
NAMED = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'


def ods_repeating(path: Path, *, rows: int = 1, columns: int = 1, more: str = "", say: str) -> Path:
    """A spreadsheet with one more row that says of itself and of its cell how often they stand."""
    cell = NAMED.format(f' table:number-columns-repeated="{columns}"', say)
    row = f'<table:table-row table:number-rows-repeated="{rows}">{more}{cell}</table:table-row>'
    plain = ods_file(path.with_stem("plain"), ROWS)
    added = row.encode() + TABLE_END
    return replaced(path, plain, lambda _, data: data.replace(TABLE_END, added))


def ods_of_many_far_cells(path: Path) -> Path:
    gap = '<table:table-cell table:number-columns-repeated="16000"/>' + NAMED.format("", "x")
    rows = f"<table:table-row>{gap}</table:table-row>" * 3_000
    plain = ods_file(path.with_stem("plain"), ROWS)
    return replaced(path, plain, lambda _, d: d.replace(TABLE_END, rows.encode() + TABLE_END))


def xlsx_with(path: Path, added: bytes) -> Path:
    """A workbook with more rows."""
    plain = book(path.with_stem("plain"), {"S": ROWS})
    return replaced(path, plain, lambda _, data: data.replace(SHEET_END, added + SHEET_END))


def xlsx_sharing(path: Path, quote: str = '"') -> Path:
    """One text of a megabyte in five thousand cells."""
    plain = xlsxwriter.Workbook(path.with_stem("plain"))
    page = plain.add_worksheet("List")
    for number in range(5_000):
        page.write_row(number, 0, ROWS[number] if number < len(ROWS) else ["#"])
    plain.close()
    told = f"t={quote}s{quote}".encode()

    def change(_: str, data: bytes) -> bytes:
        return data.replace(b"<t>#</t>", f"<t>{MEGABYTE}</t>".encode()).replace(b't="s"', told)

    return replaced(path, path.with_stem("plain"), change)


def xlsx_unplaced(path: Path) -> Path:
    """A row of a million cells and a million rows, none of which says where it is."""
    wide = b"<row>" + b"<c><v>1</v></c>" * 200_000 + b"</row>"
    return xlsx_with(path, wide + b"<row><c><v>1</v></c></row>" * 200_000)


def xlsx_tags(path: Path, tag: bytes) -> Path:
    """Megabytes of tags that are never closed, or that say the same thing very often."""
    random.seed(7)
    noise = random.randbytes(1 << 16).translate(None, b"<>&\0")
    return xlsx_with(path, tag * (5_000_000 // len(tag)) + noise)


def xlsb_sharing(path: Path) -> Path:
    made = sheet(ROWS, 0, -1)
    end = record(146) + record(130)
    rows = b"".join(
        record(0, struct.pack("<IIHBBBI", n, 0, 300, 0, 0, 0, 0)) + record(7, bytes(12))
        for n in range(10, 5_010)
    )
    packed(path, made[: -len(end)] + rows + end)
    texts = record(159, struct.pack("<II", 1, 1)) + record(19, b"\0" + text(MEGABYTE)) + record(160)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.bin", texts)
    return path


def xls_sharing(path: Path) -> Path:
    """One text of 30,000 letters in forty thousand cells."""
    made = xlwt.Workbook()
    page = made.add_sheet("List")
    for number, each in enumerate(ROWS):
        for column, value in enumerate(each):
            page.write(number, column, value)
    for number in range(40_000):
        page.write(10 + number, 0, MEGABYTE[:30_000])
    made.save(str(path))
    return path


def parquet_sharing(path: Path) -> Path:
    import pyarrow as pa
    import pyarrow.parquet

    words = pa.DictionaryArray.from_arrays(np.zeros(20_000, dtype=np.int32), [MEGABYTE])
    made = pa.table({"Surname": words, "Forename": words})
    pyarrow.parquet.write_table(made, path, store_schema=False)
    return path


def noise(size: int) -> str:
    """Letters that do not pack well."""
    return random.Random(size).randbytes(size // 2).hex()


def long_in(path: Path, kind: str, size: int = 100_000_000) -> Path:
    plain = MAKERS[kind](path.with_stem("plain"))
    return replaced(path, plain, lambda _, data: data.replace(b"Daniel", noise(size).encode(), 1))


def long_csv(path: Path, cell: str) -> Path:
    head = "Surname,Forename,DOB\nOkafor,Daniel,3/4/1985\n"
    path.write_text(f"{head}Long,{cell},1/1/1980\n", encoding="utf-8")
    return path


def names(count: int) -> list[str]:
    letters = random.Random(count)
    return ["".join(letters.choices(string.ascii_lowercase, k=8)) for _ in range(count)]


def wide(path: Path, kind: str, columns: int) -> Path:
    headings = (*HEADINGS, *names(columns - len(HEADINGS)))
    rows = [headings, *((*each, *("x" for _ in headings[len(each) :])) for each in PEOPLE)]
    makers: dict[str, Callable[[Path, Rows], Path]] = {
        "csv": csv_file,
        "xlsx": lambda at, said: book(at, {"S": said}),
        "ods": ods_file,
        "docx": lambda at, said: docx_file(at, table(said)),
    }
    return makers[kind](path, rows)


def deep(path: Path, kind: str, wanted: bytes) -> Path:
    """Elements in elements, two hundred thousand deep, where a text stood."""
    plain = MAKERS[kind](path.with_stem("plain"))
    many = 200_000
    inside = b"<a>" * many + b"</a>" * many
    return replaced(path, plain, lambda _, data: data.replace(wanted, inside, 1))


def many_parts(path: Path) -> Path:
    MAKERS["xlsx"](path)
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(20_000):
            archive.writestr(f"part{number}", b"")
    return path


def linked(path: Path, to: str) -> Path:
    path.symlink_to(to)
    return path


def pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


CELLS = {
    "spaces": " " * 32_000,
    "brackets": "(" * 32_000,
    "closing": "Okafor (" * 4_000,
    "commas": "Okafor, Daniel; " * 2_000,
    "digits": "1" * 32_000,
    "dates": "1/1/1980 " * 3_500,
    "akas": "AKA Okafor " * 3_000,
    "dashes": "Okafor-" * 4_500,
    "apostrophes": "O'" * 16_000,
    "postcodes": "E8 1AB " * 4_500,
    "accents": "e\u0301" * 16_000,
}
"""Cells as long as a cell may be, of what the parsing of values looks for."""


def odd_cells(path: Path, cell: str) -> Path:
    rows = [HEADINGS, *PEOPLE, *([f"{n}{cell}"] * len(HEADINGS) for n in range(3))]
    return csv_file(path, rows)


MILLION = 1_000_000
UNFOLDING: dict[str, Maker] = {
    "rows.ods": partial(ods_repeating, rows=MILLION, say="Okafor"),
    "columns.ods": partial(ods_repeating, columns=MILLION * 1000, say="Okafor"),
    "both.ods": partial(ods_repeating, rows=MILLION, columns=16_000, say="Okafor"),
    "spaces.ods": partial(ods_repeating, say='<text:s text:c="4000000000"/>'),
    "texts.ods": partial(ods_repeating, rows=5_000, say=MEGABYTE),
    "far.ods": ods_of_many_far_cells,
    "sharing.xlsx": xlsx_sharing,
    "quoted.xlsx": partial(xlsx_sharing, quote="'"),
    "sharing.xlsb": xlsb_sharing,
    "sharing.xls": xls_sharing,
    "sharing.parquet": parquet_sharing,
    "unplaced.xlsx": xlsx_unplaced,
    "open.xlsx": partial(xlsx_tags, tag=b"<row "),
    "errors.xlsx": partial(xlsx_tags, tag=b'<c t="e">'),
    "hidden.xlsx": partial(xlsx_tags, tag=b'<row hidden="1" '),
    "many_parts.xlsx": many_parts,
    "long100.csv": lambda path: long_csv(path, "x" * 100_000_000),
    "quoted100.csv": lambda path: long_csv(path, '"' + "x,\n" * 33_000_000 + '"'),
    "emoji100.csv": lambda path: long_csv(path, "\U0001f600" * 25_000_000),
    **{f"long100.{kind}": partial(long_in, kind=kind) for kind in ("xlsx", "ods", "docx")},
    "wide16000.csv": partial(wide, kind="csv", columns=16_000),
    "wide16000.xlsx": partial(wide, kind="xlsx", columns=16_000),
    "wide16000.ods": partial(wide, kind="ods", columns=16_000),
    "wide900.docx": partial(wide, kind="docx", columns=900),
    "deep.xlsx": partial(deep, kind="xlsx", wanted=b"Daniel"),
    "deep.ods": partial(deep, kind="ods", wanted=b"Daniel"),
    "deep200000.docx": partial(deep, kind="docx", wanted=b"Daniel"),
    "zero.csv": partial(linked, to="/dev/zero"),
    "random.xlsx": partial(linked, to="/dev/urandom"),
    "itself.csv": lambda path: linked(path, str(path)),
    "nowhere.csv": partial(linked, to="/nowhere/at/all"),
    "pipe.csv": pipe,
    "nothing.csv": partial(written, data=b""),
    "nuls.csv": partial(written, data=bytes(20_000_000)),
    "nuls_between.csv": partial(written, data=b"Surname,Forename\0\nOka\0for,Dan\0iel\n" * 1000),
    "quotes.csv": partial(written, data=b'Surname,"Forename\n' + b'"' * 5_000_001),
    "newlines.csv": partial(written, data=b"Surname,Forename\nOkafor,Daniel\n" + b"\r" * 5_000_000),
    "half.csv": partial(written, data=b"\xff\xfeS\0u\0r\0n\0a"),
    **{f"cell_{name}.csv": partial(odd_cells, cell=cell) for name, cell in CELLS.items()},
}
ATTACKS: dict[str, Maker] = {**UNFOLDING, **HOSTILE}
"""Every hostile file by its name."""
