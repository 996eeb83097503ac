"""Reading a whole file that may be no file at all: a device never ends, a pipe may never begin.

Policy: only a regular file is read, or a link to one, and no more than a gigabyte of it.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

__all__ = ["LARGEST", "NotAFileError", "TooLargeError", "bytes_of"]

LARGEST = 1_000_000_000
"""Bytes of a file at the most."""
PIECE = 1 << 20
NO_FILE = "it is a device or a pipe and not a file"
TOO_LARGE = "it is larger than 1 GB"


class NotAFileError(OSError):
    """The path leads to a device, a pipe or a socket."""


class TooLargeError(OSError):
    """The file is larger than allowed."""


def bytes_of(path: Path) -> bytes:
    """The bytes of a file of no more than LARGEST bytes.

    Raises NotAFileError, TooLargeError, or the OSError of a file that cannot be opened or read.
    """
    found = path.stat()
    if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
        raise NotAFileError(0, NO_FILE)
    if found.st_size > LARGEST:
        raise TooLargeError(0, TOO_LARGE)
    with open(path, "rb", opener=_opened) as stream:
        data: bytes = stream.read(found.st_size)
        while more := stream.read(PIECE):  # it has grown, or does not know its size
            data += more
            if len(data) > LARGEST:
                raise TooLargeError(0, TOO_LARGE)
    return data


def _opened(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
