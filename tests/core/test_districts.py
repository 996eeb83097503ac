"""Where a listing lives as far as its district goes: a whole postcode comes before half of one."""

from __future__ import annotations

import pytest

from cohortmatch.core.districts import districts
from cohortmatch.core.types import OUTCODE
from people_lists import a_list, listings_of

TOLD = [
    # the postcodes of a row, its district, because
    ({"postcode": "RM1 3BD"}, "RM1", "a whole postcode"),
    ({"postcode": "rm1 area"}, "RM1", "half of one"),
    ({"postcode": "RM1", "address": "1 Mill Lane, IG11 7LU"}, "IG11", "whole before half"),
    ({"postcode": "RM1 3BD; IG11 7LU"}, "RM1", "the first of several"),
    ({"postcode": "RM1 XXX"}, "RM1", "a mask"),
    ({"postcode": "ZZ99 3VZ"}, "", "a code for not known"),
    ({"postcode": ""}, "", "nothing"),
]


@pytest.mark.parametrize(("row", "district", "because"), TOLD)
def test_a_listing_s_district(row: dict[str, str], district: str, because: str) -> None:
    other = {"surname": "Ole", "postcode": "IG11"}
    listings = listings_of(a_list("A", {"surname": "Quillan", **row}, other))
    told = districts(listings.field("postcode"), listings.field(OUTCODE))
    assert (told.of(0), told.of(1)) == ((district,) if district else (), ("IG11",)), because
    assert len(set(told.values)) == len(told.values)
