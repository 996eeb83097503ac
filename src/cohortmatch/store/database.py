"""The SQLite file of the store: opening, migrating, transactions, and failures in one line.

Policy: the file is in WAL mode with full synchronisation, so that a process killed at any moment
leaves everything confirmed and nothing half written. A writer waits for another one up to
`PATIENCE` seconds. `user_version` is the version of the tables. An older file is migrated, version
by version, in one transaction; a file of a later version is refused. SQLite's own messages are
never shown, because they could hold a value.

On a full disk, or where writing is not allowed, a store is opened for reading. An empty file beside
which a log tells of a store is one that lost its content, and no new one.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from cohortmatch.core.append_only import OWNER_ONLY
from cohortmatch.core.errors import StoreError
from cohortmatch.core.own_names import APPLICATION, log_beside

__all__ = [
    "PATIENCE",
    "ReadOnly",
    "as_store_error",
    "connect",
    "migrations",
    "reading",
    "reasons_of",
    "trying",
    "understood",
    "writing",
]

COUNT_TABLES = "SELECT count(*) FROM sqlite_master"
UNWRITABLE = ("disk is full", "readonly", "unable to open", "disk i/o error")
"""What SQLite says of a store that might be read where it cannot be written."""
MAKING = 0.2
"""Seconds in which another process has made a new store."""
ODD = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)
"""What reading raises where a store holds what no store was given."""
T = TypeVar("T")
PATIENCE = 30.0
"""Seconds that a writer waits for another."""
DAMAGED = ("it is damaged", "take it from its last copy")
UNKNOWN = ("it can be neither read nor written", "see whether its disk is well, and try again")
REASONS = (
    ("database or disk is full", "the disk is full", "make room"),
    ("locked", "another program is writing to it", "try again when it is done"),
    ("readonly", "it may not be written", "choose a place where you may write"),
    ("unable to open", "it cannot be opened", "choose a place where you may write"),
    ("not a database", "it is not a store of cohortmatch", "choose another file"),
    ("malformed", *DAMAGED),
    ("could not decode", *DAMAGED),
    ("no such", *DAMAGED),
    ("constraint", *DAMAGED),
    ("disk i/o error", "the disk is full or cannot be written", "make room, or use another place"),
)


def migrations() -> list[str]:
    """The statements that lead from each version to the next, the first from nothing to 1."""
    folder = files("cohortmatch.store").joinpath("schema")
    found = sorted((each for each in folder.iterdir() if each.name.endswith(".sql")), key=str)
    return [each.read_text(encoding="utf-8") for each in found]


class ReadOnly(sqlite3.Connection):
    """A store that can be read and not written, and why."""

    reason: sqlite3.Error


def connect(path: Path, logs: Iterable[Path] = ()) -> sqlite3.Connection:
    """The store in a file, made when there is none, in the latest version; to be read only where it
    cannot be written. `logs` are audit logs that tell of it, beside the one that stands by it."""
    if path.is_dir():
        raise StoreError(f"{path}: is a folder; a store is a file, such as {path / 'store.db'}")
    with as_store_error(path), understood(path):
        _refuse_emptied(path, logs)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, OWNER_ONLY))
        try:
            return _opened(path)
        except sqlite3.OperationalError as error:
            if not path.stat().st_size or not any(part in _said(error) for part in UNWRITABLE):
                raise
            return _to_read(path, error)


def _refuse_emptied(path: Path, logs: Iterable[Path]) -> None:
    """StoreError where an empty file was a store before: what was decided is not lost unseen."""
    signs = [log_beside(path), Path(f"{path}-wal"), *logs]
    if not _is_empty(path) or not (found := [each for each in signs if _has_content(each)]):
        return
    time.sleep(MAKING)  # another process may be making it at this moment
    if _is_empty(path):
        raise StoreError(
            f"{path}: is empty now, and was a store before: “{found[0].name}” tells of it. Nothing "
            "was written. Take the store from its last copy; to begin anew, move both files away"
        )


def _is_empty(path: Path) -> bool:
    return path.is_file() and not path.stat().st_size


def _has_content(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        _prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _to_read(path: Path, reason: sqlite3.Error) -> sqlite3.Connection:
    """The store as it stands, without a file beside it that SQLite would write."""
    # What the write-ahead file holds is read only by who holds the store alone.
    alone = _has_content(Path(f"{path}-wal"))
    place = f"{path.resolve().as_uri()}?{'mode=rw' if alone else 'mode=ro&immutable=1'}"
    connection = sqlite3.connect(place, PATIENCE, uri=True, factory=ReadOnly, isolation_level=None)
    connection.reason = reason
    try:
        if alone:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA query_only = ON")
        if _version(connection, path) < len(migrations()):
            raise reason
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    version, steps = _version(connection, path), migrations()
    _patiently(lambda: connection.execute("PRAGMA journal_mode = WAL"))
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    if version < len(steps):
        _migrate(connection, steps)


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the tables; StoreError where they are no store's, or a later one's."""
    mark, version, has_tables = _patiently(lambda: _state(connection))
    if has_tables and mark != APPLICATION:
        raise StoreError(f"{path}: is not a store of cohortmatch; choose another file")
    if version > len(migrations()):
        raise StoreError(f"{path}: was written by a later version of cohortmatch; install that")
    return version


