"""A short value without the people whom its cell names beside it.

Policy: of "High (Imelda Crane)" the value is the nominal's, and the name may not be shown. The text
before the first person's name is kept: "ABH Imelda Crane" gives ABH. A name is a word known as a
forename with one more beside it. So is a word behind a victim's or a witness's ("vic Crane"), and
with an apostrophe whose home it is ("Moved to Imelda's"); an address behind an offence is the
victim's. Two or more capitalised words that are not words of crimes, places or statuses are a name
too, at the beginning of a part behind a bracket or sign, or behind an offence. Under headings of
wards, gangs and schools, whose names look like people's, the first part stays. Under headings of
workers the first part is the officer, and a further part stays only with a rank, or until a title
begins another person's name. A word known as a given name that opens a part, or stands behind an
ordinary word, names somebody ("Dog; Philippa violent"), as does an unknown one before a verb of
people ("Folake rang"). Under headings of values that are one word or a date, words behind the first
part that may be a name are dropped; behind a degree or a date ("High Kesley") any word with a
capital may be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from cohortmatch.values.about_others import own_part
from cohortmatch.values.named_beside import others_starts
from cohortmatch.values.text import fold
from cohortmatch.values.variants import is_given_name, is_surname
from cohortmatch.values.words import word_set

__all__ = ["is_of_workers", "own_cell", "says_relation"]

ANY_SIGN = r"[()\[\]{}:;/|+&\n_=~*<>\\•·→–—]|(?<=\s)-|-(?=\s)"
SIGNS = re.compile(rf"{ANY_SIGN}|,|\band\b", re.I)
DEGREES = re.compile(rf"{SIGNS.pattern}|-", re.I)
WORKERS = re.compile(rf"{ANY_SIGN}|\b(?:and|with|for|re)\b", re.I)
"""Under a heading of workers "Hall, Jo" is one name."""
WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W\d_]+)*")
TURNED = re.compile(r"([^\W\d_][\w'’-]+),\s*([^\W\d_][\w'’-]+)")
TRAILING = re.compile(r"[\s()\[\]{}:;/|+&,_=~*<>\\•·→–—-]+$")
LETTER = re.compile(r"[^\W\d_]")
SHORTEST = 2
BEFORE_PLACES = frozenset(("in", "near", "the", "a", "an", "outside", "around", "opposite"))
"""Before a word with a capital these say that it is a place."""
ORDINARY_END = re.compile(r"(?:ed|ing|[ts]ion|ment|ness|ity|[ae]nce|ly|(?<![uia])s)$")
"""The ending of words that open a sentence and are no unknown given name."""
BRIEF = ("brief", "degree")
"""Kinds of headings whose values are one or two known words, a number or a date."""


class _Part(NamedTuple):
    """The words of a part of a cell, plain and as written, each with its start."""

    words: tuple[tuple[int, str, str], ...]
    is_first: bool
    is_cased: bool


def own_cell(heading: str, text: str) -> str:
    """The part of a carried cell about the nominal; the whole text where it names nobody.

    >>> own_cell("Risk", "High (Imelda Crane)"), own_cell("Lead officer", "PC Swann / Imelda Crane")
    ('High', 'PC Swann')
    """
    own = own_part(text)
    bare = own.strip()
    # One word, or no letter, names nobody: most cells are a colour, a number or a day.
    is_plain = not bare or bare.isalnum() or LETTER.search(bare) is None
    return own if is_plain else _own(_kind(heading), own)


@lru_cache(maxsize=1 << 13)
def says_relation(heading: str, text: str) -> bool:
    """Whether a cell says no more than what the listed person is in the family, under a heading
    that asks for it: it names nobody.

    >>> says_relation("Relationship", "Mother"), says_relation("Relationship to victim", "Mother")
    (True, False)
    """
    words = set(re.findall(r"[a-z]+", fold(heading)))
    relation, of_whom = (
        word_set("about_others", key) for key in ("headings_relation", "headings_relation_to")
    )
    asks = not words.isdisjoint(relation) and words <= relation | of_whom
    said = " ".join(re.findall(r"[a-z]+", fold(text)))
    return asks and said in word_set("roles", "family")


def is_of_workers(heading: str) -> bool:
    """Whether a heading is of workers, whose names stand under it.

    >>> is_of_workers("Lead officer"), is_of_workers("Allocated to"), is_of_workers("Notes")
    (True, True, False)
    """
    return _kind(heading) == "workers"


@lru_cache(maxsize=512)
def _kind(heading: str) -> str:
    """The kind of heading: of workers, of things whose names look like people's, of a degree or a
    date, of one word."""
    words = set(re.findall(r"[a-z]+", fold(heading)))
    for kind in ("workers", "places", "degree", "brief"):
        if not words.isdisjoint(word_set("about_others", f"headings_{kind}")):
            return kind
    return ""


@lru_cache(maxsize=4096)
def _own(kind: str, text: str) -> str:
    starts = [start for part in _parts(kind, text) if (start := _named_at(part, kind)) >= 0]
    if kind not in ("workers", "places"):
        starts += others_starts(text, _may_name)
    if kind != "workers":
        starts += [match.start() for match in TURNED.finditer(text) if _is_turned(*match.groups())]
    return _closed(text[: min(starts)]) if starts else text


def _parts(kind: str, text: str) -> Iterator[_Part]:
    """The parts of a cell between the signs, without blank ones."""
    signs = DEGREES if kind == "degree" else SIGNS
    if kind == "workers" and not _has_comma_between_people(text):
        signs = WORKERS
    is_cased = not (text.isupper() or text.islower())
    start, is_first = 0, True
    for end in [*(match.span() for match in signs.finditer(text)), (len(text), len(text))]:
        found = WORD.finditer(text, start, end[0])
        words = tuple((each.start(), each[0], fold(each[0]).strip(".")) for each in found)
        if words:
            yield _Part(words, is_first, is_cased)
            is_first = False
        start = end[1]


def _has_comma_between_people(text: str) -> bool:
    """Whether a comma separates two people and not a surname from a forename."""
    return "," in text and len(text.partition(",")[0].split()) > 1


def _is_turned(surname: str, forename: str) -> bool:
    """ "Crane, Imelda": a name written with the surname first."""
    return is_given_name(fold(forename)) and _may_name(fold(surname)) and surname[0].isupper()


def _named_at(part: _Part, kind: str) -> int:
    """The start of the first person's name in a part; -1 where there is none."""
    if part.is_first and kind == "workers":
        return _second_title(part)
    if part.is_first and kind == "places":
        return part.words[0][0] if _is_sentence(part) else _behind_a_word(part)
    if kind == "workers" and part.words[0][2] in word_set("about_others", "ranks"):
        return -1
    for place, (start, _, _) in enumerate(part.words):
        if _begins_name(part, place, kind):
            return start
    return -1


