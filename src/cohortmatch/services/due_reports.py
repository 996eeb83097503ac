"""Reports that are past their delete-by date: in the folders named, and where the store knows them.

Policy: a folder's day is that of its `run.json`, else that of the run that the store knows to have
begun there. A report written over an earlier one has a day of its own. What a killed run left is
nobody's report and is erased on any day.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from cohortmatch.core.errors import ListError
from cohortmatch.core.own_names import BOARD, MANIFEST, OUTPUTS
from cohortmatch.services.report_files import (
    Remaining,
    files_in,
    leftovers_in,
    with_link,
    written_in,
)
from cohortmatch.services.run_again import load_report
from cohortmatch.store import Due

__all__ = ["DueReport", "due_reports", "inside"]


@dataclass(frozen=True)
class DueReport:
    """Files in one folder that are to be erased; without a day only what killed runs left."""

    folder: Path
    delete_by: date | None
    files: tuple[Path, ...]
    changed: tuple[Path, ...] = ()


@dataclass
class _Recorded:
    """What the store knows of one folder: names of files that are due, the latest such day, and
    when the last such run had written them."""

    names: set[str] = field(default_factory=set)
    delete_by: date | None = None
    finished: datetime | None = None


def due_reports(
    folders: Iterable[Path], due: Sequence[Due], later: Set[str], today: date
) -> tuple[list[DueReport], list[Remaining]]:
    """The reports to erase, and what stays in their folders.

    `folders` are those named, each with the folders right inside it; `due` are the runs of the
    store that are due, `later` the paths that its other runs wrote.
    """
    known = _known(due)
    reports, stays = [], [*_linked(folders, known), *_behind_links(due)]
    for place in _places(folders, known):
        here = known.get(place.resolve(), _Recorded())
        others = {Path(each).name for each in later if Path(each).parent == place.resolve()}
        report, left = _in_folder(place, here, others, today)
        reports += [report] if report.files or report.delete_by else []
        stays += left
    return reports, stays


def _in_folder(
    place: Path, here: _Recorded, others: Set[str], today: date
) -> tuple[DueReport, tuple[Remaining, ...]]:
    """What is to be erased in one folder, and what stays."""
    day = _day_of(place)
    if not place.is_dir():  # it was made for a report of which nothing came
        return DueReport(place, None, (), ()), ()
    is_due = day is not None and day <= today
    named = dict.fromkeys(here.names, "") | (written_in(place) if is_due else {})
    if day is not None and not is_due:
        others = {*others, *OUTPUTS, BOARD}
    delete_by = day if is_due else here.delete_by
    found = (
        leftovers_in(place) if delete_by is None else files_in(place, named, others, here.finished)
    )
    is_empty = not found.own and not is_due
    day = None if is_empty else delete_by
    return DueReport(place, day, found.own, found.changed), found.stays


def _day_of(place: Path) -> date | None:
    """The delete-by date of the report in a folder; None where there is none to be read."""
    if (place / MANIFEST).is_symlink():
        return None
    with contextlib.suppress(ListError):
        return load_report(place, tidy=False).manifest.delete_by
    return None


def _known(due: Iterable[Due]) -> dict[Path, _Recorded]:
    """What the store knows, by folder, of those that are there and not behind a link."""
    found: dict[Path, _Recorded] = {}
    for each in due:
        for path in (Path(each.out, MANIFEST), *map(Path, each.files)):
            if path.parent.is_dir() and path.parent.resolve() == path.parent:
                here = found.setdefault(path.parent, _Recorded())
                here.delete_by = max(here.delete_by or each.delete_by, each.delete_by)
                here.finished = each.finished or here.finished
        for path in map(Path, each.files):
            if path.parent in found:
                found[path.parent].names.add(path.name)
    return found


def _places(folders: Iterable[Path], known: Iterable[Path]) -> Iterator[Path]:
    """The folders to look into, each once."""
    seen: set[Path] = set()
    named = (place for each in folders for place in (each, *inside(each)))
    for place in (*named, *known):
        if place.is_dir() and not place.is_symlink() and place.resolve() not in seen:
            seen.add(place.resolve())
            yield place


def inside(folder: Path) -> list[Path]:
    """The folders right inside a folder."""
    return sorted(each for each in folder.iterdir() if each.is_dir()) if folder.is_dir() else []


def _behind_links(due: Iterable[Due]) -> Iterator[Remaining]:
    """What the store knows to have been written, and what leads through a link now."""
    for path in sorted({Path(each) for run in due for each in run.files}):
        if path.parent.resolve() != path.parent and os.path.lexists(path):
            yield with_link(path)


def _linked(folders: Iterable[Path], known: Iterable[Path]) -> Iterator[Remaining]:
    """Folders of reports that are named, or are inside a named one, and are links."""
    known = set(known)
    for each in folders:
        for place in (each, *(() if each.is_symlink() else inside(each))):
            is_report = (place / MANIFEST).is_file() and place.resolve() not in known
            if place.is_symlink() and is_report:
                yield with_link(place)
