"""The engine's own input for data that is not a list of people: plain columns.

    listings = listings_of({"A": {"pnc": ["02/73319Z", None]}, "B": {"token": [...]}})

A column has for each row one value, None, or a list of several. What stands for nothing in a list
(blank, n/a, unknown) is nothing in any column. A column that the package's own
comparisons use is read as the cells of a list are. A column that a registered comparison uses is
kept unchanged. A column that no comparison uses is one that nobody has explained, and its weights
are learnt. Names have forms that only normalising makes, so columns of names are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from math import isnan
from typing import Any

import numpy as np
import pandas as pd

from cohortmatch.core.accepting import a_day, a_mapping, refuse
from cohortmatch.core.errors import SettingsError
from cohortmatch.core.findings import Finding
from cohortmatch.core.types import OUTCODE, Field, ListInfo, Listings, Names, Role
from cohortmatch.linkage.comparing.kinds import KINDS
from cohortmatch.linkage.comparing.unexplained_columns import PREFIX
from cohortmatch.values.addresses import Address, parse_address
from cohortmatch.values.ages import Age, parse_age
from cohortmatch.values.dates import DateOfBirth, parse_date_of_birth
from cohortmatch.values.identifiers import KINDS as NUMBERS
from cohortmatch.values.identifiers import Identifier, parse_identifiers
from cohortmatch.values.phones import parse_phones
from cohortmatch.values.postcodes import parse_district, parse_postcode
from cohortmatch.values.sexes import parse_sex
from cohortmatch.values.text import fold, is_placeholder

__all__ = ["Column", "listings_of"]

Column = Sequence[Any]
"""One value a row, None where there is none, a list, tuple or set of several."""
Reads = Callable[[str], Sequence[Any]]
OWN = (Identifier, DateOfBirth, Age, Address)
"""Values that are compared unchanged, in any field."""
NAMES = (
    *("name", "surname", "forename", "middle", "middle_name", "title"),
    *("alias", "street_name", "previous_surname"),
)


def listings_of(
    lists: Mapping[str, Mapping[str, Column]], *, as_of: date | str | None = None
) -> Listings:
    """Listings from plain columns: list name → field → one value for each row.

    Rows are numbered from 1. `as_of` is the day on which dates and ages are read (today when None).
    Raises SettingsError for columns of different lengths, of names, or with a text that cannot be
    read.
    """
    day = date.today() if as_of is None else a_day("as_of", as_of)
    sizes = {name: _rows(name, columns) for name, columns in _checked(lists).items()}
    counts = np.array(list(sizes.values()), dtype=np.int64)
    n = int(counts.sum())
    row = np.empty(n, dtype=object)
    row[:] = [number for size in sizes.values() for number in range(1, size + 1)]
    return Listings(
        lists=tuple(ListInfo(name, "panel", rows_in=k, listings=k) for name, k in sizes.items()),
        raw=tuple(pd.DataFrame(index=range(size)) for size in sizes.values()),
        list_code=np.repeat(np.arange(len(counts), dtype=np.int16), counts),
        row=row,
        position=np.concatenate([np.empty(0, np.int64), *map(np.arange, counts)]).astype(np.int64),
        role=np.full(n, Role.subject, dtype=np.int8),
        names=_nameless(n),
        fields=(fields := _fields(lists, sizes, day)),
        as_of=day,
        noticed=tuple(_only_unexplained(lists, fields)),
    )


def _only_unexplained(lists: Iterable[str], fields: Iterable[str]) -> Iterator[Finding]:
    """What is told where nothing can teach the weights of columns that nobody has explained."""
    if fields and all(field.startswith(PREFIX) for field in fields):
        yield from (Finding("only-unexplained-columns", name) for name in lists)


def _checked(lists: Any) -> Mapping[str, Mapping[str, Column]]:
    a_mapping("lists", lists, "{list: {field: column}}")
    for name, columns in lists.items():
        a_mapping(f"list “{name}”", columns, "{field: column}")
        for field, column in columns.items():
            if field in NAMES:
                raise SettingsError(
                    f"list “{name}”: “{field}” is a column of names, which must "
                    "be read with read_lists"
                )
            if not isinstance(field, str):
                refuse(f"list “{name}”, a field", "text", field)
            if not _is_column(column):
                refuse(f"list “{name}”, “{field}”", "one value a row, in order", column)
    return lists  # type: ignore[no-any-return]


def _is_column(given: Any) -> bool:
    """Whether there is one value a row: a set has no order, and an array may have no rows."""
    has_order = not isinstance(given, str | bytes | set | frozenset | Mapping)
    return has_order and hasattr(given, "__len__") and getattr(given, "ndim", 1) == 1


def _rows(name: str, columns: Mapping[str, Column]) -> int:
    """How many rows a list has; SettingsError where its columns differ in length."""
    sizes = {len(column) for column in columns.values()}
    if len(sizes) > 1:
        raise SettingsError(f"list “{name}”: its columns are not of one length")
    return max(sizes, default=0)


def _nameless(n: int) -> Names:
    """The names of n listings without names."""
    none = np.empty(0, dtype=np.int32)
    empty: Field[str] = Field.empty(n)
    return Names((), empty.offsets, none, none, none.astype(np.int8), empty, empty)


def _fields(
    lists: Mapping[str, Mapping[str, Column]], sizes: Mapping[str, int], day: date
) -> dict[str, Field[Any]]:
    compared = {field for kind in KINDS.values() for field in kind.fields}
    places = [(name, row) for name, size in sizes.items() for row in range(1, size + 1)]
    made = {}
    for field in dict.fromkeys(field for columns in lists.values() for field in columns):
        cells = [cell for name, size in sizes.items() for cell in _column(lists[name], field, size)]
        known = field in compared
        reads = _reader(field, day) if known else _as_text
        own = field if known or field.startswith(PREFIX) else f"{PREFIX}{field}"
        try:
            made[own] = _field(cells, reads)
        except _UnreadError as unread:
            name, row = places[unread.row]
            raise SettingsError(f"list “{name}”, row {row}, “{field}”: {unread}") from None
    return made


def _column(columns: Mapping[str, Column], field: str, size: int) -> Column:
    return columns[field] if field in columns else [None] * size


class _UnreadError(ValueError):
    """A value of a row that cannot be compared; the value itself is not kept."""

    def __init__(self, row: int, why: str) -> None:
        super().__init__(why)
        self.row = row


def _field(cells: Sequence[Any], reads: Reads | None) -> Field[Any]:
    """The field of some cells; raises _UnreadError for one that cannot be read."""
    numbers: dict[Any, int] = {}
    codes: list[int] = []
    offsets = [0]
    for row, cell in enumerate(cells):
        values = dict.fromkeys(v for each in _several(cell) for v in _read(row, each, reads))
        codes += [numbers.setdefault(value, len(numbers)) for value in values]
        offsets.append(len(codes))
    return Field(tuple(numbers), np.array(codes, np.int32), np.array(offsets, np.int64))


def _several(cell: Any) -> Iterator[Any]:
    """The values of a cell; those of a set in an order that is the same in every run."""
    if hasattr(cell, "as_py"):  # a value of pyarrow is not equal to another, nor null to None
        cell = cell.as_py()
    if isinstance(cell, set | frozenset):
        cell = sorted(cell, key=repr)
    several = isinstance(cell, list | tuple) and not isinstance(cell, OWN)
    for value in cell if several else (cell,):
        if not _is_blank(value):
            yield value


def _is_blank(value: Any) -> bool:
    if isinstance(value, float):
        return isnan(value)
    if isinstance(value, str):
        return not value.strip() or is_placeholder(value, "other")
    return value is None or value is pd.NA or value is pd.NaT


def _read(row: int, value: Any, reads: Reads | None) -> Sequence[Any]:
    """A value in its compared form; raises _UnreadError where it cannot be read."""
    if not isinstance(value, Hashable):
        raise _UnreadError(row, f"must be a value; one of type {type(value).__name__} was given")
    if reads is None or isinstance(value, OWN):
        return (value,)
    text = str(value)
    found = reads(text)
    if not found and text.strip():
        raise _UnreadError(row, "cannot be read; leave it None where it says nothing")
    return found


def _as_text(text: str) -> Sequence[str]:
    plain = " ".join(fold(text).split())
    return (plain,) if plain else ()


def _reader(name: str, day: date) -> Reads | None:
    """How text of a field is read; None for a field that is compared unchanged."""
    readers: dict[str, Reads] = {
        "date_of_birth": lambda text: parse_date_of_birth(text, day).values,
        "age": lambda text: parse_age(text, day).values,
        "sex": lambda text: parse_sex(text).values,
        "phone": lambda text: parse_phones(text).values,
        "postcode": lambda text: parse_postcode(text).values,
        OUTCODE: lambda text: parse_district(text).values,
        "address": lambda text: parse_address(text).values,
    }
    return partial(_numbers, name) if name in NUMBERS else readers.get(name)


def _numbers(name: str, text: str) -> Sequence[Identifier]:
    return [each for each in parse_identifiers(text, name).values if each.kind == name]
