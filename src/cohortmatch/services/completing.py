"""Completing what a killed run left: its report takes its place, or nothing of it is left over.

Every command that opens a report's folder or a store does this first, so nobody reads a report of
which a part is old. A run whose report is completed is marked as finished in its store.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

from cohortmatch.core.errors import OutputError
from cohortmatch.core.journal import JOURNAL, complete
from cohortmatch.core.own_names import is_left_behind
from cohortmatch.store import Store

__all__ = ["complete_folder", "complete_runs", "run_note"]


def complete_folder(folder: Path, *, tidy: bool = True) -> None:
    """Complete what was left in a folder, and with `tidy` remove what was left without a journal;
    OutputError where a report cannot be completed."""
    try:
        complete(folder, _finish_run)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise OutputError(
            f"{folder}: a run was stopped while it wrote the report, and a part of it is old. It "
            f"cannot be completed now ({reason}). Close its files where they are open, and try "
            "again"
        ) from None
    if tidy:
        with contextlib.suppress(OSError):
            complete(folder, _finish_run, is_left_behind)


def complete_runs(store: Store) -> None:
    """Complete the reports of a store's runs."""
    for out, is_done in store.folders().items():
        folder = Path(out)
        if not is_done or (folder / JOURNAL).is_file():
            complete_folder(folder)


def run_note(store: Path, run: int) -> dict[str, str]:
    """What the journal of a report says of its run."""
    return {"store": str(store.resolve()), "run": str(run)}


def _finish_run(note: Mapping[str, str], written: tuple[Path, ...]) -> None:
    place = Path(note.get("store", ""))
    if note.get("run", "").isdigit() and place.is_file():
        with Store(place) as store:
            store.finish(int(note["run"]), written)
