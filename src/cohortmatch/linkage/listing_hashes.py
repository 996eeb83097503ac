"""Listing hashes: two numbers a listing, which show whether it has changed.

They cover everything that a pair's evidence can depend on: the list's name, every form of the name,
and every field's values in their order. They leave out row numbers, headings, the order of rows and
columns that are only carried along. Equal rows of one list are numbered in their order, so that
each row has numbers of its own.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from cohortmatch.core.arrays import Int64s
from cohortmatch.core.types import Field, Listings, NameKind, Names
from cohortmatch.linkage.keyed_hash import UInt64s, combined, hashed, mixed, numbered
from cohortmatch.values.dates import DateOfBirth
from cohortmatch.values.identifiers import Identifier
from cohortmatch.values.text import fold

__all__ = ["content_numbers", "content_numbers_across_lists", "listing_numbers"]

Lanes = tuple[UInt64s, UInt64s]
OPEN = "0" * 32
"""The key of numbers that are never kept."""


def listing_numbers(listings: Listings, key: str) -> UInt64s:
    """Each listing's numbers (uint64, listings by 2), different for every listing."""
    numbers = _contents(listings, key)
    again = numbered(_times_before(numbers[0]))
    return np.stack([mixed([number, again]) for number in numbers], axis=1)


def content_numbers(listings: Listings) -> UInt64s:
    """A number (uint64) for each listing's content; equal listings have the same number."""
    return _contents(listings, OPEN)[0]


def content_numbers_across_lists(listings: Listings) -> UInt64s:
    """A number (uint64) for each listing's content, the same on whichever list it is."""
    return mixed([_own_contents(listings, OPEN)[0]])


def _contents(listings: Listings, key: str) -> Lanes:
    """Two numbers for what each listing says: of two listings that differ never both are the same.

    What a listing does not have adds nothing, so that a column more changes nothing where it is
    blank.
    """
    lists = hashed([fold(info.name) for info in listings.lists], key)[listings.list_code]
    one, other = _own_contents(listings, key)
    return mixed([lists, one]), mixed([lists, other])


def _own_contents(listings: Listings, key: str) -> Lanes:
    """The same without the list's name."""
    one, other = _name_forms(listings.names, key)
    both = {"middle": listings.names.middle, "street": listings.names.street}
    for name, field in sorted({**listings.fields, **both}.items()):
        if len(field.codes):
            more = _field(field, name, key)
            one, other = one + more[0], other + more[1]
    return one, other


def _name_forms(names: Names, key: str) -> Lanes:
    words = hashed(names.words, key)
    kinds = numbered(np.arange(len(NameKind)))[names.kind]
    return _summed(combined([words[names.given], words[names.surname], kinds]), names.offsets)


def _field(field: Field[Any], name: str, key: str) -> Lanes:
    """Two numbers for each listing's values of a field, 0 where it has none."""
    of_name, _ = hashed([name], key)
    values = hashed(list(map(_text, field.values)), key) ^ of_name
    return _summed(values[field.codes], field.offsets)


def _summed(numbers: UInt64s, offsets: Int64s) -> Lanes:
    """Sums of each listing's numbers, each mixed with its place among them in two ways."""
    counts = np.diff(offsets)
    place = np.arange(len(numbers)) - np.repeat(offsets[:-1], counts)
    places = numbered(np.arange(int(counts.max(initial=0)) + 1))
    one = combined([numbers, places[place]])
    return _sum_of_each(mixed([one]), offsets), _sum_of_each(mixed([one, numbers]), offsets)


def _sum_of_each(numbers: UInt64s, offsets: Int64s) -> UInt64s:
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(numbers)])
    result: UInt64s = sums[offsets[1:]] - sums[offsets[:-1]]
    return result


def _text(value: Any) -> str:
    """A field's value as text: all that comparing can see of it."""
    if isinstance(value, Identifier):
        return value.canonical if value.is_valid else f"{value.canonical}\x1f"
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