def _state(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Whose file it is, its version, and how many tables it has, at one moment."""
    connection.execute("BEGIN")  # another process may be making the tables between two looks
    try:
        questions = ("PRAGMA application_id", "PRAGMA user_version", COUNT_TABLES)
        mark, version, tables = (connection.execute(each).fetchone()[0] for each in questions)
    finally:
        _roll_back(connection)
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
    """One exclusive transaction: all of it is kept, or nothing. Inside another it is part of it."""
    if connection.in_transaction:
        yield
        return
    with as_store_error(path):
        _refuse_read_only(connection)
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            _roll_back(connection)
            raise


@contextlib.contextmanager
def trying(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """A transaction that is rolled back at the end, to show what would happen."""
    with as_store_error(path):
        _refuse_read_only(connection)
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            _roll_back(connection)


@contextlib.contextmanager
def reading(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """One consistent view of the store, whatever others write meanwhile; inside a transaction its
    own."""
    if connection.in_transaction:
        yield
        return
    with as_store_error(path), understood(path):
        connection.execute("BEGIN")
        try:
            yield
        finally:
            _roll_back(connection)


def _refuse_read_only(connection: sqlite3.Connection) -> None:
    if isinstance(connection, ReadOnly):
        raise connection.reason


@contextlib.contextmanager
def understood(path: Path) -> Iterator[None]:
    """What is read inside from a damaged store is a StoreError, never an error of another kind."""
    try:
        yield
    except ODD:
        why, remedy = DAMAGED
        raise StoreError(f"{path}: {why}. Nothing in it was changed; {remedy}") from None


def _roll_back(connection: sqlite3.Connection) -> None:
    with contextlib.suppress(sqlite3.Error):
        if connection.in_transaction:
            connection.execute("ROLLBACK")


@contextlib.contextmanager
def as_store_error(path: Path) -> Iterator[None]:
    """Turn any failure inside into a StoreError that says what is wrong and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        why, remedy = reasons_of(error)
        raise StoreError(f"{path}: {why}. Nothing in it was changed; {remedy}") from None
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise StoreError(f"{path}: {why}. Choose a place where you may write") from None


def reasons_of(error: sqlite3.Error) -> tuple[str, str]:
    """Why SQLite failed and what to do, in words of our own."""
    found = ((why, remedy) for part, why, remedy in REASONS if part in _said(error))
    return next(found, UNKNOWN)


def _said(error: sqlite3.Error) -> str:
    """What SQLite said, to be looked at and never shown."""
    return str(error).casefold()
