"""Closed lists and columns: which of them a reader may not see, and why.

Policy: a list is closed to everybody but its own panel in three cases. The borough restricts it. Or
its name, file, sheet or columns show public protection or domestic abuse while MAPPA is restricted,
whatever other panel the name mentions ("NPS level 3"). Or it is not a known panel or register and
the borough has not opened it. A list that is taken for one of an earlier run because of its rows is
closed too where its file alone would be: rows open nothing. A column or a short value about public
protection or domestic abuse ("MAPPA lead", "DA risk", "MOSOVO") is closed on every list, and so is
a level from 1 to 3 in a heading or a value, because it may be MAPPA's.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

import pandas as pd

from cohortmatch.core.types import ListInfo
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.mappa_columns import SECTION, columns_show
from cohortmatch.disclosure.public_protection import (
    heads_protection,
    is_protected_value,
    names_mappa,
    names_protection,
    says_level,
    title_names_protection,
)
from cohortmatch.people.leading import answers_to
from cohortmatch.reading.columns.person_words import label_of
from cohortmatch.reading.panels import panel_named

PROTECTED = "of people under public protection"
RESTRICTED, UNKNOWN = "restricted", "no panel or register that is known"
NAMED = "its name, file or sheet says so"
RECOGNISED = (
    "only its rows say which list it is; if it is that list, name its file with --panel NAME=FILE"
)
TITLED = "the title above its headings says so"


class Closed(NamedTuple):
    """A list that is closed to a reader, and why; `may_open`: the borough may open it by name."""

    name: str
    why: str
    may_open: bool = False

    @property
    def is_protected(self) -> bool:
        """Whether it is of people under public protection."""
        return self.why == RESTRICTED or self.why.startswith(PROTECTED)


def closed_to(
    name: str,
    lists: Sequence[ListInfo],
    choices: Choices,
    frames: Sequence[pd.DataFrame] = (),
) -> tuple[Closed, ...]:
    """The lists that are closed to the panel of a list of this name; `frames` are their cells."""
    return tuple(each for each in closed_lists(lists, choices, frames) if each.name != name)


def closed_lists(
    lists: Sequence[ListInfo], choices: Choices, frames: Sequence[pd.DataFrame] = ()
) -> tuple[Closed, ...]:
    """The lists that are closed to everybody but their own panel; `frames` are their cells."""
    both = zip_longest(lists, frames)
    found = ((info.name, _why_either(info, frame, choices)) for info, frame in both)
    return tuple(Closed(name, *why) for name, why in found if why)


def _why_either(
    info: ListInfo, frame: pd.DataFrame | None, choices: Choices
) -> tuple[str, bool] | None:
    """Why a list is closed under its name, or by what its file alone says; None where neither."""
    why = _why(info, frame, choices)
    if why is None and info.by_file is not None and _why(info.by_file, frame, choices):
        return RECOGNISED, False
    return why


def is_closed_heading(heading: str, choices: Choices) -> bool:
    """Whether a column with this heading is closed to everybody but the keeper of its list, because
    it is about public protection or about somebody other than the nominal.
    """
    if label_of(heading).kind in ("other", "thing"):
        return True
    return _protects(choices) and (heads_protection(heading) or says_level(heading))


def is_closed_value(text: str, choices: Choices) -> bool:
    """Whether a short value is closed to everybody but the keeper of its list ("MOSOVO", "Level 2",
    "Cat 1 L2"), in whichever column it stands."""
    return _protects(choices) and is_protected_value(text)


def speaks_of_protection(info: ListInfo, lists: Sequence[ListInfo], choices: Choices) -> str:
    """The file, sheet or title of a list that speaks of public protection or domestic abuse where
    the list's name does not; '' for none, or where the borough opened the list.

    The name of a workbook of several lists says nothing of one that has a sheet of its own.
    """
    if not _protects(choices) or _is_opened(info, choices) or names_protection(info.name):
        return ""
    shared = [each for each in lists if each.file == info.file and each.sheet != info.sheet]
    places = (info.sheet,) if shared and panel_named(info.sheet) else (info.file, info.sheet)
    named = next((text for text in places if text and names_protection(text)), "")
    return named or next(filter(title_names_protection, info.title), "")


def _is_opened(info: ListInfo, choices: Choices) -> bool:
    return info.name.casefold() in (name.casefold() for name in choices.open)


def _why(info: ListInfo, frame: pd.DataFrame | None, choices: Choices) -> tuple[str, bool] | None:
    """Why a list is closed, and whether the borough may open it; None where it is open."""
    if any(answers_to(info, name) for name in choices.restricted):
        return RESTRICTED, False
    opened = _is_opened(info, choices)
    if _protects(choices) and not opened:
        if any(map(names_protection, (info.name, info.file, info.sheet))):
            return f"{PROTECTED}: {NAMED}", True
        if any(map(title_names_protection, info.title)):
            return f"{PROTECTED}: {TITLED}", True
        if any(map(title_names_protection, info.between)):
            return f"{PROTECTED}: {SECTION}", True
        if shown := columns_show(info, frame):
            return f"{PROTECTED}: {shown}", True
    return None if info.panel_type or opened else (UNKNOWN, True)


def _protects(choices: Choices) -> bool:
    """Whether the borough restricts MAPPA, under any name of a MAPPA list."""
    return any(map(names_mappa, choices.restricted))
