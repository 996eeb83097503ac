"""Addresses and phones that many unrelated people give as their own.

Policy: a house is judged district by district, because another town has that number and street too.
Without a postcode it counts to the one district where it is known, or by itself. Who is related to
whom is worked out only where there are enough different surnames, so a million rows cost little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from cohortmatch.core.arrays import Bools, Int32s, Int64s
from cohortmatch.core.types import ABSENT, Field, Listings
from cohortmatch.normalising.households import Resident, unrelated
from cohortmatch.values.addresses import Address
from cohortmatch.values.postcodes import is_prison, outcode
from cohortmatch.values.variants import surname_class

HOUSE_SURNAMES = 4
"""Unrelated surnames at one house from which it counts as an institution."""
POSTCODE_SURNAMES = 8
POSTCODE_SHARE = 0.003
"""A postcode with this many unrelated surnames and this share of all listings counts as an
institution: a postcode holds about fifteen addresses."""
PHONE_SURNAMES = 3
"""Unrelated surnames at one phone number from which it counts as an office's: fewer people share a
phone than a house."""
LARGEST_FAMILY = 400
"""Listings at one place from which relations are not worked out."""


def shared_addresses(listings: Listings) -> Bools:
    """Which of the codes of the field "address" are a house that unrelated people share."""
    houses = listings.field("address").codes.astype(np.int64)
    if not len(houses):
        return np.zeros(0, dtype=bool)
    owners = listings.field("address").owners
    districts = _one_district(houses, _numbered(listings.field("postcode"), outcode)[owners])
    places = pd.factorize(houses << 32 | (districts + 1))[0].astype(np.int64)
    shared = _shared(listings, places, owners, HOUSE_SURNAMES)[places]
    anywhere = np.isin(houses, houses[shared])
    result: Bools = shared | (anywhere & (districts == ABSENT))
    return result


def shared_postcodes(listings: Listings) -> Bools:
    """Which of the codes of the field "postcode" are a postcode that unrelated people share."""
    field: Field[str] = listings.field("postcode")
    if not len(field.codes):
        return np.zeros(0, dtype=bool)
    codes = field.codes.astype(np.int64)
    often = np.bincount(codes, minlength=len(field.values)) >= POSTCODE_SHARE * len(field)
    prisons = np.array([is_prison(value) for value in field.values], dtype=bool)
    at = np.flatnonzero((often & ~prisons)[codes])
    out = np.zeros(len(codes), dtype=bool)
    if len(at):
        out[at] = _shared(listings, codes[at], field.owners[at], POSTCODE_SURNAMES)[codes[at]]
    return out


def shared_phones(listings: Listings) -> Bools:
    """Which of the codes of the field "phone" are a number that unrelated people share."""
    field: Field[str] = listings.field("phone")
    codes = field.codes.astype(np.int64)
    if not len(codes):
        return np.zeros(0, dtype=bool)
    return _shared(listings, codes, field.owners, PHONE_SURNAMES)[codes]


def shared_buildings(listings: Listings, among: Bools) -> Bools:
    """Which of the codes of "address" are rooms of a building that unrelated people share.

    Only the given listings, those of shared postcodes, are searched. Elsewhere flats are homes.
    """
    field: Field[Address] = listings.field("address")
    numbers: dict[tuple[str, str], int] = {}
    buildings = [(each.number.rpartition("/")[2], each.street) for each in field.values]
    code = np.array([numbers.setdefault(each, len(numbers)) for each in buildings], dtype=np.int64)
    owners = field.owners
    at = np.flatnonzero(among[owners])
    out = np.zeros(len(field.codes), dtype=bool)
    if len(at):
        places = code[field.codes[at]]
        out[at] = _shared(listings, places, owners[at], HOUSE_SURNAMES)[places]
    return out


def _one_district(houses: Int64s, districts: Int32s) -> Int64s:
    """The districts; a listing without one gets that of its house where only one is known."""
    known = districts != ABSENT
    lowest = np.full(int(houses.max()) + 1, np.iinfo(np.int64).max)
    highest = np.full(len(lowest), ABSENT, dtype=np.int64)
    np.minimum.at(lowest, houses[known], districts[known])
    np.maximum.at(highest, houses[known], districts[known])
    lone = np.where(lowest == highest, highest, ABSENT)[houses]
    return np.where(known, districts, lone)


def _shared(listings: Listings, places: Int64s, owners: Int64s, surnames: int) -> Bools:
    """For each place's number, whether it has enough unrelated surnames."""
    found = _surnames(listings)[owners]
    named = found != ABSENT
    people = pd.unique(places[named] << 32 | found[named])
    out = np.bincount(people >> 32, minlength=int(places.max()) + 1) >= surnames
    if out.any():
        at = np.flatnonzero(out[places])
        order = at[np.argsort(places[at], kind="stable")]
        starts = np.flatnonzero(np.diff(places[order], prepend=-1))
        for there in np.split(order, starts[1:]):
            who = pd.unique(owners[there])
            if len(who) <= LARGEST_FAMILY:
                out[places[there[0]]] = unrelated(_residents(listings, who)) >= surnames
    return out


def _surnames(listings: Listings) -> Int32s:
    """A code for each listing's recorded surname, one for all its spellings; ABSENT for none."""
    names = listings.names
    numbers: dict[str, int] = {}
    codes = [numbers.setdefault(surname_class(word), len(numbers)) for word in names.words]
    first = np.full(len(names), ABSENT, dtype=np.int32)
    has = np.diff(names.offsets) > 0
    first[has] = names.surname[names.offsets[:-1][has]]
    result: Int32s = np.array([*codes, ABSENT], dtype=np.int32)[first]
    return result


def _residents(listings: Listings, which: Int64s) -> Iterator[Resident]:
    names, born = listings.names, listings.field("date_of_birth")
    for listing in which.tolist():
        forms = slice(names.offsets[listing], names.offsets[listing + 1])
        surnames = [names.words[code] for code in names.surname[forms] if code != ABSENT]
        given = [names.words[code] for code in names.given[forms][:1] if code != ABSENT]
        yield Resident(
            surnames[0] if names.surname[forms][:1].tolist() != [ABSENT] and surnames else "",
            frozenset(surnames),
            (*given, *names.middle.of(listing)),
            next((each for each in born.of(listing) if each.day), None),
            _family(listings, listing),
        )


def _family(listings: Listings, listing: int) -> tuple[int, str] | None:
    """The family or case under which the list puts the listing; None where it gives none."""
    code = int(listings.list_code[listing])
    headings = [use.heading for use in listings.lists[code].columns if use.field == "reference"]
    frame = listings.raw[code]
    for heading in headings:
        if text := str(frame[heading].iat[listings.position[listing]]).strip():
            return code, text
    return None


def _numbered(field: Field[Any], key: Callable[[Any], object]) -> Int32s:
    """A number for the key of each listing's first value, ABSENT where it has none."""
    numbers: dict[object, int] = {}
    found = [numbers.setdefault(key(value), len(numbers)) for value in field.values]
    result: Int32s = np.array([*found, ABSENT], dtype=np.int32)[field.first]
    return result
