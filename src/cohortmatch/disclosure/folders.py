"""Folders: the whole report and one panel's edition never share one.

People zip and send whole folders. So the whole report and a panel's edition, or the editions of two
panels, are never written into one folder, nor one into a folder directly inside the other's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from cohortmatch.core.errors import OutputError
from cohortmatch.core.own_names import AGENDA, EDITION, PAGE, PARQUETS, WORKBOOK, without_copy

WHOLE = (WORKBOOK, PAGE, "memberships.csv", "tracker.csv", *PARQUETS)
"""Files of the whole report that name people."""


def stem_for(name: str) -> str:
    """The prefix of the files for one list, "agenda-IOM-"."""
    plain = re.sub(r"[^\w-]+", "-", name).strip("-") or "list"
    return f"{AGENDA}{plain}-"


def refuse_mixing(folder: Path, audience: str | None = None) -> None:
    """Raise OutputError where new files would stand beside files that their readers may not see.

    `audience` is the list an edition is for, None for the whole report.
    """
    own = None if audience is None else _edition_of(stem_for(audience))
    for place, where in _near(folder):
        for name in sorted(set(map(without_copy, _names(place)))):
            if own is not None and name in WHOLE:
                _refuse(folder, f"the whole report stands {where}", "an edition for one panel")
            if EDITION.fullmatch(name) and not (own is not None and own.fullmatch(name)):
                what = "the whole report" if own is None else "an edition for one panel"
                _refuse(folder, f"an edition for a panel stands {where}", what)


def _edition_of(stem: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(stem)}\d+-(person|people)\.(xlsx|html)", re.IGNORECASE)


def _refuse(folder: Path, found: str, what: str) -> None:
    raise OutputError(
        f"{folder}: {found}, and {what} must not stand beside it: a folder may be sent as a "
        "whole. Nothing was written. Choose a folder of its own with -o"
    )


def _near(folder: Path) -> Iterator[tuple[Path, str]]:
    """The folder, its parent and the folders directly inside it, each with its place in words."""
    folder = folder.resolve()
    yield folder, "in it"
    yield folder.parent, "in the folder it is in"
    if folder.is_dir():
        inside = (each for each in sorted(folder.iterdir()) if each.is_dir())
        yield from ((each, f"in its folder “{each.name}”") for each in inside)


def _names(place: Path) -> Iterable[str]:
    try:
        return [each.name for each in place.iterdir()] if place.is_dir() else []
    except OSError:
        return []
