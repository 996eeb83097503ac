"""Which programs have a file open, so that a message can say what to close.

Where the system tells it (Linux), and of the programs that this user may look at.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

__all__ = ["programs_with"]

PROCESSES = Path("/proc")


def programs_with(files: Iterable[Path]) -> tuple[str, ...]:
    """The programs that have one of the files open, "python3 (process 4711)"; none where the system
    does not tell."""
    wanted = {os.path.realpath(each) for each in files}
    return tuple(_told(each) for each in _processes() if not wanted.isdisjoint(_opened_by(each)))


def _processes() -> list[Path]:
    with contextlib.suppress(OSError):
        numbered = (each for each in PROCESSES.iterdir() if each.name.isdigit())
        return sorted(numbered, key=lambda each: int(each.name))
    return []


def _opened_by(process: Path) -> Iterator[str]:
    with contextlib.suppress(OSError):
        for handle in (process / "fd").iterdir():
            with contextlib.suppress(OSError):
                yield str(handle.readlink())


def _told(process: Path) -> str:
    if int(process.name) == os.getpid():
        return "this program"
    try:
        name = (process / "comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        name = "a program"
    return f"{name} (process {process.name})"
