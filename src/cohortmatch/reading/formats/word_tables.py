"""Word documents (.docx): each table of the document as a sheet.

Policy: the text that the document shows is read. Text that a tracked change has deleted is not
read, and a row that is marked as deleted counts as hidden. The paragraphs above a table are its
title. A table inside a cell is part of that cell's text. Row numbers count the table's rows from 1.
Source of the names: ECMA-376, Part 1, 17.4 (tables) and 17.13 (annotations).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from cohortmatch.core.errors import FileError
from cohortmatch.reading.formats.archives import BROKEN, archive_of
from cohortmatch.reading.formats.marks import SheetMarks
from cohortmatch.reading.formats.sheets import Sheet, sheet_of
from cohortmatch.reading.wordlists import removed_word

__all__ = ["holds_document", "read_document"]

BODY = "word/document.xml"
SAVE_AGAIN = "open it in Word, save it again as .docx, or copy its table into a workbook"
NO_TABLE = "the Word document holds no table"
ABOVE = 5
"""How many paragraphs above a table make its title."""
TITLE_ROW = -1000
"""The title's row numbers start here, because it is not part of the table's rows."""
NOT_SHOWN = frozenset(("del", "moveFrom", "Fallback", "rPr", "pPr", "tcPr", "instrText"))
"""Elements whose text is not shown, or occurs a second time."""
SPACES = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "p": "\n"}
AROUND_CELLS = frozenset(("sdt", "sdtContent", "customXml", "ins", "smartTag"))
MOST_COLUMNS = 1000
EDITIONS = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
"""The two namespaces that the format's names may be in."""
OUTER = {f"{edition}{tag}": tag for edition in EDITIONS for tag in ("tbl", "tr", "p")}
TEXTS = tuple(f"{edition}{tag}" for edition in EDITIONS for tag in ("t", "delText"))
WHOLE = frozenset((("tbl", "end", 0), ("tr", "end", 1), ("p", "end", 0)))
"""When an outer table, a row of one, or a paragraph outside tables has been read whole."""


def holds_document(data: bytes) -> bool:
    """Whether a zip archive is a Word document; False for a damaged one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(part.startswith("word/") for part in archive.namelist())
    except BROKEN:
        return False


def read_document(data: bytes, name: str) -> list[Sheet]:
    """Every table of a .docx file; `name` is the file's name, for errors."""
    with archive_of(data, name, "document", SAVE_AGAIN) as archive:
        sheets = [table.sheet(number) for number, table in enumerate(_tables(archive), 1)]
    if not sheets:
        raise FileError(name, NO_TABLE, "put the list into a table, or into a workbook")
    return sheets


def _tables(archive: zipfile.ZipFile) -> Iterator[_Table]:
    """The tables in their order; no row is kept once it is read."""
    if b"<!DOCTYPE" in archive.open(BODY).read(1000):
        raise ValueError
    above: list[str] = []
    table = _Table([])
    depth = 0
    with archive.open(BODY) as stream:
        for event, element in ElementTree.iterparse(stream, ("start", "end")):
            tag = OUTER.get(element.tag)
            if tag is None:
                continue
            if tag == "tbl":
                depth += 1 if event == "start" else -1
            place = (tag, event, depth)
            if place == ("tbl", "start", 1):
                table = _Table(above[-ABOVE:])
            if place not in WHOLE:
                continue
            if tag == "tbl":
                yield table
                above.clear()
            elif tag == "tr":
                table.add(element)
            else:
                above.append(_text(element)[:300])
            element.clear()