def _second_title(part: _Part) -> int:
    """The start of a title behind a worker's name ("PC Hall Mrs Crane"); -1 where there is none."""
    titles = word_set("about_others", "titles")
    return next((start for start, _, plain in part.words[1:] if plain in titles), -1)


def _behind_a_word(part: _Part) -> int:
    """The start of a whole name behind a word such as "via" or "with"; -1 where there is none."""
    for place in range(1, len(part.words) - 1):
        both = _is_name_like(part, place) and _is_name_like(part, place + 1)
        is_given = both and is_given_name(part.words[place][2])
        if is_given and _follows(part, place, "before_a_name"):
            return part.words[place][0]
    return -1


def _is_sentence(part: _Part) -> bool:
    """Whether a part opens with a name and continues with a verb: "Imelda Crane is gf"."""
    if len(part.words) <= SHORTEST or not all(_is_name_like(part, i) for i in range(SHORTEST)):
        return False
    return part.words[SHORTEST][2] in word_set("about_others", "behind_a_name")


def _begins_name(part: _Part, place: int, kind: str) -> bool:
    """Whether a person's name begins with the word at a place of a part."""
    if not _is_name_like(part, place):
        return False
    is_whole = place + 1 < len(part.words) and _is_name_like(part, place + 1)
    if is_given_name(part.words[place][2]) and (is_whole or _is_alone(part, place)):
        return True
    if (is_whole and _is_sentence(part) and place == 0) or _tells_of_somebody(part, place):
        return True
    if kind == "degree" and _is_behind_a_value(part, place):
        return True
    if part.is_first and kind not in BRIEF:
        return is_whole and _follows(part, place, "offences before_a_name")
    is_numbered = place > 0 and part.words[place - 1][1].isdecimal()
    is_opening = place == 0 or is_numbered or _follows(part, place, "offences before_a_name")
    return (is_opening and is_whole) or (kind in (*BRIEF, "workers") and _is_alone(part, place))


