"""A name cell to the pieces in it: the name itself, and the other names written beside it.

Policy: brackets and quotation marks hold another name, unless they hold a remark ("deceased"). A
word that is both a remark and a surname ("Green") is an earlier surname where "née" or a comma
after the brackets says so; else it is used as neither, and this is noted. "aka", "@", ";", a line
break and a slash start another name; "née" and "formerly" start a previous name, "street name" a
street name. A slash inside the first or last word gives two readings of that word. Words that say a
part is not known ("Not Known", "forename N/K", "Child 1" before a surname) are read as "unknown".
The rest is the name itself. A role or another person beside the name is cut off first. Text that a
computer system put before a name is removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cohortmatch.values.beside_names import without_beside
from cohortmatch.values.name_order import is_beside_name
from cohortmatch.values.text import fold, tidy_lines
from cohortmatch.values.variants import is_given_name, is_surname
from cohortmatch.values.words import table, word_set

QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]{2,40})[\"“”„«»]|(?<!\w)[‘'`]([^'‘’`]{2,30})['’`](?!\w)")
BRACKETED = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]?( *,)?")
MARK = re.compile(
    r"(?P<alias>\ba\.? ?k\.? ?a\b\.?|\ba/k/a\b|\b(?:also )?known as\b|\balias(?:es)?\b"
    r"|\bgoes by\b|@)"
    r"|(?P<previous>\bn[eé]e\b|\bformerly\b|\bpreviously\b|\bprev\b\.?|\bf\.?k\.?a\b\.?"
    r"|\bmaiden name\b)"
    r"|(?P<street>\bstreet ?names?\b|\bnick ?names?\b|\bmoniker\b|\btag name\b)"
    r"|(?P<other>[;\n|]| / |/ | /)",
    re.IGNORECASE,
)
SLASHED = re.compile(r"[^\W\d_]{2}/[^\W\d_]{2}")
STARRED = re.compile(r"\s*(?:\*+\s*([^*()\[\]{}]*[^\W\d_][^*()\[\]{}]*?)\s*\*+)\s*")
"""Asterisks on both sides of some words, which stand for brackets: "*new*"."""
DASHED = re.compile(r"^(\S+(?: \S+)+) [-–—]+ (?=[^,]+$)")
SIGN = re.compile(
    r"[^\w ,.'’-]| - |\b(?:aka|alias(?:es)?|known as|goes by|n[eé]e|formerly|previously|prev|fka)\b"
    r"|\b(?:maiden|street|nick|tag) ?name|\bmoniker\b|\ba[. ]k[. ]a\b|\bf\.k\.a|(?<!\w)['’]",
    re.IGNORECASE,
)
BETWEEN_TWO = re.compile(r" ?[&+] ?| and ", re.IGNORECASE)
PART = r"(?:fore|sur|first|last|family|given|middle)[ -]?names?"
NOT_KNOWN = re.compile(
    r"(?<![\w/])[nu]/[ka](?![\w/])|(?<!\w)\?{2,}(?!\w)|^\?(?= )"
    rf"|\b(?:{PART}:? (?:is )?)?not (?:yet )?(?:known|given|stated|recorded|provided|supplied"
    r"|disclosed|entered|available)\b(?! as\b)|\bknown,? not$|\bknown,? not(?= \w)"
    rf"|\b{PART}:? (?:is )?(?:unknown|nk|tbc)\b|\bunknown {PART}\b|\bno (?:{PART}|name)\b"
    r"|\b(?:unknown|unidentified) (?:fe)?male\b|\b(?:fe)?male unknown\b"
    r"|^(?:child|client|infant|sibling|twin|person|(?:fe)?male) ?(?:\d{1,2}|[a-d])(?= [^\W\d]{2})",
    re.IGNORECASE,
)


class Piece(NamedTuple):
    """One name as written, and its kind: recorded, alias, previous, street or quoted."""

    kind: str
    text: str


class Cell(NamedTuple):
    """The pieces of a name cell, the name itself first, and the notes."""

    pieces: tuple[Piece, ...]
    notes: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def take_apart(text: str, *, one_name: bool = True) -> Cell:
    """The pieces of a name cell.

    `one_name` says that the cell holds one name and not a list of aliases, so a comma is not a
    separator.
    """
    clean = without_beside(tidy_lines(text)).name if one_name else tidy_lines(text)
    stem = without_prefix(STARRED.sub(r" (\1) ", clean).strip())
    notes = ("name-prefix-removed",) if stem != clean else ()
    stem = NOT_KNOWN.sub(_unknown, stem).strip()
    if not SIGN.search(stem) and one_name:
        return Cell((Piece("recorded", stem),), notes)
    pieces, remarked = _pieces(stem)
    if not one_name:
        pieces = [part for piece in pieces for part in _listed(piece)]
    if pieces:
        pieces[0] = Piece("recorded", pieces[0].text)
    if len(pieces) > 1 and one_name:
        notes = (*notes, "name-others-in-cell")
    return Cell(tuple(pieces), (*notes, *remarked))


def _unknown(found: re.Match[str]) -> str:
    return " UNKNOWN " if found[0].isupper() else " unknown "


def without_prefix(text: str) -> str:
    """The text without what a computer system put before the name."""
    upper = text.upper()
    for prefix in table("names")["prefixes"]:
        if upper.startswith(prefix):
            return without_prefix(text[len(prefix) :].lstrip("_- "))
    return text


def _pieces(text: str) -> tuple[list[Piece], tuple[str, ...]]:
    """The pieces of a text, and the note on a remark in brackets that was left out."""
    held: list[Piece] = []
    text = DASHED.sub(r"\1; ", text)
    rest = QUOTED.sub(lambda found: _hold(held, "quoted", found[1] or found[2]), text)
    notes = dict.fromkeys(filter(None, map(_remark, BRACKETED.finditer(rest))))
    rest = BRACKETED.sub(lambda found: _hold_bracket(held, found), rest)
    main = _marked(rest, "recorded")
    first = list(_slashed(main[0])) if main else []
    others = [part for piece in (*main[1:], *held) for part in _listed(piece)]
    return [piece for piece in (*first, *others) if piece.text], tuple(notes)


def _hold(held: list[Piece], kind: str, text: str) -> str:
    held.extend(_marked(text, kind))
    return " "


def _hold_bracket(held: list[Piece], found: re.Match[str]) -> str:
    """Keep what brackets hold, unless it is a remark; after a surname it is an earlier surname."""
    if not _remark(found):
        surname = found[2] and " " not in found[1].strip()
        _hold(held, "previous" if surname else "alias", found[1])
    return f" {(found[2] or '').strip()} "


def _remark(found: re.Match[str]) -> str:
    """The note for brackets that hold a remark, or what may be one; '' when they hold a name."""
    inside = re.findall(r"[a-z]+", fold(found[1]))
    if is_beside_name(found[1], is_whole=True):
        return "name-remark"
    if word_set("names", "remarks unclear_remarks titles").isdisjoint(inside):
        return ""
    if not word_set("names", "unclear_remarks").issuperset(inside) or len(inside) > 1:
        mark = MARK.match(found[1].strip())
        told = word_set("names", "remarks titles").issuperset(inside[1:])
        return "" if mark and mark["previous"] and not told else "name-remark"
    return "" if found[2] else "name-bracket-unclear"


def _marked(text: str, kind: str) -> list[Piece]:
    """The text split at its marks; each mark gives the kind of the text after it."""
    out, start = [], 0
    for mark in MARK.finditer(text):
        out.append(_piece(kind, text[start : mark.start()]))
        kind = str(mark.lastgroup) if mark.lastgroup != "other" else "alias"
        start = mark.end()
    out.append(_piece(kind, text[start:]))
    return [piece for piece in out if piece.text]


def _piece(kind: str, text: str) -> Piece:
    return Piece(kind, " ".join(text.split()).strip(" ,:.-"))


def _slashed(piece: Piece) -> Iterator[Piece]:
    """The readings of a name with a slash between letters, the first unchanged."""
    tokens = piece.text.split()
    at = next((i for i, token in enumerate(tokens) if SLASHED.search(token)), None)
    if at is None:
        yield piece
    elif 0 < at < len(tokens) - 1:
        yield from _marked(piece.text.replace("/", " / "), piece.kind)
    elif at == 0 and _is_surname_first(tokens[0]):
        yield _piece(piece.kind, piece.text.replace("/", ", ", 1))
    else:
        comma = "," if tokens[at].endswith(",") else ""
        for i, choice in enumerate(tokens[at].rstrip(",").split("/")):
            reading = [*tokens[:at], choice + comma, *tokens[at + 1 :]]
            yield _piece("alias" if i else piece.kind, " ".join(reading))


def _is_surname_first(token: str) -> bool:
    """ "LIVERSEDGE/Toby": a slash in the place of a comma."""
    surname, _, given = token.partition("/")
    is_named = is_given_name(fold(given)) or not is_surname(fold(given))
    return len(surname) > 2 and surname.isupper() and given.istitle() and is_named


def _listed(piece: Piece) -> Iterator[Piece]:
    """The names of a list of aliases; "SMITH, John" is one name, "Biggz, Tiny" are two."""
    text = piece.text.replace("/", ",") if SLASHED.search(piece.text) else piece.text
    parts = [part.strip() for part in BETWEEN_TWO.sub(",", text).split(",") if part.strip()]
    forename = fold(parts[-1]).split(" ")[0] if parts else ""
    street = forename in word_set("names", "street_openers")
    if len(parts) == 2 and "," in piece.text and is_given_name(forename) and not street:
        yield piece
        return
    for part in parts:
        yield _piece(piece.kind, part)
