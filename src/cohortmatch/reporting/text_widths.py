"""How wide a text is in print, and how many lines it takes.

Policy: a page names common fonts and is printed in another where none of them is there. The widths
are those of DejaVu Sans, the widest that takes their place, so that a text takes at most the lines
that are counted here. A unit is an em, the size of the font.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

__all__ = ["SPACE", "lines_of", "text_width", "word_widths"]

HUNDREDTHS = {
    28: "'ijl",
    29: "IJ",
    32: " ,.",
    34: "/:;\\|",
    36: "f-",
    41: "()[]tr!",
    46: '"',
    50: "*_`–‘’",
    53: "sz?“”",
    58: "cLFk",
    61: "vxyPTYao",
    64: "eESbdghnpqu$0123456789{}",
    70: "KAVBRXZC",
    78: "UHNDG&",
    82: "OQw",
    86: "#+<=>^~M✓",
    100: "%mW@",
}
WIDTH = {each: hundredths / 100 for hundredths, chars in HUNDREDTHS.items() for each in chars}
OTHER = 0.85
"""A letter or sign of no known width."""
BOLD = 1.15
SPACE = WIDTH[" "]


@lru_cache(maxsize=1024)
def _char(char: str) -> float:
    plain = unicodedata.normalize("NFKD", char)[:1]
    is_wide = unicodedata.east_asian_width(char) in ("W", "F")
    return 1.0 if is_wide else WIDTH.get(char, WIDTH.get(plain, OTHER))


def text_width(text: str, *, bold: bool = False) -> float:
    """The width of a text in one line, in em."""
    return sum(map(_char, text)) * (BOLD if bold else 1)


@lru_cache(maxsize=4096)
def word_widths(text: str, *, bold: bool = False) -> tuple[float, ...]:
    """The width of each word of a text, in em."""
    return tuple(text_width(word, bold=bold) for word in text.split())


def lines_of(words: Sequence[float], width: float) -> int:
    """How many lines words of these widths take in a column, at most; a word that is wider than
    the column is broken. 0 for no words."""
    if not words:
        return 0
    if sum(words) + SPACE * (len(words) - 1) <= width:
        return 1
    lines, used = 1, 0.0
    for word in words:
        if used and used + SPACE + word > width:
            lines, used = lines + 1, 0.0
        while word > width:
            lines, word = lines + 1, word - max(width - 1, 1)
        used += word + (SPACE if used else 0)
    return lines
