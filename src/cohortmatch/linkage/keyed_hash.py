"""Keyed hashes: texts to 64-bit numbers that are the same in every run.

Without the key a number reveals nothing of its text; with the key a guess can be tried, as with
every digest. Numbers of several texts are mixed into one, and the mixing keeps their order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["NONE", "UInt64s", "among", "combined", "hashed", "mixed", "numbered"]

UInt64s = npt.NDArray[np.uint64]
NONE = np.uint64(0x9E3779B97F4A7C15)
"""The number of no text at all."""
_SHIFTS = (np.uint64(30), np.uint64(27), np.uint64(31))
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_STEP = np.uint64(0xD1342543DE82EF95)
_SIEVE = 1 << 22


def hashed(texts: Sequence[str], key: str) -> UInt64s:
    """The number of each text: its BLAKE2b digest of 8 bytes under `key`, 32 hexadecimal digits.

    There is one more number than texts: the last stands for no text, so that a code of -1 finds it.
    """
    out = np.empty(len(texts) + 1, dtype=np.uint64)
    out[:-1] = np.frombuffer(b"".join(_digests(texts, bytes.fromhex(key))), dtype="<u8")
    out[-1] = NONE
    return out


def _digests(texts: Iterable[str], key: bytes) -> Iterator[bytes]:
    # A copy of one prepared state costs less than preparing the key again for each text.
    prepared = hashlib.blake2b(digest_size=8, key=key)
    for text in texts:
        state = prepared.copy()
        # A lone surrogate, which a damaged file may hold, is a text like any other.
        state.update(text.encode("utf-8", "surrogatepass"))
        yield state.digest()


def numbered(numbers: npt.NDArray[np.integer[Any]]) -> UInt64s:
    """Numbers that mean the same in every run and need no key."""
    return _stirred(numbers.astype(np.int64).view(np.uint64))


def mixed(parts: Iterable[UInt64s]) -> UInt64s:
    """One number (uint64) for the parts in their order, row by row."""
    out: UInt64s | None = None
    for part in parts:
        out = _stirred(part if out is None else out * _STEP + part)
    if out is None:
        raise ValueError("nothing to mix")
    return out


def combined(parts: Iterable[UInt64s]) -> UInt64s:
    """The same for parts that are numbers of texts, each mixed already, and quicker."""
    out: UInt64s | None = None
    for part in parts:
        out = part if out is None else out * _STEP + part
    if out is None:
        raise ValueError("nothing to combine")
    return out


def _stirred(number: UInt64s) -> UInt64s:
    """Every bit of a number spread over all of them (the finaliser of SplitMix64)."""
    out = number ^ (number >> _SHIFTS[0])
    out *= _FIRST
    out ^= out >> _SHIFTS[1]
    out *= _SECOND
    out ^= out >> _SHIFTS[2]
    return out


def among(numbers: UInt64s, some: UInt64s) -> npt.NDArray[np.bool_]:
    """Which numbers are among some others, which may be few of very many."""
    mask = np.uint64(_SIEVE - 1)
    sieve = np.zeros(_SIEVE, dtype=bool)
    sieve[some & mask] = True
    out: npt.NDArray[np.bool_] = sieve[numbers & mask]
    at = np.flatnonzero(out)
    ordered = np.sort(some)
    if len(at):
        place = np.minimum(np.searchsorted(ordered, numbers[at]), len(ordered) - 1)
        out[at] = ordered[place] == numbers[at]
    return out
