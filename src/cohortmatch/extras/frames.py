"""Listings as one plain table, for tools that take a DataFrame of records.

Values are as normalised here: names folded, dates ISO, identifiers canonical. Of several values the
first is used, because a cell of such a table holds one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from cohortmatch.core.arrays import Int32s
from cohortmatch.core.types import ABSENT, Field, Listings, Names
from cohortmatch.values.identifiers import KINDS

__all__ = ["listing_frame"]

OTHER = "other:"


def listing_frame(listings: Listings) -> pd.DataFrame:
    """The listings, one row each, indexed by listing id (`list:row`).

    Columns are `list`, `given_name`, `surname`, `middle_name`, `date_of_birth` (ISO, as far as it
    is known), `sex`, `house_number`, `street`, `postcode`, `phone`, `pnc`, `cro` and any other kind
    of identifier that is recorded, `identifiers` (all of them, separated by spaces) and the columns
    that nobody has explained, under their own names. Cells are text, missing where nothing is
    recorded. The order is that of the listings.
    """
    columns = dict(_columns(listings))
    for name, field in sorted(listings.fields.items()):
        if name.startswith(OTHER):
            columns.setdefault(name.removeprefix(OTHER), _texts(field))
    index = pd.Index(listings.ids, name="listing")
    return pd.DataFrame(columns, index=index)


def _columns(listings: Listings) -> Iterator[tuple[str, list[str | None]]]:
    names = listings.names
    yield "list", [listings.lists[code].name for code in listings.list_code]
    yield "given_name", _words(names, names.given)
    yield "surname", _words(names, names.surname)
    yield "middle_name", _texts(names.middle)
    for name in ("date_of_birth", "sex"):
        yield name, _texts(listings.field(name))
    address = listings.field("address")
    houses = [address.values[code] if code != ABSENT else None for code in address.first]
    yield "house_number", [house.number or None if house else None for house in houses]
    yield "street", [house.street or None if house else None for house in houses]
    for name in ("postcode", "phone"):
        yield name, _texts(listings.field(name))
    yield from _identifiers(listings)


def _identifiers(listings: Listings) -> Iterator[tuple[str, list[str | None]]]:
    found = {name: listings.fields[name] for name in KINDS if name in listings.fields}
    for name, field in found.items():
        yield name, _texts(field)
    together = [
        " ".join(str(value) for field in found.values() for value in field.of(listing))
        for listing in range(len(listings))
    ]
    yield "identifiers", [each or None for each in together]


def _words(names: Names, codes: Int32s) -> list[str | None]:
    """One part of each listing's recorded name, which is its first form."""
    first = names.offsets[:-1]
    has = names.offsets[1:] > first
    return [
        names.words[codes[at]] if ok and codes[at] != ABSENT else None
        for at, ok in zip(first.tolist(), has.tolist(), strict=True)
    ]


def _texts(field: Field[Any]) -> list[str | None]:
    values = [str(value) for value in field.values]
    return [values[code] if code != ABSENT else None for code in field.first.tolist()]
