"""An object in a file that every process of a machine maps: its arrays are in memory once.

The file is read back by `opened`. Arrays lie apart from the rest, each at a place that their
numbers can be read at. Functions are pickled by value where they have no name to be found by, which
pickle alone cannot do.
"""

from __future__ import annotations

import io
import mmap
import os
import pickle
from pathlib import Path
from typing import Any

__all__ = ["opened", "shipped"]

ALIGNED = 64
"""Bytes that the place of an array is a multiple of."""


def shipped(what: object, file: Path) -> None:
    """Write an object into a new file that only its owner may read. OSError where it cannot be."""
    from pyspark import cloudpickle

    arrays: list[pickle.PickleBuffer] = []
    rest = io.BytesIO()
    cloudpickle.CloudPickler(rest, protocol=5, buffer_callback=arrays.append).dump(what)
    parts = [memoryview(rest.getvalue()), *(each.raw() for each in arrays)]
    head = pickle.dumps([part.nbytes for part in parts])
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(len(head).to_bytes(8, "little") + head)
        for part in parts:
            out.write(bytes(-out.tell() % ALIGNED))
            out.write(part)


def opened(file: Path) -> Any:
    """The object of a file that `shipped` wrote; its arrays are read-only and stay in the file."""
    with file.open("rb") as found:
        mapped = memoryview(mmap.mmap(found.fileno(), 0, access=mmap.ACCESS_READ))
    start = 8 + int.from_bytes(mapped[:8], "little")
    parts = []
    for size in pickle.loads(mapped[8:start]):
        start += -start % ALIGNED
        parts.append(mapped[start : start + size])
        start += size
    return pickle.loads(parts[0], buffers=parts[1:])
