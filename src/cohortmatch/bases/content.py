"""Every listing as two numbers that say whether it is still the same listing.

Whatever a pair's evidence can depend on is part of them: the list's name, every form of the name,
and every field's values, in the order in which they stand. Rows, headings, the order of rows and
what is only carried along are not. Rows of one list that say the same are numbered in their order,
so that each row has numbers of its own.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from cohortmatch.arrays import Int64s
from cohortmatch.bases.hashing import LANES, UInt64s, hashed, mixed, numbered
from cohortmatch.types import Field, Listings, Names
from cohortmatch.values.dates import DateOfBirth
from cohortmatch.values.identifiers import Identifier
from cohortmatch.values.text import fold

__all__ = ["content_numbers", "listing_numbers"]

OPEN = "0" * 32
"""The key of numbers that are never kept."""


def listing_numbers(listings: Listings, key: str) -> UInt64s:
    """Each listing's numbers (uint64, listings by 2), no two listings' the same."""
    lanes = [_contents(listings, key, lane) for lane in range(LANES)]
    again = _times_before(lanes[0])
    return np.stack([mixed([lane, numbered(again)]) for lane in lanes], axis=1)


def content_numbers(listings: Listings) -> UInt64s:
    """A number (uint64) for what each listing says; listings that say the same have the same."""
    return _contents(listings, OPEN, 0)


def _contents(listings: Listings, key: str, lane: int) -> UInt64s:
    """One number for what each listing says."""
    lists = hashed([fold(info.name) for info in listings.lists], key, lane)
    parts = [lists[listings.list_code], _name_forms(listings.names, key, lane)]
    both = {"middle": listings.names.middle, "street": listings.names.street}
    total = np.zeros(len(listings), dtype=np.uint64)
    for name, field in sorted({**listings.fields, **both}.items()):
        total += _field(field, name, key, lane)
    return mixed([*parts, total])


def _name_forms(names: Names, key: str, lane: int) -> UInt64s:
    words = hashed(names.words, key, lane)
    forms = mixed([words[names.given], words[names.surname], numbered(names.kind)])
    return _summed(forms, names.offsets)


def _field(field: Field[Any], name: str, key: str, lane: int) -> UInt64s:
    """One number for each listing's values of a field, 0 where it has none."""
    (of_name,) = hashed([name], key, lane)[:1]
    values = hashed([_text(value) for value in field.values], key, lane)
    return _summed(mixed([values, np.full(len(values), of_name)])[field.codes], field.offsets)


def _summed(numbers: UInt64s, offsets: Int64s) -> UInt64s:
    """The sum of each listing's numbers, each mixed with its place among them."""
    starts = offsets[:-1]
    counts = np.diff(offsets)
    place = np.arange(len(numbers)) - np.repeat(starts, counts)
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(mixed([numbers, numbered(place)]))])
    result: UInt64s = sums[offsets[1:]] - sums[starts]
    return result


def _text(value: Any) -> str:
    """A field's value as text: all that comparing can see of it."""
    if isinstance(value, Identifier):
        return f"{value.kind}\x1f{value.key}\x1f{value.is_valid}\x1f{value.canonical}"
    if isinstance(value, DateOfBirth):
        return f"{value.year}-{value.month}-{value.day}"
    return "\x1f".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _times_before(numbers: UInt64s) -> Int64s:
    """How many earlier listings have each listing's number."""
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    starts = np.flatnonzero(
        np.concatenate([np.ones(min(len(ordered), 1), bool), ordered[1:] != ordered[:-1]])
    )
    sizes = np.diff(np.append(starts, len(ordered)))
    out = np.empty(len(numbers), dtype=np.int64)
    out[order] = np.arange(len(ordered)) - np.repeat(starts, sizes)
    return out
