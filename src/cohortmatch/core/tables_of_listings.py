"""Some of the listings of a table, and two tables as one."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Int32s, Int64s
from cohortmatch.core.types import ABSENT, Field, Listings, Names

__all__ = ["of_lists", "take", "together", "with_used_values"]


def take(listings: Listings, which: npt.NDArray[np.intp]) -> Listings:
    """Only some of the listings, in the order given."""
    return replace(
        listings,
        list_code=listings.list_code[which],
        row=listings.row[which],
        position=listings.position[which],
        role=listings.role[which],
        names=_take_names(listings.names, which),
        fields={name: field.take(which) for name, field in listings.fields.items()},
    )


def of_lists(listings: Listings, codes: Sequence[int]) -> Listings:
    """The listings of some lists only, by the codes of these, in order; the lists are numbered
    anew."""
    kept = take(listings, np.flatnonzero(np.isin(listings.list_code, codes)))
    return replace(
        kept,
        lists=tuple(listings.lists[code] for code in codes),
        raw=tuple(listings.raw[code] for code in codes),
        list_code=np.searchsorted(codes, kept.list_code).astype(np.int16),
        noted=_noted_on(listings.noted, {listings.lists[code].name for code in codes}),
    )


def _noted_on(noted: Listings | None, names: Container[str]) -> Listings | None:
    """The noted rows of some lists only, by the names of these."""
    codes = [code for code, info in enumerate(noted.lists) if info.name in names] if noted else []
    return of_lists(noted, codes) if noted and codes else None


def with_used_values(listings: Listings) -> Listings:
    """The listings without values that none of them has: what was left out leaves no trace."""
    fields = {name: _used(field) for name, field in listings.fields.items()}
    return replace(listings, fields=fields, names=_used_names(listings.names))


def _used_names(names: Names) -> Names:
    used = np.unique(np.concatenate([names.given, names.surname]))
    used = used[used >= 0]
    kept = replace(names, middle=_used(names.middle), street=_used(names.street))
    if len(used) == len(names.words):
        return kept
    again = np.full(len(names.words) + 1, ABSENT, dtype=np.int32)
    again[used] = np.arange(len(used), dtype=np.int32)
    words = tuple(names.words[code] for code in used.tolist())
    return replace(kept, words=words, given=again[names.given], surname=again[names.surname])


def _used(field: Field[Any]) -> Field[Any]:
    used = np.unique(field.codes)
    if len(used) == len(field.values):
        return field
    values = tuple(field.values[code] for code in used.tolist())
    codes = np.searchsorted(used, field.codes).astype(np.int32)
    return Field(values, codes, field.offsets)


def _take_names(names: Names, which: npt.NDArray[np.intp]) -> Names:
    forms: Field[int] = Field((), np.arange(len(names.given), dtype=np.int32), names.offsets).take(
        which
    )
    return Names(
        words=names.words,
        offsets=forms.offsets,
        given=names.given[forms.codes],
        surname=names.surname[forms.codes],
        kind=names.kind[forms.codes],
        middle=names.middle.take(which),
        street=names.street.take(which),
    )


def together(one: Listings, other: Listings) -> Listings:
    """The listings of two tables as one table: the lists of the second stand after the first's.

    What was noticed and how it was read stay with the two tables.
    """
    names = dict.fromkeys([*one.fields, *other.fields])
    return Listings(
        lists=(*one.lists, *other.lists),
        raw=(*one.raw, *other.raw),
        list_code=np.concatenate([one.list_code, other.list_code + np.int16(len(one.lists))]),
        row=np.concatenate([one.row, other.row]),
        position=np.concatenate([one.position, other.position]),
        role=np.concatenate([one.role, other.role]),
        names=_names_together(one.names, other.names),
        fields={name: _field_together(one.field(name), other.field(name)) for name in names},
        as_of=one.as_of,
    )


def _names_together(one: Names, other: Names) -> Names:
    words, again = _vocabulary(one.words, other.words)
    return Names(
        words=words,
        offsets=_offsets(one.offsets, other.offsets),
        given=np.concatenate([one.given, _renumbered(again, other.given)]),
        surname=np.concatenate([one.surname, _renumbered(again, other.surname)]),
        kind=np.concatenate([one.kind, other.kind]),
        middle=_field_together(one.middle, other.middle),
        street=_field_together(one.street, other.street),
    )


def _field_together(one: Field[Any], other: Field[Any]) -> Field[Any]:
    values, again = _vocabulary(one.values, other.values)
    codes = np.concatenate([one.codes, _renumbered(again, other.codes)])
    return Field(values, codes, _offsets(one.offsets, other.offsets))


def _vocabulary(one: tuple[Any, ...], other: tuple[Any, ...]) -> tuple[tuple[Any, ...], Int32s]:
    """The distinct values of both, those of the first as they were, and the second's new codes."""
    number = {value: code for code, value in enumerate(one)}
    again = [number.setdefault(value, len(number)) for value in other]
    return tuple(number), np.array(again, dtype=np.int32)


def _renumbered(again: Int32s, codes: Int32s) -> Int32s:
    """Codes by the vocabulary of both; a value that is not recorded stays so."""
    result: Int32s = np.append(again, np.int32(ABSENT))[codes]
    return result


def _offsets(one: Int64s, other: Int64s) -> Int64s:
    result: Int64s = np.concatenate([one, other[1:] + one[-1]])
    return result
