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
from cohortmatch.reading.formats.xlsx_extent import XlsxExtent, column_position
from cohortmatch.reading.formats.xlsx_texts import SharedTexts

__all__ = ["sheet_parts", "xlsx_marks"]

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*>")
CHUNK = 1 << 20
HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s[^<>]*?\bhidden="(?:1|true)"')
ROW = re.compile(rb'\sr="(\d+)"')
COLUMN = re.compile(rb'<(?:\w+:)?col\s[^<>]*?\bhidden="(?:1|true)"')
ERROR = re.compile(rb'<(?:\w+:)?c\s[^<>]*?\bt="e"')
VALUE = re.compile(rb"<(?:\w+:)?(?:v>([^<]*)<|c\b)")
"""A cell's value, or the next cell, whichever comes first."""
MANY_STYLES = 200
LONGEST_TAG = 2_000
REFERENCE = re.compile(rb'\br="([A-Z]+)(\d+)"')
STYLE = re.compile(rb'\bs="(\d+)"')


@dataclass(frozen=True)
class _XlsxStyles:
    """The numbers of the cell styles with a fill (and which), and with a struck-through font."""

    fills: dict[int, str]
    struck: frozenset[int]


def xlsx_marks(archive: zipfile.ZipFile) -> BookMarks:
    """The marks of every sheet of an opened xlsx file.

    Raises VastSheet, or what zipfile and ElementTree raise when the file is damaged.
    """
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    properties = _find(book, "workbookPr")
    date1904 = properties is not None and properties.get("date1904") in ("1", "true")
    styles, shared = _marked_styles(archive), SharedTexts(archive)
    sheets: dict[str, SheetMarks] = {}
    parts = set(archive.namelist())
    for entry, part in _sheets(archive, book):
        hidden = entry.get("state", "visible") != "visible"
        if part in parts:
            sheets[entry.get("name", "")] = _scan(archive, part, styles, shared, hidden)
    return BookMarks(sheets, date1904)


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet of an opened xlsx file, by the sheet's name, in their order."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    return {entry.get("name", ""): part for entry, part in _sheets(archive, book)}


def _sheets(
    archive: zipfile.ZipFile, book: ElementTree.Element
) -> Iterator[tuple[ElementTree.Element, str]]:
    """The entry of each sheet in the workbook, and its part; '' where that is not told."""
    targets = _targets(archive)
    for entry in book.iter():
        if entry.tag in (f"{MAIN}sheet", f"{STRICT}sheet"):
            found = (targets[v] for k, v in entry.items() if k.endswith("}id") and v in targets)
            yield entry, next(found, "")


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


def _scan(
    archive: zipfile.ZipFile, part: str, styles: _XlsxStyles, shared: SharedTexts, hidden: bool
) -> SheetMarks:
    found = _XlsxGatherer(styles)
    extent = XlsxExtent()
    for text in _chunks(archive, part):
        extent.add(text)
        found.add(text)
    extent.refuse_vast(_chunks(archive, part))
    size = archive.getinfo(part).file_size
    shared.refuse_much(_chunks(archive, part), extent.shared, size)
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
        tags = (ROW.search(tag) for tag, _ in _tags(HIDDEN_ROW, text))
        self.hidden_rows.update(int(row[1]) for row in tags if row)
        for tag, _ in _tags(COLUMN, text):
            self.hidden_columns.update(_span(tag))
        for tag, end in _tags(ERROR, text):
            value = VALUE.search(text, end)
            if (place := _place(tag)) and value and value[1] is not None:
                self.errors[place] = value[1].decode("utf-8", "replace")
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
    numbers = "|".join(map(str, sorted(styles))) if len(styles) < MANY_STYLES else r"\d+"
    pattern = re.compile(rf'<(?:\w+:)?c\s[^<>]*?\bs="(?:{numbers})"'.encode())
    return lambda text: (tag for tag, _ in _tags(pattern, text))


def _tags(start: re.Pattern[bytes], text: bytes) -> Iterator[tuple[bytes, int]]:
    """The whole of each tag that begins so, and where it ends."""
    for match in start.finditer(text):
        end = text.find(b">", match.end(), match.end() + LONGEST_TAG) + 1
        if end:
            yield text[match.start() : end], end


def _place(tag: bytes) -> tuple[int, int] | None:
    found = REFERENCE.search(tag)
    return (int(found[2]), column_position(found[1].decode())) if found else None


def _span(tag: bytes) -> range:
    low, high = re.search(rb'\bmin="(\d+)"', tag), re.search(rb'\bmax="(\d+)"', tag)
    if not low or not high:
        return range(0)
    return range(int(low[1]) - 1, min(int(high[1]), 16_384))
