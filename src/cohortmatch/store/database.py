"""The SQLite file under the store: opening, migrating, transactions, and failures in one line.

Policy: the file is in WAL mode with full synchronisation, so that a process killed at any moment
leaves everything that was promised and nothing half done. A writer waits for another one up to
`PATIENCE` seconds. `user_version` is the version of the tables; an older file is migrated, one
version after another, in one transaction; one of a later version is refused. No message of SQLite
is shown, since it could hold a value.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from cohortmatch.core.append_only import OWNER_ONLY
from cohortmatch.core.errors import StoreError

__all__ = [
    "APPLICATION",
    "PATIENCE",
    "as_store_error",
    "connect",
    "migrations",
    "reading",
    "trying",
    "writing",
]

APPLICATION = 0x434F484D
"""What marks an SQLite file as a store: "COHM"."""
COUNT_TABLES = "SELECT count(*) FROM sqlite_master"
T = TypeVar("T")
PATIENCE = 30.0
"""Seconds that a writer waits for another."""
REASONS = (
    ("database or disk is full", "the disk is full", "make room"),
    ("locked", "another program is writing to it", "try again when it is done"),
    ("readonly", "it may not be written", "choose a place where you may write"),
    ("unable to open", "it cannot be opened", "choose a place where you may write"),
    ("not a database", "it is not a store of cohortmatch", "choose another file"),
    ("malformed", "it is damaged", "take it from its last copy"),
    ("disk i/o error", "the disk cannot be written", "make room, or choose another place"),
)


def migrations() -> list[str]:
    """The statements that lead from each version to the next, the first from nothing to 1."""
    folder = files("cohortmatch.store").joinpath("schema")
    found = sorted((each for each in folder.iterdir() if each.name.endswith(".sql")), key=str)
    return [each.read_text(encoding="utf-8") for each in found]


def connect(path: Path) -> sqlite3.Connection:
    """The store in a file, made when there is none, in the latest version."""
    with as_store_error(path):
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, OWNER_ONLY))
        connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    mark, version, has_tables = _patiently(lambda: _state(connection))
    steps = migrations()
    if has_tables and mark != APPLICATION:
        raise StoreError(f"{path}: is not a store of cohortmatch; choose another file")
    if version > len(steps):
        raise StoreError(f"{path}: was written by a later version of cohortmatch; install that")
    _patiently(lambda: connection.execute("PRAGMA journal_mode = WAL"))
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    if version < len(steps):
        _migrate(connection, steps)


def _state(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Whose file it is, its version, and how many tables it has, at one moment."""
    connection.execute("BEGIN")  # another process may be making the tables between two looks
    try:
        questions = ("PRAGMA application_id", "PRAGMA user_version", COUNT_TABLES)
        mark, version, tables = (connection.execute(each).fetchone()[0] for each in questions)
    finally:
        connection.execute("ROLLBACK")
    return mark, version, tables


def _patiently(attempt: Callable[[], T]) -> T:
    """Try again while another process holds the file: SQLite itself does not wait for this."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return attempt()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)


def _migrate(connection: sqlite3.Connection, steps: list[str]) -> None:
    """Bring the tables to the latest version; another process may have done it meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        for step in steps[version:]:
            for statement in statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute("COMMIT")
    except BaseException:
        _roll_back(connection)
        raise


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one, so that they stay in one transaction."""
    gathered = ""
    for line in script.splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield gathered
            gathered = ""


@contextlib.contextmanager
def writing(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """One transaction that holds the store alone: all of it is kept, or nothing."""
    with as_store_error(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            _roll_back(connection)
            raise


@contextlib.contextmanager
def trying(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """What is done inside is taken back at the end: for saying what would happen."""
    with as_store_error(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            _roll_back(connection)


@contextlib.contextmanager
def reading(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """One view of the store, whatever others write meanwhile."""
    with as_store_error(path):
        connection.execute("BEGIN")
        try:
            yield
        finally:
            _roll_back(connection)


def _roll_back(connection: sqlite3.Connection) -> None:
    with contextlib.suppress(sqlite3.Error):
        if connection.in_transaction:
            connection.execute("ROLLBACK")


@contextlib.contextmanager
def as_store_error(path: Path) -> Iterator[None]:
    """Whatever fails inside is a StoreError with what is wrong and what can be done."""
    try:
        yield
    except sqlite3.Error as error:
        text = str(error).casefold()
        found = [(why, remedy) for part, why, remedy in REASONS if part in text]
        why, remedy = found[0] if found else (f"failed ({type(error).__name__})", "try again")
        raise StoreError(f"{path}: {why}. Nothing in it was changed; {remedy}") from None
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise StoreError(f"{path}: {why}. Choose a place where you may write") from None