def _tells_of_somebody(part: _Part, place: int) -> bool:
    """Whether one word of a sentence is somebody's name: "Philippa violent", "Folake rang", "Dog
    bit Philippa"; known as a given name, or before a verb of people."""
    _, written, plain = part.words[place]
    if not part.is_cased or written.isupper() or plain in _no_names():
        return False
    behind = part.words[place + 1 :][:1]
    if behind and not behind[0][1].islower():
        return False
    if place == 0:
        is_said = bool(behind) and behind[0][2] in word_set("about_others", "said_by_somebody")
        return bool(behind) and (is_given_name(plain) or (is_said and _may_be_unknown(plain)))
    before = part.words[place - 1]
    return is_given_name(plain) and before[1].islower() and before[2] not in BEFORE_PLACES


def _may_be_unknown(plain: str) -> bool:
    """Whether a word that is no known name may be one: it has no ending of ordinary words."""
    return len(plain) > SHORTEST and ORDINARY_END.search(plain) is None


@cache
def _no_names() -> frozenset[str]:
    return word_set("about_others", "given_too callers_of_no_name")


def _is_behind_a_value(part: _Part, place: int) -> bool:
    """Whether a word with a capital, and no abbreviation, stands behind known words alone."""
    _, written, plain = part.words[place]
    is_name = not written.isupper() if part.is_cased else is_given_name(plain) or is_surname(plain)
    return is_name and place > 0 and not any(_may_name(each[2]) for each in part.words[:place])


def _is_alone(part: _Part, place: int) -> bool:
    """Whether a word behind the first part is the whole part, and is not an abbreviation."""
    is_all = len(part.words) == 1 or _follows(part, place, "before_a_name")
    written = part.words[place][1]
    is_short = len(written) <= SHORTEST or (part.is_cased and written.isupper())
    return not part.is_first and is_all and not is_short


def _follows(part: _Part, place: int, keys: str) -> bool:
    return place > 0 and part.words[place - 1][2] in word_set("about_others", keys)


def _is_name_like(part: _Part, place: int) -> bool:
    """Whether a word can be part of a name: it has a capital where the cell has both cases."""
    _, written, plain = part.words[place]
    is_written_so = written[0].isupper() or (not part.is_cased and written[0].isalpha())
    return is_written_so and _may_name(plain)


@cache
def _plain_words() -> frozenset[str]:
    keys = "ordinary plain_values nobody offences before_a_name behind_a_name headings_workers"
    phrases = word_set("about_others", keys)
    return frozenset(word for phrase in phrases for word in phrase.split())


def _may_name(plain: str) -> bool:
    return len(plain) >= SHORTEST and not plain[0].isdigit() and plain not in _plain_words()


def _closed(text: str) -> str:
    """The text before a name, without the signs and words that led to it."""
    out = TRAILING.sub("", text)
    while out and fold(out.split()[-1]).strip(".") in word_set("about_others", "before_a_name"):
        out = TRAILING.sub("", out[: out.rindex(out.split()[-1])])
    return re.sub(r"\s*[(\[{][^()\[\]{}]*$", "", out)
