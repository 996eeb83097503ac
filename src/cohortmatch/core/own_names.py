"""Names of the files that cohortmatch itself writes, and the mark of its store; all in one place.

Policy: a name decides only what is written, set aside, erased or read; what people wrote under such
a name is looked at before (`reporting.changed`, `services.report_files`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from cohortmatch.core.whole_file import name_behind

__all__ = [
    "ACCEPTED_AGREEMENT",
    "AGENDA",
    "AGREEMENT",
    "APPLICATION",
    "BESIDE_STORE",
    "BOARD",
    "DATA_PACKAGE",
    "EDITION",
    "INSTITUTIONS",
    "LOG_SUFFIX",
    "MANIFEST",
    "MARKER",
    "OUTPUTS",
    "PAGE",
    "PARQUETS",
    "SETTINGS",
    "STORE",
    "STORE_FILES",
    "WATCHER",
    "WORKBOOK",
    "accepted_beside",
    "has_parquet",
    "is_copy",
    "is_left_behind",
    "is_output",
    "log_beside",
    "without_copy",
    "without_own_files",
]

WORKBOOK, PAGE = "cross-reference.xlsx", "cross-reference.html"
MANIFEST = "run.json"
TABLES = ("people.csv", "memberships.csv", "links.csv", "tracker.csv", "families.csv")
TIDY = ("evidence.parquet", "statuses.parquet")
PARQUETS = (*(name.removesuffix(".csv") + ".parquet" for name in TABLES), *TIDY)
"""The same tables as Parquet, where these are asked for."""
DATA_PACKAGE = "datapackage.json"
"""What describes the tables for other tools; many programs call such a file so."""
OUTPUTS = (WORKBOOK, PAGE, *TABLES, *PARQUETS, DATA_PACKAGE, MANIFEST)
"""The files of the whole report."""
BOARD = "board.html"
"""The board that `watch` writes, in the report's folder or in one of its own."""
WATCHER = ".cohortmatch-watch"
"""The file that a watcher holds in a folder that it writes into."""
AGENDA = "agenda-"
EDITION = re.compile(rf"{AGENDA}.+-\d+-(person|people)\.(xlsx|html)", re.IGNORECASE)
"""The files of a panel's edition."""
COPY = re.compile(r"(.+) \(set aside \d{4}-\d\d-\d\d(?:, \d+)?\)(\.[a-z]+)")
"""The name of a copy set aside: that of the output in two parts, and the day between them."""
STORE = "cohortmatch.db"
"""The store that a run keeps where nobody named one."""
BESIDE_STORE = ("-wal", "-shm")
"""What SQLite adds to a store's name for its own files beside it."""
LOG_SUFFIX = ".audit.jsonl"
SETTINGS = "cohortmatch.toml"
AGREEMENT = "agreement.toml"
"""The sharing agreement, which is always obeyed where it stands."""
ACCEPTED = ".accepted.toml"
"""The ending of the copy of an agreement as it was accepted, beside it."""
ACCEPTED_AGREEMENT = AGREEMENT.removesuffix(".toml") + ACCEPTED
INSTITUTIONS = "institutional_addresses.csv"
"""Addresses that are no evidence, among the lists or named in the settings."""
MARKER = "INVENTED PEOPLE.md"
"""The note in a folder of invented lists; its ending keeps it from being read as a list."""
APPLICATION = 0x434F484D
"""What marks an SQLite file as a store: "COHM" (`PRAGMA application_id`)."""


def log_beside(store: Path) -> Path:
    """The audit log of a store that has none of another name."""
    return store.with_suffix(LOG_SUFFIX)


def accepted_beside(agreement: Path) -> Path:
    """The copy of an agreement as it was accepted."""
    return agreement.with_name(agreement.stem + ACCEPTED)


def has_parquet(folder: Path) -> bool:
    """Whether a report in a folder has its tables as Parquet: they are then written again, so that
    no table of an earlier run stays beside newer ones."""
    return any((folder / name).is_file() for name in PARQUETS)


STORE_FILES = (STORE, *(STORE + end for end in BESIDE_STORE), log_beside(Path(STORE)).name)
"""The store of that name, SQLite's own files beside it while it is open, and its audit log."""


def is_copy(name: str) -> bool:
    """Whether this is the name of a copy that was set aside."""
    return COPY.fullmatch(name) is not None


def without_copy(name: str) -> str:
    """The name of an output, also for a copy of it that was set aside."""
    copied = COPY.fullmatch(name)
    return copied[1] + copied[2] if copied else name


def is_output(name: str) -> bool:
    """Whether this is the name of a report's or an edition's file, or of a copy set aside."""
    name = without_copy(name)
    return name in (*OUTPUTS, BOARD) or EDITION.fullmatch(name) is not None


def is_left_behind(name: str) -> bool:
    """Whether this is the hidden name of an output that a killed process was writing."""
    return is_output(name_behind(name))


def without_own_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The paths without files beside the lists that are none, which `lists/*` names as well."""
    not_lists = (*STORE_FILES, MARKER, AGREEMENT, ACCEPTED_AGREEMENT)
    return tuple(each for each in paths if each.name not in not_lists)
