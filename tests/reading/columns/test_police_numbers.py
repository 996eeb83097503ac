"""Headings of a police number, which may be a PNC ID, a collar number or a reference: by cells."""

from __future__ import annotations

import pytest

import cohortmatch as cm
from tracked import a_list

HEADINGS = ("Police number", "Police no", "Police Ref", "Police identifier", "Police Nat ID")


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_police_number_is_a_pnc_id_where_its_cells_are(heading: str) -> None:
    rows = a_list({"Quarmby": {}, "Odell": {}, "Yardley": {}}).rename(columns={"PNC": heading})
    listings = cm.match({"IOM": rows, "DIP": rows}).listings
    assert listings.field("pnc").counts.tolist() == [1] * 6


def test_a_collar_number_is_none() -> None:
    rows = a_list({"Quarmby": {}, "Odell": {}}).drop(columns="PNC")
    rows["Police no."] = ["4471KG", "812KD"]
    listings = cm.match({"IOM": rows, "DIP": rows}).listings
    assert listings.field("pnc").counts.tolist() == [0] * 4
