"""The field of a heading that is a field's phrase among words which do not change what it is.

Policy: "2nd mobile", "Approx age" and "Yr of birth" are read so: the longest phrase of a field that
a person has, where every other word only says which one, in what form or how sure. A phrase of one
word counts where it hardly means anything else ("mobile", not "tag"). An age that says of when it
is ("Age at offence") is none of today.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from cohortmatch.reading.wordlists import own_words

__all__ = ["qualified_field"]

LONGEST = 4
"""The most words of a phrase that is looked for."""
FIELDS = frozenset(("date_of_birth", "age", "sex", "surname", "forename", "middle", "alias")) | {
    *("address", "postcode", "phone", "email"),
}


def qualified_field(form: str, phrases: Mapping[str, str]) -> str:
    """The field of a heading in plain words; '' where other words stand in it.

    `phrases` are the headings that are listed, with the field of each.
    """
    words = form.split()
    for size in range(min(LONGEST, len(words) - 1), 0, -1):
        for at in range(len(words) - size + 1):
            field = phrases.get(" ".join(words[at : at + size]), "")
            rest = {*words[:at], *words[at + size :]}
            if field in FIELDS and _is_sure(words[at : at + size]) and _is_harmless(rest, field):
                return field
    return ""


def _is_sure(words: list[str]) -> bool:
    return len(words) > 1 or words[0] in own_words("sure")


def _is_harmless(words: set[str], field: str) -> bool:
    if field == "age" and not words.isdisjoint(own_words("when")):
        return False
    bare = (word.rstrip("stndrh") if word[:1].isdecimal() else word for word in words)
    return all(word.isdecimal() or word in _harmless(field) for word in bare)


@cache
def _harmless(field: str) -> frozenset[str]:
    """The words that change nothing; a person has several addresses and phones and one birth."""
    further = "" if field == "date_of_birth" else " further contacts"
    return own_words(f"qualifiers owners agencies nothing said{further}") - own_words("sure")
