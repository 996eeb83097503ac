"""Postcodes: the grammar of the Postcode Address File, the codes that are not postcodes, repair.

Policy: special codes come before grammar, because some fit it: `ZZ99` and `NF1` codes mean no fixed
abode, not known and foreign countries, and are never evidence. The six patterns with their
permitted letters come next. A character that cannot occur at its place is read as the one it looks
like (O 0, I 1, S 5; the inward part is always a digit and two letters). At most two are read so, or
three where each is an O or I for a digit, only if the result begins with a postcode area that
exists, and this is noted. XXX instead of the inward part is a mask. Half a postcode is not a
postcode, but its district or sector can be read by itself.
Sources: Royal Mail, PAF Programmers' Guide (grammar, areas); NHS Data Dictionary, POSTCODE OF USUAL
ADDRESS (ZZ99); ministryofjustice/hmpps-probation-integration-services (NF1 1NF).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from cohortmatch.values.abodes import is_in_custody, is_no_fixed_abode_text
from cohortmatch.values.cell_texts import takes_any_cell
from cohortmatch.values.parsed import Parsed
from cohortmatch.values.text import fold, is_placeholder, squash
from cohortmatch.values.words import table, word_set

OUTWARD = (
    r"(?:[A-PR-UWYZ][0-9][0-9ABCDEFGHJKPSTUW]?"
    r"|[A-PR-UWYZ][A-HK-Y][0-9][0-9ABEHMNPRVWXY]?)"
)
INWARD = r"[0-9][ABD-HJLNP-UW-Z]{2}"
POSTCODE = re.compile(rf"(?:{OUTWARD}{INWARD}|GIR0AA)")
OUTWARD_ONLY = re.compile(OUTWARD)
SPECIAL = re.compile(r"ZZ99(?:[0-9][A-Z]{2})?|NF1(?:[0-9A-Z]{3})?")
SECTOR = re.compile("[0-9]")
MASKED = re.compile(rf"({OUTWARD})XXX")
GAP = "[ .,-]{0,3}"
LOOSE = re.compile(
    rf"(?<![A-Z0-9])([A-Z0-9][A-Z0-9]{{1,3}}){GAP}(?!{OUTWARD}{GAP}{INWARD}(?![A-Z0-9]))"
    r"([0-9OILSB][A-Z0-9]{2})(?![A-Z0-9])"
)
"""Two parts that may be a postcode; the word before one is no part of it: "Road, IG1 2AB"."""
MAY_END = re.compile(r"[0-9][A-Za-z]{2}(?![A-Za-z0-9])")
"""How each postcode ends; a quick test."""
AS_DIGIT = {"O": "0", "I": "1", "L": "1", "S": "5", "Z": "2", "B": "8"}
AS_LETTER = {"0": "O", "1": "I", "5": "S", "2": "Z", "8": "B"}
MOST_CHANGES = 2
MOST_LETTERED = 3
"""The most changes where each is of an O or I that was typed for a digit: BIO OJP is B10 0JP."""
DIGIT_OR_ROUND = frozenset("0123456789OI")
OUTWARD_NOTE = "postcode-outward-only"
MOST_WORDS = 4
"""The most words of a postcode cell that is searched for the first half of a postcode."""
BESIDE = frozenset({"FLAT", "FLT", "UNIT", "ROOM", "APT", "APARTMENT", "BLOCK", "NO", "HOUSE"})
"""Words beside which what looks like a district is the number of a flat."""


@takes_any_cell
def parse_postcode(text: str) -> Parsed[str]:
    """The postcodes of a cell, canonical ("RM1 3BD"), also when an address surrounds them.

    Notes: no-fixed-abode, address-prison, postcode-placeholder, postcode-not-known,
    postcode-repaired, postcode-prison, postcode-in-address, postcode-outward-only,
    postcode-not-understood.
    """
    bare = _bare(text)
    if POSTCODE.fullmatch(bare) and not _special(bare):
        return _found([_spaced(bare)])
    return _read_long(text, bare)


@lru_cache(maxsize=4096)
def _read_long(text: str, bare: str) -> Parsed[str]:
    """The postcodes of a text that is more or less than one plain postcode."""
    if not text or text.isspace():
        return Parsed()
    if note := _no_postcode(text, bare):
        return Parsed(notes=(note,))
    return _searched(text, bare)


def _searched(text: str, bare: str) -> Parsed[str]:
    """The postcodes of a text that is not a plain postcode, exact or repaired."""
    if found := find_postcodes(text):
        return _found(found, *_around(text))
    if meant := _repaired(*_halves(text)):
        return _found([meant], "postcode-repaired")
    if found := [
        meant for outward, inward in _loose(text) if (meant := _repaired(outward, inward))
    ]:
        return _found(found, "postcode-in-address", "postcode-repaired")
    return Parsed(notes=(OUTWARD_NOTE if _districts(text) else "postcode-not-understood",))


@takes_any_cell
def parse_district(text: str) -> Parsed[str]:
    """The first halves that stand alone in a cell without a whole postcode: "RM3" of "RM3 area".

    A mask may follow one ("RM3 XXX"). A sector stays a sector ("RM3 8").
    """
    return Parsed() if parse_postcode(text).values else Parsed(_districts(text))


def _districts(text: str) -> tuple[str, ...]:
    bare, words = _bare(text), re.findall(r"[A-Z0-9]+", fold(text).upper())
    if len(words) > MOST_WORDS or not BESIDE.isdisjoint(words):
        return ()
    if _no_postcode(text, bare) not in ("", OUTWARD_NOTE):
        return ()
    if masked := MASKED.fullmatch(bare):
        return (masked[1],) if _is_district(masked[1]) else ()
    if len(words) == 2 and _is_district(bare) and not _is_district(words[0]):
        return (bare,)
    if len(words) == 2 and _is_district(words[0]) and SECTOR.fullmatch(words[1]):
        return (" ".join(words),)
    found = tuple(dict.fromkeys(filter(_is_district, words)))
    rest = (word for word in words if word not in found)
    return found if all(word.isalpha() or len(word) == 1 for word in rest) else ()


def _is_district(word: str) -> bool:
    known = _area(word) in word_set("postcodes", "areas")
    return known and OUTWARD_ONLY.fullmatch(word) is not None


def find_postcodes(text: str) -> list[str]:
    """The postcodes in a text, canonical, in order, without special codes and without repair."""
    if text.isascii() and text.isprintable() and not MAY_END.search(text):
        return []
    pairs = (pair for pair in _loose(text) if POSTCODE.fullmatch("".join(pair)))
    return list(dict.fromkeys(" ".join(pair) for pair in pairs if not _special("".join(pair))))


def without_postcodes(text: str) -> str:
    """The text in capitals, folded, without its postcodes and special codes."""
    if not _loose(text):
        return fold(text).upper()

    def gap(found: re.Match[str]) -> str:
        bare = found[1] + found[2]
        return " " if POSTCODE.fullmatch(bare) or _special(bare) else found[0]

    return LOOSE.sub(gap, fold(text).upper())


def outcode(postcode: str) -> str:
    """The outward part of a canonical postcode, "RM1"."""
    return postcode.rpartition(" ")[0]


def district(half: str) -> str:
    """The district of half a postcode that may say the sector too, "RM1" of "RM1 3"."""
    return half.partition(" ")[0]


def sector(postcode: str) -> str:
    """The sector of a canonical postcode, "RM1 3"."""
    return postcode[:-2]


def is_prison(postcode: str) -> bool:
    """Whether a canonical postcode is a prison's."""
    return postcode in table("prisons")["postcodes"]


