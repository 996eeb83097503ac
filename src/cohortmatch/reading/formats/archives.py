"""Zip archives, the container of .xlsx, .xlsb, .ods and .docx: opened with care.

Policy: an archive that would unpack to more bytes than any panel's list needs is refused before it
is unpacked. Every part is unpacked once to check that it is no larger than it says.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from xml.etree import ElementTree

from cohortmatch.core.errors import FileError

__all__ = ["BROKEN", "SAVE_AGAIN", "archive_of"]

LARGEST_UNPACKED = 1_000_000_000
"""Bytes an archive may unpack to; a list of a million rows and twenty columns stays below."""
SUSPECT_UNPACKED = 20_000_000
LARGEST_RATIO = 150
"""How many times its size a large archive may unpack to; real lists reach 10, bombs 1,000."""
LONGEST_TEXT = 20_000_000
"""Bytes of XML without a tag at the most: a cell holds 32,767 characters."""
MOST_PARTS = 10_000
SAVE_AGAIN = "open it in Excel, save it as .xlsx or .csv and try again"
BROKEN = (
    *(zipfile.BadZipFile, ElementTree.ParseError, ValueError, OSError, EOFError),
    *(NotImplementedError, RuntimeError, KeyError, IndexError, struct.error),
)
"""What zipfile, ElementTree and struct raise on damaged parts."""


@contextmanager
def archive_of(
    data: bytes, name: str, what: str = "workbook", remedy: str = SAVE_AGAIN
) -> Iterator[zipfile.ZipFile]:
    """The archive, opened; any damage inside raises a FileError.

    `name` is the file's name and `what` the kind of file, for errors.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_bombs(archive, name, what)
            yield archive
    except BROKEN as error:
        raise FileError(name, f"the {what} is damaged or incomplete", remedy) from error
    except Exception as error:
        if type(error).__module__ != "zlib":
            raise
        raise FileError(name, f"the {what} is damaged or incomplete", remedy) from error


def _refuse_bombs(archive: zipfile.ZipFile, name: str, what: str) -> None:
    """Refuse what unpacks to too much, and unpack every part once to check its stated size."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    is_bomb = unpacked > SUSPECT_UNPACKED and unpacked > LARGEST_RATIO * packed
    if is_bomb or unpacked > LARGEST_UNPACKED or len(entries) > MOST_PARTS:
        problem = f"the {what} unpacks to more than a list can need; it was not opened"
        raise FileError(name, problem, "save the list alone in a new workbook and try again")
    for entry in entries:
        with archive.open(entry) as stream:
            if _longest_text(stream) > LONGEST_TEXT and entry.filename.endswith(".xml"):
                problem = f"a cell of the {what} holds more text than a cell can"
                raise FileError(name, problem, "take the long text out and try again")


def _longest_text(stream: IO[bytes]) -> int:
    """The most bytes between two tags, roughly; everything is unpacked."""
    longest = run = 0
    while piece := stream.read(1 << 20):
        first = piece.find(b"<")
        run += len(piece) if first < 0 else first
        longest = max(longest, run)
        run = run if first < 0 else len(piece) - piece.rfind(b"<")
    return longest
