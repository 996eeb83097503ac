"""Two cells of one listing that cannot both be right are reported, and both kept."""

from __future__ import annotations

import pytest

from people_lists import Row, a_list, listings_of

MORGAN = "MORGA657054SM9IJ"
"""Born on 5 July 1964."""
CHECKS: list[tuple[Row, str]] = [
    ({"driver_number": MORGAN, "date_of_birth": "05/07/1964"}, ""),
    ({"driver_number": MORGAN, "date_of_birth": "July 1964"}, ""),
    ({"driver_number": MORGAN, "date_of_birth": ""}, ""),
    ({"driver_number": MORGAN, "date_of_birth": "07/05/1964"}, "driver-number-other-birth"),
    ({"driver_number": MORGAN, "date_of_birth": "05/07/1965"}, "driver-number-other-birth"),
    ({"driver_number": "MORGA613054SM9IJ", "date_of_birth": "05/07/1965"}, ""),
]


@pytest.mark.parametrize(("row", "code"), CHECKS)
def test_what_contradicts_itself_is_reported(row: Row, code: str) -> None:
    listings = listings_of(a_list("A", {"surname": "Morgan", **row}))
    told = [(f.code, f.rows) for f in listings.noticed if f.code == "driver-number-other-birth"]
    assert told == ([(code, (2,))] if code else [])
    kept = (listings.field(name).counts[0] > 0 for name in row if row[name])
    assert all(kept)