@lru_cache(maxsize=4096)
def is_no_fixed_abode(text: str) -> bool:
    """Whether an address or postcode cell says no fixed abode, in words or by a code."""
    if is_no_fixed_abode_text(text):
        return True
    return any(_special(code) == "no-fixed-abode" for code in (_bare(text), *_codes(text)))


def _bare(text: str) -> str:
    return squash(text).upper() if len(text) < 20 else ""


def _codes(text: str) -> list[str]:
    return [outward + inward for outward, inward in _loose(text)]


@lru_cache(maxsize=4096)
def _loose(text: str) -> tuple[tuple[str, str], ...]:
    """The possible two parts of a postcode or code in a text; no word of letters only."""
    found = LOOSE.finditer(fold(text).upper())
    return tuple((each[1], each[2]) for each in found if not each[0].isalpha())


def _no_postcode(text: str, bare: str) -> str:
    """The note for a cell that is not a postcode; '' when it may hold one."""
    if is_no_fixed_abode(text):
        return "no-fixed-abode"
    if is_placeholder(text, "other") or bare in word_set("postcodes", "dummies"):
        return "postcode-placeholder"
    if is_in_custody(text):
        return "address-prison"
    return next(filter(None, map(_special, (bare, *_codes(text)))), "")


def _special(bare: str) -> str:
    """The note for a code that means no address; '' for anything else."""
    if bare in word_set("postcodes", "dummies"):
        return "postcode-placeholder"
    if MASKED.fullmatch(bare):
        return OUTWARD_NOTE
    if not SPECIAL.fullmatch(bare):
        return ""
    homeless = bare in word_set("postcodes", "no_fixed_abode") or bare.startswith("NF1")
    return "no-fixed-abode" if homeless else "postcode-not-known"


