"""What a workbook says of its cells besides their text: hidden, coloured, struck out, commented.

Policy: nothing is inferred from a mark. Marks are passed on so that hidden people are not matched
and colours are reported as not read. A kind of file that cannot give marks has none.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["NO_MARKS", "BookMarks", "Gatherer", "SheetMarks"]


@dataclass(frozen=True, eq=False)
class SheetMarks:
    """One sheet's marks: rows by spreadsheet number, columns by position from 0.

    `errors` maps (row, column) to what a cell shows instead of a value (`#REF!`). `coloured`,
    `struck` and `commented` are the (row, column) of cells with a fill of their own, struck-through
    text, a comment. `merged` are the merged ranges (first row, first column, last row, last column)
    of the kinds of workbook whose reader does not give them.
    """

    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    coloured: dict[tuple[int, int], str] = field(default_factory=dict)
    struck: frozenset[tuple[int, int]] = frozenset()
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    commented: frozenset[tuple[int, int]] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()

    def __repr__(self) -> str:
        return f"<SheetMarks: {len(self.hidden_rows)} hidden rows>"


@dataclass(eq=False, repr=False)
class Gatherer:
    """One sheet's marks while its file is read; SheetMarks says what each holds.

    A kind of file adds how its rows, columns and cells are read.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    coloured: dict[tuple[int, int], str] = field(default_factory=dict)
    struck: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    commented: set[tuple[int, int]] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def add_style(self, place: tuple[int, int], fill: str, *, is_struck: bool) -> None:
        """Note a cell's fill ('' for none) and whether its text is struck through."""
        if fill:
            self.coloured[place] = fill
        if is_struck:
            self.struck.add(place)

    def marks(self, *, is_hidden: bool) -> SheetMarks:
        """The marks gathered, of a sheet that is hidden or not."""
        return SheetMarks(
            is_hidden,
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            self.coloured,
            frozenset(self.struck),
            self.errors,
            frozenset(self.commented),
            tuple(self.merged),
        )


@dataclass(frozen=True, eq=False)
class BookMarks:
    """A workbook's marks by sheet name, and which date system its day numbers count in."""

    sheets: dict[str, SheetMarks] = field(default_factory=dict)
    date1904: bool = False

    def __repr__(self) -> str:
        return f"<BookMarks: {len(self.sheets)} sheets>"


NO_MARKS = SheetMarks()
