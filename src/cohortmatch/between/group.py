"""The Ristretto255 group (RFC 9496): hash to a point, multiply by a secret scalar, check a point.

Policy: libsodium does all arithmetic, in constant time; nothing is computed here but the hash that
RFC 9380 prescribes before a point is made. A point is 32 bytes. One that is not canonical, not of
the group or its identity is refused wherever it comes from outside.

This is the only module that knows the library (`rbcl`).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any

from cohortmatch.core.errors import ExchangeError, SettingsError
from cohortmatch.core.installing import install_extra

__all__ = [
    "POINT",
    "SCALAR",
    "Done",
    "Scalar",
    "hash_to_group",
    "is_point",
    "products",
    "random_point",
]

POINT = SCALAR = 32
"""Bytes of a point, and of a scalar."""
UNIFORM = 64
"""Bytes of which a point is made."""
BLOCK = 128
"""Bytes of a block of SHA-512."""
LONGEST = 255
"""Bytes of a domain at most, before it is hashed itself."""
PIECE = 2048
"""Points that one thread works on before it reports."""
MOST_THREADS = 4
NO_LIBRARY = f"comparing with a neighbour needs more: {install_extra('between')}"
NO_POINT = "an entry of the file is no valid point of the group; it is damaged or was made up"
ERASED = "the secret of this exchange is erased already"
Done = Callable[[int], None]
"""Takes the number of points that were just done."""


@cache
def _library() -> Any:
    """libsodium's functions of the group; SettingsError where the extra is not installed."""
    try:
        import rbcl
    except ImportError:
        raise SettingsError(NO_LIBRARY) from None
    _remove_copy()
    return rbcl


def _remove_copy() -> None:
    """Remove the copy of libsodium that rbcl writes into the folder for temporary files and leaves
    there; what is loaded stays loaded. Windows removes no file that is loaded."""
    copy = getattr(sys.modules.get("rbcl._sodium"), "lib_path", None)
    if copy and os.name != "nt":
        with contextlib.suppress(OSError):
            Path(copy).unlink()


def hash_to_group(text: bytes, domain: bytes) -> bytes:
    """The point of a text in a domain: hash_to_ristretto255 with expand_message_xmd and SHA-512
    (RFC 9380, sections 5.3.1, 5.3.3 and appendix B)."""
    if len(domain) > LONGEST:
        domain = hashlib.sha512(b"H2C-OVERSIZE-DST-" + domain).digest()
    suffix = domain + bytes([len(domain)])
    first = hashlib.sha512(bytes(BLOCK) + text + UNIFORM.to_bytes(2, "big") + b"\0" + suffix)
    uniform = hashlib.sha512(first.digest() + b"\1" + suffix).digest()
    point: bytes = _library().crypto_core_ristretto255_from_hash(uniform)
    return point


def random_point() -> bytes:
    """A point that nobody knows anything of."""
    point: bytes = _library().crypto_core_ristretto255_from_hash(secrets.token_bytes(UNIFORM))
    return point


def is_point(data: bytes) -> bool:
    """Whether bytes are the canonical encoding of a point other than the identity."""
    if len(data) != POINT or not any(data):
        return False
    return bool(_library().crypto_core_ristretto255_is_valid_point(data))


class Scalar:
    """A secret number that multiplies points. Nothing prints it, and `erase` overwrites it here.

    Each product hands a copy to libsodium, which Python frees without overwriting it.
    """

    def __init__(self, data: bytes) -> None:
        """From its 32 bytes; ExchangeError for bytes that are no scalar."""
        if len(data) != SCALAR or not any(data):
            raise ExchangeError("the secret of this exchange is damaged")
        self._data = bytearray(data)

    @classmethod
    def random(cls) -> Scalar:
        """A new one, from the system's source of randomness."""
        return cls(_library().crypto_core_ristretto255_scalar_random())

    def inverse(self) -> Scalar:
        """The scalar that undoes this one."""
        return Scalar(_library().crypto_core_ristretto255_scalar_invert(self.secret_bytes()))

    def secret_bytes(self) -> bytes:
        """Its 32 bytes, for the file of the secret alone; ExchangeError once it is erased."""
        if not any(self._data):
            raise ExchangeError(ERASED)
        return bytes(self._data)

    def times(self, point: bytes) -> bytes:
        """The product with a point; ExchangeError where that is no point."""
        try:
            product: bytes = _library().crypto_scalarmult_ristretto255(self.secret_bytes(), point)
        except (RuntimeError, TypeError, ValueError):
            raise ExchangeError(NO_POINT) from None
        return product

    def erase(self) -> None:
        """Overwrite it."""
        self._data[:] = bytes(len(self._data))

    def __enter__(self) -> Scalar:
        return self

    def __exit__(self, *_: object) -> None:
        self.erase()

    def __repr__(self) -> str:
        return "<Scalar>"

    def __reduce__(self) -> Any:
        raise TypeError("a secret is never pickled or copied")


def products(
    make: Callable[[bytes], bytes], data: Iterable[bytes], done: Done | None = None
) -> list[bytes]:
    """What `make` makes of each, in order, on several threads: libsodium leaves the interpreter
    free while it computes. `done` gets the number of each part that is finished."""
    workers = min(os.cpu_count() or 1, MOST_THREADS)
    out: list[bytes] = []
    with ThreadPoolExecutor(workers) as pool:
        for part in pool.map(partial(_part, make), _pieces(data)):
            out += part
            if done is not None:
                done(len(part))
    return out


def _part(make: Callable[[bytes], bytes], data: Sequence[bytes]) -> list[bytes]:
    return [make(each) for each in data]


def _pieces(data: Iterable[bytes]) -> Iterator[list[bytes]]:
    rest = iter(data)
    while piece := list(islice(rest, PIECE)):
        yield piece