def _found(postcodes: list[str], *notes: str) -> Parsed[str]:
    if any(map(is_prison, postcodes)):
        notes = (*notes, "postcode-prison")
    return Parsed(tuple(dict.fromkeys(postcodes)), notes)


def _around(text: str) -> tuple[str, ...]:
    """The note for words around a postcode."""
    rest = re.sub(r"POST ?CODES?", "", without_postcodes(text))
    return ("postcode-in-address",) if re.search(r"[A-Z]{2}", rest) else ()


def _spaced(bare: str) -> str:
    return f"{bare[:-3]} {bare[-3:]}"


def _area(bare: str) -> str:
    return re.sub(r"[0-9].*", "", bare)


def _halves(text: str) -> tuple[str, str]:
    """The outward and inward part of a text that may be one postcode; '' where it cannot be."""
    parts = [squash(part).upper() for part in text.split()]
    if len(parts) == 1 and not DIGIT_OR_ROUND.isdisjoint(parts[0]):
        return parts[0][:-3], parts[0][-3:]
    return (parts[0], parts[1]) if len(parts) == 2 else ("", "")


def _repaired(typed: str, inner: str) -> str:
    """The postcode that two parts were meant as; '' when it needs more than a few repairs."""
    if not 2 <= len(typed) <= 4 or len(inner) != 3:
        return ""
    bare = typed + inner
    inward = AS_DIGIT.get(inner[0], inner[0]) + "".join(AS_LETTER.get(c, c) for c in inner[1:])
    for outward in _outwards(typed):
        meant = outward + inward
        if POSTCODE.fullmatch(meant) and _area(outward) in word_set("postcodes", "areas"):
            return _spaced(meant) if _is_likely(bare, meant) else ""
    return ""


def _outwards(text: str) -> Iterator[str]:
    """The outward part as typed, then with more and more characters read as what they look like."""
    choices = [{c, AS_DIGIT.get(c, c), AS_LETTER.get(c, c)} for c in text]
    candidates = ("".join(letters) for letters in product(*map(sorted, choices)))
    yield from sorted(candidates, key=lambda meant: (_changes(text, meant), meant))


def _is_likely(bare: str, meant: str) -> bool:
    """Whether a text was meant as a postcode: a few slips, or an O or I wherever a digit stands."""
    slips = [pair for pair in zip(bare, meant, strict=True) if len(set(pair)) > 1]
    is_lettered = all(pair in (("O", "0"), ("I", "1")) for pair in slips)
    return len(slips) <= (MOST_LETTERED if is_lettered else MOST_CHANGES)


def _changes(text: str, meant: str) -> int:
    return sum(a != b for a, b in zip(text, meant, strict=True))
