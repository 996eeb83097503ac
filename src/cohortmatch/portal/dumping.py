"""The whole database as one file's content, and back: SQLite by its own copying, PostgreSQL by
`pg_dump` and `pg_restore`, which must be installed.

Policy: the copy stands in memory alone. A copy on the disk would outlive a process that is killed,
and what was erased later would be read in it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from django.db import connection

from cohortmatch.core.append_only import OWNER_ONLY
from cohortmatch.core.errors import OutputError, SettingsError, StoreError
from cohortmatch.core.whole_file import write_new
from cohortmatch.portal.places import PortalFolder

__all__ = ["dumped", "is_sqlite", "load"]

NOT_THERE = "{}: is not installed; it comes with the client programs of PostgreSQL"
FAILED = "{}: could not copy the database (exit code {})"


def is_sqlite() -> bool:
    """Whether the portal keeps its database in its folder."""
    return connection.vendor == "sqlite"


def dumped(folder: PortalFolder) -> bytes:
    """The database as it is now, also while it is used. OutputError when that fails."""
    if is_sqlite():
        return _copied(folder.database)
    return _run("pg_dump", "--format=custom", "--no-owner", _name())


def load(folder: PortalFolder, content: bytes) -> None:
    """Put the content of a dump into a new portal's database. StoreError when that fails."""
    if is_sqlite():
        write_new(folder.database, content, OWNER_ONLY)
        return
    if connection.introspection.table_names():
        raise SettingsError("The PostgreSQL database is not empty; name a new one")
    connection.close()
    try:
        _run("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={_name()}", given=content)
    except OutputError as error:
        raise StoreError(str(error)) from None


def _copied(database: Path) -> bytes:
    source, target = sqlite3.connect(database), sqlite3.connect(":memory:")
    try:
        source.backup(target)
        return target.serialize()
    except sqlite3.Error as error:
        raise OutputError(f"{database}: cannot be copied ({type(error).__name__})") from None
    finally:
        source.close()
        target.close()


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _run(program: str, *args: str, given: bytes = b"") -> bytes:
    """What a program of PostgreSQL writes for this database. What it tells may hold values."""
    if shutil.which(program) is None:
        raise SettingsError(NOT_THERE.format(program))
    wanted = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    known = {name: connection.settings_dict[key] for name, key in wanted.items()}
    environment = {**os.environ, **{name: str(value) for name, value in known.items() if value}}
    done = subprocess.run(
        [program, *args],
        input=given, env=environment, capture_output=True, check=False, timeout=3600,
    )  # fmt: skip
    if done.returncode:
        raise OutputError(FAILED.format(program, done.returncode))
    return done.stdout
