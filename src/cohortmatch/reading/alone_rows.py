"""What a text that stands alone in its row is: a title that is understood, or one person's row.

Policy: a title of places, dates, teams, colours, crimes or nominals is understood. Any other words
that are not a name may speak of people who are no nominals, so that the row is told. A role with
one person's name ("IP: Una Odell") is that person's own row where the rows below are filled as the
nominals' above are, in a column that is not about a person; else it is the title of the rows below.
"""

from __future__ import annotations

from calendar import month_name
from collections.abc import Collection, Iterable, Sequence
from functools import cache

from cohortmatch.reading.listing_rows import is_name_word
from cohortmatch.reading.title_rows import cannot_be_a_name, is_band
from cohortmatch.reading.wordlists import plain_words, words_of
from cohortmatch.values.beside_names import without_beside
from cohortmatch.values.roles import Role
from cohortmatch.values.sections import title_role
from cohortmatch.values.words import word_set

__all__ = ["continues", "is_understood", "names_one_person"]

MONTHS = frozenset(month.lower() for month in month_name if month)


def is_understood(text: str) -> bool:
    """Whether a text alone in its row says what the rows below are of, or may be a name.

    >>> is_understood("Ilford"), is_understood("Ann Moss"), is_understood("House share")
    (True, True, False)
    """
    words = plain_words(text).split()
    if not words or any(map(str.isdigit, text)) or title_role(text) is not None or is_band(text):
        return True
    if not _known().isdisjoint(words) or plain_words(text) in words_of("areas"):
        return True
    if words[-1] in words_of("places_behind") or "," in text:
        return True
    return any(map(is_name_word, words)) and not cannot_be_a_name(text, in_full=True)


def names_one_person(text: str) -> bool:
    """Whether a text is a word for a role that is no nominal's, a colon and a whole name."""
    who, colon, name = text.partition(":")
    role = without_beside(text).role
    is_other = role not in (None, Role.subject, Role.associate)
    is_whole = len(name.split()) > 1 and all(map(str.isalpha, name.replace("-", " ").split()))
    is_one = bool(colon) and len(who.split()) < 4 and not who.strip().casefold().endswith("s")
    return is_one and is_other and is_whole and _may_be_a_name(name)


def _may_be_a_name(text: str) -> bool:
    """Whether a word is known as a name, or each has a capital and none is of titles."""
    words = plain_words(text).split()
    is_capital = all(word[:1].isupper() for word in text.split()) and _known().isdisjoint(words)
    return title_role(text) is None and (is_capital or any(map(is_name_word, words)))


def continues(
    rows: Iterable[Sequence[str]], last: Sequence[str], panels_own: Collection[int]
) -> bool:
    """Whether the next row with several cells is filled where the last listing is, also in one of
    the columns of what the panel says of its nominals (a status, a colour)."""
    usual = _filled(last)
    following = next((_filled(row) for row in rows if len(_filled(row)) > 1), frozenset())
    return bool(usual) and usual <= following and not usual.isdisjoint(panels_own)


def _filled(row: Sequence[str]) -> frozenset[int]:
    return frozenset(place for place, cell in enumerate(row) if cell.strip())


@cache
def _known() -> frozenset[str]:
    """Words of titles that are of no other people: sections, crimes, places and dates."""
    phrases = words_of("sections") | words_of("title_words") | word_set("roles", "title_crimes")
    return frozenset(word for phrase in phrases for word in phrase.split()) | MONTHS
