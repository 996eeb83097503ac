"""The answer: the offer's points multiplied by our scalar, and a table of our own keys.

A key of ours is a row of the table: the first half of a hash of its point times our scalar finds
the row, the second half is a one-time pad over the references of the people who have the key. Only
who has the same key can compute that point, and only from an entry of the offer; every other row is
indistinguishable from random bytes. The table holds as many rows as its rounded number of people
times the keys of a person, in the order of their bytes.

The form is Diffie-Hellman private set intersection (Meadows 1986; Huberman, Franklin and Hogg 1999)
with hashed points (De Cristofaro, Kim and Tsudik 2010) and labels (Jarecki and Liu 2009).
"""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Sequence

from cohortmatch.between.entries import joined, parted, refuse_unsorted
from cohortmatch.between.group import POINT, Done, Scalar, products
from cohortmatch.between.keys import SHARED, MatchKeys
from cohortmatch.between.offer import NO_ROOM, points_of
from cohortmatch.between.terms import ExchangeHeader
from cohortmatch.core.errors import ExchangeError

__all__ = [
    "TAG",
    "halves",
    "make_answer",
    "new_references",
    "reference_words",
    "row_of",
    "told_references",
]

TAG = 16
"""Bytes by which a row is found; as many hold its references."""
EACH = TAG // SHARED
"""Bytes of a reference."""
HIGHEST = 1 << 24
"""References are below this: six hexadecimal digits."""
LABEL = b"cohortmatch between 1: row of an answer"


def make_answer(
    offer: memoryview,
    header: ExchangeHeader,
    keys: MatchKeys,
    references: Sequence[int],
    done: Done | None = None,
) -> bytes:
    """The body of the answer to an offer; `references` are our people's, `header` the answer's.

    ExchangeError where an entry of the offer is no point, comes twice or is out of order.
    """
    theirs = parted(offer, 0, header.entries)
    refuse_unsorted(theirs, "offer")
    with Scalar.random() as scalar:
        again = products(scalar.times, theirs, done)
        ours = points_of(keys, header, scalar, done)
    holders: dict[int, list[int]] = defaultdict(list)
    for key, who in zip(keys.key.tolist(), keys.person.tolist(), strict=True):
        holders[key].append(references[who])
    rows = [row_of(point, holders[key]) for key, point in enumerate(ours)]
    empty = header.answered_entries - len(rows)
    if empty < 0:
        raise ExchangeError(NO_ROOM)
    rows += [secrets.token_bytes(POINT) for _ in range(empty)]
    return joined((*again, *sorted(rows)))


def new_references(people: int) -> list[int]:
    """A random reference for each person, none twice, none 0."""
    drawn: dict[int, None] = {}
    while len(drawn) < people:
        drawn[secrets.randbelow(HIGHEST - 1) + 1] = None
    return list(drawn)


def reference_words(sender: str, reference: int) -> str:
    """How a reference is asked about: "Barking ref 7F3A-22"."""
    text = f"{reference:06X}"
    return f"{sender} ref {text[:4]}-{text[4:]}"


def row_of(point: bytes, references: Sequence[int]) -> bytes:
    """The row of a key by its point, with the references of at most SHARED people."""
    tag, pad = halves(point)
    told = b"".join(each.to_bytes(EACH, "big") for each in sorted(references))
    return tag + _over(told.ljust(TAG, b"\0"), pad)


def told_references(point: bytes, row: bytes) -> list[int]:
    """The references of a row that was found by this point."""
    plain = _over(row[TAG:], halves(point)[1])
    numbers = (int.from_bytes(plain[i : i + EACH], "big") for i in range(0, TAG, EACH))
    return [each for each in numbers if each]


def halves(point: bytes) -> tuple[bytes, bytes]:
    """What finds a row, and the pad over its references."""
    digest = hashlib.sha512(len(LABEL).to_bytes(2, "big") + LABEL + point).digest()
    return digest[:TAG], digest[TAG : 2 * TAG]


def _over(text: bytes, pad: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(text, pad, strict=True))
