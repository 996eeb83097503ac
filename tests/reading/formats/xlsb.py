"""A smallest .xlsb workbook, record by record ([MS-XLSB] 2.1.4): nothing in Python writes one."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
WORKSHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="bin" ContentType="{KIND}"/>'
    "</Types>",
    "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
    f'Type="{WORKSHEET}" Target="worksheets/sheet1.bin"/></Relationships>',
}


def record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = len(body), b""
    while length > 0x7F:
        size += bytes([length & 0x7F | 0x80])
        length >>= 7
    return head + size + bytes([length]) + body


def text(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def workbook(name: str, date1904: bool, state: int = 0) -> bytes:
    sheet = struct.pack("<II", state, 1) + text("rId1") + text(name)
    properties = struct.pack("<II", int(date1904), 0) + text("")
    listed = record(143) + record(156, sheet) + record(144)
    return record(131) + record(153, properties) + listed + record(157, bytes(26)) + record(132)


def styles() -> bytes:
    """Three cell styles: plain, with a red fill, struck through."""
    fonts = record(43, bytes(21)) + record(43, struct.pack("<HH", 220, 8) + bytes(17))
    red = struct.pack("<I", 1) + bytes([5, 0, 0, 0, 255, 0, 0, 255]) + bytes(56)
    formats = b"".join(
        record(47, struct.pack("<5H", 0, 0, font, fill, 0) + bytes(6))
        for font, fill in ((0, 0), (0, 1), (1, 0))
    )
    cells = record(617, struct.pack("<I", 3)) + formats + record(618)
    return fonts + record(45, bytes(68)) + record(45, red) + record(47, bytes(16)) + cells


def comment(row: int, column: int) -> bytes:
    return record(635, struct.pack("<5I", 0, row - 1, row - 1, column, column) + bytes(16))


def sheet(
    rows: Sequence[Sequence[str]],
    hidden_row: int,
    hidden_column: int,
    styled: Mapping[tuple[int, int], int] | None = None,
    error: tuple[int, int] | None = None,
    merged: tuple[int, int, int, int] | None = None,
) -> bytes:
    size = struct.pack("<4I", 0, len(rows) - 1, 0, len(rows[0]) - 1)
    out = record(129) + record(148, size)
    if hidden_column >= 0:
        column = struct.pack("<4IH", hidden_column, hidden_column, 2304, 0, 1)
        out += record(390) + record(60, column) + record(391)
    out += record(145)
    for number, row in enumerate(rows):
        flags = 0x10 if number + 1 == hidden_row else 0
        out += record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, flags, 0, 0))
        for place, cell in enumerate(row):
            head = struct.pack("<II", place, (styled or {}).get((number + 1, place), 0))
            is_error = (number + 1, place) == error
            out += record(3, head + b"\x17") if is_error else record(6, head + text(cell))
    ends = record(146)
    if merged:
        top, first, end, last = merged
        ends += record(177) + record(176, struct.pack("<4I", top - 1, end - 1, first, last))
        ends += record(178)
    return out + ends + record(130)


def xlsb_file(
    path: Path,
    rows: Sequence[Sequence[str]],
    hidden_row: int = 0,
    hidden_column: int = -1,
    date1904: bool = False,
    state: int = 0,
) -> Path:
    return packed(path, sheet(rows, hidden_row, hidden_column), date1904, state)


def marked_xlsb(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """Red A2, struck A3, a comment on B4, #REF! in C5, E6 merged with E7."""
    styled = {(2, 0): 1, (3, 0): 2}
    made = sheet(rows, 0, -1, styled, error=(5, 2), merged=(6, 4, 7, 4))
    packed(path, made)
    kind = f'Type="{WORKSHEET.replace("worksheet", "comments")}"'
    link = f'<Relationship Id="rId1" {kind} Target="../comments1.bin"/>'
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/styles.bin", styles())
        archive.writestr("xl/comments1.bin", comment(4, 1))
        relations = f'<Relationships xmlns="{RELATIONS}">{link}</Relationships>'
        archive.writestr("xl/worksheets/_rels/sheet1.bin.rels", relations)
    return path


def packed(path: Path, made: bytes, date1904: bool = False, state: int = 0) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in PARTS.items():
            archive.writestr(name, part)
        archive.writestr("xl/workbook.bin", workbook("List", date1904, state))
        archive.writestr("xl/worksheets/sheet1.bin", made)
    return path
