"""Opening an answer: which of our keys the other side has, and its references for them."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from cohortmatch.between.answer import HIGHEST, TAG, halves, told_references
from cohortmatch.between.entries import parted, refuse_repeats, refuse_unsorted
from cohortmatch.between.group import Done, is_point, products
from cohortmatch.between.offer import OfferSecret
from cohortmatch.between.terms import ExchangeHeader
from cohortmatch.core.errors import ExchangeError

__all__ = ["AgreeingKeys", "open_answer"]

NO_POINT = "the answer holds an entry that is no valid point; it is damaged or was made up"
NO_REFERENCE = "the answer holds a row that cannot be read; it is damaged or was made up"


class AgreeingKeys(NamedTuple):
    """One of our people, a reference of the other side, and the kinds of keys that agree."""

    person: int
    reference: int
    kinds: frozenset[int]


def open_answer(
    body: memoryview, header: ExchangeHeader, secret: OfferSecret, done: Done | None = None
) -> list[AgreeingKeys]:
    """Which keys of whom the other side has; ExchangeError for an answer that was not made from
    this offer as the protocol says."""
    again = parted(body, 0, header.entries)
    rows = parted(body, header.entries, header.answered_entries)
    refuse_repeats(again, "answer")
    refuse_unsorted(rows, "answer")
    if not all(map(is_point, again)):
        raise ExchangeError(NO_POINT)
    by_tag = {row[:TAG]: row for row in rows}
    ours = [again[place] for place in secret.entry.tolist()]
    with secret.scalar.inverse() as undo:
        points = products(undo.times, ours, done)
    found = {key: refs for key, p in enumerate(points) if (refs := _references(p, by_tag))}
    return _of_people(secret, found)


def _references(point: bytes, by_tag: dict[bytes, bytes]) -> list[int]:
    """The references of the row that a point finds; none where there is no such row."""
    row = by_tag.get(halves(point)[0])
    if row is None:
        return []
    told = told_references(point, row)
    if not told or max(told) >= HIGHEST:
        raise ExchangeError(NO_REFERENCE)
    return told


def _of_people(secret: OfferSecret, found: dict[int, list[int]]) -> list[AgreeingKeys]:
    kinds: dict[tuple[int, int], set[int]] = defaultdict(set)
    for key, who in zip(secret.key.tolist(), secret.person.tolist(), strict=True):
        for reference in found.get(key, ()):
            kinds[who, reference].add(int(secret.kind[key]))
    return [AgreeingKeys(*pair, frozenset(each)) for pair, each in sorted(kinds.items())]
