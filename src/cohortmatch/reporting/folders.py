"""What may not stand in one folder: the whole report, and what is for one panel's eyes.

A folder is what people zip and send. The whole report and a panel's edition, or the editions of two
panels, are never written into one folder, nor one into a folder right inside the other's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from cohortmatch.errors import OutputError

AGENDA = "agenda-"
EDITION = re.compile(rf"{AGENDA}.+-\d+-(person|people)\.(xlsx|html)")
WHOLE = ("cross-reference.xlsx", "cross-reference.html", "memberships.csv")
"""Files of the whole report that name people."""


def refuse_mixing(folder: Path, own: str = "") -> None:
    """Raise OutputError where what is to be written would stand beside what others may not see.

    `own` is how the names of the edition's files begin, '' for the whole report.
    """
    for place in _near(folder):
        for name in sorted(_names(place)):
            if own and name in WHOLE:
                _refuse(folder, f"the whole report is in {place}", "an edition for one panel")
            if _is_edition(name) and not (own and name.startswith(own)):
                what = "an edition for one panel" if own else "the whole report"
                _refuse(folder, f"an edition for a panel is in {place}", what)


def _is_edition(name: str) -> bool:
    return EDITION.fullmatch(name) is not None


def _refuse(folder: Path, found: str, what: str) -> None:
    raise OutputError(
        f"{folder}: {found}, and {what} must not stand beside it: a folder may be sent as a "
        "whole. Nothing was written. Choose a folder of its own with -o"
    )


def _near(folder: Path) -> Iterator[Path]:
    """The folder, the one it is in, and those right inside it."""
    folder = folder.resolve()
    yield folder
    yield folder.parent
    if folder.is_dir():
        yield from (each for each in sorted(folder.iterdir()) if each.is_dir())


def _names(place: Path) -> Iterable[str]:
    try:
        return [each.name for each in place.iterdir()] if place.is_dir() else []
    except OSError:
        return []
