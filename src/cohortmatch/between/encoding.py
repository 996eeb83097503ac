"""An encoded list: for each person a reference and the digests of match keys, among random bytes.

Every person takes the same room: so many places for each kind as a person can have keys of it. A
place without a key, and a person who only fills up the rounded number, are random bytes, which
nobody without the key can tell from digests. People stand in the order of their references, which
are random; the keys of one kind begin at a random place.

What stays to be seen without the key: which digests two people share, of one borough or of two,
and of which kind they are. That is what linkage needs, and what an attack can use.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from cohortmatch.between.answer import HIGHEST, new_references
from cohortmatch.between.encoded_header import EncodedHeader, derived_about
from cohortmatch.between.group import Done
from cohortmatch.between.keys import KINDS, MatchKeys
from cohortmatch.between.shared_key import DIGEST, SharedKey
from cohortmatch.core.errors import ExchangeError

__all__ = ["ROW", "SLOTS", "EncodedPeople", "decoded", "encoded_body"]

REFERENCE = 3
"""Bytes of a reference."""
FIRST = tuple(accumulate((kind.each for kind in KINDS), initial=0))
"""The first place of each kind, and the number of all places."""
SLOTS = FIRST[-1]
ROW = REFERENCE + SLOTS * DIGEST
"""Bytes of a person."""
KIND_OF = tuple(kind for kind, each in enumerate(KINDS) for _ in range(each.each))
"""The kind of each place."""
PART = 20_000
NO_ORDER = "its people are not in the order that encoding writes; it is damaged or was made up"
Bytes = npt.NDArray[np.uint8]


class EncodedPeople:
    """The people of an encoded list: their references, and the digests of each, by kind."""

    def __init__(self, references: Sequence[int], digests: Bytes) -> None:
        self.references, self.digests = references, digests

    def __len__(self) -> int:
        return len(self.references)

    def __repr__(self) -> str:
        return f"<EncodedPeople: {len(self)}>"

    @property
    def numbers(self) -> npt.NDArray[np.uint64]:
        """The first half of each digest as a number, people by places."""
        return self.digests.view("<u8")[:, :, 0]

    def text(self, person: int, place: int) -> str:
        """A digest in hexadecimal digits."""
        digest: bytes = self.digests[person, place].tobytes()
        return digest.hex()


def encoded_body(
    keys: MatchKeys, header: EncodedHeader, key: SharedKey, done: Done | None = None
) -> tuple[bytes, list[int]]:
    """The body of an encoded list, and the reference of each of our people."""
    references = new_references(header.people)
    table = np.frombuffer(bytearray(secrets.token_bytes(header.people * ROW)), dtype=np.uint8)
    table = table.reshape(header.people, ROW)
    for column in range(REFERENCE):
        shift = 8 * (REFERENCE - 1 - column)
        table[:, column] = (np.array(references) >> shift) & 255
    places = table[:, REFERENCE:].reshape(header.people, SLOTS, DIGEST)
    _fill(places, keys, header, key, done)
    order = np.argsort(np.array(references))
    table[:, REFERENCE:] = places.reshape(header.people, -1)
    return table[order].tobytes(), references[: keys.people]


def _fill(
    places: Bytes, keys: MatchKeys, header: EncodedHeader, key: SharedKey, done: Done | None
) -> None:
    """Write the digest of every key into a place of its kind, from a random one on."""
    start = np.frombuffer(secrets.token_bytes(keys.people * len(KINDS)), dtype=np.uint8)
    start = start.reshape(keys.people, len(KINDS))
    derived = key.derived(*derived_about(header.agreement, header.digest, header.month))
    try:
        digests = list(_digests(keys, derived.digest, done))
    finally:
        derived.erase()
    turn: dict[tuple[int, int], int] = {}
    for of, who in zip(keys.key.tolist(), keys.person.tolist(), strict=True):
        kind = int(keys.kind[of])
        at = turn[who, kind] = turn.get((who, kind), -1) + 1
        place = FIRST[kind] + (int(start[who, kind]) + at) % KINDS[kind].each
        places[who, place] = np.frombuffer(digests[of], dtype=np.uint8)


def _digests(keys: MatchKeys, digest: object, done: Done | None) -> Iterator[bytes]:
    assert callable(digest)
    for number, text in enumerate(keys.text, 1):
        yield digest(text)
        if done is not None and number % PART == 0:
            done(PART)


def decoded(body: memoryview, header: EncodedHeader) -> EncodedPeople:
    """The people of an encoded list; ExchangeError where the file was not made by encoding."""
    table = np.frombuffer(body, dtype=np.uint8).reshape(header.people, ROW)
    references = np.zeros(header.people, dtype=np.int64)
    for column in range(REFERENCE):
        references = references << 8 | table[:, column]
    if references.min() < 1 or references.max() >= HIGHEST or (np.diff(references) <= 0).any():
        raise ExchangeError(NO_ORDER)
    digests = np.ascontiguousarray(table[:, REFERENCE:]).reshape(-1, SLOTS, DIGEST)
    return EncodedPeople(references.tolist(), digests)
