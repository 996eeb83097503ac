"""Purge: erase reports, and what the store remembers of them, after their delete-by date.

What is erased is erased for certain: a file that cannot be is named, and a store whose erased data
somebody still reads is named too; then the next purge looks again. Only files that a run wrote are
erased (`report_files`); anything else in the folder stays, and so does the folder then. A base has
its own delete-by date.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from cohortmatch.core.accepting import a_day, a_flag, a_path, accepting, paths, some_months
from cohortmatch.core.errors import SettingsError
from cohortmatch.core.own_names import MANIFEST
from cohortmatch.services.due_reports import DueReport, due_reports
from cohortmatch.services.due_states import DueBase, due_base
from cohortmatch.services.kept_answers import DueRun, PurgeAnswer, Staying
from cohortmatch.services.places import Keeping, a_keeping
from cohortmatch.services.purge_places import of_folders, with_store_of
from cohortmatch.services.report_files import Remaining
from cohortmatch.store import Due, Store

__all__ = ["purge"]

SAY_WHAT = "say which folders of reports to look at, or which --store or --base"
NOT_ERASED = "cannot be erased ({}). Close it where it is open, then purge again"
HELD = (
    "what was erased from it can still be read in its files, because {}. Then purge again with it"
)


@accepting(
    kept=a_keeping,
    today=a_day,
    folders=paths,
    base=a_path,
    keep_months=some_months,
    dry_run=a_flag,
)
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
    the reports of the runs that it remembers, and what it remembers of them. Where no store is
    named, it is the one that the reports name, and only the runs that wrote there; `base` is erased
    `keep_months` after it was made. The answer's `stays` names what could not or must not be
    erased. SettingsError where no place to look is named, BaseError when the file is not a base.
    """
    if not folders and kept.store is None and base is None:
        raise SettingsError(SAY_WHAT)
    old_base = due_base(base, today, keep_months)
    is_named = kept.store is not None
    kept = kept if is_named else with_store_of(folders, kept)
    with kept.existing() as store:
        due = store.due(today) if store else []
        due = due if is_named else of_folders(folders, due)
        later = store.later_files(today) if store else frozenset()
        reports, stays = due_reports(folders, due, later, today)
        runs, bases = tuple(_due_runs(reports, due)), () if old_base is None else (old_base.answer,)
        gone = [each.run for each in due]
        before = months_before(today, keep_months) if is_named else date.min
        decisions = store.erase(gone, before, dry_run=True) if store else 0
        if (runs or old_base or decisions) and not dry_run:
            _log(kept, reports, due, bases=len(bases), decisions=decisions)
        if not dry_run:
            stays += _erase_files(reports, old_base)
            decisions = _forget(store, due, stays, before)
        stays += _overwrite(store) if store and not dry_run else []
    told = tuple(Staying(file=str(each.path), why=each.why) for each in stays)
    return PurgeAnswer(erased=not dry_run, runs=runs, bases=bases, decisions=decisions, stays=told)


def months_before(day: date, months: int) -> date:
    """The first of the month so many months before a day's."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(max(years, 1), month + 1, 1)


def _forget(
    store: Store | None, due: Sequence[Due], stays: Iterable[Remaining], before: date
) -> int:
    """Erase from the store what it remembers of the runs; how many old decisions went with them."""
    if store is None:
        return 0
    ours = [each for each in stays if each.is_ours]
    left = {each.run for each in due if any(_is_of(one, each) for one in ours)}
    return store.erase([each.run for each in due], before, with_files_left=left)


def _is_of(one: Remaining, due: Due) -> bool:
    is_known = not {str(one.path), str(one.place)}.isdisjoint(due.files)
    return is_known or str(one.place.parent) == due.out


def _overwrite(store: Store) -> list[Remaining]:
    """Overwrite in the store's files what was erased; what hinders it."""
    hindered = store.overwrite()
    return [Remaining(store.path, HELD.format(hindered))] if hindered else []


def _due_runs(reports: Sequence[DueReport], due: Sequence[Due]) -> Iterator[DueRun]:
    listings: dict[str, int] = {}
    for each in due:
        listings[each.out] = listings.get(each.out, 0) + each.listings
    days = {each.out: each.delete_by for each in due}
    for report in reports:
        yield DueRun(
            folder=str(report.folder),
            delete_by=str(report.delete_by or ""),
            files=tuple(path.name for path in report.files),
            listings=listings.pop(str(report.folder.resolve()), 0),
            changed=tuple(path.name for path in report.changed),
        )
    for out, number in listings.items():
        if number:
            yield DueRun(folder=out, delete_by=str(days[out]), files=(), listings=number)


def _erase_files(reports: Iterable[DueReport], base: DueBase | None) -> list[Remaining]:
    """Erase the files, and the folders where nothing else is in them; what cannot be erased."""
    left: list[Remaining] = []
    for report in reports:
        left += _unlinked(report.files)
        _remove_empty(report.folder)
    return left + (_unlinked(base.files) if base is not None else [])


def _remove_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def _unlinked(files: Iterable[Path]) -> list[Remaining]:
    """Erase files; those that cannot be, and then the manifest stays too, so that it is resumed."""
    left: list[Remaining] = []
    for path in files:
        if path.name == MANIFEST and left:
            continue
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            left.append(Remaining(path, NOT_ERASED.format(reason)))
    return left


def _log(
    kept: Keeping,
    reports: Sequence[DueReport],
    due: Sequence[Due],
    *,
    bases: int,
    decisions: int,
) -> None:
    """Log what is to be erased, before it is."""
    counts = {
        "reports": len(reports),
        "files": sum(len(report.files) for report in reports),
        "remembered_runs": len(due),
        "remembered_listings": sum(each.listings for each in due),
        "bases": bases,
        "decisions": decisions,
    }
    kept.log("erasure", "purge", counts={name: n for name, n in counts.items() if n})
