"""Addresses and phones that many unrelated people give as their own.

Policy: a house is judged district by district, because another town has that number and street too.
Without a postcode it counts to the one district where it is known, or by itself. Who is related to
whom is worked out only where there are enough different surnames, so a million rows cost little.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from cohortmatch.core.arrays import Bools, Int32s, Int64s
from cohortmatch.core.types import ABSENT, Field, Listings
from cohortmatch.normalising.households import unrelated
from cohortmatch.normalising.residents import Residents
from cohortmatch.values.addresses import Address
from cohortmatch.values.postcodes import is_prison, outcode

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


def shared_addresses(listings: Listings, residents: Residents) -> Bools:
    """Which of the codes of the field "address" are a house that unrelated people share."""
    houses = listings.field("address").codes.astype(np.int64)
    if not len(houses):
        return np.zeros(0, dtype=bool)
    owners = listings.field("address").owners
    districts = _one_district(houses, _numbered(listings.field("postcode"), outcode)[owners])
    places = pd.factorize(houses << 32 | (districts + 1))[0].astype(np.int64)
    shared = _shared(residents, places, owners, HOUSE_SURNAMES)[places]
    anywhere = np.isin(houses, houses[shared])
    result: Bools = shared | (anywhere & (districts == ABSENT))
    return result


def shared_postcodes(listings: Listings, residents: Residents) -> Bools:
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
        out[at] = _shared(residents, codes[at], field.owners[at], POSTCODE_SURNAMES)[codes[at]]
    return out


def shared_phones(listings: Listings, residents: Residents) -> Bools:
    """Which of the codes of the field "phone" are a number that unrelated people share."""
    field: Field[str] = listings.field("phone")
    codes = field.codes.astype(np.int64)
    if not len(codes):
        return np.zeros(0, dtype=bool)
    return _shared(residents, codes, field.owners, PHONE_SURNAMES)[codes]


def shared_buildings(listings: Listings, residents: Residents, among: Bools) -> Bools:
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
        out[at] = _shared(residents, places, owners[at], HOUSE_SURNAMES)[places]
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


def _shared(residents: Residents, places: Int64s, owners: Int64s, surnames: int) -> Bools:
    """For each place's number, whether it has enough unrelated surnames."""
    found = residents.surnames[owners]
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
                out[places[there[0]]] = unrelated(residents.of(who)) >= surnames
    return out


def _numbered(field: Field[Any], key: Callable[[Any], object]) -> Int32s:
    """A number for the key of each listing's first value, ABSENT where it has none."""
    numbers: dict[object, int] = {}
    found = [numbers.setdefault(key(value), len(numbers)) for value in field.values]
    result: Int32s = np.array([*found, ABSENT], dtype=np.int32)[field.first]
    return result
