"""Institutions: which addresses are the place that a borough named, and which are next door."""

from __future__ import annotations

import pytest

from cohortmatch.values.addresses import parse_address
from cohortmatch.values.institutions import Institution, parse_institution
from cohortmatch.values.postcodes import find_postcodes

HOSTEL = ("Derby House", "45-49 Derby Avenue, Romford", "RM1 3BD")


def place(*cells: str) -> Institution:
    (found,) = parse_institution(*cells).values
    return found


# listing's address | is it the hostel | because
AT_THE_HOSTEL = """
45 Derby Avenue                      | yes | one of its houses
47 Derby Ave, RM1 3BD                | yes | a number in its range, the street shortened
45-49 DERBY AVE                      | yes | the range as it is written
Room 4, 45 Derby Avenue              | yes | a room is inside the house
Room 4, Derby House, Derby Avenue    | yes | its name instead of its number
Flat 2 Derby House                   | yes | its name instead of its street
47 Derby Avenue, Romford RM1 1AA     | yes | a slip in the postcode, in one district
46 Derby Avenue                      | no  | the other side of the street
51 Derby Avenue                      | no  | the house next to the last
47 Derby Avenue, Ilford IG11 7LU     | no  | another town has a Derby Avenue too
47 Derby Road                        | no  | another street
"""


@pytest.mark.parametrize("row", [line.split("|") for line in AT_THE_HOSTEL.strip().splitlines()])
def test_a_house_is_known_by_number_range_and_name(row: list[str]) -> None:
    text, expected = row[0].strip(), row[1].strip() == "yes"
    (address,) = parse_address(text).values
    assert place(*HOSTEL).is_address(address, find_postcodes(text)) is expected


def test_a_postcode_is_the_place_unless_another_house_stands_beside_it() -> None:
    hostel, clinic = place(*HOSTEL), place("Clinic", "", "RM1 3BD")
    beside = parse_address("12 Oak Road").values
    hostel_there = parse_address("45 Derby Avenue").values
    named = parse_address("Oak Cottage, Church Lane").values
    assert hostel.is_postcode("RM1 3BD")
    assert hostel.is_postcode("RM1 3BD", hostel_there)
    assert not hostel.is_postcode("RM1 3BD", beside)
    assert hostel.is_postcode("RM1 3BD", (*beside, *hostel_there))
    assert hostel.is_postcode("RM1 3BD", named), "a house without a number may be it"
    assert clinic.is_postcode("RM1 3BD", beside), "no house is given: the whole postcode is it"
    assert not clinic.is_postcode("RM1 1AA")


@pytest.mark.parametrize(
    ("cells", "notes"),
    [
        (HOSTEL, ()),
        (("", "45 Derby Avenue", ""), ()),
        (("", "Derby Hostel, 45 Derby Avenue", ""), ()),
        (("", "45 Derby Avenue, RM1 3BD", ""), ()),
        (("", "", "rm13bd"), ()),
        (("A", "somewhere", "RM1 3BD"), ("institution-in-part",)),
        (("A", "45 Derby Avenue", "RM"), ("institution-in-part",)),
    ],
)
def test_a_place_needs_a_postcode_or_a_house(cells: tuple[str, ...], notes: tuple[str]) -> None:
    parsed = parse_institution(*cells)
    assert len(parsed.values) == 1
    assert parsed.notes == notes


@pytest.mark.parametrize(
    "cells", [("Derby House", "", ""), ("", "somewhere", "?"), ("", "", "RM1"), ("", "London", "")]
)
def test_a_place_without_either_is_not_understood(cells: tuple[str, ...]) -> None:
    assert parse_institution(*cells) == ((), ("institution-not-understood",))


def test_a_blank_row_holds_no_place() -> None:
    assert parse_institution("", " ", "\n") == ((), ())


def test_the_name_of_a_street_is_no_name_of_a_house() -> None:
    assert place("High Road", "45 High Road", "").name == ""
    (neighbour,) = parse_address("Flat 2, High Road").values or (None,)
    assert neighbour is None or not place("High Road", "45 High Road", "").is_address(neighbour)


def test_a_range_stands_for_its_own_side_of_the_street() -> None:
    assert place("", "45-49 Derby Avenue", "").houses == {"45-49", "45", "47", "49"}
    assert place("", "1-4 Derby Avenue", "").houses == {"1-4", "1", "2", "3", "4"}
    assert place("", "1-999 Derby Avenue", "").houses == {"1-999"}
