"""All columns of all lists together: what becomes of a row."""

from __future__ import annotations

from datetime import date

import pytest

from cohortmatch.core.tables_of_listings import take
from cohortmatch.core.types import Listings
from cohortmatch.normalising import normalise
from cohortmatch.normalising.listings import NOTHING_TO_MATCH
from people_lists import AS_OF, Row, a_list, a_pnc, listings_of

FIELDS = [
    # column, cell, field, values as text
    ("date_of_birth", "12/05/1985", "date_of_birth", ["1985-05-12"]),
    ("date_of_birth", "01/01/1900", "date_of_birth", []),
    ("sex", "Female", "sex", ["F"]),
    ("postcode", "rm13bd", "postcode", ["RM1 3BD"]),
    ("postcode", "NF1 1NF", "postcode", []),
    ("address", "10 High Street, Romford RM1 3BD", "postcode", ["RM1 3BD"]),
    ("pnc", a_pnc(73319).lower(), "pnc", [a_pnc(73319)]),
    ("pnc", f"{a_pnc(1)} / {a_pnc(900001)}", "pnc", [a_pnc(1), a_pnc(900001)]),
    ("pnc", "000000/00Z", "pnc", []),
    ("identifier", f"PNC {a_pnc(1)}; X987001", "pnc", [a_pnc(1)]),
    ("identifier", f"PNC {a_pnc(1)}; X987001", "crn", ["X987001"]),
    ("crn", a_pnc(1), "pnc", [a_pnc(1)]),
    ("nhs_number", "1111111111", "nhs_number", []),
]


def one(**cells: str) -> Listings:
    return listings_of(a_list("A", {"surname": "Bloggs", **cells}))


@pytest.mark.parametrize(("column", "cell", "field", "values"), FIELDS)
def test_a_cell_becomes_values(column: str, cell: str, field: str, values: list[str]) -> None:
    assert list(map(str, one(**{column: cell}).field(field).of(0))) == values


def test_an_address_is_a_house_and_a_street() -> None:
    ((address,),) = [one(address="Flat 2, 10 High St").field("address").of(0)]
    assert (address.number, address.street) == ("2/10", "high street")


def test_two_columns_of_one_field_are_one_set() -> None:
    row = {"surname": "Bloggs", "pnc": a_pnc(1), "pnc 2": a_pnc(900001), "pnc 3": a_pnc(1)}
    assert list(map(str, listings_of(a_list("A", row)).field("pnc").of(0))) == [
        a_pnc(1),
        a_pnc(900001),
    ]


LEFT_OUT: list[Row] = [
    {"surname": "", "sex": "M"},
    {"surname": "N/K", "forename": "Unknown"},
    {"surname": "?", "pnc": "000000/00Z"},
]


@pytest.mark.parametrize("row", LEFT_OUT)
def test_a_row_with_nothing_to_match_by_is_left_out_and_counted(row: Row) -> None:
    found = listings_of(a_list("A", row, {"surname": "Bloggs"}))
    assert found.ids == ["A:3"]
    assert dict(found.lists[0].excluded) == {NOTHING_TO_MATCH: 1}
    assert found.lists[0].listings == 1


def test_a_row_with_a_number_and_no_name_is_matched() -> None:
    assert listings_of(a_list("A", {"surname": "", "pnc": a_pnc(1)})).ids == ["A:2"]


def test_a_listing_remembers_its_row_and_where_to_find_what_was_written() -> None:
    rows = [{"surname": "N/K"}, {"surname": "Bloggs", "status": "Red"}]
    listings = listings_of(a_list("A", {"surname": "Ole"}), a_list("B", *rows))
    assert listings.ids == ["A:2", "B:3"]
    assert listings.raw[1].loc[listings.position[1], "status"] == "Red"


def test_ages_and_the_future_are_counted_from_the_day_given() -> None:
    born = a_list("A", {"surname": "Bloggs", "date_of_birth": "01/02/2020"})
    assert normalise([born], AS_OF).field("date_of_birth").of(0)
    assert not normalise([born], date(2019, 1, 1)).field("date_of_birth").of(0)
    assert normalise([born], AS_OF).as_of == AS_OF


def test_columns_that_are_only_carried_along_are_not_fields() -> None:
    row = {"surname": "Bloggs", "status": "Red", "reference": "F12", "ignored": "x"}
    listings = listings_of(a_list("A", row), a_list("B", row))
    assert not set(listings.fields) & {"status", "reference", "ignored"}
    assert list(listings.raw[0].columns) == list(row)


def test_no_lists_and_empty_lists_are_no_listings() -> None:
    assert len(normalise([], AS_OF)) == 0
    assert len(listings_of(a_list("A"), a_list("B"))) == 0


def test_taking_some_listings_keeps_all_that_is_known_of_them() -> None:
    rows = [
        {"forename": "John Paul", "surname": f"Ole{letter}", "pnc": a_pnc(place)}
        for place, letter in enumerate("abc", start=1)
    ]
    listings = listings_of(a_list("A", *rows))
    taken = take(listings, listings.position[[2, 0]])
    assert taken.ids == ["A:4", "A:2"]
    assert list(map(str, taken.field("pnc").of(0))) == [a_pnc(3)]
    assert taken.names.middle.of(1) == ("paul",)
    assert taken.names.words[taken.names.surname[taken.names.offsets[1]]] == "olea"
