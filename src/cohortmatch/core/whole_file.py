"""Atomic writes: a file appears whole, or not at all; and who may read it.

The content is written under a hidden name beside it, reaches the disk, and only then takes the
name. Only its owner may read a file that holds names, unless it is shared: then the umask decides.
On Windows the folder decides, as for every file there.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

from cohortmatch.core.append_only import OWNER_ONLY, alone, content_of, is_free, lock

__all__ = [
    "exchange",
    "file_rights",
    "hidden_name",
    "left_beside",
    "make_folder",
    "name_behind",
    "remove_left",
    "rights_to_be",
    "write_new",
    "write_whole",
]

IS_WINDOWS = os.name == "nt"
HIDDEN = re.compile(r"\.(.+)\.[0-9a-f]{12}\.(?:new|old)")
OWN_FOLDER = 0o700
EVERYBODY_S_FILE, EVERYBODY_S_FOLDER = 0o666, 0o777
"""Rights before the umask takes what it takes."""


def file_rights(*, shared: bool = False) -> int:
    """The rights of a new file that holds names."""
    return EVERYBODY_S_FILE if shared else OWNER_ONLY


def rights_to_be(*, shared: bool = False) -> int:
    """The rights that a new file which holds names has in the end."""
    if not shared:
        return OWNER_ONLY
    mask = os.umask(0o077)
    os.umask(mask)
    return EVERYBODY_S_FILE & ~mask


def make_folder(folder: Path, *, shared: bool = False) -> None:
    """Make a folder for files that hold names, and those it is in; one that stands is let be.

    OSError when that cannot be done.
    """
    # Python gives 0700 a meaning of its own on Windows, where the folder above is to decide.
    mode = EVERYBODY_S_FOLDER if shared or IS_WINDOWS else OWN_FOLDER
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode, exist_ok=True)
    folder.mkdir(exist_ok=True)


def write_whole(path: Path, content: bytes, mode: int) -> None:
    """Write the file, replacing any earlier one, with these rights (`mode`, as in chmod).

    OSError when that fails; nothing is changed then. What a process that was killed at this left
    beside the file is removed.
    """
    remove_left(path.parent, path.name.__eq__)
    try:
        _put_in_place(path, content, mode)
    except FileNotFoundError:  # another process may have taken the new file for one that was left
        _put_in_place(path, content, mode)


def _put_in_place(path: Path, content: bytes, mode: int) -> None:
    new = path.with_name(hidden_name(path.name, "new"))
    try:
        with _held_new(new, content, mode):
            new.chmod(mode)
            if not IS_WINDOWS:
                new.replace(path)
        if IS_WINDOWS:  # there no file is renamed while it is open
            new.replace(path)
    finally:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)


def exchange(path: Path, make: Callable[[bytes], bytes]) -> None:
    """Put `make(present content)` in a file's place while nobody else adds to it; only its owner
    may read it. OSError when that fails; nothing is changed then."""
    with alone(path) as handle:
        new = make(content_of(handle))
        if not IS_WINDOWS:
            write_whole(path, new, OWNER_ONLY)
    if IS_WINDOWS:  # there no file is replaced while it is open
        write_whole(path, new, OWNER_ONLY)


def write_new(path: Path, content: bytes, mode: int) -> None:
    """Write a new file through to the disk; OSError when that fails."""
    with _held_new(path, content, mode):
        pass


@contextlib.contextmanager
def _held_new(path: Path, content: bytes, mode: int) -> Iterator[None]:
    """A new file on the disk, held meanwhile, so that no other process takes it for a leftover."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(handle, "wb") as file:
        with contextlib.suppress(OSError):  # not every disk on a network can do it
            lock(handle)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        yield


def hidden_name(name: str, ending: str) -> str:
    """A name beside a file's that no other process chooses: `.NAME.<twelve digits>.ending`."""
    return f".{name}.{uuid4().hex[:12]}.{ending}"


def name_behind(hidden: str) -> str:
    """The name of the file for which `hidden_name` made this one; empty where it did not."""
    found = HIDDEN.fullmatch(hidden)
    return found[1] if found else ""


def remove_left(folder: Path, is_ours: Callable[[str], bool]) -> None:
    """Remove from a folder what killed processes left of files whose names are `is_ours`; what a
    process is still writing stays, and what cannot be removed.
    """
    with contextlib.suppress(OSError):
        for each in folder.glob(".*.new"):
            name = name_behind(each.name)
            if name and is_ours(name) and is_free(each):
                each.unlink(missing_ok=True)


def left_beside(path: Path) -> list[Path]:
    """The hidden files that killed processes left beside a file while they wrote it, by name.

    OSError where its folder cannot be read.
    """
    beside = sorted(path.parent.iterdir()) if path.parent.is_dir() else []
    return [each for each in beside if name_behind(each.name) == path.name]
