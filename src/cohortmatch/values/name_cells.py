"""A name cell to the pieces in it: the name itself, and the other names written beside it.

Policy: brackets and quotation marks hold another name; "aka", "@", ";", a line break and a slash
between spaces start one; "née" and "formerly" start a previous name, "street name" a street name.
What remains is the name itself. Text put before a name by a computer system is taken off.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cohortmatch.values.text import tidy_lines
from cohortmatch.values.words import table

QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]{2,40})[\"“”„«»]|(?<!\w)[‘'`]([^'‘’`]{2,30})['’`](?!\w)")
BRACKETED = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]?")
MARK = re.compile(
    r"(?P<alias>\ba\.? ?k\.? ?a\b\.?|\ba/k/a\b|\b(?:also )?known as\b|\balias(?:es)?\b|\bgoes by\b|@)"
    r"|(?P<previous>\bn[eé]e\b|\bformerly\b|\bpreviously\b|\bprev\b|\bf\.?k\.?a\b\.?|\bmaiden name\b"
    r"|\bborn\b)"
    r"|(?P<street>\bstreet ?name\b|\bnick ?name\b|\bmoniker\b|\btag name\b)"
    r"|(?P<other>[;\n|]| / |/ | /)",
    re.IGNORECASE,
)
TWO = re.compile(r" ?(?:&|\+|\band\b) ?", re.IGNORECASE)
ANY_SIGN = re.compile(
    r"[^\w ,.'-]|\b(?:aka|alias|known as|n[eé]e|formerly|previously|prev|fka|and)\b|a\.k", re.I
)


class Piece(NamedTuple):
    """One name as written, and as what: recorded, alias, previous, street or quoted."""

    kind: str
    text: str


class Cell(NamedTuple):
    """The pieces of a name cell, the name itself first, and what was noticed."""

    pieces: tuple[Piece, ...]
    notes: tuple[str, ...] = ()


def take_apart(text: str) -> Cell:
    """The pieces of a name cell."""
    clean = tidy_lines(text)
    notes = []
    stem = without_prefix(clean)
    if stem != clean:
        notes.append("name-prefix-removed")
    if not ANY_SIGN.search(stem):
        return Cell((Piece("recorded", stem),), tuple(notes))
    held: list[Piece] = []
    rest = QUOTED.sub(lambda m: _hold(held, "quoted", m[1] or m[2]), stem)
    rest = BRACKETED.sub(lambda m: _hold(held, "alias", m[1]), rest)
    pieces = [p for p in (*_marked(rest, "recorded"), *held) if p.text]
    if pieces and pieces[0].kind != "recorded":
        pieces[0] = Piece("recorded", pieces[0].text)
    if len(pieces) > 1:
        notes.append("name-others-in-cell")
    return Cell(tuple(pieces), tuple(notes))


def without_prefix(text: str) -> str:
    """The text without what a computer system put before the name."""
    upper = text.upper()
    for prefix in table("names")["prefixes"]:
        if upper.startswith(prefix):
            return without_prefix(text[len(prefix) :].lstrip("_ "))
    return text


def _hold(held: list[Piece], kind: str, text: str) -> str:
    held.extend(_marked(text, kind))
    return " "


def _marked(text: str, kind: str) -> list[Piece]:
    """The text split at its marks; each mark says what follows it is."""
    out, start = [], 0
    for mark in MARK.finditer(text):
        out.append(_piece(kind, text[start : mark.start()]))
        kind = str(mark.lastgroup) if mark.lastgroup != "other" else "alias"
        start = mark.end()
    out.append(_piece(kind, text[start:]))
    return [piece for piece in out if piece.text]


def _piece(kind: str, text: str) -> Piece:
    return Piece(kind, " ".join(text.split()).strip(" ,:.-"))
