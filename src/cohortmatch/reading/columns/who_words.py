"""Headings that say who is listed, in words that no list of headings can hold.

Policy: a heading names the nominal where it ends on a word for him ("Prolific offender", "YOT
client"), or where one stands before a link ("Offenders on licence",
"Person arrested") or before "name". What stands
before that word says which: only a word that makes him another person ("co", "panel") counts
against it. Behind that word a field may stand ("Level 2 offender DOB"), if all before it are words
for kinds of nominals. Such a column may as well hold yes and no; that is for its cells to say.
"""

from __future__ import annotations

from functools import cache

from cohortmatch.reading.wordlists import table

__all__ = ["names_the_nominal", "own_rest", "spelt_out", "who_words", "without_who"]


OF_HIM = frozenset(("of", "for", "about"))


@cache
def who_words(key: str) -> frozenset[str]:
    """One list of `who.toml`."""
    listed = table("who")[key]
    return frozenset(listed.split() if isinstance(listed, str) else listed)


def names_the_nominal(form: str) -> bool:
    """Whether a heading in plain words is one of the nominal's names.

    >>> names_the_nominal("tier 1 offender"), names_the_nominal("offender manager")
    (True, False)
    """
    words = _until_link(_without_digits(form))
    while len(words) > 1 and words[-1] in who_words("named"):
        words.pop()
    size = _length_of_who(words)
    before = words[:-size] if size else words
    of_him = before[-1:] and before[-1] in OF_HIM and before[0] not in who_words("named")
    return size > 0 and not of_him and who_words("not_the_nominal").isdisjoint(before)


def spelt_out(form: str) -> str:
    """A heading in plain words without abbreviations: "nominal surname" of "nom snm"."""
    return " ".join(table("who")["short"].get(word, word) for word in form.split())


def without_who(form: str) -> str:
    """A heading in plain words without its words for persons."""
    words, kept = form.split(), list[str]()
    while words:
        size = _length_of_who(words)
        kept += [] if size else words[-1:]
        del words[-max(size, 1) :]
    return " ".join(reversed(kept))


def own_rest(form: str) -> str:
    """What a heading says beside its words for the nominal and his kind: "dob" of "gang member
    dob", "contact number" of "contact number for yp".

    '' where there are none, or where something else stands before them.
    """
    words = _without_digits(form)
    for start in range(1, len(words) - 1):
        size = _length_of_who(words) if words[start] in OF_HIM else 0
        if size and who_words("kinds").issuperset(words[start + 1 : -size]):
            return " ".join(words[:start])
    for end in range(len(words) - 1, 0, -1):
        size = _length_of_who(words[:end])
        if size and who_words("kinds").issuperset(words[: end - size]):
            return " ".join(words[end:])
    return ""


def _without_digits(form: str) -> list[str]:
    return [word for word in form.split() if not word.isdecimal()]


def _until_link(words: list[str]) -> list[str]:
    """The words up to a link behind a word for a person ("offenders on licence")."""
    for at in range(1, len(words)):
        ends = words[at] in who_words("links") or words[at] in who_words("done")
        if ends and _length_of_who(words[:at]):
            return words if " ".join(words[at - 1 : at + 2]) in who_words("pairs") else words[:at]
    return words


def _length_of_who(words: list[str]) -> int:
    """How many of the last words name a person: 3 at most, 0 for none."""
    for size in (3, 2):
        if len(words) >= size and " ".join(words[-size:]) in who_words("pairs"):
            return size
    return int(bool(words) and words[-1] in who_words("people"))
