"""What a closed list is called to a reader: by its type, never by its file's name.

Policy: a file may be named after a person ("ViSOR - Jo Farthingay.csv"). So a reader is told the
panel or register that a list is of ("MAPPA", "DA MARAC"), else the word under which the borough
restricted it, else the name that somebody gave the list and not its file, else the word in its name
for what it is about ("ViSOR"), else "another list". A list named after victims or other people than
nominals is "another list": its name or its panel's would say more of somebody than is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from cohortmatch.core.types import ListInfo
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.public_protection import has_word, words
from cohortmatch.people.leading import answers_to
from cohortmatch.reading.list_roles import is_named_after_others
from cohortmatch.reading.panels import panel_types

__all__ = ["ANOTHER", "closed_name"]

ANOTHER = "another list"
WRITTEN = {"visor": "ViSOR", "mappa": "MAPPA"}
"""Words that are written otherwise than in capitals (short ones) or with one (long ones)."""
SHORT = 5


def closed_name(info: ListInfo, choices: Choices) -> str:
    """The name by which a reader learns of a closed list."""
    return next(_names(info, choices), ANOTHER)


def _names(info: ListInfo, choices: Choices) -> Iterator[str]:
    of_type = [panel.name for panel in panel_types() if panel.key == info.panel_type]
    if info.panel_type and not is_named_after_others(info):
        yield info.name if info.name in of_type else of_type[0]
    yield from (name for name in choices.restricted if answers_to(info, name))
    if is_named_after_others(info):
        yield ANOTHER
    if not info.file or PurePath(info.file).stem.casefold() not in info.name.casefold():
        yield info.name
    about = (*words("mappa"), *words("lists"))
    yield from (_written(word) for word in about if has_word(info.name, (word,)))


def _written(word: str) -> str:
    return WRITTEN.get(word) or (word.upper() if len(word) <= SHORT else word.capitalize())
