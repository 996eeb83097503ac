"""How far the sheets of an OpenDocument file reach once their repeats are unfolded.

A cell, a row and a space can each say that it stands for many; whoever reads the file unfolds them.
So they are counted while the rows go by, and nothing is unfolded here.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from cohortmatch.reading.formats.bounds import refuse_repeats, refuse_span, refuse_text

__all__ = ["CELLS", "TABLE", "OdsExtent"]

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
VALUE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
CELLS = frozenset((f"{TABLE}table-cell", f"{TABLE}covered-table-cell"))
COLUMNS, ROWS = f"{TABLE}number-columns-repeated", f"{TABLE}number-rows-repeated"
SPACES, HOW_MANY = f"{TEXT}s", f"{TEXT}c"


@dataclass(eq=False)
class OdsExtent:
    """The cells of all sheets of a file: how many are spanned, filled and written, and the bytes of
    text of those that are unfolded. The reader of such files holds all its sheets at once.
    """

    size: int
    spanned: int = 0
    filled: int = 0
    written: int = 0
    text: int = 0
    rows: int = 0
    height: int = 0
    width: int = 0

    def add(self, row: Element) -> None:
        """Count a row of the present sheet; raises VastSheet."""
        times = repeats(row, ROWS)
        self.rows += times
        column = 0
        for cell in row:
            if cell.tag in CELLS:
                many = repeats(cell, COLUMNS)
                column += many
                if len(cell) or VALUE in cell.attrib:
                    self.height, self.width = self.rows, max(self.width, column)
                    self._fill(cell, many * times)
        refuse_repeats(self.filled, self.written)

    def _fill(self, cell: Element, many: int) -> None:
        self.written += 1
        self.filled += many
        spaces = sum(repeats(each, HOW_MANY) for each in cell.iter(SPACES))
        if many > 1 or spaces:
            self.text += many * (spaces + _length(cell))

    def end(self) -> None:
        """The end of a sheet; raises VastSheet."""
        self.spanned += self.height * self.width
        self.rows = self.height = self.width = 0
        refuse_span(self.spanned)
        refuse_text(self.text, self.size)


def repeats(element: Element, name: str) -> int:
    """How often an element stands for itself; once where it does not say."""
    return max(1, int(element.get(name, "1")))


def _length(cell: Element) -> int:
    return sum(map(len, cell.itertext())) + sum(map(len, cell.attrib.values()))
