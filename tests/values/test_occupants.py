"""The name of whoever lives there before an address is not the nominal's; a house's name is."""

from __future__ import annotations

import pytest

from cohortmatch.values.own_values import own_value


@pytest.mark.parametrize(
    ("cell", "own"),
    [
        ("Imelda Crane, 27 Vetch Close", "27 Vetch Close"),
        ("Mrs Imelda Crane, Flat 2, 27 Vetch Close", "Flat 2, 27 Vetch Close"),
        ("Imelda Crane\n27 Vetch Close", "27 Vetch Close"),
        ("IMELDA CRANE: 27 VETCH CLOSE", "27 VETCH CLOSE"),
        *((each, each) for each in ("Rose Cottage, 3 Low Road", "Victoria House, 27 Low Road")),
        *((each, each) for each in ("27 Vetch Close, Romford", "Larkspur Court, 3 Low Road")),
        *((each, each) for each in ("Flat B, 12 Vetch Close", "HMP Thameside", "NFA", "")),
    ],
)
def test_an_occupant_is_cut_off(cell: str, own: str) -> None:
    assert own_value("address", cell) == own
