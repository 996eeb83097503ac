"""Items: what a rule may name, and which item a column of a list is.

Policy: an item is a detail, a kind of status, or one of these. `known` is only that somebody is
known to a list; `listed` is that they are on it. `notes` is free text. Columns on ethnicity, health
and gangs are items of their own, and so is public protection on any list (`mappa`); each must be
named, whatever else is. A column about another person is no item: no rule can name it.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from cohortmatch.disclosure.agreement import SHAREABLE
from cohortmatch.disclosure.known_headings import is_known_heading
from cohortmatch.disclosure.public_protection import heads_protection, says_level
from cohortmatch.people.status import ALSO, kind_of
from cohortmatch.reading.columns.person_words import label_of
from cohortmatch.values.text import fold

__all__ = [
    "ITEMS",
    "KNOWN",
    "LISTED",
    "MAPPA",
    "NAME_FIELDS",
    "NOTES",
    "SENSITIVE",
    "item_of",
]

KNOWN, LISTED, NOTES, MAPPA = "known", "listed", "notes", "mappa"
SENSITIVE = ("ethnicity", "health", "gang")
"""Items of special category or of like weight: shown only where a rule and a purpose name them."""
ITEMS = (KNOWN, LISTED, *SHAREABLE, NOTES, MAPPA, *SENSITIVE)
NAME_FIELDS = frozenset(("name", "surname", "forename", "middle", "title"))


@lru_cache(maxsize=4096)
def item_of(heading: str, field: str, *, on_protected: bool = False) -> str:
    """The item that a column is; '' for a column that no rule can name.

    `on_protected`: its list is of people under public protection, of whom level and category are
    items like any other.

    >>> item_of("RAG", "status"), item_of("Risk notes", "status"), item_of("Ethnicity", "status")
    ('risk', 'notes', 'ethnicity')
    """
    if label_of(heading).kind in ("other", "thing"):
        return ""
    if not on_protected and (heads_protection(heading) or says_level(heading)):
        return MAPPA
    if field != "status":
        item = "name" if field in NAME_FIELDS else field
        return item if item in SHAREABLE else ""
    if sensitive := _sensitive(heading):
        return sensitive
    kind = kind_of(heading)
    if _has_word(heading, "notes"):
        return NOTES
    return kind if kind == ALSO or is_known_heading(heading) or on_protected else NOTES


def _sensitive(heading: str) -> str:
    return next((item for item in SENSITIVE if _has_word(heading, item)), "")


def _has_word(heading: str, item: str) -> bool:
    words = f" {' '.join(re.findall(r'[a-z0-9]+', fold(heading)))} "
    return any(f" {word} " in words for word in _table()[item])


@cache
def _table() -> dict[str, list[str]]:
    path = files("cohortmatch.disclosure").joinpath("data", "items.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
