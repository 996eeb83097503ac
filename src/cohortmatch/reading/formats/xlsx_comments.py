"""Where the comments of an xlsx or xlsb worksheet are; their text is not read.

A threaded comment has an old-fashioned one beside it, so one part of the file gives both.
Source of the part names: ECMA-376, Part 1, 18.7; [MS-XLSX] 2.1.
"""

from __future__ import annotations

import re
import zipfile
from posixpath import basename, dirname, join, normpath

__all__ = ["comment_parts", "comments_of"]

RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^<>]*>")
COMMENT = re.compile(rb'<(?:\w+:)?comment\s[^<>]*?\bref="([A-Z]+)(\d+)')


def comment_parts(archive: zipfile.ZipFile, part: str) -> list[bytes]:
    """The parts that hold a worksheet's comments."""
    relations = f"{dirname(part)}/_rels/{basename(part)}.rels"
    parts = set(archive.namelist())
    if relations not in parts:
        return []
    found = []
    for match in RELATION.finditer(archive.read(relations).decode("utf-8", "replace")):
        kind = re.search(r'\bType="[^"]*/comments"', match.group())
        target = re.search(r'\bTarget="([^"]*)"', match.group())
        if kind and target:
            path = target[1]
            whole = path[1:] if path.startswith("/") else normpath(join(dirname(part), path))
            found += [archive.read(whole)] if whole in parts else []
    return found


def comments_of(archive: zipfile.ZipFile, part: str) -> frozenset[tuple[int, int]]:
    """The (row, column) of an xlsx worksheet's cells with comments."""
    return frozenset(
        (int(match[2]), _position(match[1]))
        for data in comment_parts(archive, part)
        for match in COMMENT.finditer(data)
    )


def _position(letters: bytes) -> int:
    """A column's position from 0: A is 0, AA is 26."""
    position = 0
    for letter in letters:
        position = position * 26 + letter - 64
    return position - 1
