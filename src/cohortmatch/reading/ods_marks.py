"""The marks in an OpenDocument spreadsheet: hidden sheets, rows and columns.

Policy: a row hidden by a filter is hidden. Repeated rows and columns count as often as they say.
Source of the names: OpenDocument v1.3, Part 3 (OASIS).
"""

from __future__ import annotations

import zipfile
from xml.etree import ElementTree

from cohortmatch.reading.marks import BookMarks, SheetMarks

__all__ = ["ods_marks"]

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
LONGEST = 1_048_576


def ods_marks(archive: zipfile.ZipFile) -> BookMarks:
    """The marks of every sheet of an opened ods file; raises what zipfile and ElementTree raise."""
    sheets: dict[str, SheetMarks] = {}
    unseen: set[str] = set()
    with archive.open("content.xml") as stream:
        for _, element in ElementTree.iterparse(stream):
            if element.tag == f"{STYLE}style" and _hides_a_table(element):
                unseen.add(element.get(f"{STYLE}name", ""))
            if element.tag == f"{TABLE}table":
                hidden = element.get(f"{TABLE}style-name", "") in unseen
                rows = _hidden(element, f"{TABLE}table-row", "rows", 1)
                columns = _hidden(element, f"{TABLE}table-column", "columns", 0)
                sheets[element.get(f"{TABLE}name", "")] = SheetMarks(hidden, rows, columns)
                element.clear()
    return BookMarks(sheets)


def _hides_a_table(style: ElementTree.Element) -> bool:
    return any(part.get(f"{TABLE}display") == "false" for part in style)


def _hidden(table: ElementTree.Element, tag: str, kind: str, first: int) -> frozenset[int]:
    hidden: set[int] = set()
    place = first
    for part in table.iter(tag):
        times = int(part.get(f"{TABLE}number-{kind}-repeated", "1"))
        if part.get(f"{TABLE}visibility", "visible") != "visible":
            hidden.update(range(place, min(place + times, LONGEST)))
        place += times
    return frozenset(hidden)
