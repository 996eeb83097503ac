"""Append-only files: add to a file safely, so that nothing is lost or half written.

Policy: a writer locks the file, so that two processes write one after the other. New content goes
down in one write and is on the disk before the call returns; where that fails, the file is
unchanged. A process killed in the middle can leave an unfinished last line, which was never
confirmed; who adds to the file says whether it stays.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cohortmatch.core.errors import OutputError

__all__ = [
    "OWNER_ONLY",
    "alone",
    "append",
    "append_after",
    "content_of",
    "finished",
    "is_free",
    "lock",
]

OWNER_ONLY = 0o600
"""A new file may be read by its owner only."""


def append(
    path: Path, add: Callable[[bytes], bytes], kept: Callable[[bytes], bytes] | None = None
) -> None:
    """Add `add(what stays)` to the end of a file, which is created when missing.

    What stays of the present content is `kept(content)`, a beginning of it: whole lines only unless
    something else is said. The addition begins on a line of its own. OutputError when the file
    cannot be written; it is then unchanged.
    """
    is_new = not path.exists()
    with _as_output_error(path), alone(path) as handle:
        before = content_of(handle)
        stays = (kept or finished)(before)
        try:
            _write(handle, _on_its_own_line(stays, add(stays)), len(stays))
        except BaseException:
            _put_back(handle, before, len(stays))
            if is_new and not before:
                path.unlink(missing_ok=True)
            raise


def append_after(path: Path, start: int, add: Callable[[bytes], bytes]) -> int:
    """Add `add(content from the byte at start)` to the end of a file, which is created when
    missing; the byte at which the addition begins. A long file is not read whole.

    The addition begins on a line of its own. OutputError when the file cannot be written; it is
    then unchanged.
    """
    with _as_output_error(path), alone(path) as handle:
        size = os.fstat(handle).st_size
        after = content_of(handle, start)
        added = _on_its_own_line(after, add(after))
        try:
            _write(handle, added, size)
        except BaseException:
            os.ftruncate(handle, size)
            raise
        return size + len(added) - len(added.removeprefix(b"\n"))


@contextlib.contextmanager
def _as_output_error(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise OutputError(
            f"{path}: cannot be written ({reason}). Nothing in it was changed. "
            "Make room, or choose a place where you may write"
        ) from None


def _on_its_own_line(before: bytes, added: bytes) -> bytes:
    """What is added, after the end of a last line that has none."""
    return b"\n" + added if added and before and not before.endswith(b"\n") else added


def finished(content: bytes) -> bytes:
    """The content up to the end of its last whole line."""
    return content[: content.rfind(b"\n") + 1]


def content_of(handle: int, start: int = 0) -> bytes:
    """The content of an open file, from a byte on."""
    os.lseek(handle, start, os.SEEK_SET)
    parts = []
    while part := os.read(handle, 1 << 20):
        parts.append(part)
    return b"".join(parts)


def _write(handle: int, content: bytes, place: int) -> None:
    _put(handle, content, place)
    os.fsync(handle)


def _put(handle: int, content: bytes, place: int) -> None:
    os.ftruncate(handle, place)
    os.lseek(handle, place, os.SEEK_SET)
    while content:
        content = content[os.write(handle, content) :]


def _put_back(handle: int, before: bytes, place: int) -> None:
    """The content as it was; what was cut away at `place` had room there."""
    os.ftruncate(handle, min(os.fstat(handle).st_size, len(before)))
    if before[place:]:
        _put(handle, before[place:], place)


@contextlib.contextmanager
def alone(path: Path) -> Iterator[int]:
    """The file opened for this process alone, waiting until others are done; made when missing."""
    handle = _held(path)
    try:
        yield handle
    finally:
        os.close(handle)


def _held(path: Path) -> int:
    """The file at this path locked, and not one that was set aside or removed meanwhile."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), OWNER_ONLY)
        try:
            lock(handle)
            if _stands_at(path, handle):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _stands_at(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def is_free(path: Path) -> bool:
    """Whether nobody holds a file alone, and it may be written."""
    try:
        handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    except OSError:
        return False
    try:
        lock(handle, wait=False)
    except OSError:
        return False
    finally:
        os.close(handle)
    return True


def lock(handle: int, *, wait: bool = True) -> None:
    """Hold the file, waiting for it or with an OSError; it is let go when the handle is closed."""
    try:
        import fcntl
    except ImportError:
        import msvcrt as locking

        windows: Any = locking
        os.lseek(handle, 0, os.SEEK_SET)
        windows.locking(handle, windows.LK_LOCK if wait else windows.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
