"""Rows of a meeting's people around a list: who chaired, attended or apologised, and who gets it.

Policy: a line that opens with a meeting's word and a sign ("Chair: ...", "Apologies - ...") names
workers and no nominal, and so does a row whose name is such a word ("Minutes", with the name in the
next cell). So do the rows below that hold no more than a name and an agency, on a list whose
listings are fuller, and any row with an agency's name where a date of birth should stand. A heading
of such words ("Panel members", "Circulation") is that of a table of other people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from cohortmatch.reading.wordlists import own_words, plain_words, words_of

__all__ = ["heads_a_meeting", "is_of_an_agency", "may_open_a_meeting", "opens_a_meeting"]

BESIDE = re.compile(r"[(\[][^()\[\]]*[)\]]")
SIGN = re.compile(r"[^\W\d_][^:–—]{1,40}?\s*(?::|\s[–—-]|[–—])\s*")
"""A word or a few, and the sign behind them."""
MOST = 3
"""The most words of an agency's name where a date should stand."""


def opens_a_meeting(row: Sequence[str], held: Sequence[int], naming: Sequence[int]) -> bool:
    """Whether a row's first cell opens with a meeting's word: with a sign behind it, or alone in a
    column of names; `held` are the cells that say something, `naming` the columns of names."""
    first, others = row[held[0]].strip(), " ".join(row[i] for i in held[1:])
    sign = SIGN.match(first)
    if sign is not None and _is_word(sign[0].rstrip(" :–—-")):
        return any(map(str.isalpha, first[sign.end() :] + others))
    is_name = any(map(str.isalpha, others)) and not any(map(str.isdigit, others))
    return is_name and held[0] in naming and _is_word(first)


def may_open_a_meeting(text: str) -> bool:
    """Whether a cell begins like a meeting's word: a quick test."""
    return text[:4].casefold() in _beginnings()


def heads_a_meeting(heading: str) -> bool:
    """Whether a heading further down a sheet is of people of the panel or on its circulation.

    >>> heads_a_meeting("Panel members"), heads_a_meeting("Nominal")
    (True, False)
    """
    return plain_words(heading) in words_of("meeting_people") | words_of("meeting_words")


def is_of_an_agency(text: str) -> bool:
    """Whether a text in place of a date of birth names an agency and nothing else.

    >>> is_of_an_agency("Housing"), is_of_an_agency("03/04/1989"), is_of_an_agency("not known")
    (True, False, False)
    """
    words = plain_words(text).split()
    if not 0 < len(words) <= MOST or any(map(str.isdigit, text)):
        return False
    known = (own_words("agencies") | words_of("meeting_agencies")) - {"custody", "court", "force"}
    return set(words) <= known or " ".join(words) in known


def _is_word(text: str) -> bool:
    return plain_words(BESIDE.sub(" ", text)) in words_of("meeting_words")


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(word[:4] for word in words_of("meeting_words"))
