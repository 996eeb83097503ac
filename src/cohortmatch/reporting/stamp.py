"""The stamp: workbook properties that identify the lists it was made from.

A row number means somebody else when a list has changed. So decisions in a workbook apply only to
the lists it was made from. The stamp is a digest of the lists' names and their files' SHA-256, so
two reports on the same lists have one stamp.

Policy: a spreadsheet program may drop the stamp, but keeps the workbook's day. Then a workbook from
before the report's day is another report's. A workbook with neither is accepted.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile
from zlib import error

__all__ = ["CUSTOM", "PROPERTY", "Stamped", "custom_property", "stamp", "stamped"]

PROPERTY = "cohortmatch lists"
CUSTOM, CORE = "docProps/custom.xml", "docProps/core.xml"
UNREADABLE = (BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError, error)
"""What a file raises that is no workbook, or a damaged or an encrypted one."""
LARGEST = 1_000_000
"""Bytes of properties that are read; a workbook's own are far fewer."""
CREATED = re.compile(r"created[^>]*>\s*(\d{4}-\d\d-\d\d)")


def stamp(inputs: Iterable[tuple[str, str]]) -> str:
    """The stamp of lists by name and SHA-256; '' where one of them was no file."""
    lines = sorted(f"{name}\t{sha256}" for name, sha256 in inputs)
    if not lines or any(line.endswith("\t") for line in lines):
        return ""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@dataclass(frozen=True)
class Stamped:
    """A workbook's own stamp ('' where it has none) and day."""

    stamp: str = ""
    day: date | None = None

    def is_of(self, stamp: str, day: date | None) -> bool:
        """Whether it may be the workbook of the report with this stamp and day."""
        if self.stamp and stamp:
            return self.stamp == stamp
        return self.day is None or day is None or self.day >= day


def stamped(path: Path) -> Stamped:
    """The stamp and day of a workbook; empty where the file is not one, or holds neither."""
    try:
        with ZipFile(path) as parts:
            found = _property(parts, PROPERTY)
            created = CREATED.search(_text(parts, CORE))
        day = date.fromisoformat(created[1]) if created else None
    except UNREADABLE:
        return Stamped()
    return Stamped(found, day)


def custom_property(content: bytes, name: str) -> str:
    """The digest that a workbook holds as its property `name`; empty where it holds none."""
    try:
        with ZipFile(BytesIO(content)) as parts:
            return _property(parts, name)
    except UNREADABLE:
        return ""


def _property(parts: ZipFile, name: str) -> str:
    pattern = rf'name="{name}"[^>]*>\s*<[^>]*lpwstr[^>]*>\s*([0-9a-f]{{64}})\s*<'
    found = re.search(pattern, _text(parts, CUSTOM))
    return found[1] if found else ""


def _text(parts: ZipFile, name: str) -> str:
    if name not in parts.namelist():
        return ""
    with parts.open(name) as part:
        return part.read(LARGEST).decode("utf-8", errors="replace")
