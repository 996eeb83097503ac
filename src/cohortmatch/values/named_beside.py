"""Where a short value goes on about somebody else: "Burg dwelling vic Crane", "Moved to Imelda's".

Policy: behind a victim's or a witness's word a word that may be a name is one, and the value ends
before the two. It ends before the name of whose home it is, and before an address that stands
behind an offence: that is where it was done, the victim's home.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from cohortmatch.values.patterns import any_of
from cohortmatch.values.text import fold
from cohortmatch.values.variants import is_given_name, is_surname
from cohortmatch.values.whose_place import somebodys
from cohortmatch.values.words import table, word_set

__all__ = ["others_starts"]

OF_HARMED = re.compile(
    r"\b(?:victims?|vics?|vict|ip|complainants?|compl|witness(?:es)?|wits?|inft|aggrieved|nok|gf|bf)"
    r"\b\.?\s*(?:is\s+|was\s+|named\s+|[:=–—-]\s*)?(?:(?:mr|mrs|ms|miss)\.?\s+)?"
    r"(?:[a-z]\.?\s+(?=[^\W\d_]{3}))?(?P<name>[^\W\d_][\w'’-]*)",
    re.IGNORECASE,
)


def others_starts(text: str, may_name: Callable[[str], bool]) -> Iterator[int]:
    """Where a short value goes on about somebody else; `may_name` tells folded words that may be a
    name from words of crimes, places and statuses."""
    is_cased = not (text.isupper() or text.islower())
    for found in OF_HARMED.finditer(text):
        plain = fold(found["name"])
        known = is_given_name(plain) or is_surname(plain)
        if may_name(plain) and (found["name"][0].isupper() if is_cased else known):
            yield found.start()
    if (start := somebodys(text)) >= 0:
        yield start
    for found in _scene().finditer(text) if any(map(str.isdigit, text)) else ():
        if not is_cased or not any(map(str.islower, (word[0] for word in found["street"].split()))):
            yield found.start("where")


@cache
def _scene() -> re.Pattern[str]:
    """An offence, and behind it an address with a number."""
    offences = any_of(
        word_set("about_others", "offences") | {"burg", "burgs", "twoc", "shoplifting"}
    )
    kinds = any_of(word_set("streets", "kinds") | set(table("streets")["abbreviations"]))
    return re.compile(
        rf"\b(?:{offences})\b[^\d\n]{{0,40}}?(?P<where>(?:flat\s+\w+,?\s+)?\b\d{{1,4}}[a-z]?,?\s+"
        rf"(?P<street>(?:[^\W\d_][\w'’]*\s+){{1,3}})(?:{kinds})\b)",
        re.IGNORECASE,
    )
