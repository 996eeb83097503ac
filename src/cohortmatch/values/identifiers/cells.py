"""A cell that should hold an identifier, or several, to the identifiers in it.

Policy: the pattern decides what an identifier is, not the heading above it: a CRO number in the PNC
column is a CRO number, and is noted. The column's own kind is tried first. Pieces are separated by
commas, semicolons, bars, ampersands, line breaks or words; a space separates only where the text
without spaces makes no sense. Known dummies are noted and give no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
from cohortmatch.values.text import is_placeholder, tidy_lines

KINDS: dict[str, type[Identifier]] = {
    kind.kind: kind
    for kind in (PNC, CRO, CRN, PrisonNumber, NINO, ASN, DriverNumber, NHSNumber, Visor)
}
"""The identifier types by field name, in the order in which an unlabelled text is tried."""
SLASHED_NUMBER = re.compile(r"(?<=\d) */ *(?=\d)")
"""A slash inside a number that was typed with spaces round it: 71 / 261234E is one PNC ID."""
SEPARATOR = re.compile(r"[;,|&\n]|\band\b|\bor\b|\balso\b| / ", re.IGNORECASE)


def parse_identifiers(text: str, field: str = "identifier") -> Parsed[Identifier]:
    """Every identifier in a cell of the column `field` (a kind, or "identifier" for any).

    Notes: identifier-placeholder, identifier-repaired, identifier-wrong-check,
    identifier-other-kind, identifier-not-understood.
    """
    found: dict[Identifier, None] = {}
    notes: dict[str, None] = {}
    for piece in _pieces(text):
        for value in _read_piece(piece, field):
            notes.update(dict.fromkeys(_notes(value, field)))
            if value.canonical and not value.placeholder:
                found[value] = None
    return Parsed(tuple(found), tuple(notes))


def _pieces(text: str) -> Iterator[str]:
    lines = SLASHED_NUMBER.sub("/", tidy_lines(text))
    for piece in SEPARATOR.split(lines):
        if piece and not piece.isspace():
            yield piece.strip()


def _read_piece(piece: str, field: str) -> list[Identifier]:
    if is_placeholder(piece, "other"):
        return [Identifier(placeholder=True)]
    whole = identify(piece, field)
    words = piece.split()
    if whole.is_valid or whole.placeholder or len(words) == 1:
        return [whole]
    single = [identify(word, field) for word in words]
    good = [value for value in single if value.canonical]
    return good or [whole]


def identify(text: str, field: str = "identifier") -> Identifier:
    """The one identifier a text is, by its column first and by its pattern otherwise."""
    own = KINDS[field].parse(text) if field in KINDS else Identifier()
    if own.is_valid or own.placeholder:
        return own
    others = (k.parse(text) for k in KINDS.values() if k.kind not in (field, "visor"))
    fits = [value for value in others if value.canonical]
    if valid := [value for value in fits if value.is_valid and not value.repaired]:
        return valid[0]
    return own if own.canonical else (fits[0] if fits else own)


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
