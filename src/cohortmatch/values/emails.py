"""E-mail addresses from a cell's text.

Policy: an address is kept in small letters, without "mailto:" and without the name before it
("Una Odell <una@…>"). One beside a word for somebody else ("mum's") is not the person's. An address
is not compared: one person has several, a family or a worker's office shares one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cohortmatch.values.cell_texts import takes_any_cell
from cohortmatch.values.parsed import Parsed
from cohortmatch.values.text import fold, tidy_lines
from cohortmatch.values.words import word_set

__all__ = ["own_emails", "parse_emails"]

BETWEEN = re.compile(r"[\n/;,|&]| or | and ")
ADDRESS = re.compile(r"[a-z0-9._%+'-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+")


@lru_cache(maxsize=4096)
@takes_any_cell
def parse_emails(text: str) -> Parsed[str]:
    """The e-mail addresses in a cell, in their order.

    >>> parse_emails("Una.Odell@Example.org; uo@example.net (mum)").values
    ('una.odell@example.org',)
    """
    pieces = BETWEEN.split(tidy_lines(text).casefold())
    found = [each for piece in pieces if not _is_of_another(piece) for each in _in_piece(piece)]
    return Parsed(tuple(dict.fromkeys(found)))


def own_emails(text: str) -> str:
    """A cell without the addresses that it says are somebody else's."""
    pieces = BETWEEN.split(text)
    own = [piece.strip() for piece in pieces if not _is_of_another(piece.casefold())]
    return text if len(own) == len(pieces) else "; ".join(own)


def _in_piece(piece: str) -> list[str]:
    return [each.rstrip(".") for each in ADDRESS.findall(piece.replace("mailto:", ""))]


def _is_of_another(piece: str) -> bool:
    """Whether a word beside the address names somebody else."""
    words = re.findall(r"[a-z]+", fold(ADDRESS.sub(" ", piece)).replace("'", ""))
    return not word_set("phones", "of_others").isdisjoint(words)
