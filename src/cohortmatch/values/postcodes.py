"""Postcodes: the grammar of the Postcode Address File, the codes that are not postcodes, repair.

Policy: special codes come before grammar, because some fit it: `ZZ99` and `NF1` codes stand for no
fixed abode, not known and foreign countries and are never evidence. Then the six patterns with
their permitted letters. A character that cannot stand where it does is read as the one it looks
like (O 0, I 1, S 5; the inward part is always a digit and two letters), and that is noted.
Sources: Royal Mail, PAF Programmers' Guide (grammar); NHS Data Dictionary, POSTCODE OF USUAL ADDRESS
(ZZ99 codes); ministryofjustice/hmpps-probation-integration-services (NF1 1NF).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from cohortmatch.values.parsed import Parsed
from cohortmatch.values.text import fold, is_placeholder, squash
from cohortmatch.values.words import table, word_set

OUTWARD = (
    r"(?:[A-PR-UWYZ][0-9][0-9ABCDEFGHJKPSTUW]?"
    r"|[A-PR-UWYZ][A-HK-Y][0-9][0-9ABEHMNPRVWXY]?)"
)
INWARD = r"[0-9][ABD-HJLNP-UW-Z]{2}"
POSTCODE = re.compile(rf"({OUTWARD})({INWARD})|(GIR)(0AA)")
OUTWARD_ONLY = re.compile(OUTWARD)
SPECIAL = re.compile(r"ZZ99[0-9][A-Z]{2}|NF1[0-9A-Z]{3}")
LOOSE = re.compile(
    r"(?<![A-Z0-9])([A-Z][A-Z0-9]{1,3})[ .,\-]{0,3}([0-9OIS][A-Z0-9]{2})(?![A-Z0-9])"
)
AS_DIGIT = {"O": "0", "I": "1", "L": "1", "S": "5", "Z": "2", "B": "8"}
AS_LETTER = {"0": "O", "1": "I", "5": "S", "2": "Z", "8": "B"}
NFA = re.compile(
    r"\bn[ .]?f[ .]?a\b\.?|\bno fixed (?:abode|address|a[bd]o[bd]e)|\bhomeless|\brough ?sleep"
    r"|\bsofa.?surf|\bof no (?:fixed )?(?:abode|address)|\bno (?:current |permanent )?address\b"
    r"|\bstreet homeless|\bsleeping rough|\bno abode\b|\bnofixedabode\b"
)


def parse_postcode(text: str) -> Parsed[str]:
    """The postcodes of a cell, canonical ("RM1 3BD"), also when an address stands around them.

    Notes: no-fixed-abode, postcode-not-known, postcode-repaired, postcode-prison,
    postcode-in-address, postcode-outward-only, postcode-not-understood.
    """
    bare = squash(text).upper()
    if not bare:
        return Parsed(notes=("postcode-placeholder",)) if text.strip() else Parsed()
    if note := _no_address(text, bare):
        return Parsed(notes=(note,))
    if POSTCODE.fullmatch(bare):
        return _found([f"{bare[:-3]} {bare[-3:]}"])
    if found := find_postcodes(text):
        return _found(found, "postcode-in-address")
    if meant := _repaired(bare):
        return _found([meant], "postcode-repaired")
    if found := list(_repaired_in(text)):
        return _found(found, "postcode-in-address", "postcode-repaired")
    if OUTWARD_ONLY.fullmatch(bare):
        return Parsed(notes=("postcode-outward-only",))
    return Parsed(notes=("postcode-not-understood",))


def find_postcodes(text: str) -> list[str]:
    """The postcodes in a text, canonical, in order, without special codes and without repair."""
    found = {}
    for match in LOOSE.finditer(fold(text).upper()):
        bare = match[1] + match[2]
        if POSTCODE.fullmatch(bare) and not SPECIAL.fullmatch(bare):
            found[f"{match[1]} {match[2]}"] = None
    return list(found)


def outcode(postcode: str) -> str:
    """The outward part of a canonical postcode, "RM1"."""
    return postcode.rpartition(" ")[0]


def sector(postcode: str) -> str:
    """The sector of a canonical postcode, "RM1 3"."""
    return postcode[:-2]


def is_prison(postcode: str) -> bool:
    """Whether a canonical postcode is a prison's."""
    return postcode in table("prisons")["postcodes"]


def is_no_fixed_abode(text: str) -> bool:
    """Whether an address or postcode cell says no fixed abode, in words or by a code."""
    bare = squash(text).upper()
    return _special(bare) == "no-fixed-abode" or NFA.search(fold(text)) is not None


def _no_address(text: str, bare: str) -> str:
    if note := _special(bare):
        return note
    if is_no_fixed_abode(text):
        return "no-fixed-abode"
    if is_placeholder(text, "other"):
        return "postcode-placeholder"
    embedded = SPECIAL.search(re.sub(r"[^A-Z0-9]+", "", fold(text).upper()))
    return _special(embedded.group()) if embedded and len(bare) > 7 else ""


def _special(bare: str) -> str:
    """The note for a code that stands for no address; '' for anything else."""
    if not SPECIAL.fullmatch(bare) and bare not in word_set("postcodes", "dummies"):
        return ""
    if bare in word_set("postcodes", "no_fixed_abode") or bare.startswith("NF1"):
        return "no-fixed-abode"
    return "postcode-not-known"


def _found(postcodes: list[str], *notes: str) -> Parsed[str]:
    if any(map(is_prison, postcodes)):
        notes = (*notes, "postcode-prison")
    return Parsed(tuple(postcodes), notes)


def _repaired_in(text: str) -> Iterator[str]:
    for match in LOOSE.finditer(fold(text).upper()):
        if (meant := _repaired(match[1] + match[2])) and any(map(str.isdigit, match[1])):
            yield meant


def _repaired(bare: str) -> str:
    """The postcode a text was meant as, changing only characters that cannot stand where they do."""
    if not 5 <= len(bare) <= 7:
        return ""
    digit, *letters = bare[-3:]
    inward = AS_DIGIT.get(digit, digit) + "".join(AS_LETTER.get(c, c) for c in letters)
    for outward in _outwards(bare[:-3]):
        if POSTCODE.fullmatch(outward + inward):
            return f"{outward} {inward}"
    return ""


def _outwards(text: str) -> Iterator[str]:
    """The outward part as typed, then with ever more characters read as what they look like."""
    choices = [(c, *filter(None, (AS_DIGIT.get(c), AS_LETTER.get(c)))) for c in text]
    candidates = ("".join(letters) for letters in product(*choices))
    yield from sorted(candidates, key=lambda c: sum(a != b for a, b in zip(c, text, strict=True)))
