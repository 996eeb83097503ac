"""Which columns are not clearly the nominal's, and so are not used.

Policy: a personal column is the nominal's when its heading has only the words of its field, a word
for the nominal, and qualifiers that say which or how sure ("last known", "bail"). With any other
word ("Agg DOB", "RK address") the column may be somebody else's. A second date of birth has no
clear owner, while one person can have several addresses and phones. The words in the heading of the
nominal's name are words for the nominal.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from cohortmatch.reading.columns.confirming import is_of_things
from cohortmatch.reading.columns.headings import (
    each_part_means,
    field_of,
    is_unnamed,
    plain_heading,
    vocabulary,
)
from cohortmatch.reading.columns.person_words import Label, spoken
from cohortmatch.reading.columns.qualified import qualified_field
from cohortmatch.reading.columns.shapes import STREET, Shape
from cohortmatch.reading.columns.who_words import own_rest, spelt_out, who_words
from cohortmatch.reading.wordlists import own_words, words_of
from cohortmatch.values import fields
from cohortmatch.values.postcodes import find_postcodes
from cohortmatch.values.text import fold

__all__ = ["holds", "is_doubted", "is_second_birth", "points_back"]

PERSONAL = fields.PERSONAL - {"title", "sex", "middle"}
CARRIED = frozenset(("", "status", "other", "reference", "personal"))
"""Fields whose cells are shown or compared unchanged."""
MOSTLY = 0.6
SHORTEST = 3
NO_PERSONS = frozenset(("name", "names", "full", "details"))
LONG = 5
"""The fewest letters of a word that is recognised with a slip in it."""
NUMBERED = re.compile(r"\b([a-z]+)[\s_\-.#]*([2-9]|1\d)\b", re.I)


def is_doubted(
    heading: str, label: Label, field: str, shape: Shape, own: frozenset[str] = frozenset()
) -> bool:
    """Whether a column is not clearly the nominal's; `own` are the words of his name's heading."""
    kind = holds(heading, field, shape)
    if not kind or is_unnamed(heading) or _is_part_of_birth(heading):
        return False
    if not field_of(heading) and is_of_things(heading):
        return False
    if _is_of_another_number(heading, own):
        return True
    is_listed = _is_listed(heading) or each_part_means(heading) == kind
    if kind == field and is_listed and not points_back(heading):
        return False
    harmless = _harmless(kind) | own
    forms = [spoken(heading), spoken(heading, camel=False)]
    if label.kind in ("offender", "own"):
        forms = [label.rest]
        harmless |= who_words("kinds")
    if kind == field and not points_back(heading) and any(_says_only(f, kind) for f in forms):
        return False
    forms += [spelt_out(form) for form in forms]
    forms += [rest for form in forms if not label.kind and (rest := own_rest(form))]
    return not any(_are_harmless(form.split(), harmless, own) for form in forms)


def _says_only(form: str, field: str) -> bool:
    """Whether a heading is a listed one, or one with words which do not change what it is."""
    phrases = vocabulary().phrases
    return any(
        each and (phrases.get(each) or qualified_field(each, phrases)) == field
        for each in (form, spelt_out(form))
    )


def _are_harmless(words: list[str], harmless: frozenset[str], own: frozenset[str]) -> bool:
    return all(w in harmless or _is_slip(w) or _shortens(w, own) for w in words)


def _shortens(word: str, own: frozenset[str]) -> bool:
    """Whether a word shortens one by which the list calls its nominals ("App. DOB")."""
    return len(word) >= SHORTEST and any(each.startswith(word) for each in own - NO_PERSONS)


@lru_cache(maxsize=4096)
def _is_slip(word: str) -> bool:
    """Whether a word is one of the fields' own with a letter wrong: "Date of brith"."""
    long = (each for each in own_words("fields") if len(each) >= LONG)
    return len(word) >= LONG - 1 and any(
        OSA.distance(word, each, score_cutoff=1) <= 1 for each in long
    )


def holds(heading: str, field: str, shape: Shape) -> str:
    """The personal field of a column, from its cells where it is carried along; '' for none."""
    if field in PERSONAL:
        return field
    if field not in CARRIED or not shape.cells:
        return ""
    if shape.dialled >= MOSTLY:
        return "phone"
    if shape.share_of(_is_address) >= MOSTLY:
        return "address"
    if shape.postcodes >= MOSTLY:
        return "postcode"
    words = set(spoken(heading).split())
    is_of_event = not words.isdisjoint(own_words("when")) and words.isdisjoint(own_words("births"))
    return "date_of_birth" if shape.birth_years >= 0.8 and not is_of_event else ""


def is_second_birth(heading: str) -> bool:
    """Whether a heading is that of a second date of birth: "DOB 2", "DOB2"."""
    return field_of(heading) == "date_of_birth" and bool(re.search(r"[2-9]\s*$", heading))


@cache
def _harmless(kind: str) -> frozenset[str]:
    known = own_words("fields qualifiers owners agencies nothing")
    return known | own_words("alias_dates" if kind == "date_of_birth" else "further contacts")


def _is_part_of_birth(heading: str) -> bool:
    plain = plain_heading(heading)
    return any(plain in words_of(part) for part in ("birth_year", "birth_month", "birth_day"))


def _is_listed(heading: str) -> bool:
    """Whether a heading is in the list of headings, including the text in its brackets."""
    plain = plain_heading(heading)
    return plain in vocabulary().phrases or plain.replace(" ", "") in vocabulary().phrases


def points_back(heading: str) -> bool:
    """Whether a heading has a word that points back at somebody without a name ("Their DOB")."""
    return not own_words("pointing").isdisjoint(spoken(heading).split())


def _is_of_another_number(heading: str, own: frozenset[str]) -> bool:
    """Whether a heading is about the second person of a kind: "Client 2 DOB"."""
    people = (own_words("owners") | own) - own_words("fields")
    found = NUMBERED.findall(heading.replace("_", " "))
    return any(word.casefold() in people for word, _ in found)


def _is_address(cell: str) -> bool:
    """Whether a cell is certainly an address: a number and a street, or a postcode after text."""
    numbered = re.match(r"\s*(?:flat\s+)?\d+[a-z]?\b[\s,]+[^\W\d]", cell, re.I)
    has_street = bool(numbered and STREET.search(fold(cell)))
    return has_street or (len(cell) > 12 and bool(find_postcodes(cell)))
