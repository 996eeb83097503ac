"""A cell that should hold an identifier, or several, to the identifiers in it.

Policy: the pattern decides what an identifier is, not the heading above it: a CRO number in the PNC
column is a CRO number, and this is noted. The column's own kind is tried first. Pieces are
separated by commas, semicolons, bars, ampersands, line breaks or words; a space separates only
where the text without spaces makes no sense. Known dummies are noted and give no value. The same
goes for a number that a spreadsheet has changed (9.43E+09, a date).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cohortmatch.values.cell_texts import takes_any_cell
from cohortmatch.values.fields import CHECKED
from cohortmatch.values.identifiers.asn import ASN
from cohortmatch.values.identifiers.crn import CRN
from cohortmatch.values.identifiers.cro import CRO
from cohortmatch.values.identifiers.driver import DriverNumber
from cohortmatch.values.identifiers.identifier import Identifier
from cohortmatch.values.identifiers.nhs import NHSNumber
from cohortmatch.values.identifiers.nino import NINO
from cohortmatch.values.identifiers.pnc import PNC
from cohortmatch.values.identifiers.prison_number import PrisonNumber
from cohortmatch.values.identifiers.visor import Visor
from cohortmatch.values.parsed import Parsed
from cohortmatch.values.text import fold, is_placeholder, squash, tidy_lines

KINDS: dict[str, type[Identifier]] = {
    kind.kind: kind
    for kind in (PNC, CRO, CRN, PrisonNumber, NINO, ASN, DriverNumber, NHSNumber, Visor)
}
"""The identifier types by field name, in the order in which an unlabelled text is tried."""
SLASHED_NUMBER = re.compile(r"(?<=\d) */ *(?=\d)")
"""A slash with spaces round it inside a number: 71 / 261234E is one PNC ID."""
SEPARATOR = re.compile(r"[;,|&\n]|\band\b|\bor\b|\balso\b| / ", re.IGNORECASE)
THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
DAMAGED = re.compile(
    r"\d(?:\.\d+)?e\+?\d+|#\S*[!?a]|\d{1,2}[-/ ](?:\d{1,2}|[a-z]{3})[-/ ](?:\d{4}|\d\d)"
    r"|(?:19|20)\d\d-\d\d-\d\d(?:[ t]00:00.*)?|[a-z]{3}-\d\d|\d{1,2}-[a-z]{3}",
    re.IGNORECASE,
)
NO_RECORD = re.compile(
    r"(?:no|not on|none on|not|nil|never)\b.*\b(?:pnc|cro|trace|record(?:ed)?|id|number|nfd|crn)",
    re.IGNORECASE,
)


@takes_any_cell
def parse_identifiers(text: str, field: str = "identifier") -> Parsed[Identifier]:
    """Every identifier in a cell of the column `field` (a kind, or "identifier" for any).

    Notes: identifier-placeholder, identifier-damaged, identifier-repaired,
    identifier-wrong-check, identifier-other-kind, identifier-not-understood.
    """
    if field in KINDS and text.isascii() and (plain := KINDS[field].plain(text.upper())):
        return Parsed((plain,))
    return _read_long(text, field)


@lru_cache(maxsize=4096)
def _read_long(text: str, field: str) -> Parsed[Identifier]:
    """The identifiers of a cell without the fast path."""
    found: dict[Identifier, None] = {}
    notes: dict[str, None] = {}
    for piece in _pieces(text, field):
        if note := _no_identifier(piece):
            notes[note] = None
            continue
        for value in _read_piece(piece, field):
            notes.update(dict.fromkeys(_notes(value, field)))
            if value.canonical and not value.placeholder:
                found[value] = None
    if not found and not notes and fold(text):
        notes["identifier-placeholder"] = None
    return Parsed(tuple(found), tuple(notes))


def _pieces(text: str, field: str) -> Iterator[str]:
    """The whole cell where it is one identifier, else its parts between separators."""
    lines = SLASHED_NUMBER.sub("/", tidy_lines(text))
    if THOUSANDS.fullmatch(lines):
        lines = lines.replace(",", "")
    if SEPARATOR.search(lines) and field in KINDS and KINDS[field].parse(lines).is_valid:
        yield lines
        return
    for piece in SEPARATOR.split(lines):
        if piece and not piece.isspace():
            yield piece.strip()


def _no_identifier(piece: str) -> str:
    """The note for a piece that is not an identifier; '' when it may be one."""
    if DAMAGED.fullmatch(piece):
        return "identifier-damaged"
    nothing = is_placeholder(piece, "other") or set(squash(piece)) == {"0"}
    return "identifier-placeholder" if nothing or NO_RECORD.fullmatch(piece) else ""


def _read_piece(piece: str, field: str) -> list[Identifier]:
    """The identifiers of one piece: one, or several with only spaces between them."""
    whole = identify(piece, field)
    words = piece.split()
    if whole.is_valid or whole.placeholder or len(words) == 1:
        return [whole]
    single = [identify(word, field) for word in words]
    if good := [value for value in single if value.is_valid or value.placeholder]:
        return good
    if whole.canonical:
        return [whole]
    return [value for value in single if value.canonical] or [whole]


def identify(text: str, field: str = "identifier") -> Identifier:
    """The one identifier in a text, by its column first and by its pattern otherwise."""
    own = KINDS[field].parse(text) if field in KINDS else Identifier()
    if own.placeholder or (own.is_valid and field != "visor"):
        return own
    fits = []
    for name, kind in KINDS.items():
        if name not in (field, "visor") and (value := kind.parse(text)).canonical:
            if _is_sure(value, own):
                return value
            fits.append(value)
    if own.canonical or not fits:
        return own
    return next((value for value in fits if value.placeholder), fits[0])


def _is_sure(value: Identifier, own: Identifier) -> bool:
    """Whether another kind's reading may compete with the reading as the column's own kind."""
    if not value.is_valid or value.repaired:
        return False
    return value.kind in CHECKED or not own.is_valid


def _notes(value: Identifier, field: str) -> Iterator[str]:
    if value.placeholder:
        yield "identifier-placeholder"
    elif not value.canonical:
        yield "identifier-not-understood"
    else:
        if not value.is_valid:
            yield "identifier-wrong-check"
        if value.repaired:
            yield "identifier-repaired"
        if field in KINDS and value.kind != field:
            yield "identifier-other-kind"
