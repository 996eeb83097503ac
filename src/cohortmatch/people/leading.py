"""Which panel might lead on somebody who is on several, so that a person is discussed once.

The first panel of the borough's order that the person is certainly on; a panel that is not in the
order comes after those that are. It is a suggestion: the panels decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cohortmatch.core.types import ListInfo
from cohortmatch.values.text import fold


def is_called(info: ListInfo, name: str) -> bool:
    """Whether a list goes by a name: its own, or that of the panel it is known to be."""
    return name.casefold() in (info.name.casefold(), info.panel_type.casefold())


def answers_to(info: ListInfo, name: str) -> bool:
    """Whether a list can be meant by a name: the name, or its file's or sheet's, holds that word.

    This is wider than `is_called`, for deciding what is not to be shown.
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
    """The panels among some lists (codes), who would lead first."""

    def place(code: int) -> tuple[int, int]:
        found = (n for n, name in enumerate(order) if is_called(lists[code], name))
        return next(found, len(order)), code

    return sorted((code for code in codes if lists[code].kind == "panel"), key=place)
