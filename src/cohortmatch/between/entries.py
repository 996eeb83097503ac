"""Entries of 32 bytes, sorted so that their place says nothing, none of them twice."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from cohortmatch.between.group import POINT
from cohortmatch.core.errors import ExchangeError

__all__ = ["joined", "parted", "refuse_repeats", "refuse_unsorted"]

REPEATED = "the {} holds an entry twice, which no side's own run writes; it is refused"
UNSORTED = "the {} is not in the order that every side writes; it is damaged or was changed"


def joined(entries: Iterable[bytes]) -> bytes:
    """The body of a file."""
    return b"".join(entries)


def parted(body: memoryview, start: int, count: int) -> list[bytes]:
    """As many entries of a body, from the one at `start`."""
    return [bytes(body[i * POINT : (i + 1) * POINT]) for i in range(start, start + count)]


def refuse_unsorted(entries: list[bytes], what: str) -> None:
    """ExchangeError unless the entries ascend, which also means that none comes twice."""
    for one, other in pairwise(entries):
        if one == other:
            raise ExchangeError(REPEATED.format(what))
        if one > other:
            raise ExchangeError(UNSORTED.format(what))


def refuse_repeats(entries: list[bytes], what: str) -> None:
    """ExchangeError where an entry comes twice."""
    if len(set(entries)) != len(entries):
        raise ExchangeError(REPEATED.format(what))
