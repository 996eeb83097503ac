"""Items: what a rule may name, and which items a column of a list is.

Policy: an item is a detail, a kind of status, or one of these. `known` is only that somebody is
known to a list; `listed` is that they are on it. `notes` is free text. Columns on ethnicity, health
and gangs are items of their own, and so is public protection on any list (`mappa`); each must be
named, whatever else is, and of "Mental health notes" both. Every other column is an item by its
heading ("column: Barber"), and `also` stands for those whose heading is known to be harmless. A
column about another person is no item: no rule can name it.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from cohortmatch.core.model_faults import did_you_mean
from cohortmatch.disclosure.agreement import SHAREABLE
from cohortmatch.disclosure.known_headings import is_known_heading
from cohortmatch.disclosure.public_protection import heads_protection, says_level
from cohortmatch.people.status import ALSO, kind_of
from cohortmatch.reading.columns.person_words import label_of
from cohortmatch.values.text import fold

__all__ = [
    "CARRIED",
    "COLUMN",
    "ITEMS",
    "KNOWN",
    "LISTED",
    "MAPPA",
    "NAME_FIELDS",
    "NOTES",
    "SENSITIVE",
    "as_item",
    "column_item",
    "item_fault",
    "items_of",
    "names_of",
]

KNOWN, LISTED, NOTES, MAPPA = "known", "listed", "notes", "mappa"
SENSITIVE = ("ethnicity", "health", "gang")
"""Items of special category or of like weight: shown only where a rule and a purpose name them."""
ITEMS = (KNOWN, LISTED, *SHAREABLE, NOTES, MAPPA, *SENSITIVE)
COLUMN = "column: "
"""How an item begins that is a column by its heading."""
CARRIED = ("status", "other", "ignored", "free_text")
"""Fields of columns that are not compared as what they are, and may be carried along to readers."""
NAME_FIELDS = frozenset(("name", "surname", "forename", "middle", "title"))


@lru_cache(maxsize=4096)
def items_of(heading: str, field: str) -> tuple[str, ...]:
    """The items that a column is, all of which must be allowed; none for a column that no rule can
    name. They are the same on every list: that a list is marked as of people under public
    protection makes no column another item.

    >>> items_of("RAG", "status"), items_of("Ethnicity", "ignored"), items_of("Hair", "other")
    (('risk',), ('ethnicity',), ('column: hair',))
    >>> items_of("Risk notes", "status"), items_of("Mental health notes", "free_text")
    (('notes',), ('health', 'notes'))
    """
    if label_of(heading).kind in ("other", "thing"):
        return ()
    item = "name" if field in NAME_FIELDS else field
    if heads_protection(heading) or says_level(heading):
        return (MAPPA, item) if field not in CARRIED and item in SHAREABLE else (MAPPA,)
    if field not in CARRIED:
        return (item,) if item in SHAREABLE else ()
    sensitive = _sensitive(heading)
    if field == "free_text" or _has_word(heading, "notes"):
        return (*sensitive, NOTES)
    if sensitive or field == "ignored":
        return sensitive
    kind = kind_of(heading)
    if kind == ALSO:
        return (column_item(heading),)
    return (kind if is_known_heading(heading, kind) else column_item(heading),)


def column_item(heading: str) -> str:
    """The item that a column is by its heading, however that is spaced and written large."""
    return f"{COLUMN}{' '.join(fold(heading).split())}"


def as_item(text: str) -> str:
    """An item as it is written in a rule: one that names a column in one form."""
    head, is_column, heading = text.partition(":")
    return column_item(heading) if is_column and fold(head).strip() == "column" else text


def item_fault(item: str) -> str:
    """Why a rule cannot name an item; '' where it can."""
    if not item.startswith(COLUMN):
        return "" if item in ITEMS else f"“{item}” is no item{did_you_mean(item, ITEMS)}"
    if not (heading := item.removeprefix(COLUMN)):
        return "say the heading of the column"
    found = items_of(heading, "status")
    if not found:
        return f"“{item}” is another person's: no rule can name it"
    told = " and ".join(f"“{each}”" for each in found)
    return "" if found == (item,) else f"“{item}”: name the item {told} in its place"


def names_of(item: str) -> tuple[str, ...]:
    """What a rule may name an item by: `also` too, where it is a column that is harmless."""
    is_harmless = item.startswith(COLUMN) and is_known_heading(item.removeprefix(COLUMN), ALSO)
    return (item, ALSO) if is_harmless else (item,)


def _sensitive(heading: str) -> tuple[str, ...]:
    return tuple(item for item in SENSITIVE if _has_word(heading, item))


def _has_word(heading: str, item: str) -> bool:
    words = f" {' '.join(re.findall(r'[a-z0-9]+', fold(heading)))} "
    return any(f" {word} " in words for word in _table()[item])


@cache
def _table() -> dict[str, list[str]]:
    path = files("cohortmatch.disclosure").joinpath("data", "items.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
