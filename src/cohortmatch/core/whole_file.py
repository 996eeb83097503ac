"""Atomic writes: a file appears whole, or not at all.

The content is written under a hidden name beside it, reaches the disk, and only then takes the
name.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from uuid import uuid4

__all__ = ["hidden_name", "write_new", "write_whole"]


def write_whole(path: Path, content: bytes, mode: int) -> None:
    """Write the file, replacing any earlier one, with these rights (`mode`, as in chmod).

    OSError when that fails; nothing is changed then.
    """
    new = path.with_name(hidden_name(path.name, "new"))
    try:
        write_new(new, content, mode)
        new.chmod(mode)
        new.replace(path)
    finally:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)


def write_new(path: Path, content: bytes, mode: int) -> None:
    """Write a new file through to the disk; OSError when that fails."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def hidden_name(name: str, ending: str) -> str:
    """A name beside a file's that no other process chooses: `.NAME.<twelve digits>.ending`."""
    return f".{name}.{uuid4().hex[:12]}.{ending}"
