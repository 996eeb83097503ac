"""Purge: erase reports, and what the store remembers of them, after their delete-by date.

Only files that a run wrote are erased, by their names, in a folder with a `run.json` that is past
its delete-by date. Anything else in the folder stays, and so does the folder then. A base has its
own delete-by date.
"""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cohortmatch.core.accepting import a_day, paths
from cohortmatch.core.errors import ListError, OutputError, SettingsError
from cohortmatch.services.completing import complete_folder
from cohortmatch.services.due_states import DueBase, due_base
from cohortmatch.services.kept_answers import DueRun, PurgeAnswer
from cohortmatch.services.places import Keeping
from cohortmatch.services.run_again import MANIFEST, load_report
from cohortmatch.store import Due, Store

__all__ = ["OUTPUTS", "purge"]

OUTPUTS = (
    *("cross-reference.xlsx", "cross-reference.html"),
    *("people.csv", "memberships.csv", "links.csv", "run.json"),
)
SAY_WHAT = "say which folders of reports to look at, or which --store or --base"
LEFT_BEHIND = re.compile(r"\.(.+)\.[0-9a-f]{12}\.(?:new|old)")
"""What a process killed while it wrote a file leaves beside it."""


@dataclass(frozen=True)
class _Report:
    """Files in one folder that are past their delete-by date."""

    folder: Path
    delete_by: date
    files: tuple[Path, ...]


def purge(
    kept: Keeping,
    today: date,
    folders: Sequence[Path] = (),
    *,
    base: Path | None = None,
    keep_months: int = 12,
    dry_run: bool = False,
) -> PurgeAnswer:
    """Erase what is past its delete-by date, and log that; with `dry_run` only list it.

    `folders` are folders of reports, or folders that hold such folders; with a store (`kept`) also
    the reports of the runs that it remembers, and what it remembers of them; `base` is erased
    `keep_months` after it was made. SettingsError where no place to look is named, OutputError when
    a file cannot be erased, BaseError when the file is not a base.
    """
    today, folders = a_day("today", today), paths("folders", folders)
    if not folders and kept.store is None and base is None:
        raise SettingsError(SAY_WHAT)
    old_base = due_base(base, today, keep_months)
    with kept.existing() as store:
        due = store.due(today) if store else []
        reports = list(_past_their_day([*folders, *(Path(each.out) for each in due)], today))
        reports += _remembered(due, {path.resolve() for each in reports for path in each.files})
        runs = tuple(_due_runs(reports, due))
        gone, before = [each.run for each in due], months_before(today, keep_months)
        decisions = store.erase(gone, before, dry_run=True) if store else 0
        if not dry_run and (runs or old_base or decisions):
            counts = {"bases": int(old_base is not None), "decisions": decisions}
            _log(kept, store, reports, due, counts)
        if not dry_run:
            _erase_files(reports, old_base)
            decisions = store.erase(gone, before) if store else 0
    bases = () if old_base is None else (old_base.answer,)
    return PurgeAnswer(erased=not dry_run, runs=runs, bases=bases, decisions=decisions)


def months_before(day: date, months: int) -> date:
    """The first of the month so many months before a day's."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(max(years, 1), month + 1, 1)


def _past_their_day(folders: Iterable[Path], today: date) -> Iterator[_Report]:
    """The reports in these folders, or one level down, that are past their delete-by date."""
    seen: set[Path] = set()
    for folder in folders:
        _complete_in(folder)
        for place in (folder, *(each.parent for each in sorted(folder.glob(f"*/{MANIFEST}")))):
            if place.resolve() in seen or not (place / MANIFEST).is_file():
                continue
            seen.add(place.resolve())
            with contextlib.suppress(ListError):
                day = load_report(place).manifest.delete_by
                if day is not None and day <= today:
                    yield _Report(place, day, tuple(_own_files(place)))


def _complete_in(folder: Path) -> None:
    """Complete what killed runs left in a folder, and one level down."""
    inside = sorted(folder.iterdir()) if folder.is_dir() else []
    for place in (folder, *(each for each in inside if each.is_dir())):
        complete_folder(place)


def _own_files(folder: Path) -> Iterator[Path]:
    """The files in a folder that a run wrote; the manifest last, so that an interrupted purge can
    resume.
    """
    for path in sorted(folder.iterdir(), key=lambda each: (each.name == OUTPUTS[-1], each.name)):
        left_behind = LEFT_BEHIND.fullmatch(path.name)
        name = left_behind[1] if left_behind else path.name
        if name in OUTPUTS and path.is_file():
            yield path


def _remembered(due: Iterable[Due], known: Set[Path]) -> Iterator[_Report]:
    """What else the store knows to have been written, such as the editions for one panel.

    A report that was written over an earlier one, by whatever run, has a day of its own.
    """
    for each in due:
        by_folder: dict[Path, list[Path]] = {}
        for path in map(Path, each.files):
            is_later = path.name in OUTPUTS and (path.parent / OUTPUTS[-1]).is_file()
            if path.is_file() and path not in known and not is_later:
                by_folder.setdefault(path.parent, []).append(path)
        for folder, files in by_folder.items():
            yield _Report(folder, each.delete_by, tuple(files))


def _due_runs(reports: Sequence[_Report], due: Sequence[Due]) -> Iterator[DueRun]:
    listings: Counter[str] = Counter()
    for each in due:
        listings[each.out] += each.listings
    days = {each.out: each.delete_by for each in due}
    for report in reports:
        yield DueRun(
            folder=str(report.folder),
            delete_by=str(report.delete_by),
            files=tuple(path.name for path in report.files),
            listings=listings.pop(str(report.folder.resolve()), 0),
        )
    for out, count in listings.items():
        yield DueRun(folder=out, delete_by=str(days[out]), files=(), listings=count)


def _erase_files(reports: Iterable[_Report], base: DueBase | None) -> None:
    for report in reports:
        _unlink(report.files, report.folder)
        with contextlib.suppress(OSError):
            report.folder.rmdir()
    if base is not None:
        _unlink(base.files, base.path)


def _unlink(files: Iterable[Path], place: Path) -> None:
    """Erase files; OutputError that tells where they are when one cannot be."""
    try:
        for path in files:
            path.unlink(missing_ok=True)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise OutputError(
            f"{place}: a file cannot be erased ({reason}). Close it where it is open, "
            "then purge again"
        ) from None


def _log(
    kept: Keeping,
    store: Store | None,
    reports: Sequence[_Report],
    due: Sequence[Due],
    further: Mapping[str, int],
) -> None:
    """Log what is erased, before it is."""
    counts = {
        "reports": len(reports),
        "files": sum(len(report.files) for report in reports),
        "remembered_runs": len(due),
        "remembered_listings": sum(each.listings for each in due),
        **further,
    }
    kept.log("erasure", "purge", store, counts={name: n for name, n in counts.items() if n})
