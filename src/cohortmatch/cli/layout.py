"""Text laid out for a terminal: columns aligned, long cells and sentences on several lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from shutil import get_terminal_size
from textwrap import wrap

from cohortmatch.cli.screen import line

__all__ = ["NARROWEST", "fitting", "table", "terminal_width", "wrapped"]

NARROWEST = 80
"""Columns of the narrowest terminal that texts are laid out for, and of what is no terminal."""
GAP = "  "
LEAST = 8
"""No column of a table becomes narrower than this."""


def terminal_width() -> int:
    """How many columns the terminal has; 80 where there is none, or a narrower one."""
    return max(NARROWEST, get_terminal_size((NARROWEST, 24)).columns)


def wrapped(text: str, width: int, *, hang: str = "") -> Iterator[str]:
    """A sentence on as many lines as it needs; `hang` indents all but the first, beside the
    sentence's own indent. A word is never broken, so that what is to be typed stays whole."""
    words = text.lstrip(" ")
    indent = " " * (len(text) - len(words))
    yield from wrap(
        words,
        width,
        initial_indent=indent,
        subsequent_indent=indent + hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def fitting(rows: Sequence[Sequence[str]], width: int, *, indent: str = "  ") -> int:
    """The most letters that each column of a table may have for it to be no wider than `width`."""
    longest = [max(map(len, column)) for column in zip(*rows, strict=True)]
    room = width - len(indent) - len(GAP) * (len(longest) - 1)
    cap = max(longest, default=0)
    while cap > LEAST and sum(min(cap, each) for each in longest) > room:
        cap -= 1
    return cap


def table(
    rows: Sequence[Sequence[str]],
    *,
    right: Sequence[int] = (),
    indent: str = "  ",
    body: str = "",
    width: int | None = None,
) -> Iterator[str]:
    """Rows with their columns aligned; `right` are the columns that end together.

    `body`, when given, indents all rows but the first. With a `width` the widest columns give way:
    their cells go on below.
    """
    safe = [[line(cell) for cell in row] for row in rows]
    shown = [[(body if i and body else "") + row[0], *row[1:]] for i, row in enumerate(safe)]
    cap = None if width is None or not shown else fitting(shown, width, indent=indent)
    tall = [[_lines(cell, cap) for cell in row] for row in shown]
    widths = [
        max(len(part) for cell in column for part in cell) for column in zip(*tall, strict=True)
    ]
    for row in tall:
        for parts in zip_longest(*row, fillvalue=""):
            cells = [
                text.rjust(size) if place in right else text.ljust(size)
                for place, (text, size) in enumerate(zip(parts, widths, strict=True))
            ]
            yield (indent + GAP.join(cells)).rstrip()


def _lines(cell: str, cap: int | None) -> list[str]:
    """A cell on as many lines as it needs."""
    if cap is None or len(cell) <= cap:
        return [cell]
    return wrap(cell, cap, break_on_hyphens=False)
