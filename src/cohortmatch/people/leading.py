"""The lead panel: which panel might lead on a person who is on several, so that one discusses them.

The first panel of the borough's order that the person is certainly on; a panel that is not in the
order comes after those that are. It is a suggestion: the panels decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cohortmatch.core.types import ListInfo
from cohortmatch.values.text import fold


def is_called(info: ListInfo, name: str) -> bool:
    """Whether a list has this name: its own, or that of the panel it is recognised as."""
    return name.casefold() in (info.name.casefold(), info.panel_type.casefold())


def answers_to(info: ListInfo, name: str) -> bool:
    """Whether a name may mean a list: the list's name, or its file's or sheet's, holds that word.

    This is wider than `is_called`; it decides what must not be shown.
    """
    wanted = f" {' '.join(_words(name))} "
    return any(wanted in f" {' '.join(_words(text))} " for text in _names(info))


def _names(info: ListInfo) -> tuple[str, ...]:
    return info.name, info.panel_type, info.file, info.sheet


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(text))


def in_lead_order(
    lists: Sequence[ListInfo], codes: Iterable[int], order: Sequence[str]
) -> list[int]:
    """The panels among some lists (codes), in lead order."""

    def place(code: int) -> tuple[int, int]:
        found = (n for n, name in enumerate(order) if is_called(lists[code], name))
        return next(found, len(order)), code

    return sorted((code for code in codes if lists[code].kind == "panel"), key=place)
