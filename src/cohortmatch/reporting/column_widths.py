"""How wide the columns of a printed table are, so that its rows take few lines.

Policy: each column is at least as wide as its widest word, and what is left goes to those columns
where it saves the most lines.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cohortmatch.core.arrays import Int64s
from cohortmatch.reporting.text_widths import SPACE, lines_of, word_widths

__all__ = ["fitted_widths", "row_lines"]

STEP = 1.0
"""What a column is widened by at a time, in em."""
AT_ONCE = (1, 2, 4, 8)
"""How many steps a column gives another at a time."""
WIDEST_WORD = 12.0
"""A longer word is broken, in em."""

Cells = Sequence[Sequence[str]]
Words = list[list[tuple[float, ...]]]
"""The widths of the words of each cell, row by row."""


def _words(rows: Cells, bold: int) -> Words:
    return [[word_widths(text, bold=n == bold) for n, text in enumerate(row)] for row in rows]


def row_lines(rows: Cells, widths: Sequence[float], *, bold: int) -> list[int]:
    """How many lines each row takes, at least one; the column `bold` is in bold type."""
    return [
        max(1, *(lines_of(cell, wide) for cell, wide in zip(row, widths, strict=True)))
        for row in _words(rows, bold)
    ]


def fitted_widths(heads: Sequence[str], rows: Cells, total: float, *, bold: int) -> list[float]:
    """The width of each column without its padding, in em; together they are `total`.

    Heads are in bold type, and so is the column `bold`.
    """
    words = _words(rows, bold)
    titles = [word_widths(head, bold=True) for head in heads]
    columns = [[row[n] for row in words] for n in range(len(heads))]
    least = [
        min(WIDEST_WORD, max((*title, *(word for cell in column for word in cell)), default=1.0))
        for title, column in zip(titles, columns, strict=True)
    ]
    if sum(least) >= total:
        return [each * total / sum(least) for each in least]
    return _widened(least, columns, total)


def _widened(least: list[float], columns: Words, total: float) -> list[float]:
    """Columns that are `total` together: what is left over is shared out by how wide their cells
    are, and then handed from column to column as long as that saves lines."""
    room = int((total - sum(least)) / STEP)
    whole = [max(map(_in_one_line, column), default=0.0) for column in columns]
    short = np.maximum(np.asarray(whole) - least, 0.0) + 1e-9
    steps = (room * short / short.sum()).astype(np.int64)
    known = _Lines(least, columns)
    _hand_over(steps, known)
    wide = np.asarray(least) + steps * STEP
    return list((wide + (total - wide.sum()) / len(wide)).tolist())


def _hand_over(steps: Int64s, known: _Lines) -> None:
    """Give steps of one column to another as long as that makes the table lower, or makes cells
    shorter in a table of the same height."""
    best, is_better = known.height(steps), True
    pairs = [(a, b) for a in range(len(steps)) for b in range(len(steps)) if a != b]
    while is_better:
        is_better = False
        for a, b in pairs:
            for many in AT_ONCE:
                if many > steps[a]:
                    break
                steps[a], steps[b] = steps[a] - many, steps[b] + many
                if (found := known.height(steps)) < best:
                    best, is_better = found, True
                    break
                steps[a], steps[b] = steps[a] + many, steps[b] - many


class _Lines:
    """How many lines each cell of a column takes, by how many steps wider than at least it is."""

    def __init__(self, least: Sequence[float], columns: Words) -> None:
        self._least, self._columns = least, columns
        self._known: dict[tuple[int, int], tuple[Int64s, int]] = {}

    def height(self, steps: Int64s) -> tuple[int, int]:
        """The lines of all rows together, and those of all cells."""
        columns = [self._of(column, more) for column, more in enumerate(steps.tolist())]
        rows = np.maximum.reduce([lines for lines, _ in columns])
        return int(rows.sum()), sum(together for _, together in columns)

    def _of(self, column: int, steps: int) -> tuple[Int64s, int]:
        """The lines of each cell of a column, and of all of them together."""
        if (column, steps) not in self._known:
            wide, cells = self._least[column] + steps * STEP, self._columns[column]
            lines = {cell: lines_of(cell, wide) for cell in set(cells)}
            found = np.asarray([lines[cell] for cell in cells], np.int64)
            self._known[column, steps] = found, int(found.sum())
        return self._known[column, steps]


def _in_one_line(words: Sequence[float]) -> float:
    return sum(words) + SPACE * max(len(words) - 1, 0)