@dataclass(eq=False)
class _Table:
    """A table as it is gathered row by row; rows count from 1, columns from 0."""

    title: list[str]
    rows: list[list[str]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    coloured: dict[tuple[int, int], str] = field(default_factory=dict)
    struck: set[tuple[int, int]] = field(default_factory=set)
    commented: set[tuple[int, int]] = field(default_factory=set)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    open_spans: dict[int, int] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<_Table: {len(self.rows)} rows>"

    def add(self, row: Element) -> None:
        """Read one row; a row without any text is only counted."""
        if all(next(row.iter(tag), None) is None for tag in TEXTS):
            self.rows.append([])
            return
        properties = _child(row, "trPr")
        deleted = _child(properties, "del") is not None
        number = len(self.rows) + 1
        if deleted or _is_on(_child(properties, "hidden")):
            self.hidden.add(number)
        cells = [""] * _number(_child(properties, "gridBefore"))
        for cell in _cells(row):
            self._mark(cell, number, len(cells))
            wide = max(1, _number(_child(_child(cell, "tcPr"), "gridSpan")))
            cells += [_text(cell, deleted=deleted), *[""] * (wide - 1)]
            if wide > 1:
                self.spans.setdefault((number, len(cells) - wide), (number, len(cells) - 1))
            if len(cells) > MOST_COLUMNS:
                raise ValueError
        self.rows.append(cells)

    def _mark(self, cell: Element, number: int, column: int) -> None:
        """Note a cell's colour, strokes, comments, and how far down it reaches."""
        properties = _child(cell, "tcPr")
        fill = _value(_child(properties, "shd"), "fill").upper()
        if fill not in ("", "AUTO", "FFFFFF"):
            self.coloured[number, column] = fill
        if any(_is_on(each) for each in cell.iter() if _tag(each) in ("strike", "dstrike")):
            self.struck.add((number, column))
        if any(_tag(each) == "commentReference" for each in cell.iter()):
            self.commented.add((number, column))
        merge = _child(properties, "vMerge")
        if merge is None:
            self.open_spans.pop(column, None)
        elif _value(merge, "val") == "restart" or column not in self.open_spans:
            self.open_spans[column] = number
        else:
            self.spans[self.open_spans[column], column] = (number, column)

    def sheet(self, number: int) -> Sheet:
        """The table as a sheet, its title above it."""
        removed = next((word for text in self.title if (word := removed_word(text))), "")
        name = f"Table {number}: {removed}" if removed else f"Table {number}"
        read = sheet_of(name, self.rows)
        title = [[text] for text in self.title if text]
        marks = SheetMarks(
            hidden_rows=frozenset(self.hidden),
            coloured=self.coloured,
            struck=frozenset(self.struck),
            commented=frozenset(self.commented),
        )
        return replace(
            read,
            rows=[*title, *read.rows],
            numbers=[*range(TITLE_ROW, TITLE_ROW + len(title)), *read.numbers],
            marks=marks,
            merged=tuple((*start, *end) for start, end in self.spans.items()),
        )


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if _tag(child) == "tc":
            yield child
        elif _tag(child) in AROUND_CELLS:
            yield from _cells(child)


def _text(element: Element, *, deleted: bool = False) -> str:
    """The text that an element's paragraphs show, a line each; with deleted text, if asked."""
    lines = "".join(_pieces(element, deleted)).split("\n")
    return "\n".join(line for each in lines if (line := each.strip()))


def _pieces(element: Element, deleted: bool) -> Iterator[str]:
    tag = _tag(element)
    if tag == "t" or (deleted and tag == "delText"):
        yield element.text or ""
        return
    if tag in NOT_SHOWN and not (deleted and tag == "del"):
        return
    if tag == "r" and _is_on(_child(_child(element, "rPr"), "vanish")):
        return
    for child in element:
        yield from _pieces(child, deleted)
    if tag in SPACES:
        yield SPACES[tag]


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _child(element: Element | None, tag: str) -> Element | None:
    """The first child of that name, in either edition of the format."""
    return (
        next((each for each in element if _tag(each) == tag), None) if element is not None else None
    )


def _value(element: Element | None, name: str) -> str:
    if element is None:
        return ""
    return next((v for k, v in element.items() if k.rpartition("}")[2] == name), "")


def _number(element: Element | None) -> int:
    text = _value(element, "val")
    return min(int(text), MOST_COLUMNS) if text.isdecimal() else 0


def _is_on(element: Element | None) -> bool:
    """Whether an element whose presence turns it on is not switched off again."""
    return element is not None and _value(element, "val") not in ("0", "false", "none")
