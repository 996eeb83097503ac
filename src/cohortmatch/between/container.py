"""A file of an exchange: what it is and its version, a header, a body of fixed length, a check.

    cohortmatch between 1 offer
    {"exchange": …}
    the body: entries of 32 bytes
    SHA-256 of everything before

Policy: the header is read and judged first, and it says how long the body must be, so that nothing
of a file that is too long, cut or of another kind is ever looked at. The check finds damage; it
protects against nobody who means harm.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError

from cohortmatch.between.encoded_header import EncodedHeader
from cohortmatch.between.terms import ExchangeHeader
from cohortmatch.core.errors import ExchangeError

__all__ = ["CHECK", "FORMAT", "Opened", "header_of", "packed", "unpacked", "unpacked_encoded"]

FORMAT = 1
MAGIC = b"cohortmatch between "
CHECK = 32
"""Bytes of the check at the end."""
HEAD = 4096
"""Bytes within which the header ends."""
LARGEST = 2_000_000_000
"""Bytes of a file at the most."""
NEWER = "was written by another version of cohortmatch ({}); use the same version on both sides"
WRONG_KIND = (
    "is {} and {} is wanted here. The order is: offer (A), answer (B), "
    "open (A); or encode (each borough), link (unit)"
)
A_KIND = {
    "offer": "an offer",
    "answer": "an answer",
    "secret": "the secret of an offer",
    "encoded": "an encoded list for a trusted unit",
}
Header = TypeVar("Header", ExchangeHeader, EncodedHeader)


class Opened(Generic[Header]):
    """A file whose header was read, and whose body is read once that was judged."""

    def __init__(self, path: Path, header: Header, start: int, size: int) -> None:
        self.path = path
        self.header: Header = header
        self._start, self._size = start, size

    def body(self, length: int) -> memoryview:
        """The body, which must have this many bytes; ExchangeError where the file is cut, longer or
        damaged."""
        if self._size != self._start + length + CHECK:
            short = self._size < self._start + length + CHECK
            what = "is cut" if short else "is longer than it says"
            raise ExchangeError(f"{self.path}: {what}; have it sent again")
        data = _read(self.path, LARGEST)
        if hashlib.sha256(memoryview(data)[:-CHECK]).digest() != data[-CHECK:]:
            raise ExchangeError(f"{self.path}: is damaged; have it sent again")
        return memoryview(data)[self._start : -CHECK]

    def rest(self) -> memoryview:
        """The body, however long; for files that we wrote ourselves."""
        return self.body(max(0, self._size - self._start - CHECK))

    def __repr__(self) -> str:
        return f"<Opened {self.header.kind}>"


def packed(header: ExchangeHeader | EncodedHeader, body: bytes) -> bytes:
    """A whole file."""
    first = MAGIC + f"{FORMAT} {header.kind}\n".encode()
    data = first + header.model_dump_json(exclude={"kind"}).encode() + b"\n" + body
    return data + hashlib.sha256(data).digest()


def unpacked(path: Path, kind: str) -> Opened[ExchangeHeader]:
    """A file of this kind, its header read; ExchangeError for any other file."""
    return _unpacked(path, kind, ExchangeHeader)


def unpacked_encoded(path: Path) -> Opened[EncodedHeader]:
    """A file for a trusted unit, its header read; ExchangeError for any other file."""
    return _unpacked(path, "encoded", EncodedHeader)


def _unpacked(path: Path, kind: str, made: type[Header]) -> Opened[Header]:
    try:
        is_file, size = path.is_file(), path.stat().st_size
    except OSError as error:
        raise ExchangeError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from None
    if not is_file:
        raise ExchangeError(f"{path}: is no file")
    if size > LARGEST:
        raise ExchangeError(f"{path}: is larger than any file of an exchange")
    return _with_header(path, _read(path, HEAD), size, kind, made)


def header_of(path: Path, kind: str) -> ExchangeHeader | None:
    """The header of a file of this kind; None where it is another or cannot be read."""
    try:
        return unpacked(path, kind).header
    except ExchangeError:
        return None


def _with_header(
    path: Path, head: bytes, size: int, kind: str, made: type[Header]
) -> Opened[Header]:
    first, _, rest = head.partition(b"\n")
    words = first.removeprefix(MAGIC).decode("ascii", "replace").split()
    if not first.startswith(MAGIC) or len(words) != 2:
        raise ExchangeError(f"{path}: is no file of an exchange between boroughs")
    version, found = words
    if version != str(FORMAT) or found not in A_KIND:
        raise ExchangeError(f"{path}: {NEWER.format('format ' + version[:8])}")
    if found != kind:
        raise ExchangeError(f"{path}: {WRONG_KIND.format(A_KIND[found], A_KIND[kind])}")
    text, newline, _ = rest.partition(b"\n")
    try:
        if not newline:
            raise ValueError
        header = made.model_validate_json(b'{"kind":"%s",' % found.encode() + text[1:])
    except (ValidationError, ValueError):
        raise ExchangeError(f"{path}: its header is cut or damaged; have it sent again") from None
    return Opened(path, header, len(first) + len(text) + 2, size)


def _read(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise ExchangeError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from None
