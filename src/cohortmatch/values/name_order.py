"""One written name to its surname and forenames: which words are which.

Policy: a comma means "SURNAME, Forename", unless a suffix, a title, an honour or a remark follows
it ("Delroy Campbell, Jnr"). Without one, words in capitals beside words that are not are the
surname. A name that ends with initials, or begins with a family name that is known to come first
(Nguyen, Zhang), begins with the surname. Otherwise the last word is the surname, or the first when
the caller says so, with all the halves that a hyphen ties to it. A particle (da, de, van) opens the
surname, and two Spanish or Portuguese surnames are one. A Chinese or Korean name in its own script
opens with the surname. In a Vietnamese name the given name comes after Van or Thi. A single word is
read as a given name. Titles, generation suffixes and "unknown" in place of a part belong to
neither. Hajji, Pastor and the like, which may be names, are left out only before two other words.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cohortmatch.values.name_words import Context, words
from cohortmatch.values.scripts import unspaced_name
from cohortmatch.values.text import fold
from cohortmatch.values.variants import is_given_name, is_surname
from cohortmatch.values.words import word_set

CASED_OPENER = re.compile(r"^(?:Mc|Mac|O'|D'|M')(?=[A-Z]{2})")


class Split(NamedTuple):
    """A name's words: `forenames` folded, given name first; `surname` folded words."""

    forenames: tuple[str, ...]
    surname: tuple[str, ...]


def split_name(text: str, surname_first: bool) -> Split:
    """The forenames and surname of one full name."""
    if not text.isascii() and (unspaced := unspaced_name(fold(text).replace(" ", ""))):
        return Split((unspaced[1],), (unspaced[0],))
    if "," in text:
        text = without_suffixes(text)
    before, comma, after = text.partition(",")
    if comma and before.strip(" .,"):
        given = part_words(after.replace(",", " "), "given")
        surname = part_words(before, "surname")
        return Split(_given_first(given, " ".join(surname)), tuple(surname))
    if not (text.isupper() or text.islower() or text.istitle()) and (cut := _by_capitals(text)):
        return cut
    return _by_place(text, surname_first)


def without_suffixes(text: str) -> str:
    """A name without the parts between commas that are suffixes, titles, honours or remarks.

    A comma stays where one word stands before it, which is then a surname.

    >>> without_suffixes("Delroy Campbell, Jnr"), without_suffixes("Campbell, Delroy, OBE")
    ('Delroy Campbell', 'Campbell, Delroy')
    """
    first, *rest = text.split(",")
    named = words(first, "full")
    is_whole = len(named) > 1 and is_given_name(named[0])
    kept = [part for part in rest if not is_beside_name(part, is_whole=is_whole)]
    if len(kept) == len(rest):
        return text
    return ",".join([first, *kept]) + ("" if kept or len(named) > 1 else ",")


def is_beside_name(text: str, *, is_whole: bool) -> bool:
    """Whether a text is a suffix, a title, an honour or a remark beside a name, and no name.

    `is_whole` says that the name has two words without it: then remarks, and honours and suffixes
    that may be names and initials ("Junior", "KC"), count too.
    """
    found = fold(text).replace(".", "").replace("'", "").split()
    sure = word_set("names", "titles suffixes honours")
    return bool(found) and all(
        word in sure or (is_whole and _may_be_beside(word)) for word in found
    )


def _may_be_beside(word: str) -> bool:
    if word in word_set("names", "suffix_or_name honours_or_initials"):
        return True
    return word in word_set("names", "remarks") and not is_given_name(word)


def part_words(text: str, context: Context) -> list[str]:
    """The words of a part of a name without titles, suffixes and "unknown"."""
    return bare(words(text, context))


def bare(found: list[str]) -> list[str]:
    """The words without titles, generation suffixes and "unknown"; at least one word is kept."""
    if len(found) < 2 or _left_out().isdisjoint(found):
        return found if found[:1] != ["unknown"] else []
    found = [word for word in found if word not in word_set("names", "not_known")]
    while len(found) > 1 and found[0] in word_set("names", "titles"):
        found = found[1:]
    while len(found) > 2 and found[0] in word_set("names", "honorifics"):
        found = found[1:]
    while len(found) > 1 and found[-1] in word_set("names", "suffixes"):
        found = found[:-1]
    while len(found) > 2 and found[-1] in word_set("names", "titles_behind"):
        found = found[:-1]
    return found


def _left_out() -> frozenset[str]:
    return word_set("names", "titles honorifics suffixes titles_behind not_known")


