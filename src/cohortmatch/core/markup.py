"""Small pieces of HTML for the notebook: a heading, lines, a table. Every text is escaped.

No colour is set, so that it reads in a light and in a dark notebook alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

NOTHING = "–"
"""What stands where there is no number to tell."""
NUMBER = ' style="text-align:right"'


def heading(text: str) -> str:
    """One bold line."""
    return f"<p><strong>{escape(text)}</strong></p>"


def lines(texts: Iterable[str]) -> str:
    """A list of lines; nothing when there are none."""
    items = "".join(f"<li>{escape(text)}</li>" for text in texts if text)
    return f"<ul>{items}</ul>" if items else ""


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, caption: str = "") -> str:
    """A table whose first column names the rows; whole numbers get commas, None a blank."""
    told = f"<caption>{escape(caption)}</caption>" if caption else ""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in headings)
    body = "".join(f"<tr>{_row(cells)}</tr>" for cells in rows)
    return f"<table>{told}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(cells: Sequence[object]) -> str:
    first, rest = cells[:1], cells[1:]
    named = "".join(f'<th scope="row">{_text(cell)}</th>' for cell in first)
    return named + "".join(_cell(cell) for cell in rest)


def _cell(cell: object) -> str:
    number = isinstance(cell, int | float) or cell in (None, NOTHING)
    return f"<td{NUMBER if number else ''}>{_text(cell)}</td>"


def _text(cell: object) -> str:
    if cell is None:
        return ""
    return f"{cell:,}" if isinstance(cell, int) else escape(str(cell))
