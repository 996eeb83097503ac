"""The listed person's own part of a cell's value: "17/01/1974; mother Una 25/04/1978".

Policy: a value is read, compared or shown as the nominal's only if it is certainly his. A date of
birth, a number or a phone rarely has another word beside it. Where there is one, the text before it
stays if more follows the word ("own; mother 25/04/1978"). The whole is left out where the word
names the owner ("Una: 07…", "07… (mum)"). In an address, a word for somebody else, or for a place
he may not go to, ends it, and what follows is left out. The name of whoever lives there before it
("Ada Pym, 3 High Road") is left out. If nothing comes after the word, or nothing before it, the
whole is left out. So it is where the address is somebody's by name ("Ada Pym's flat, 3 High Road"),
but for the words that the listed person has no home. How the listed person is reached ("Contact")
is left out where it is by somebody else ("via Ada Pym"). Of "c/o" the words stay, so that no
postcode beside it counts as his.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cohortmatch.values.emails import own_emails
from cohortmatch.values.identifiers import KINDS as IDENTIFIERS
from cohortmatch.values.tails import any_phrase
from cohortmatch.values.text import fold
from cohortmatch.values.variants import is_given_name
from cohortmatch.values.whose_place import somebodys
from cohortmatch.values.words import word_set

__all__ = ["is_own_kind", "own_value"]

PLACES = frozenset({"address", "postcode"})
KINDS = frozenset((*IDENTIFIERS, "identifier", "date_of_birth", "phone")) - {"driver"}
"""Fields of dates and numbers; a driver number may be written with the surname apart."""
CARE_OF = "c/o"
WORD = re.compile(r"(?<![\w])[^\W\d_]+(?:['’][^\W\d_]*)?(?![\w])")
PAIR = re.compile(r"\b([gb])/f\b|\b([cw])/o\b", re.IGNORECASE)
"""Two letters with a slash that does not separate values."""
BETWEEN = re.compile(r"(\s*(?:[\n/;,|&]|\bor\b|\band\b|\bthen\b)\s*)", re.IGNORECASE)
CLOSING = re.compile(
    r"(?:[\s(\[{;:,/&+|–—-]|\b(?:and|or|own|not|to|at|is|the|his|her)\s*$)+$", re.I
)
IN_CARE = re.compile(
    r"^\W*(?:c[/.-] ?o\b|care of\b|in care of\b)(?!\s+(?:the\b|\d))", re.IGNORECASE
)
MONTHS = frozenset(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
)
"""Beginnings of the months, however they are spelled."""
PREFIX = 2
"""The letters with which a National Insurance number begins, in either case."""
AT = re.compile(
    r"(?:[\s,;:(–—-]+(?:currently|staying|living|sleeping|at|with|in|on|to|moved))+$", re.I
)
BY_WAY_OF = re.compile(
    r"\b(?:via|through|thru|by|with|ask|call|text|ring|contact|c/o|care of)\s+"
    r"(?:his |her |the |for )?(?P<whom>[^\W\d_]+)",
    re.I,
)
NO_HOME = re.compile(r"\b(?:nfa|no fixed|homeless|sofa|surfing|rough)\b", re.I)
"""What is said of the listed person beside whose sofa it is."""
_PART = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?"
OCCUPANT = re.compile(
    rf"\s*(?:(?:mr|mrs|ms|miss)\.?\s+)?(?P<name>{_PART}(?:\s+{_PART}){{1,2}})\s*[,:;\n–—-]\s*"
    r"(?=\d|(?:flat|apartment|apt|room|unit)\b)",
    re.IGNORECASE,
)
LEAST = 4
"""The fewest digits of a value."""


def is_own_kind(field: str) -> bool:
    """Whether this module checks the cells of a field."""
    return field in PLACES or field in KINDS or field in ("email", "contact")


def own_value(field: str, text: str) -> str:
    """The listed person's own part of a cell; the whole text where it names nobody else.

    >>> own_value("phone", "07700 900252 / 07700 900369 (g/f)")
    '07700 900252'
    >>> own_value("address", "mum's: 3 Low Road")
    ''
    """
    if field in PLACES:
        return _own_place(_without_occupant(text))
    if field == "email":
        return own_emails(text)
    if field == "contact":
        return _own_contact(text)
    if field == "phone":
        return _own_phones(text) if WORD.search(text) else text
    return _own_dated(field, text) if WORD.search(text) else text


def _without_occupant(text: str) -> str:
    """An address without the name of whoever lives there before it: "Una Odell, 3 Low Road".

    A name is two or three words, none of them a word of houses, streets or places.
    """
    found = OCCUPANT.match(text)
    if found is None:
        return text
    words = fold(found["name"]).replace("-", " ").split()
    places = word_set("about_others", "ordinary") | word_set("streets", "kinds")
    places |= word_set("about_others", "of_houses")
    return text if any(word.strip(".") in places for word in words) else text[found.end() :]


def _own_place(text: str) -> str:
    if (start := somebodys(text)) >= 0:
        led, behind = CLOSING.sub("", text[:start]), text[start:]
        before = AT.sub("", led)
        is_own = _has_digits(before, 1) and (
            before != text[:start].rstrip(" (") or _has_digits(behind, 1)
        )
        return before if is_own or NO_HOME.search(before) else ""
    found = _elsewhere().search(text)
    if found is None:
        return text
    if IN_CARE.match(text):
        return CARE_OF
    before, behind = text[: found.start()], text[found.end() :]
    if not _has_digits(before, 1) or not _has_digits(behind, 1):
        return ""
    return CLOSING.sub("", before)


def _own_contact(text: str) -> str:
    """How the listed person is reached; nothing where it is by somebody who is named or meant."""
    if _has_digits(text, LEAST):
        return _own_phones(text)
    ways = (found["whom"] for found in BY_WAY_OF.finditer(text))
    is_by_another = any(_is_somebody(each) and fold(each) not in _ordinary() for each in ways)
    meant = (found[0] for found in WORD.finditer(text))
    return "" if is_by_another or any(map(_is_kin, meant)) else text


def _is_kin(word: str) -> bool:
    plain = re.sub(r"['’]s?$", "", fold(word))
    return plain in word_set("connectors", "others others_or_street")


@cache
def _ordinary() -> frozenset[str]:
    return word_set("about_others", "ordinary")


@cache
def _elsewhere() -> re.Pattern[str]:
    """A word for somebody else or a forbidden place, but not a street's name ("Sisters Avenue")."""
    kinds = any_phrase(word_set("streets", "kinds"))
    street = rf"(?!\W+(?:[\w'’]+\W+)?(?:{kinds}|rd|st|ave|ln|cl|ct)\b)"
    sure, loose = (
        any_phrase(word_set("connectors", key)) for key in ("others", "others_or_street")
    )
    return re.compile(
        rf"(?<![\w'’])(?:(?:{sure})(?:['’]?s)?(?![\w])|(?:{loose})(?:['’]?s['’]?)?(?![\w]){street}"
        r"|c[/.] ?o\b(?!\s+(?:the\b|\d))|care of\b(?!\s+(?:the\b|\d)))",
        re.IGNORECASE,
    )


