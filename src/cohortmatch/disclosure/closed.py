"""Which lists, and which columns of other lists, are closed to a reader, and why.

Policy: a list is closed to everybody but its own panel when the borough restricts it, when its
name, file, sheet or columns show that it is of people under public protection while MAPPA is
restricted, or when it is no panel or register that is known and the borough has not opened it. A
column about public protection ("MAPPA lead", "Risk level (MAPPA)") is closed on every list.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from cohortmatch.disclosure.agreement import Choices
from cohortmatch.people.leading import answers_to
from cohortmatch.people.status import kind_of
from cohortmatch.types import ListInfo
from cohortmatch.values.text import fold

PUBLIC_PROTECTION = "MAPPA"
RESTRICTED, UNKNOWN = "restricted", "no panel or register that is known"


class Closed(NamedTuple):
    """A list that is closed to a reader, and why."""

    name: str
    why: str


def closed_to(name: str, lists: Iterable[ListInfo], choices: Choices) -> tuple[Closed, ...]:
    """The lists that are closed to the panel of a list of this name."""
    others = (info for info in lists if info.name != name)
    return tuple(Closed(info.name, why) for info in others if (why := _why(info, choices)))


def is_closed_heading(heading: str, choices: Choices) -> bool:
    """Whether a column of this heading is closed to everybody but the keeper of its list."""
    if not _protects(choices):
        return False
    words = _spaced(heading)
    return any(f" {each} " in words for each in _words()["columns"]) or _runs_together(heading)


def _why(info: ListInfo, choices: Choices) -> str:
    if any(answers_to(info, name) for name in choices.restricted):
        return RESTRICTED
    opened = info.name.casefold() in (name.casefold() for name in choices.open)
    if _protects(choices) and not opened and _is_of_public_protection(info):
        return RESTRICTED
    return "" if info.panel_type or opened else UNKNOWN


def _protects(choices: Choices) -> bool:
    return any(fold(name) == fold(PUBLIC_PROTECTION) for name in choices.restricted)


def _is_of_public_protection(info: ListInfo) -> bool:
    names = (info.name, info.file, info.sheet)
    if any(_names_it(text) for text in names):
        return True
    return not info.panel_type and _columns_show_it(info)


def _names_it(text: str) -> bool:
    words = _spaced(text)
    return any(f" {each} " in words for each in _words()["lists"]) or _runs_together(text)


def _columns_show_it(info: ListInfo) -> bool:
    """Whether a list keeps ViSOR references, or a category together with a level."""
    fields = {use.field for use in info.columns}
    kinds = {kind_of(use.heading) for use in info.columns if use.field == "status"}
    return "visor" in fields or {"category", "level"} <= kinds


def _runs_together(text: str) -> bool:
    letters = re.sub(r"[^a-z0-9]+", "", fold(text))
    return any(each in letters for each in _words()["run_together"])


def _spaced(text: str) -> str:
    """The text's words, parted where letters meet digits or small letters meet capitals."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])", " ", text)
    return f" {' '.join(re.findall(r'[a-z0-9]+', fold(parted)))} "


@cache
def _words() -> dict[str, list[str]]:
    path = files("cohortmatch.disclosure").joinpath("data", "public_protection.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
