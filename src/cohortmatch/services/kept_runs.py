"""The runs that a store keeps: list them, and forget one that should not count."""

from __future__ import annotations

from datetime import date

from cohortmatch.core.accepting import a_day, accepting
from cohortmatch.core.errors import SettingsError, StoreError
from cohortmatch.services.kept_answers import (
    RunForgotten,
    StoredRun,
    StoreForgetAnswer,
    StoreListAnswer,
)
from cohortmatch.services.places import Keeping, a_keeping
from cohortmatch.store import KeptRun, Store

__all__ = ["forget_run", "list_runs"]

SAY_WHERE = (
    "Say which store: --store cohortmatch.db, or store under [run] in cohortmatch.toml, "
    "or call it in the store's folder"
)
NO_RUN = "{}: keeps no run of {}; the days of its runs: {}"
HELD = (
    "what was forgotten can still be read in its files, because {}. Then call purge again with it"
)


@accepting(kept=a_keeping)
def list_runs(kept: Keeping) -> StoreListAnswer:
    """The runs that the store keeps, oldest day first; SettingsError where no store is named,
    StoreError where it is not there."""
    _refuse_none(kept)
    with kept.existing() as store:
        assert store is not None
        return StoreListAnswer(runs=tuple(map(_stored, store.kept_runs())))


@accepting(kept=a_keeping)
def forget_run(kept: Keeping, day: date | str) -> StoreForgetAnswer:
    """Erase from the store what it remembers of a day's run, and log that first.

    Ids stay given, and decisions stay. Its report stays until its delete-by date, when `purge`
    erases it. SettingsError where no store is named, StoreError where it keeps no run of that day.
    """
    _refuse_none(kept)
    day = a_day("day", day)
    with kept.existing() as store:
        assert store is not None
        run = next((each for each in store.kept_runs() if each.as_of == day), None)
        numbers = store.runs_of_day(day)
        reports = store.folders_of_day(day)
        if not numbers:
            raise StoreError(NO_RUN.format(store.path, day, _days(store)))
        kept.log("erasure", "store forget", store, counts=_counts(run, numbers))
        store.erase(numbers, date.min, with_files_left=frozenset(numbers))
        held = store.overwrite()
    return StoreForgetAnswer(
        run=RunForgotten(
            day=str(day),
            listings=0 if run is None else run.listings,
            report="" if run is None else run.out,
            reports=tuple(reports),
            delete_by="" if run is None else str(run.delete_by),
        ),
        stays=f"{kept.store}: {HELD.format(held)}" if held else "",
    )


def _refuse_none(kept: Keeping) -> None:
    if kept.store is None:
        raise SettingsError(SAY_WHERE)


def _days(store: Store) -> str:
    return ", ".join(str(each.as_of) for each in store.kept_runs()) or "none"


def _counts(run: KeptRun | None, numbers: list[int]) -> dict[str, int]:
    listings = {} if run is None else {"remembered_listings": run.listings}
    return {"remembered_runs": len(numbers), **listings}


def _stored(run: KeptRun) -> StoredRun:
    return StoredRun(
        day=str(run.as_of),
        lists=run.lists,
        listings=run.listings,
        delete_by=str(run.delete_by),
        report=run.out,
    )
