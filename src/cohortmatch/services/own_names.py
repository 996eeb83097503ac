"""Names of files that cohortmatch keeps and that are no list, wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

__all__ = ["MARKER", "STORE", "STORE_FILES", "without_own_files"]

STORE = "cohortmatch.db"
"""The store that a run keeps where nobody named one."""
STORE_FILES = (STORE, f"{STORE}-wal", f"{STORE}-shm", "cohortmatch.audit.jsonl")
"""That store, what SQLite keeps beside it while it is open, and its audit log."""
MARKER = "INVENTED PEOPLE.md"
"""The note in a folder of invented lists; its ending keeps it from being read as a list."""


def without_own_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The paths without such files, which `lists/*` names as well as the lists."""
    return tuple(each for each in paths if each.name not in (*STORE_FILES, MARKER))
