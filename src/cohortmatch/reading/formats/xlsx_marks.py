"""The marks in an xlsx workbook, read from its XML in one pass without building a tree.

Policy: a row, column or sheet that is hidden counts as hidden, whether by hand or by a filter. Only
cells whose style has a fill or a struck-through font are examined one by one, so a plain workbook
costs very little.
Source of the part and attribute names: ECMA-376, Part 1 (SpreadsheetML).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from posixpath import join, normpath
from xml.etree import ElementTree

from cohortmatch.reading.formats.marks import BookMarks, Gatherer, SheetMarks
from cohortmatch.reading.formats.xlsx_comments import comments_of

__all__ = ["VastSheet", "column_position", "xlsx_marks"]

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
CHUNK = 1 << 20
MOST_CELLS = 30_000_000
"""Cells a sheet may span from its first to its last used one, including empty ones."""
HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\bhidden="(?:1|true)"[^>]*>')
ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="(\d+)"')
COLUMN = re.compile(rb'<(?:\w+:)?col\s[^>]*?\bhidden="(?:1|true)"[^>]*>')
ERROR = re.compile(rb'<(?:\w+:)?c\s([^>]*?\bt="e"[^>]*)>.*?<(?:\w+:)?v>([^<]*)<', re.S)
WIDE = re.compile(rb'\sr="[A-Z]{2,3}\d')
VERY_WIDE = re.compile(rb'\sr="[A-Z]{3}\d')
VALUED = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]+)(\d+)"[^>]*(?<!/)>(?!</)')
REFERENCE = re.compile(rb'\br="([A-Z]+)(\d+)"')
STYLE = re.compile(rb'\bs="(\d+)"')


@dataclass(frozen=True)
class _XlsxStyles:
    """The numbers of the cell styles with a fill (and which), and with a struck-through font."""

    fills: dict[int, str]
    struck: frozenset[int]


class VastSheet(Exception):
    """A sheet spans more cells than a list can need."""


def xlsx_marks(archive: zipfile.ZipFile) -> BookMarks:
    """The marks of every sheet of an opened xlsx file.

    Raises VastSheet, or what zipfile and ElementTree raise when the file is damaged.
    """
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    properties = _find(book, "workbookPr")
    date1904 = properties is not None and properties.get("date1904") in ("1", "true")
    styles = _marked_styles(archive)
    sheets: dict[str, SheetMarks] = {}
    targets = _targets(archive)
    for entry in book.iter():
        if entry.tag not in (f"{MAIN}sheet", f"{STRICT}sheet"):
            continue
        part = next(
            (targets[v] for k, v in entry.items() if k.endswith("}id") and v in targets), ""
        )
        hidden = entry.get("state", "visible") != "visible"
        if part in archive.namelist():
            sheets[entry.get("name", "")] = _scan(archive, part, styles, hidden)
    return BookMarks(sheets, date1904)


def column_position(letters: str) -> int:
    """A column's position from 0: A is 0, AA is 26."""
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - 64
    return position - 1


def _find(tree: ElementTree.Element, tag: str) -> ElementTree.Element | None:
    found = tree.find(f".//{MAIN}{tag}")
    return found if found is not None else tree.find(f".//{STRICT}{tag}")


def _targets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Where each relation of the workbook leads, as a path in the archive."""
    found: dict[str, str] = {}
    for match in RELATION.finditer(archive.read("xl/_rels/workbook.xml.rels")):
        text = match.group().decode("utf-8", "replace")
        name = re.search(r'\bId="([^"]*)"', text)
        target = re.search(r'\bTarget="([^"]*)"', text)
        if name and target:
            path = target[1]
            found[name[1]] = (
                path.lstrip("/") if path.startswith("/") else normpath(join("xl", path))
            )
    return found


def _marked_styles(archive: zipfile.ZipFile) -> _XlsxStyles:
    if "xl/styles.xml" not in archive.namelist():
        return _XlsxStyles({}, frozenset())
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    fills = [_fill_of(fill) for fill in _children(styles, "fills")]
    struck = [_is_struck(font) for font in _children(styles, "fonts")]
    formats = _children(styles, "cellXfs")
    filled = {
        number: fills[int(form.get("fillId", 0))]
        for number, form in enumerate(formats)
        if int(form.get("fillId", 0)) < len(fills) and fills[int(form.get("fillId", 0))]
    }
    lines = frozenset(
        number
        for number, form in enumerate(formats)
        if int(form.get("fontId", 0)) < len(struck) and struck[int(form.get("fontId", 0))]
    )
    return _XlsxStyles(filled, lines)


def _children(tree: ElementTree.Element, tag: str) -> list[ElementTree.Element]:
    found = _find(tree, tag)
    return list(found) if found is not None else []


def _fill_of(fill: ElementTree.Element) -> str:
    """A name for a solid fill's colour, '' for none or white."""
    for part in fill.iter():
        if part.tag.endswith("}patternFill") and part.get("patternType") == "solid":
            colours = [each for each in part if each.tag.endswith("}fgColor")]
            text = " ".join(f"{k}={v}" for each in colours for k, v in sorted(each.items()))
            white = text.upper() in ("", "RGB=FFFFFFFF", "RGB=00FFFFFF", "THEME=0")
            return "" if white else text
    return ""


