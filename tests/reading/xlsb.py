"""A smallest .xlsb workbook, record by record ([MS-XLSB] 2.1.4): nothing in Python writes one."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
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


def workbook(name: str, date1904: bool) -> bytes:
    sheet = struct.pack("<II", 0, 1) + text("rId1") + text(name)
    properties = struct.pack("<II", int(date1904), 0) + text("")
    listed = record(143) + record(156, sheet) + record(144)
    return record(131) + record(153, properties) + listed + record(157, bytes(26)) + record(132)


def sheet(rows: Sequence[Sequence[str]], hidden_row: int, hidden_column: int) -> bytes:
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
            out += record(6, struct.pack("<II", place, 0) + text(cell))
    return out + record(146) + record(130)


def xlsb_file(
    path: Path,
    rows: Sequence[Sequence[str]],
    hidden_row: int = 0,
    hidden_column: int = -1,
    date1904: bool = False,
) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in PARTS.items():
            archive.writestr(name, part)
        archive.writestr("xl/workbook.bin", workbook("List", date1904))
        archive.writestr("xl/worksheets/sheet1.bin", sheet(rows, hidden_row, hidden_column))
    return path
