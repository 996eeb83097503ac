"""Where two people live: how near is evidence, and which addresses are none."""

from __future__ import annotations

import pytest

from linkage.comparing.evidence_of import levels_between, levels_of
from people_lists import Row, a_list, listings_of

HOMES = [
    # one address            another                       level        because
    ("10 High Street, RM1 3BD", "10 High St, RM1 3BD", "household", "house, street and postcode"),
    ("10 High Street", "10 High Street, Romford", "household", "one house without a postcode"),
    ("10 High Street, RM1 3BD", "10 High Street", "household", "the postcode left out once"),
    ("Flat 2, 10 High Street", "Flat 3, 10 High Street", "street", "another flat of the house"),
    ("10 High Street, RM1 3BD", "12 High Street, RM1 3BD", "postcode", "a neighbour"),
    ("10 High Street, RM1 3BD", "RM1 3BD", "postcode", "only the postcode is known of one"),
    ("10 High Street", "77 High Street", "street", "one street, no postcodes"),
    ("10 High Street, RM1 3BD", "10 Mill Lane, RM1 3BA", "sector", "RM1 3"),
    ("RM1 3BD", "RM1 1AA", "district", "RM1"),
    ("RM1 3BD", "IG11 7LU", "different", "two districts"),
    ("10 High Street, RM1 3BD", "10 High Street, IG11 7LU", "different", "every town has one"),
    ("10 High Street, RM1 3BD", "10 High Street, RM2 3BD", "household", "RM2 is a slip of RM1"),
    ("10 High Street, RM1 3BD", "12 High Street, RM2 3BD", "different", "another house"),
    ("RM1", "RM1 3BD", "district", "half a postcode is its district"),
    ("RM1 3", "RM1 3BD", "sector", "half a postcode may say its sector"),
    ("RM1 3", "RM1 3", "sector", "two sectors"),
    ("RM1 3", "RM1 1AA", "district", "another sector of the district"),
    ("RM1 3", "RM1", "district", "one side says no sector"),
    ("RM1 3", "IG11 7", "different", "two districts"),
    ("RM1", "IG11 7LU", "different", "another district than half a postcode's"),
    ("10 High Street, RM1 3BD", "", "missing", "not recorded on one"),
    ("10 High Street, RM1 3BD", "no fixed abode", "missing", "no fixed abode is no address"),
    ("NFA", "NFA", "missing", "two of them share nothing"),
    ("HMP Pentonville, N7 8TT", "N7 8TT", "missing", "a prison says nothing"),
]


HOSTEL = ("Okafor", "Petrov", "Nguyen", "Brown", "Adeyemi", "Silva", "Rossi", "Kaya", "Demir")


def lives(address: str) -> Row:
    """A row with an address, or with a postcode alone."""
    field = "postcode" if address.isupper() and len(address) <= 8 else "address"
    return {"forename": "Jo", "surname": "Bloggs", field: address}


@pytest.mark.parametrize(("one", "other", "expected", "because"), HOMES)
def test_addresses(one: str, other: str, expected: str, because: str) -> None:
    assert levels_of(lives(one), lives(other))["address"] == expected, because


@pytest.mark.parametrize("code", ["NF1 1NF", "ZZ99 3VZ"])
def test_a_code_for_no_fixed_abode_is_no_postcode(code: str) -> None:
    assert levels_of(lives(code), lives(code))["address"] == "missing"


def residents(*surnames: str, address: str = "Derby House, 4 Mill Lane, RM1 3BD") -> list[Row]:
    return [{"forename": "Al", "surname": name, "address": address} for name in surnames]


def test_a_house_that_many_surnames_share_says_nothing() -> None:
    hostel = residents(*HOSTEL)
    listings = listings_of(a_list("A", *hostel))
    assert levels_between(listings, 0, 1)["address"] == "missing"


def test_a_family_of_one_surname_is_no_hostel() -> None:
    family = residents("Okafor", "Okafor", "Okafor", "Okafor", "Okafor", "Okafor")
    listings = listings_of(a_list("A", *family))
    assert levels_between(listings, 0, 1)["address"] == "household"


def test_spellings_of_one_surname_do_not_make_a_hostel() -> None:
    family = residents("McDonald", "MacDonald", "Mc Donald", "Kowalski", "Kowalska", "Mhic Donald")
    listings = listings_of(a_list("A", *family))
    assert levels_between(listings, 0, 1)["address"] == "household"


def test_a_postcode_that_many_surnames_share_says_nothing() -> None:
    many = [{"forename": "Al", "surname": name, "postcode": "RM1 3BD"} for name in HOSTEL]
    listings = listings_of(a_list("A", *many))
    assert levels_between(listings, 0, 1)["address"] == "missing"


def test_a_home_beside_the_hostel_still_speaks() -> None:
    hostel = residents(*HOSTEL[:6])
    neighbours = residents("Rossi", "Rossi", address="6 Mill Lane, RM1 3BD")
    listings = listings_of(a_list("A", *hostel, *neighbours))
    assert levels_between(listings, 6, 7)["address"] == "household"


def test_of_several_postcodes_the_nearest_speaks() -> None:
    moved = {"forename": "Jo", "surname": "Bloggs", "postcode": "IG11 7LU; RM1 3BD"}
    assert levels_of(moved, lives("RM1 3BD"))["address"] == "postcode"
