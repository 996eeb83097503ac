"""Columns of other people's names under a heading that does not say so.

Policy: a column in which most cells name people is shown only under a heading with a word that is
surely a worker's ("Fire safety adviser"), or made up of words for one ("Lead", "SPOC"), or for a
thing or place whose name can look like a person's ("Ward": Harold Wood). Under any other heading
("Owner", "At risk", "V") nobody knows who these people are.
"""

from __future__ import annotations

import re
from functools import cache

from cohortmatch.reading.columns.areas import are_areas
from cohortmatch.reading.columns.doubted import CARRIED
from cohortmatch.reading.columns.headings import is_unnamed
from cohortmatch.reading.columns.person_words import label_of, spoken
from cohortmatch.reading.columns.person_words import words_for as person_words
from cohortmatch.reading.columns.ranks import has_rank
from cohortmatch.reading.columns.shapes import Shape
from cohortmatch.reading.wordlists import own_words, table
from cohortmatch.values.beside_names import without_beside
from cohortmatch.values.text import fold
from cohortmatch.values.words import word_set

__all__ = ["has_two_words", "holds_others_names", "is_persons_name"]

MOSTLY, SOME, VARIED = 0.6, 0.3, 0.5
SHORT, LONGEST = 3, 5
"""The fewest letters by which a word is shortened, and the most of an abbreviation."""
PARTICLES = frozenset(("de", "da", "di", "van", "von", "bin", "ibn", "al", "el", "der", "la", "le"))
OWNERS = re.compile(r"\b(?:action|case|plan|risk|task) (?:owner|holder)s?\b")
NAMES = frozenset(("name", "names"))
BETWEEN = re.compile(r"\s*[;/&\n+]\s*|\s+and\s+", re.I)
LETTERS = re.compile(r"[^\W\d_]+")
NAMED = re.compile(r"[^\W\d_][^\W\d_'’.\-]*(?:[-'’][^\W\d_]+)*\.?", re.UNICODE)


def holds_others_names(heading: str, field: str, shape: Shape) -> bool:
    """Whether a carried column holds people's names and its heading does not say whose."""
    is_free = field in CARRIED or field == "role" or (field == "date_of_birth" and not shape.dates)
    if not is_free or not shape.cells or is_unnamed(heading):
        return False
    if _may_be_shown(_own_words(heading)) or shape.share_of(has_rank) >= MOSTLY:
        return False
    if are_areas(heading, shape):
        return False
    if shape.share_of(_names_all) < MOSTLY:
        return shape.share_of(_is_forename) >= MOSTLY
    sure = shape.share_of(_is_surely_a_name)
    return sure >= SOME or shape.distinct >= VARIED


def has_two_words(text: str) -> bool:
    """Whether a text has two words of letters, as any name in full has: a quick test, before what
    stands beside a name is looked for.

    >>> has_two_words("ODELL, Una"), has_two_words("26 Apr 2028"), has_two_words("SF045")
    (True, False, False)
    """
    return len(LETTERS.findall(text)) > 1


def is_persons_name(text: str) -> bool:
    """Whether a text can be a person's name in full and has no word of a place, body or status.

    >>> is_persons_name("ODELL, Una"), is_persons_name("Harold Hill"), is_persons_name("Red")
    (True, False, False)
    """
    words = _words(text)
    if not 2 <= len(words) <= 4 or not all(NAMED.fullmatch(word) for word in words):
        return False
    folded = [fold(word).strip(".") for word in words]
    is_cased = all(word[0].isupper() or fold(word) in PARTICLES for word in words)
    ordinary = word_set("about_others", "ordinary")
    is_plain = all(len(word) > 1 and word not in ordinary for word in folded)
    return is_plain and (is_cased or _has_given(folded))


@cache
def words_for(key: str) -> frozenset[str]:
    """One list of `shown_words.toml`."""
    return frozenset(table("shown_words")[key].split())


def _own_words(heading: str) -> str:
    """A heading without the title over its group, where that names nobody ("Management / OM")."""
    group, _, own = heading.rpartition(" / ")
    return heading if not group or label_of(group).kind else own


def _may_be_shown(heading: str) -> bool:
    """Whether a heading has a word that is surely a worker's and names nobody else, or consists
    only of words for a worker, or only of words for things."""
    form = OWNERS.sub("case lead", spoken(heading))
    if form in table("shown_words")["whole"]:
        return True
    words = set(form.split())
    if words & words_for("surely_workers") and words.isdisjoint(words_for("done_to")):
        return label_of(heading).kind in ("", "worker")
    harmless = words_for("beside") | own_words("owners agencies") | _shortened(words)
    harmless |= _bodies(heading)
    for key in ("workers", "things"):
        allowed = words_for(key) | harmless if key == "workers" else words_for(key)
        if words & words_for(key) and words <= allowed:
            return True
    if words & NAMES and words - NAMES and words - NAMES <= words_for("things"):
        return words.isdisjoint(own_words("owners"))  # "Operation name"
    return bool(words & own_words("owners")) and words <= own_words("owners qualifiers")


def _bodies(heading: str) -> frozenset[str]:
    """The abbreviations in capitals by which a heading names a body, where its last word is a
    worker's and not in capitals itself ("ICE lead"); one that can mean a person is none."""
    *before, last = re.findall(r"[^\W\d_]+", heading) or [""]
    if last.isupper() or fold(last) not in words_for("workers"):
        return frozenset()
    found = (word for word in before if word.isupper() and SHORT - 1 <= len(word) <= LONGEST)
    return frozenset(fold(word) for word in found) - person_words("short") - person_words("other")


def _shortened(words: set[str]) -> frozenset[str]:
    """Those of the words that shorten one that may stand beside a worker's ("Pol. OM")."""
    long = words_for("beside")
    return frozenset(w for w in words if len(w) >= SHORT and any(x.startswith(w) for x in long))


def _names_all(cell: str) -> bool:
    """Whether a cell names one person or several and says nothing else."""
    if not has_two_words(cell):
        return False
    parts = [part for part in BETWEEN.split(without_beside(cell).name) if part]
    return bool(parts) and all(is_persons_name(part) for part in parts)


def _is_surely_a_name(cell: str) -> bool:
    """Whether a name has a comma between its parts, a title, or a word known as a forename."""
    words = [fold(word).strip(".,") for word in cell.split()]
    has_comma = bool(re.fullmatch(r"[^\W\d_'’\-]+(?:['’\- ][^\W\d_]+)*,\s*[^\W\d_].*", cell))
    return has_comma or (bool(words) and words[0] in words_for("titles")) or _has_given(words)


def _is_forename(cell: str) -> bool:
    """Whether a cell is one word that is known as a forename, and nothing else."""
    plain = fold(cell).strip(" .")
    return _has_given([plain]) and plain not in word_set("about_others", "ordinary")


def _has_given(folded: list[str]) -> bool:
    return any(word in _forenames() for word in folded)


@cache
def _forenames() -> frozenset[str]:
    return frozenset(table("name_words")["given"].split())


def _words(text: str) -> list[str]:
    """The words of a name without a title before it; "Mr Quarmby" keeps his title."""
    words = text.replace(",", " ").split()
    is_titled = len(words) > 2 and fold(words[0]).strip(".") in words_for("titles")
    return words[1:] if is_titled else words