def _is_struck(font: ElementTree.Element) -> bool:
    return any(p.tag.endswith("}strike") and p.get("val", "1") in ("1", "true") for p in font)


def _scan(archive: zipfile.ZipFile, part: str, styles: _XlsxStyles, hidden: bool) -> SheetMarks:
    found = _XlsxGatherer(styles)
    extent = _Extent()
    for text in _chunks(archive, part):
        extent.add(text)
        found.add(text)
    if extent.is_vast:
        extent.measure(_chunks(archive, part))
    found.commented.update(comments_of(archive, part))
    return found.marks(is_hidden=hidden)


class _XlsxGatherer(Gatherer):
    """The marks of a sheet, gathered piece by piece of its XML."""

    def __init__(self, styles: _XlsxStyles) -> None:
        super().__init__()
        self._styles = styles
        self._marked = _styled_cells(styles.fills.keys() | styles.struck)

    def add(self, text: bytes) -> None:
        """Gather what a piece of XML says."""
        tags = (ROW.search(match.group()) for match in HIDDEN_ROW.finditer(text))
        self.hidden_rows.update(int(row[1]) for row in tags if row)
        for match in COLUMN.finditer(text):
            self.hidden_columns.update(_span(match.group()))
        for match in ERROR.finditer(text):
            if place := _place(match[1]):
                self.errors[place] = match[2].decode("utf-8", "replace")
        for cell in self._marked(text):
            self._add_styled(cell)

    def _add_styled(self, cell: bytes) -> None:
        style, place = STYLE.search(cell), _place(cell)
        if style and place:
            number, styles = int(style[1]), self._styles
            self.add_style(place, styles.fills.get(number, ""), is_struck=number in styles.struck)


def _chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part in pieces that end where a row ends, so that no tag is cut in two."""
    rest = b""
    with archive.open(part) as stream:
        while piece := stream.read(CHUNK):
            text = rest + piece
            cut = text.rfind(b"</row>") if b"</row>" in text else text.rfind(b">")
            cut = len(text) if len(text) > 64 * CHUNK else cut
            yield text[: cut + 1]
            rest = text[cut + 1 :]
    yield rest


def _styled_cells(styles: set[int]) -> Callable[[bytes], Iterator[bytes]]:
    """A finder of the cell tags that have one of the styles."""
    if not styles:
        return lambda text: iter(())
    numbers = "|".join(str(style) for style in sorted(styles))
    pattern = re.compile(rf'<(?:\w+:)?c\s[^>]*?\bs="(?:{numbers})"[^>]*>'.encode())
    return lambda text: (match.group() for match in pattern.finditer(text))


def _place(tag: bytes) -> tuple[int, int] | None:
    found = REFERENCE.search(tag)
    return (int(found[2]), column_position(found[1].decode())) if found else None


def _span(tag: bytes) -> range:
    low, high = re.search(rb'\bmin="(\d+)"', tag), re.search(rb'\bmax="(\d+)"', tag)
    if not low or not high:
        return range(0)
    return range(int(low[1]) - 1, min(int(high[1]), 16_384))


class _Extent:
    """How far a sheet reaches: first a cheap bound, then a count only where the bound is vast."""

    def __init__(self) -> None:
        self._last_row = 0
        self._widest = 26

    def add(self, text: bytes) -> None:
        rows = text[text.rfind(b"<row ") :]
        if found := ROW.search(rows):
            self._last_row = max(self._last_row, int(found[1]))
        if self._widest == 26 and WIDE.search(text):
            self._widest = 702
        if self._widest == 702 and VERY_WIDE.search(text):
            self._widest = 16_384

    @property
    def is_vast(self) -> bool:
        return self._last_row * self._widest > MOST_CELLS

    def measure(self, chunks: Iterator[bytes]) -> None:
        """Count from the cells that hold something; raises VastSheet."""
        last_row = last_column = 0
        for text in chunks:
            for match in VALUED.finditer(text):
                last_row = max(last_row, int(match[2]))
                last_column = max(last_column, column_position(match[1].decode()) + 1)
            if last_row * last_column > MOST_CELLS:
                raise VastSheet
