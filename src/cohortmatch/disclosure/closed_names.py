"""What a closed list is called to a reader: by its type, never by its file's name.

Policy: a file may be named after a person ("ViSOR - Jo Farthingay.csv"). So a reader is told the
panel or register that a list is of ("MAPPA", "DA MARAC"), else the word under which the borough
restricted it, else the name that the caller gave the list, else the word in its name for what it is
about ("ViSOR"), else "another list". A name that comes from a file or a sheet, of this run or of an
earlier one, is told to nobody: a list that its rows show to be one of an earlier run is called as
its file alone says, or "another list" where its file alone would leave it open.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

import pandas as pd

from cohortmatch.core.types import ListInfo
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.closed import closed_lists
from cohortmatch.disclosure.public_protection import has_word, words
from cohortmatch.people.leading import answers_to
from cohortmatch.reading.panels import panel_types

__all__ = ["ANOTHER", "closed_name"]

ANOTHER = "another list"
WRITTEN = {"visor": "ViSOR", "mappa": "MAPPA"}
"""Words that are written otherwise than in capitals (short ones) or with one (long ones)."""
SHORT = 5


def closed_name(info: ListInfo, choices: Choices, frame: pd.DataFrame | None = None) -> str:
    """The name by which a reader learns of a closed list; `frame` are its cells."""
    if info.by_file is None:
        return next(_names(info, choices), ANOTHER)
    is_open = not closed_lists([info.by_file], choices, [] if frame is None else [frame])
    return ANOTHER if is_open else closed_name(info.by_file, choices)


def _names(info: ListInfo, choices: Choices) -> Iterator[str]:
    of_type = [panel.name for panel in panel_types() if panel.key == info.panel_type]
    if info.panel_type:
        yield info.name if info.name in of_type else of_type[0]
    yield from (name for name in choices.restricted if answers_to(info, name))
    if info.is_named and not _is_its_file_s(info.name, info.file):
        yield info.name
    about = (*words("mappa"), *words("lists"))
    yield from (_written(word) for word in about if has_word(info.name, (word,)))


def _is_its_file_s(name: str, file: str) -> bool:
    """Whether a name that the caller gave is the file's own."""
    return bool(file) and PurePath(file).stem.casefold() in name.casefold()


def _written(word: str) -> str:
    return WRITTEN.get(word) or (word.upper() if len(word) <= SHORT else word.capitalize())
