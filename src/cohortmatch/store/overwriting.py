"""Making sure that what was erased is gone from the store's files.

Policy: an erasure counts when the file is written afresh without it and the write-ahead file is
empty. Whoever reads the store meanwhile keeps the old pages in the write-ahead file. Then the
erasure is noted as unfinished, and the next purge finishes it.
"""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from cohortmatch.core.open_files import programs_with
from cohortmatch.store.database import reasons_of

__all__ = ["is_unfinished", "note_unfinished", "overwrite"]

UNFINISHED = "erasure"
"""The name in the table `meta` under which an unfinished erasure is noted."""


def note_unfinished(connection: sqlite3.Connection) -> None:
    """Note, within the transaction that erases, that erased data is still in the files."""
    connection.execute("INSERT OR IGNORE INTO meta VALUES (?, 'unfinished')", (UNFINISHED,))


def is_unfinished(connection: sqlite3.Connection) -> bool:
    """Whether erased data may still be in the files."""
    asked = "SELECT count(*) FROM meta WHERE name = ?"
    return bool(connection.execute(asked, (UNFINISHED,)).fetchone()[0])


def overwrite(connection: sqlite3.Connection, path: Path) -> str:
    """Write the file afresh, empty the write-ahead file; what hinders it, "" where nothing does."""
    try:
        connection.execute("PRAGMA temp_store = MEMORY")  # no copy in a folder for passing files
        connection.execute("VACUUM")
        is_held = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.Error as error:
        why, remedy = reasons_of(error)
        return _held(path) if "locked" in str(error) else f"{why}; {remedy}"
    if is_held:
        return _held(path)
    with contextlib.suppress(sqlite3.Error):  # else the next purge does it once more
        connection.execute("DELETE FROM meta WHERE name = ?", (UNFINISHED,))
    return ""


def _held(path: Path) -> str:
    files = (path, Path(f"{path}-wal"), Path(f"{path}-shm"))
    others = [each for each in programs_with(files) if each != "this program"]
    return f"{' and '.join(others) or 'another program'} is reading it; end that"
