"""The store of a run for which nobody named a place, so that next month is the same command.

Policy: it stands beside the output folder, or among the lists where `demo` made these. A place that
was named wins, be it for decisions only, and `--no-store` refuses. Where the place cannot be
written, the report is made all the same and the answer says that nothing is kept. A run that fails
leaves no store behind that it made.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from cohortmatch.core.errors import SettingsError, StoreError
from cohortmatch.core.own_names import STORE, log_beside
from cohortmatch.core.whole_file import make_folder
from cohortmatch.services.demo import made_by_demo
from cohortmatch.services.places import Keeping, keeping
from cohortmatch.settings.file import Settings, find_file, load_settings
from cohortmatch.store import Store

__all__ = [
    "default_store",
    "kept_beside",
    "kept_by_default",
    "kept_here",
    "kept_in",
    "left_only_after_a_run",
    "on_trial",
    "passed_over",
    "writable",
]

BOTH = "--no-store: --store names one; give only one of the two"


def kept_by_default(
    settings: Settings,
    lists: Sequence[Path],
    out: Path,
    flags: Mapping[str, Any],
    *,
    refused: bool = False,
) -> Keeping:
    """Where a run keeps things: where the user says, else in the store of its own place; with
    `refused` in no store. SettingsError where a store is both named and refused.
    """
    if refused and flags.get("store"):
        raise SettingsError(BOTH)
    store = default_store(lists, out)
    kept = replace(keeping(settings, flags=flags), usual_log=log_beside(store))
    if refused:
        return _without_store(kept)
    if kept.store or kept.decisions:
        return kept
    return replace(kept, store=store, audit=kept.audit or log_beside(store), by_default=True)


def default_store(lists: Sequence[Path], out: Path) -> Path:
    """The store of these lists and this output folder."""
    made = made_by_demo(lists)
    beside = out.parent if out.name not in ("", "..") else out.resolve().parent
    return (beside if made is None else made) / STORE


def kept_here(
    settings: Path | None, flags: Mapping[str, Any], *, log_only: bool = False
) -> Keeping:
    """Where things are kept, for a command that is given no report: where the user says, else in
    the store of the current folder where there is one. With `log_only` the place of the log is
    enough: another store knows nothing of it.
    """
    kept = keeping(load_settings(settings or find_file([]), flags=flags), flags=flags)
    named = kept.store or kept.decisions or (kept.audit and log_only)
    return kept if named else kept_beside(Path(STORE), kept)


def kept_beside(file: Path, kept: Keeping) -> Keeping:
    """Where things are kept: in the store of a file's folder where there is one, else as before."""
    store = file.with_name(STORE)
    if not store.is_file():
        return kept
    return replace(kept, store=store, audit=kept.audit or log_beside(store))


def kept_in(kept: Keeping, out: Path) -> Mapping[str, str | bool] | None:
    """What `run.json` says of a default store: where it is seen from the report, so that both can
    be moved together; None where the user named the place.
    """
    if not kept.by_default or kept.store is None:
        return None
    store = kept.store.resolve()
    with contextlib.suppress(ValueError):  # on Windows it may be on another drive
        store = Path(os.path.relpath(store, out.resolve()))
    return {"store": store.as_posix(), "by_default": True}


def passed_over(kept: Keeping, lists: Sequence[Path], out: Path) -> Path | None:
    """The default store of these lists, where it is there and another one is named that is not."""
    own = default_store(lists, out)
    named = kept.store is not None and not kept.by_default and not kept.store.exists()
    return own if named and own.is_file() else None


def writable(kept: Keeping, *, shared: bool = False) -> tuple[Keeping, str | None]:
    """Where a run can keep things, and why it can keep nothing; a place that was named is not
    looked at, and fails as it must. The folder of a default store is made, for its owner unless
    folders are `shared`. StoreError for a store that is damaged.
    """
    if not kept.by_default or kept.store is None:
        return kept, None
    is_new = not os.path.lexists(kept.store)
    try:
        with contextlib.suppress(OSError):  # told by the store below
            make_folder(kept.store.parent, shared=shared)
        with kept.opened() as store:
            reason = _closed(kept, store)
    except StoreError as error:
        if kept.store.is_file() and not is_new:
            raise
        if is_new:
            _remove(kept.store)
        return _without_store(kept), str(error)
    return (kept, None) if reason is None else (replace(kept, read_only=True, audit=None), reason)


def on_trial(kept: Keeping) -> Keeping:
    """Where a run on trial looks: the store is read where it is there, and nothing is kept in it
    but the number of the audit log's line."""
    if kept.store is None or not kept.store.is_file():
        kept = _without_store(kept)
    return replace(kept, read_only=True, trial=True)


def _closed(kept: Keeping, store: Store | None) -> str | None:
    """Why the store or its log can be read only; None where both can be written."""
    if store is not None and store.is_read_only:
        return f"{kept.store}: it may not be written"
    if kept.audit is None or not kept.audit.exists():
        return None
    try:
        kept.audit.open("r+b").close()
    except OSError as error:
        return f"{kept.audit}: {(error.strerror or 'it may not be written').lower()}"
    return None


def _without_store(kept: Keeping) -> Keeping:
    own = kept.store is not None and kept.audit == log_beside(kept.store)
    return replace(kept, store=None, audit=None if own else kept.audit, by_default=False)


@contextlib.contextmanager
def left_only_after_a_run(kept: Keeping) -> Iterator[None]:
    """Remove, where what is done inside fails, a default store and folders that it made."""
    is_new = kept.by_default and kept.store is not None and not os.path.lexists(kept.store)
    missing = [each for each in kept.store.parents if not each.exists()] if kept.store else []
    try:
        yield
    except BaseException:
        if is_new and kept.store is not None:
            _remove_unused(kept.store)
            for each in missing:
                with contextlib.suppress(OSError):
                    each.rmdir()
        raise


def _remove_unused(path: Path) -> None:
    """Remove a store in which no run is finished, unless another process has it open."""
    with contextlib.suppress(StoreError, OSError):
        with Store(path) as store:
            is_used = store.is_used
        if not is_used and not path.with_name(f"{path.name}-shm").exists():
            _remove(path)


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        with contextlib.suppress(OSError):
            path.with_name(name).unlink()
