"""Text of others made harmless: as a cell of a CSV file, as a line, and on the screen.

A file's name, a heading or a reason may be anything. A spreadsheet takes a cell that begins with
"=" for a formula; a terminal obeys characters that nobody sees. Whoever writes a table or prints a
line does it through these functions, so that each danger is met in one place.
"""

from __future__ import annotations

import re

__all__ = ["csv_cell", "csv_meant", "on_screen", "one_line", "printed_line", "without_formula"]

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What begins a formula, also as written wide."""
APOSTROPHE = "'"
"""Before a cell it says that what follows is text."""
GUARDED = (*FORMULA, APOSTROPHE)
"""What a cell begins with that needs an apostrophe before it."""
UNSEEN = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff"
"""Control characters, turns of the writing direction, and halves of characters."""
UNSEEN_CHARACTER = re.compile(f"[{UNSEEN}]")
BREAKS = re.compile(rf"[\s{UNSEEN}]+")


def one_line(text: str) -> str:
    """The text in one line of characters that can be seen."""
    if text.isprintable() and "  " not in text:
        return text.strip()  # nearly every text of a large table
    return BREAKS.sub(" ", text).strip()


def without_formula(text: str) -> str:
    """The text in one line, without what begins a formula."""
    return one_line(text).lstrip("".join(FORMULA) + " ")


def csv_cell(text: str) -> str:
    """The text as a cell of a CSV file: one line that no spreadsheet takes for a formula."""
    line = one_line(text)
    return f"{APOSTROPHE}{line}" if line.startswith(GUARDED) else line


def csv_meant(cell: str) -> str:
    """The text that such a cell stands for."""
    return cell.strip().removeprefix(APOSTROPHE)


def on_screen(text: str) -> str:
    """The text as it may be printed: what nobody would see stands as its number (`\\u001b`).

    Lines and tabs stay; a JSON text stays one that says the same.
    """
    return UNSEEN_CHARACTER.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def printed_line(text: str) -> str:
    """The text as it may be printed, in one line."""
    return on_screen(" ".join(text.splitlines()))
