"""Where decisions, persons and the audit log are kept, and who runs a command.

Policy: an option beats the settings, which beat what the report's `run.json` says. Where nobody
names a place, only the command `run` chooses one (`default_store`). The audit log is beside the
store unless it has its own name.
"""

from __future__ import annotations

import contextlib
import getpass
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from cohortmatch.core.accepting import of_kind
from cohortmatch.core.errors import AnswersError, SettingsError, StoreError
from cohortmatch.core.own_names import log_beside
from cohortmatch.decisions import LedgerFile
from cohortmatch.services.completing import complete_runs
from cohortmatch.services.log_line import check_line, write_line
from cohortmatch.services.recall import Recalled, recall
from cohortmatch.settings.file import Settings, find_file, load_settings, with_flags
from cohortmatch.store import Store

if TYPE_CHECKING:
    from cohortmatch.audit import Event
    from cohortmatch.core.types import Listings
    from cohortmatch.services.manifest_file import KeptIn, Manifest

__all__ = [
    "Home",
    "Keeping",
    "a_keeping",
    "keeping",
    "kept_for",
    "kept_in_report",
    "now",
    "recalled_of",
]

Command = TypeVar("Command", bound=Callable[..., Any])
Home = LedgerFile | Store
SAY_WHERE = (
    "Say where decisions are kept: --decisions decisions.csv, or --store cohortmatch.db, "
    "or one of them under [run] in cohortmatch.toml"
)
SAY_LOG = (
    "Say where the audit log is: --audit FILE, or --store cohortmatch.db for the log beside it, "
    "or one of them under [run] in cohortmatch.toml"
)


@dataclass(frozen=True)
class Keeping:
    """Where things are kept, None where they are not; `by` is who acts, `purpose` what for."""

    decisions: Path | None = None
    store: Path | None = None
    audit: Path | None = None
    by: str = ""
    purpose: str = ""
    by_default: bool = False
    """whether nobody named the store, and it is in the place that a run chooses itself"""
    read_only: bool = False
    """whether the store is only read, because it cannot be written or nothing is to be kept"""
    trial: bool = False
    """whether nothing at all is to be kept for another run"""
    usual_log: Path | None = None
    """the audit log of the place that a run chooses itself, also where another is named"""

    @contextlib.contextmanager
    def opened(self) -> Iterator[Store | None]:
        """The store, made when there is none yet; None where none was named.

        StoreError when it cannot be used.
        """
        if self.store is None:
            yield None
            return
        with Store(self.store, [self.audit] if self.audit else []) as store:
            complete_runs(store)
            yield store

    @contextlib.contextmanager
    def existing(self) -> Iterator[Store | None]:
        """The store, which must be there already; None where none was named."""
        if self.store is not None and not self.store.is_file():
            raise StoreError(f"{self.store}: there is no such store; cohortmatch run makes it")
        with self.opened() as store:
            yield store

    @contextlib.contextmanager
    def home(self, *, existing: bool = False) -> Iterator[Home]:
        """Where decisions are kept; SettingsError when no place is named. With `existing` it must
        be there already.
        """
        if self.decisions is not None:
            if existing and not self.decisions.is_file():
                raise AnswersError([f"{self.decisions}: there is no such file of decisions"])
            yield LedgerFile(self.decisions)
            return
        with self.existing() if existing else self.opened() as store:
            if store is None:
                raise SettingsError(SAY_WHERE)
            yield store

    def recall(self, listings: Listings, store: Store | None) -> Recalled | None:
        """Earlier decisions and results, for a run; None where nothing is kept. New person ids are
        reserved in the store, unless it is only read.
        """
        if self.decisions is None and store is None:
            return None
        file = None if self.decisions is None else LedgerFile(self.decisions)
        return recall(file, listings, store, not self.read_only)

    @property
    def log_file(self) -> Path:
        """The audit log; SettingsError when there is none."""
        if self.audit is None:
            raise SettingsError(SAY_LOG)
        return self.audit

    def log(self, kind: str, command: str, home: Home | None = None, **further: Any) -> None:
        """Log an event, where a log is kept, before what it tells of is done.

        `home` is where decisions are kept, where that is open: inside its transaction the line is
        noted with what it tells of. StoreError where the log is not what it was, OutputError where
        it cannot be written: then nothing may be done.
        """
        if self.audit is None:
            return
        from cohortmatch.audit import Event

        event: Event = Event(kind, command, self.by, self.purpose, **further)  # type: ignore[arg-type]
        with self._open(home) as store:
            write_line(self.audit, event, store)

    def check_log(self, home: Home | None = None) -> None:
        """StoreError where nothing could be logged, because the log is not what it was."""
        if self.audit is not None:
            with self._open(home) as store:
                check_line(self.audit, store)

    @contextlib.contextmanager
    def _open(self, home: Home | None) -> Iterator[Store | None]:
        if isinstance(home, Store):
            yield home
            return
        with self.opened() as store:
            yield store


a_keeping = of_kind("what keeping() answers", Keeping)
"""Accepts where things are kept, as an argument of a service."""


def keeping(
    settings: Settings, *, flags: Mapping[str, Any], manifest: Manifest | None = None
) -> Keeping:
    """Where things are kept, by the options, the settings and the report's manifest.

    `flags` are options by name (`decisions`, `store`, `audit`, `by`, `purpose`), which beat the
    settings. SettingsError for one of the wrong kind.
    """
    settings = with_flags(settings, flags)
    decisions, store = settings.path_of("decisions"), settings.path_of("store")
    known = None if manifest is None else kept_in_report(manifest.kept_in)
    if known is not None and not (decisions or store):
        decisions, store = known.decisions, known.store
    if flags.get("store") and not flags.get("decisions"):
        decisions = None
    audit = settings.path_of("audit") or (log_beside(store) if store else None)
    by = settings.run.by or _user()
    return Keeping(decisions, store, audit, by, settings.run.purpose or "")


def kept_in_report(said: KeptIn | None) -> Keeping | None:
    """Where a report's manifest says that things are kept; None where it says nothing."""
    if said is None or not (said.decisions or said.store):
        return None
    return Keeping(
        Path(said.decisions) if said.decisions else None, Path(said.store) if said.store else None
    )


def kept_for(
    lists: Iterable[str | Path],
    settings: Path | None,
    flags: Mapping[str, Any],
    manifest: Manifest | None = None,
) -> Keeping:
    """Where things are kept, for a command that is given the report of some lists, or none."""
    loaded = load_settings(settings or find_file(list(lists)), flags=flags)
    return keeping(loaded, flags=flags, manifest=manifest)


def recalled_of(manifest: Manifest, listings: Listings) -> Recalled | None:
    """The decisions about the listings of a report, from the place in its manifest; None where it
    names none, or it is no longer there.
    """
    kept = manifest.kept_in
    if kept is None:
        return None
    if kept.decisions and Path(kept.decisions).is_file():
        return recall(LedgerFile(kept.decisions), listings)
    if not kept.decisions and kept.store and Path(kept.store).is_file():
        with Store(kept.store) as store:
            return recall(store.ledger(), listings, rows=store)
    return None


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"


def now() -> str:
    """This moment in UTC, "2026-06-01T09:30:00Z"."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
