"""Append-only files: add to a file safely, so that nothing is lost or half written.

Policy: a writer locks the file, so that two processes write one after the other. New content goes
down in one write and is on the disk before the call returns; where that fails, the file is
unchanged. A process killed in the middle can leave an unfinished last line, which was never
confirmed; the next writer removes it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cohortmatch.core.errors import OutputError

__all__ = ["append", "finished"]

OWNER_ONLY = 0o600
"""A new file may be read by its owner only."""


def append(path: Path, add: Callable[[bytes], bytes]) -> None:
    """Add `add(present content)` to the end of a file, which is created when missing.

    `add` gets whole lines only. OutputError when the file cannot be written; it is then unchanged.
    """
    is_new = not path.exists()
    try:
        with _alone(path) as handle:
            before = _read(handle)
            kept = finished(before)
            try:
                _write(handle, add(kept), len(kept))
            except BaseException:
                os.ftruncate(handle, len(before))
                if is_new and not before:
                    path.unlink(missing_ok=True)
                raise
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise OutputError(
            f"{path}: cannot be written ({reason}). Nothing in it was changed. "
            "Make room, or choose a place where you may write"
        ) from None


def finished(content: bytes) -> bytes:
    """The content up to the end of its last whole line."""
    return content[: content.rfind(b"\n") + 1]


def _read(handle: int) -> bytes:
    os.lseek(handle, 0, os.SEEK_SET)
    parts = []
    while part := os.read(handle, 1 << 20):
        parts.append(part)
    return b"".join(parts)


def _write(handle: int, content: bytes, place: int) -> None:
    os.ftruncate(handle, place)
    os.lseek(handle, place, os.SEEK_SET)
    while content:
        content = content[os.write(handle, content) :]
    os.fsync(handle)


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[int]:
    """The file opened for this process alone, waiting until others are done."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), OWNER_ONLY)
    try:
        _lock(handle)
        yield handle
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    """Wait for the file and hold it; it is let go when the handle is closed."""
    try:
        import fcntl
    except ImportError:
        import msvcrt as locking

        windows: Any = locking
        os.lseek(handle, 0, os.SEEK_SET)
        windows.locking(handle, windows.LK_LOCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX)
