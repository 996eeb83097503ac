"""Phone numbers from a cell's text.

Policy: a number is kept as it is dialled in the United Kingdom, digits only ("07700900252"), and a
foreign one with a plus and its country ("+353209174000"), or, where no country is written, its
digits ("5551234567"), which is noted. +44, 0044 and "(0)" are removed. A
leading 0 that a spreadsheet has dropped is restored, and a letter O among digits is a 0. An
extension is not part of the number. A number shortened by a spreadsheet ("7.7E+09") is lost. Three
kinds of number are not the person's: those that mean "none", those of services and offices (03, 08,
09), and those beside a word for somebody else ("mum's"). Source of first digits and lengths: Ofcom,
National Telephone Numbering Plan.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cohortmatch.values.cell_texts import takes_any_cell
from cohortmatch.values.parsed import Parsed
from cohortmatch.values.text import fold, is_placeholder, tidy_lines
from cohortmatch.values.words import word_set

__all__ = ["parse_phones"]

BETWEEN = re.compile(r"[\n/;,|&]| or | and | then ")
EXTENSION = re.compile(r" ?(?:ext(?:n|ension)?|x)\.? ?\d{1,6}$")
SHORTENED = re.compile(r"\d(?:\.\d+)?e\+?\d+")
DECIMALS = re.compile(r"(?<=\d{9})\.0+\b")
ROUND = re.compile(r"(?<![a-z])o+(?=\d)|(?<=\d)o+")
RUN = re.compile(r"\+?[\d(](?:[\d().\- ]*\d)?")
TWO = re.compile(r"(0\d{10})(0\d{10})")
HOME = re.compile(r"0(?:[127][0-9]{9}|1[0-9]{8})")
"""Numbers of homes (01, 02) and mobiles (07); some of 01 have a digit less."""
ABROAD = re.compile(r"\+[1-9][0-9]{7,14}")
NO_COUNTRY = re.compile(r"[1-9][0-9]{8,14}")
"""The digits of a foreign number: none of the United Kingdom begins without a 0."""
SAME_DIGITS = re.compile(r"(\d)\1{5}$")
LEAST = 7
"""The fewest digits of a number."""


@lru_cache(maxsize=4096)
@takes_any_cell
def parse_phones(text: str) -> Parsed[str]:
    """The phone numbers in a cell, in their order.

    Notes are the `phone-…` codes of `findings.toml`.

    >>> parse_phones("+44 (0)7700 900252 / 7700900369").values
    ('07700900252', '07700900369')
    """
    lines = tidy_lines(text)
    if not lines or is_placeholder(lines, "other"):
        return Parsed()
    values: dict[str, None] = {}
    notes: dict[str, None] = {}
    folded = "\n".join(map(fold, lines.splitlines()))
    for piece in BETWEEN.split(folded):
        found, note = _in_piece(piece.strip())
        values |= dict.fromkeys(found)
        notes |= {note: None} if note else {}
    if not values and not notes:
        return Parsed(notes=("phone-not-understood",))
    return Parsed(tuple(values), tuple(notes))


def _in_piece(piece: str) -> tuple[list[str], str]:
    """The numbers in a part of a cell, and the notes."""
    if not piece or is_placeholder(piece, "other"):
        return [], ""
    words = re.findall(r"[a-z]+", piece.replace("'", ""))
    if not word_set("phones", "of_others").isdisjoint(words):
        return [], "phone-of-another"
    if SHORTENED.fullmatch(piece):
        return _written_out(piece)
    digits = ROUND.sub(_noughts, EXTENSION.sub("", DECIMALS.sub("", piece)))
    runs = [found for run in RUN.findall(digits) for found in _apart(_dialled(run))]
    runs = [run for run in runs if sum(map(str.isdigit, run)) >= LEAST]
    told = [run for run in runs if not _stands_for_none(run)]
    numbers = [run for run in told if _is_number(run)]
    if len(numbers) < len(told) or not runs:
        return numbers, "phone-not-understood" if any(map(str.isalnum, piece)) else ""
    if any(map(NO_COUNTRY.fullmatch, numbers)):
        return numbers, "phone-no-country"
    return numbers, "phone-placeholder" if len(told) < len(runs) else ""


def _is_number(run: str) -> bool:
    return any(form.fullmatch(run) for form in (HOME, ABROAD, NO_COUNTRY))


def _noughts(found: re.Match[str]) -> str:
    return "0" * len(found[0])


def _written_out(piece: str) -> tuple[list[str], str]:
    """A number as a spreadsheet shortens it: whole where all of its digits are there."""
    number = f"0{float(piece):.0f}" if len(piece) < 40 and float(piece) < 1e12 else ""
    whole = len(piece.partition("e")[0].replace(".", "").rstrip("0")) >= LEAST
    return ([number], "") if whole and HOME.fullmatch(number) else ([], "phone-damaged")


def _dialled(run: str) -> str:
    """A run of digits as dialled in the United Kingdom."""
    is_abroad = run.startswith("+") or run.lstrip("(").startswith("00")
    bare = run.replace("(0)", "") if is_abroad or run.startswith("44") else run
    digits = "".join(filter(str.isdigit, bare))
    if is_abroad and run.startswith("00") and len(digits.strip("0")) >= LEAST:
        digits = digits.removeprefix("00")
    elif is_abroad and not run.startswith("+"):
        is_abroad = False
    if digits.startswith("44") and len(digits) in (11, 12, 13):
        rest = digits.removeprefix("44")
        if is_abroad or rest.lstrip("0")[:1] in ("1", "2", "7"):
            return f"0{rest.lstrip('0')}"
    if is_abroad:
        return f"+{digits}"
    return f"0{digits}" if len(digits) == 10 and digits[0] in "127" else digits


def _apart(digits: str) -> list[str]:
    """Two numbers written one after the other."""
    two = TWO.fullmatch(digits)
    return [two[1], two[2]] if two else [digits]


def _stands_for_none(digits: str) -> bool:
    bare = digits.removeprefix("+")
    return bool(SAME_DIGITS.search(bare)) or bare in word_set("phones", "placeholders")
