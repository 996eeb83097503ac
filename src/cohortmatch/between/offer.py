"""The offer: our match keys as points, each multiplied by one secret scalar, among random points.

Without the scalar an offer is indistinguishable from random points (the decisional Diffie-Hellman
assumption), because no entry comes twice. It holds as many entries as its rounded number of people
times the keys of a person, in the order of their bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from cohortmatch.between.entries import joined
from cohortmatch.between.group import Done, Scalar, hash_to_group, products, random_point
from cohortmatch.between.keys import KINDS, MatchKeys
from cohortmatch.between.terms import ExchangeHeader
from cohortmatch.core.errors import ExchangeError

__all__ = ["OfferSecret", "make_offer", "points_of"]

NO_ROOM = "there are more keys than the file has room for"
DAMAGED = "the secret of this exchange is damaged; make a new offer"


@dataclass(frozen=True, eq=False, repr=False)
class OfferSecret:
    """What only the offering side keeps: the scalar, and whose key of which kind an entry is.

    Key `key[i]` is person `person[i]`'s (int32); it is of kind `kind[key]` (int16) and stands at
    `entry[key]` (int32) of the offer. Erased with `erase`; nothing prints it.
    """

    scalar: Scalar
    entry: npt.NDArray[np.int32]
    kind: npt.NDArray[np.int16]
    key: npt.NDArray[np.int32]
    person: npt.NDArray[np.int32]
    people: int

    def erase(self) -> None:
        """Overwrite the scalar."""
        self.scalar.erase()

    def packed(self) -> bytes:
        """Its bytes, for the file of the secret."""
        counts = np.array([len(self.entry), len(self.key), self.people], dtype="<i8")
        arrays = (self.entry, self.kind, self.key, self.person)
        parts = (each.astype(each.dtype.newbyteorder("<")).tobytes() for each in arrays)
        return self.scalar.secret_bytes() + counts.tobytes() + b"".join(parts)

    @classmethod
    def unpacked(cls, data: bytes, entries: int) -> OfferSecret:
        """The secret from its bytes; ExchangeError where they are no secret of so many entries."""
        head = 32 + 24
        if len(data) < head:
            raise ExchangeError(DAMAGED)
        keys, holders, people = np.frombuffer(data[32:head], dtype="<i8").tolist()
        if len(data) != head + 6 * keys + 8 * holders or min(keys, holders, people) < 0:
            raise ExchangeError(DAMAGED)
        places = (0, 4 * keys, 6 * keys, 6 * keys + 4 * holders)
        entry = np.frombuffer(data, "<i4", keys, head + places[0])
        kind = np.frombuffer(data, "<i2", keys, head + places[1])
        key = np.frombuffer(data, "<i4", holders, head + places[2])
        person = np.frombuffer(data, "<i4", holders, head + places[3])
        found = cls(Scalar(data[:32]), entry, kind, key, person, people)
        limits = ((found.entry, entries), (found.kind, len(KINDS)), (found.key, keys))
        if any(_is_out(each, limit) for each, limit in (*limits, (found.person, people))):
            raise ExchangeError(DAMAGED)
        return found

    def __repr__(self) -> str:
        return f"<OfferSecret: {len(self.entry)} keys>"


def _is_out(values: npt.NDArray[Any], limit: int) -> bool:
    return bool(len(values)) and not 0 <= int(values.min()) <= int(values.max()) < limit


def make_offer(
    keys: MatchKeys, header: ExchangeHeader, done: Done | None = None
) -> tuple[bytes, OfferSecret]:
    """The body of an offer, and the secret that opens its answer."""
    scalar = Scalar.random()
    ours = points_of(keys, header, scalar, done)
    room = header.entries - len(ours)
    if room < 0:
        raise ExchangeError(NO_ROOM)
    entries = sorted((*ours, *(random_point() for _ in range(room))))
    place = {entry: number for number, entry in enumerate(entries)}
    at = np.array([place[each] for each in ours], dtype=np.int32)
    return joined(entries), OfferSecret(scalar, at, keys.kind, keys.key, keys.person, keys.people)


def points_of(
    keys: MatchKeys, header: ExchangeHeader, scalar: Scalar, done: Done | None = None
) -> list[bytes]:
    """The point of each key, multiplied by a scalar."""
    blinded = partial(_blinded, domain=header.domain, scalar=scalar)
    return products(blinded, (text.encode() for text in keys.text), done)


def _blinded(text: bytes, domain: bytes, scalar: Scalar) -> bytes:
    return scalar.times(hash_to_group(text, domain))
