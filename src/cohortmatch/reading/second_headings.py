"""Rows further down a sheet that are the headings of another table.

Policy: such a row has two cells or more, including a name's heading and another personal one, and
most of its cells read like headings. A row that repeats the headings above it only opens a new
page, unless it names somebody else. A row right below the headings explains them. A listing is
never read as headings. Headings hold hardly any digits, so a row with several digits is examined
only after a blank row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from cohortmatch.reading.columns.headings import field_of, listed_field, vocabulary
from cohortmatch.reading.columns.person_words import Label, label_of, words_for
from cohortmatch.reading.formats.sheets import Sheet
from cohortmatch.reading.listing_rows import PERSONAL, is_a_name, reads_as_listing
from cohortmatch.reading.meeting_rows import heads_a_meeting
from cohortmatch.reading.wordlists import plain_words, words_of
from cohortmatch.values.roles import is_role_alone

__all__ = ["headings_below", "labelled_field"]

NAMING = frozenset(("name", "surname", "forename"))
DIGITS = re.compile(r"\d\D*\d\D*\d")
WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
MOST = 0.6
LONGEST = 60
PEOPLE = (
    *("other", "family", "offender", "accused", "short"),
    *("own_first", "own_second", "own_third", "own_last"),
)


def headings_below(sheet: Sheet, texts: Sequence[str], first: int) -> list[int]:
    """The positions of rows that are another table's headings; `first` is the first listing's."""
    found: list[int] = []
    rows, numbers = sheet.rows, sheet.numbers
    over = [plain_words(text) for text in texts]
    for place in range(first + 1, len(rows)):
        row = rows[place]
        is_apart = numbers[place] - numbers[place - 1] > 1
        if (not is_apart and DIGITS.search("".join(row))) or not _may_head(row):
            continue
        if _repeats(row, over) or not _heads(row, rows[place + 1 :]):
            continue
        found.append(place)
        over = [plain_words(cell) for cell in row]
    return found


def labelled_field(heading: str) -> tuple[Label, str]:
    """Whom a heading is about, and the field that its other words mean."""
    if heads_a_meeting(heading):
        return Label("other", plain_words(heading)), "name"
    label = label_of(heading)
    if label.kind == "thing" and label.rest in ("member", "members"):  # "Household member"
        return replace(label, kind="other"), "name"
    if label.kind not in ("other", "offender", "own"):
        return label, field_of(heading, slips=False)
    if set(label.rest.split()) <= words_for("whole"):
        return label, "name"
    return label, field_of(label.rest, slips=False)


def _may_head(row: Sequence[str]) -> bool:
    """Whether two cells hold words that headings use: a quick test of a row."""
    found = 0
    for cell in row:
        if cell and not _known_words().isdisjoint(map(str.casefold, WORDS.findall(cell))):
            found += 1
            if found == 2:
                return True
    return False


@cache
def _known_words() -> frozenset[str]:
    """The words of personal headings and of people."""
    phrases = [phrase for phrase, field in vocabulary().phrases.items() if field in PERSONAL]
    people = [phrase for key in PEOPLE for phrase in words_for(key)]
    meeting = words_of("meeting_words") | words_of("meeting_people")
    words = {word for phrase in (*phrases, *people, *meeting) for word in phrase.split()}
    return frozenset(words) | {"agency", "organisation", "email"}


def _repeats(row: Sequence[str], over: Sequence[str]) -> bool:
    """Whether a row repeats the headings above it, place by place."""
    plain = [plain_words(cell) for cell in row]
    held = sum(map(bool, plain))
    alike = [bool(one) and one == other for one, other in zip(plain, over, strict=False)]
    is_another = any(
        cell.strip() and not is_same and label_of(cell).kind in ("other", "thing")
        for cell, is_same in zip(row, alike, strict=False)
    )
    return sum(alike) >= 2 and sum(alike) * 2 >= held and not is_another


def _heads(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    held = [text for cell in row if (text := " ".join(cell.split()))]
    if len(held) < 2 or max(map(len, held)) > LONGEST or any(map(_is_surely_a_name, held)):
        return False
    each = [labelled_field(text) for text in held]
    known = sum(bool(label.kind or field) for label, field in each)
    personal = [text for text in held if _is_personal(text)]
    naming = [text for text in held if labelled_field(text)[1] in NAMING]
    if known < MOST * len(held) or not naming or not personal:
        return False
    return not reads_as_listing(row, below)


def _is_surely_a_name(text: str) -> bool:
    """Whether a cell reads like a name and is no heading as well ("Court")."""
    return is_a_name(text) and not field_of(text, slips=False)


def _is_personal(text: str) -> bool:
    """Whether a cell is plainly a heading about a person, and not a role that somebody has."""
    if heads_a_meeting(text):
        return True
    label, field = labelled_field(text)
    is_listed = listed_field(text) in PERSONAL or (bool(label.rest) and field in PERSONAL)
    return is_listed and field != "role" and not is_role_alone(text)
