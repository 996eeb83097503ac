"""Which addresses and phones of the listings are an institution's, and so are no evidence.

Policy: such an address, with its postcode, moves from the compared fields into fields of its own
("institution:address", "institution:postcode") and is reported with its rows. So it can never count
as evidence. A place is an institution when the borough's list names it. It is also one when four or
more unrelated surnames share one house, or when eight or more share one postcode that holds more of
all listings than one street would. Prisons are recognised where addresses are compared. A phone
number is an office's when three or more unrelated surnames give it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from cohortmatch.core.arrays import Bools
from cohortmatch.core.types import INSTITUTION, Field, Listings
from cohortmatch.normalising.institutions import Institutions
from cohortmatch.normalising.noticing import findings_by_list
from cohortmatch.normalising.residents import Residents
from cohortmatch.normalising.shared import (
    shared_addresses,
    shared_buildings,
    shared_phones,
    shared_postcodes,
)
from cohortmatch.values.addresses import Address
from cohortmatch.values.institutions import Institution

HOMELESS = "homeless"
"""The field, removed once it is used, of listings with no home, and in which column it says so."""
NO_HOME = {
    "address": {"no-fixed-abode", "address-care-of", "address-hostel"},
    "postcode": {"no-fixed-abode"},
}
"""The notes of a column that say so: an address beside one is an office's or another person's."""

Marks = dict[str, Bools]
"""Which of a field's `codes` are an institution's, by the field's name."""


def without_institutions(listings: Listings, named: Institutions) -> Listings:
    """The listings with institutions' addresses moved to fields of their own, and reported."""
    listings = _without_homeless(listings)
    if named.places:
        listings = _moved(listings, "address-institution", _named(listings, named.places))
    residents = Residents(listings)
    listings = _moved(listings, "address-shared", _shared(listings, residents))
    listings = _moved(listings, "phone-shared", {"phone": shared_phones(listings, residents)})
    findings = (*listings.noticed, *named.findings)
    return replace(listings, noticed=findings, institutions=named.info)


def _without_homeless(listings: Listings) -> Listings:
    """A postcode beside "no fixed abode" is not a home, nor is an address beside such a code."""
    fields = dict(listings.fields)
    said = fields.pop(HOMELESS, None)
    listings = replace(listings, fields=fields)
    if said is None:
        return listings
    marks = {}
    for name, other in (("postcode", "address"), ("address", "postcode")):
        field = listings.field(name)
        alone = (said.counts > 0) & ~_has_home(listings.field(other))
        marks[name] = alone[field.owners] & _own(field)
    return _moved(listings, "", marks)


def _has_home(field: Field[Any]) -> Bools:
    """Which listings have a value that is their own."""
    return field.any_of(_own(field))


def _own(field: Field[Any]) -> Bools:
    """Which of a field's codes are no address in care of somebody else."""
    own = np.array([not getattr(each, "is_care_of", False) for each in field.values], dtype=bool)
    return own[field.codes] if len(own) else np.zeros(0, dtype=bool)


def _shared(listings: Listings, residents: Residents) -> Marks:
    """The addresses that unrelated people share, each with the postcode beside it.

    A shared postcode does not include its addresses: each of its houses is judged by itself, though
    by buildings and not by flats.
    """
    address = shared_addresses(listings, residents)
    postcode = shared_postcodes(listings, residents)
    beside = listings.field("postcode")
    address = address | shared_buildings(listings, residents, beside.all_of(postcode))
    alone = listings.field("address").all_of(address) & (beside.counts == 1)
    return {"address": address, "postcode": postcode | alone[beside.owners]}


def _named(listings: Listings, places: Sequence[Institution]) -> Marks:
    """The addresses that the borough's list names."""
    postcodes, addresses = listings.field("postcode"), listings.field("address")
    near = _near(postcodes, {place.postcode for place in places}) | _near(
        addresses, {word for place in places for word in (place.street, place.name) if word}
    )
    marks = {"postcode": _none(postcodes), "address": _none(addresses)}
    for listing in np.flatnonzero(near).tolist():
        codes, houses = postcodes.of(listing), addresses.of(listing)
        of_codes, of_houses = at_institution(codes, houses, places)
        marks["postcode"][postcodes.offsets[listing] :][: len(codes)] = of_codes
        marks["address"][addresses.offsets[listing] :][: len(houses)] = of_houses
    return marks


def at_institution(
    postcodes: Sequence[str], addresses: Sequence[Address], places: Sequence[Institution]
) -> tuple[list[bool], list[bool]]:
    """Which of one listing's postcodes and addresses match one of the places."""
    addresses = [each.place for each in addresses]
    houses = [any(place.is_address(each, postcodes) for place in places) for each in addresses]
    codes = [any(place.is_postcode(each, addresses) for place in places) for each in postcodes]
    if houses and all(houses) and len(codes) == 1:
        codes = [True]
    elif codes and all(codes):
        own = [place for place in places if place.postcode in postcodes]
        houses = [
            there or not any(place.is_another(each) for place in own)
            for there, each in zip(houses, addresses, strict=True)
        ]
    return codes, houses


def _near(field: Field[Any], wanted: set[str]) -> Bools:
    """Listings with a value that may be one of the places."""
    hit = np.array(
        [(v.place.street if isinstance(v, Address) else v) in wanted for v in field.values],
        dtype=bool,
    )
    return field.any_of(hit[field.codes]) if len(hit) else np.zeros(len(field), dtype=bool)


def _moved(listings: Listings, code: str, marks: Marks) -> Listings:
    """The listings with the marked codes moved to the fields of institutions, and reported.

    Without a `code` for the finding, it is reported already.
    """
    fields = dict(listings.fields)
    there = np.zeros(len(listings), dtype=bool)
    for name, marked in marks.items():
        if marked.any():
            field, moved = listings.field(name), INSTITUTION + name
            there |= field.any_of(marked)
            fields[name] = field.only(~marked)
            already = listings.fields.get(moved)
            fields[moved] = _together(field.only(marked), already)
    findings = (*listings.noticed, *(findings_by_list(listings, code, there) if code else ()))
    return replace(listings, fields=fields, noticed=findings)


def _none(field: Field[Any]) -> Bools:
    return np.zeros(len(field.codes), dtype=bool)


def _together(one: Field[Any], other: Field[Any] | None) -> Field[Any]:
    """Two fields of one vocabulary as one; no listing's value is in both."""
    if other is None:
        return one
    owners = np.concatenate((one.owners, other.owners))
    order = np.argsort(owners, kind="stable")
    codes = np.concatenate((one.codes, other.codes))[order]
    return Field(one.values, codes, one.offsets + other.offsets)
