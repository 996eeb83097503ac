"""One column's cells to values: each distinct text is parsed once and its notes become findings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from cohortmatch.core.arrays import Bools, Int32s, Int64s, copies, distinct_texts
from cohortmatch.core.findings import Finding
from cohortmatch.values.parsed import Parsed

LONGEST, MOST = 2_000, 12
"""The most letters, and the most values, that a cell about one person holds."""
TOO_MANY = "too-many-values"
NOTHING: Parsed[Any] = Parsed()

T = TypeVar("T")
U = TypeVar("U")
Parser = Callable[[str], Parsed[T]]


@dataclass(frozen=True, eq=False)
class Cells:
    """A column as its distinct texts and the code (int32) of each row's text."""

    texts: tuple[str, ...]
    codes: Int32s

    @classmethod
    def of(cls, column: pd.Series[Any]) -> Cells:
        """The distinct texts of a column of str."""
        codes, texts = distinct_texts(column)
        return cls(tuple(texts), codes.astype(np.int32))

    @property
    def blank(self) -> npt.NDArray[np.bool_]:
        """Which rows are blank."""
        return np.array([not text.strip() for text in self.texts], dtype=bool)[self.codes]

    def texts_of(self, rows: Bools) -> Bools:
        """Which distinct texts stand in some rows."""
        found: Bools = np.bincount(self.codes[rows], minlength=len(self.texts)) > 0
        return found

    def rows_with(self, texts: npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
        """The positions of the rows whose distinct text is marked."""
        return np.flatnonzero(texts[self.codes])


@dataclass(frozen=True, eq=False)
class ParsedColumn(Generic[T]):
    """A column's distinct texts, each parsed."""

    heading: str
    cells: Cells
    parsed: tuple[Parsed[T], ...]

    def findings(self, list_name: str, rows: tuple[object, ...]) -> list[Finding]:
        """One finding for each kind of note, with its rows."""
        marked: dict[str, list[int]] = {}
        noted = ((text, parsed.notes) for text, parsed in enumerate(self.parsed) if parsed.notes)
        for text, notes in noted:
            for note in dict.fromkeys(notes):
                marked.setdefault(note, []).append(text)
        return [
            Finding(code, list_name, self.heading, tuple(rows[p] for p in self._rows(texts)))
            for code, texts in marked.items()
        ]

    def noted(self, codes: Collection[str]) -> npt.NDArray[np.bool_]:
        """Which distinct texts have one of these notes."""
        wanted = frozenset(codes)
        noted = [bool(p.notes) and not wanted.isdisjoint(p.notes) for p in self.parsed]
        return np.array(noted, dtype=bool)

    def read_again(self, texts: Collection[bool] | Bools, parser: Parser[U]) -> ParsedColumn[U]:
        """The same column with only the marked texts read again, by another parser."""
        nothing: Parsed[U] = Parsed()
        both = zip(self.cells.texts, texts, strict=True)
        again = tuple(parser(text) if marked else nothing for text, marked in both)
        return ParsedColumn(self.heading, self.cells, again)

    def incidence(self) -> tuple[Int64s, Int64s, list[T]]:
        """Which row holds which value: rows (repeated as needed), and their places in `values`.

        `values` are those of the distinct texts, in order; equal values may occur more than once.
        """
        counts = np.array([len(parsed.values) for parsed in self.parsed], dtype=np.int64)
        starts = np.cumsum(counts) - counts
        values = [value for parsed in self.parsed for value in parsed.values]
        codes = self.cells.codes
        if (counts <= 1).all():
            rows = np.flatnonzero((counts > 0)[codes])
            return rows, starts[codes[rows]], values
        rows, within = copies(counts[codes])
        return rows, starts[codes[rows]] + within, values

    def _rows(self, texts: list[int]) -> npt.NDArray[np.intp]:
        marked = np.zeros(len(self.parsed), dtype=bool)
        marked[texts] = True
        return self.cells.rows_with(marked)


def parse_column(frame: pd.DataFrame, heading: str, parser: Parser[T]) -> ParsedColumn[T]:
    """Parse one column of a list, each distinct text once; blank cells have no values."""
    return parse_columns(frame, heading, {"": parser})[""]


def parse_columns(
    frame: pd.DataFrame, heading: str, parsers: Mapping[str, Parser[T]]
) -> dict[str, ParsedColumn[T]]:
    """Parse one column of a list by several parsers; each text by all, so that what they work out
    of it in common is still known.
    """
    if not parsers:
        return {}
    cells = Cells.of(frame[heading])
    bounds = [partial(bounded, parser) for parser in parsers.values()]
    if len(bounds) == 1:
        by_parser: Iterable[Iterable[Parsed[T]]] = [map(bounds[0], cells.texts)]
    else:
        by_text = [[read(text) for read in bounds] for text in cells.texts]
        by_parser = zip(*by_text, strict=True) if by_text else (() for _ in parsers)
    return {
        name: ParsedColumn(heading, cells, tuple(parsed))
        for name, parsed in zip(parsers, by_parser, strict=True)
    }


def bounded(parser: Parser[T], text: str) -> Parsed[T]:
    """A cell's values; none, and a note, where it holds more than one person can have.

    A cell of a thousand dates fits anybody. A planted one would reveal by its matches what a closed
    list says, and it takes minutes to compare.
    """
    if not text or text.isspace():
        return NOTHING
    if len(text) > LONGEST:
        return Parsed(notes=(TOO_MANY,))
    found = parser(text)
    return Parsed(notes=(TOO_MANY,)) if len(found.values) > MOST else found