def _by_place(text: str, surname_first: bool) -> Split:
    written = words(text, "full")
    found = bare(written)
    if len(found) < 2:
        shouted = not text.isupper() and True in map(_in_capitals, text.split())
        return _one_word(written, found, surname_first, shouted=shouted)
    if _initials(found[-1]) and not _initials(found[0]) and not is_given_name(found[0]):
        surname_first = True
    family_first = word_set("names", "family_first")
    if found[0] in family_first and found[-1] not in family_first:
        surname_first = True
    if not surname_first and (cut := _by_particle(text)):
        return cut
    tied = min(_tied(text, 0 if surname_first else -1), len(found) - 1)
    if surname_first:
        return Split(_given_first(found[tied:], found[0]), tuple(found[:tied]))
    tied = _with_first_surname(found, tied)
    return Split(_given_first(found[:-tied], found[-1]), tuple(found[-tied:]))


def _initials(word: str) -> bool:
    """Whether a word is an initial, or two written as one (JD)."""
    return len(word) == 1 or word in word_set("names", "initials")


def _by_particle(text: str) -> Split | None:
    """The split before a particle that opens the surname; None where there is none."""
    raw = text.split()
    folded = [fold(word) for word in raw]
    if not word_set("names", "vietnamese").isdisjoint(folded):
        return None
    for place in range(1, len(raw) - 1):
        given_name = folded[place + 1] in word_set("names", "in_given_names")
        if folded[place] in word_set("names", "surname_openers") and not given_name:
            given = part_words(" ".join(raw[:place]), "given")
            surname = part_words(" ".join(raw[place:]), "surname")
            return Split(tuple(given), tuple(surname)) if given and surname else None
    return None


def _with_first_surname(found: list[str], tied: int) -> int:
    """How many of the last words are the surname, including the first of two Iberian ones."""
    two = word_set("names", "two_surnames")
    if tied == 1 and len(found) > 2 and found[-2] in two and found[-1] in two:
        return 2
    return tied


def _given_first(given: list[str], surname: str) -> tuple[str, ...]:
    """The forenames with the given name first; in a Vietnamese name it comes after Van or Thi."""
    middle = word_set("names", "vietnamese_middle")
    if len(given) > 1 and given[0] in middle and surname in word_set("names", "vietnamese"):
        given = [*given[1:], given[0]]
    return tuple(given)


def _one_word(written: list[str], found: list[str], surname_first: bool, *, shouted: bool) -> Split:
    """A name of which one word is known: a surname after a title or beside an "unknown".

    `shouted` says that the word is in capitals and the others are not.
    """
    not_known = word_set("names", "not_known")
    if len(written) > 1 and found:
        after = written[0] in not_known or written[0] in word_set("names", "titles")
        before = written[-1] in not_known
        if before if surname_first else after or (before and (shouted or is_surname(found[0]))):
            return Split((), tuple(found))
    return Split(tuple(found), ())


def _tied(text: str, place: int) -> int:
    """How many words a hyphen ties together at one end of a name."""
    if "-" not in text:
        return 1
    return max(len(words(text.split()[place], "surname")), 1)


def _by_capitals(text: str) -> Split | None:
    """The split where the words in capitals all come before or all after the others."""
    raw = text.split()
    marks = [_in_capitals(word) for word in raw]
    if True not in marks or False not in marks:
        return None
    first, last = marks.index(False), len(marks) - 1 - marks[::-1].index(False)
    if True not in marks[first:]:
        if not word_set("names", "vietnamese").isdisjoint(map(fold, raw)):
            first = marks.index(None) if None in marks[1:first] else first
        while first > 1 and _opens_name(raw[first - 1]):
            first -= 1
        surname, given = raw[:first], raw[first:]
    elif True not in marks[: last + 1]:
        cut = marks.index(True)
        while cut > last + 1 and _small(raw[cut - 1]):
            cut -= 1
        surname, given = raw[cut:], raw[:cut]
    else:
        return None
    forenames = part_words(" ".join(given), "given")
    family = part_words(" ".join(surname), "surname")
    forenames = list(_given_first(forenames, " ".join(family)))
    return Split(tuple(forenames), tuple(family)) if forenames and family else None


def _in_capitals(word: str) -> bool | None:
    """Whether a word is in capitals; None when it does not show it (an initial, "van", Mr)."""
    letters = "".join(filter(str.isalpha, CASED_OPENER.sub("", word)))
    told = letters.lower() in word_set("names", "titles suffixes not_known initials")
    if len(letters) < 2 or told or _small(word):
        return None
    return letters.isupper()


def _opens_name(word: str) -> bool:
    """Whether a word not in capitals is one with the next: "JONES Mc Kenzie"."""
    return not word.isupper() and word.lower().strip(".") in word_set("names", "joined")


def _small(word: str) -> bool:
    low = re.sub(r"[^a-z]", "", word.lower())
    return low in word_set("names", "joined") or low in word_set("names", "joined_inside")