def _own_phones(text: str) -> str:
    """The numbers of a cell that have nobody else named beside them."""
    parts = BETWEEN.split(PAIR.sub(lambda found: found[0].replace("/", "\0"), text))
    kept = [not _foreign("phone", part.replace("\0", "/")) for part in parts[::2]]
    if all(kept):
        return text
    if not _has_digits(text, LEAST):
        return "" if any(map(_is_said, _foreign("phone", text))) else text
    each = list(zip(parts[::2], kept, strict=True))
    bare = " ".join(part for part, own in each if not own and not _has_digits(part, LEAST))
    if any(map(_is_somebody, _foreign("phone", bare))):
        return ""  # "07…, mum": the word belongs to the number before it
    own = "; ".join(part.strip() for part, is_own in each if is_own and part.strip())
    return own if _has_digits(own, LEAST) else ""


def _own_dated(field: str, text: str) -> str:
    """A date or number without another person's; '' where the only one may be another's."""
    foreign = _foreign(field, text)
    if not foreign:
        return text
    start = next(found.start() for found in WORD.finditer(text) if found[0] == foreign[0])
    before, behind = text[:start], text[start:]
    if _has_digits(behind, LEAST):
        return CLOSING.sub("", before) if _has_digits(before, LEAST) else ""
    tells = _is_somebody if _has_digits(before, 1) else _is_said
    return "" if any(map(tells, foreign)) else text


def _foreign(field: str, text: str) -> list[str]:
    """The words of a cell, as written, that do not belong to its value."""
    found = (match[0] for match in WORD.finditer(text))
    return [word for word in found if not _is_own(field, word)]


@lru_cache(maxsize=4096)
def _is_own(field: str, word: str) -> bool:
    plain = fold(word).strip("'")
    if plain in word_set("own_values", "any"):
        return True
    if field == "date_of_birth" and plain[:3] in MONTHS and not is_given_name(plain):
        return True
    if field in ("phone", "date_of_birth"):
        return plain in word_set("own_values", field)
    is_prefix = field == "nino" and len(word) == PREFIX and not _is_somebody(word)
    is_code = len(word) == 1 or is_prefix or (word.isupper() and not _is_somebody(word))
    return is_code or plain in word_set("own_values", "identifier")


@lru_cache(maxsize=4096)
def _is_somebody(word: str) -> bool:
    """Whether a word means a person or may be a name: it has a capital, or is known as one."""
    return (word[:1].isupper() and not word.isupper()) or _is_said(word)


@lru_cache(maxsize=4096)
def _is_said(word: str) -> bool:
    """Whether a word is known as a name, or as a word for somebody who is not a nominal."""
    plain = re.sub(r"['’]s?$", "", fold(word))
    known = word_set("connectors", "others others_or_street")
    is_known = plain in known or plain.removesuffix("s") in known
    return is_known or (len(plain) > 2 and is_given_name(plain))


def _has_digits(text: str, least: int) -> bool:
    return sum(map(str.isdigit, text)) >= least
