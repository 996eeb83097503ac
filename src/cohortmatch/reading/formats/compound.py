"""Compound files, the container of .xls workbooks and of protected ones: their streams by name.

Policy: a damaged container is never followed further than the file is long. A chain of sectors that
leads out of the file, or back to itself, is an error.
Source: [MS-CFB] Compound File Binary File Format, sections 2.2 to 2.6.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["MAGIC", "CompoundError", "streams_of"]

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAST_SECTOR = 0xFFFFFFFA
"""Sector numbers from here on are marks: free, end of a chain, table."""
STREAM, ROOT = 2, 5
ENTRY = 128
"""Bytes of a directory entry."""
LISTED = 109
"""How many sectors of the table the header itself lists."""


class CompoundError(Exception):
    """The container is damaged."""


@dataclass(frozen=True, eq=False)
class _Header:
    size: int
    mini_size: int
    directory: int
    cutoff: int
    first_mini: int
    more_table: int
    table: tuple[int, ...]


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: int
    first: int
    size: int


def streams_of(data: bytes) -> dict[str, bytes]:
    """Every stream of a compound file by its name; raises CompoundError when it is damaged."""
    try:
        header = _header(data)
        table = _table(data, header)
        return _streams(data, header, table)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise CompoundError from error


def _header(data: bytes) -> _Header:
    sector_shift, mini_shift = struct.unpack_from("<2H", data, 30)
    if not 7 <= sector_shift <= 16 or not 4 <= mini_shift <= 9:
        raise CompoundError
    directory, _, cutoff, first_mini, _, more_table = struct.unpack_from("<6I", data, 48)
    listed = struct.unpack_from(f"<{LISTED}I", data, 76)
    table = tuple(number for number in listed if number < LAST_SECTOR)
    return _Header(
        1 << sector_shift, 1 << mini_shift, directory, cutoff, first_mini, more_table, table
    )


def _table(data: bytes, header: _Header) -> list[int]:
    """For each sector, the number of the next one."""
    sectors = list(header.table)
    more, seen = header.more_table, set[int]()
    while more < LAST_SECTOR:
        if more in seen:
            raise CompoundError
        seen.add(more)
        *numbers, more = _numbers(_sector(data, header, more))
        sectors += [number for number in numbers if number < LAST_SECTOR]
    if len(set(sectors)) < len(sectors):
        raise CompoundError
    return [number for each in sectors for number in _numbers(_sector(data, header, each))]


def _streams(data: bytes, header: _Header, table: Sequence[int]) -> dict[str, bytes]:
    def chained(first: int) -> bytes:
        return b"".join(_sector(data, header, number) for number in _chain(first, table))

    entries = _entries(chained(header.directory))
    root = next((entry for entry in entries if entry.kind == ROOT), None)
    mini = chained(root.first) if root and root.size else b""
    mini_table = _numbers(chained(header.first_mini)) if header.first_mini < LAST_SECTOR else []
    found: dict[str, bytes] = {}
    for entry in entries:
        if entry.kind != STREAM:
            continue
        if entry.size >= header.cutoff:
            found[entry.name] = chained(entry.first)[: entry.size]
        else:
            numbers = _chain(entry.first, mini_table) if entry.size else []
            parts = (mini[n * header.mini_size : (n + 1) * header.mini_size] for n in numbers)
            found[entry.name] = b"".join(parts)[: entry.size]
    return found


def _sector(data: bytes, header: _Header, number: int) -> bytes:
    start = (number + 1) * header.size
    if start >= len(data):
        raise CompoundError
    return data[start : start + header.size]


def _numbers(sector: bytes) -> list[int]:
    count = len(sector) // 4
    return list(struct.unpack_from(f"<{count}I", sector))


def _chain(first: int, table: Sequence[int]) -> list[int]:
    """The sectors from the first to the end of their chain, none of them twice."""
    found: list[int] = []
    number = first
    while number < LAST_SECTOR:
        if number >= len(table) or len(found) > len(table):
            raise CompoundError
        found.append(number)
        number = table[number]
    return found


def _entries(directory: bytes) -> list[_Entry]:
    entries = []
    for start in range(0, len(directory) - ENTRY + 1, ENTRY):
        length, kind = struct.unpack_from("<HB", directory, start + 64)
        first, size = struct.unpack_from("<II", directory, start + 116)
        name = directory[start : start + max(min(length, 64) - 2, 0)].decode("utf-16-le")
        entries.append(_Entry(name, kind, first, size))
    return entries
