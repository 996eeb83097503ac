"""LAC, CIN, CP beside a name: a young nominal's own status, or a nominal's child."""

from __future__ import annotations

import pandas as pd
import pytest

from cohortmatch.services.pipeline import read_lists
from people_lists import AS_OF

MARKS = (
    "(LAC)",
    "(CIN)",
    "(CP)",
    "(CP plan)",
    "- LAC",
    "[CPP]",
    "(LAC/CIN)",
    "(looked after child)",
)


def rows_kept(name: str, **cells: str) -> list[object]:
    """The rows of a list that are kept: a nominal's, and one with this name and these cells."""
    own = {"Name": "Ivor Quarmby", "DOB": "03/04/1989", "Age": "37"}
    row = {"DOB": "", "Age": "", **cells, "Name": name}
    return list(read_lists({"SGV": pd.DataFrame([own, row])}, as_of=AS_OF).row)


@pytest.mark.parametrize("mark", MARKS)
def test_it_leaves_nobody_out_who_is_ten_or_older(mark: str) -> None:
    assert rows_kept(f"Imelda Vixcan {mark}", DOB="05/06/2010") == [0, 1]
    assert rows_kept(f"Imelda Vixcan {mark}", Age="15") == [0, 1]


@pytest.mark.parametrize("mark", MARKS)
def test_it_leaves_out_whose_age_is_not_known_or_under_ten(mark: str) -> None:
    assert rows_kept(f"Imelda Vixcan {mark}") == [0]
    assert rows_kept(f"Imelda Vixcan {mark}", DOB=f"05/06/{AS_OF.year - 4}") == [0]
    assert rows_kept(f"Imelda Vixcan {mark}", Age="4") == [0]


@pytest.mark.parametrize("name", ["Imelda Lac", "Imelda Vixcan (Lacey)", "Imelda Vixcan"])
def test_a_name_is_no_mark(name: str) -> None:
    assert rows_kept(name) == [0, 1]


def test_the_row_is_told() -> None:
    frame = pd.DataFrame({"Name": ["Ivor Quarmby", "Imelda Vixcan (LAC)"]})
    listings = read_lists({"SGV": frame}, as_of=AS_OF)
    assert [(f.code, f.rows) for f in listings.noticed if f.code == "role-by-letters"] == [
        ("role-by-letters", (1,))
    ]
    assert sum(listings.lists[0].excluded.values()) == 1


def test_a_role_that_affirms_a_nominal_wins() -> None:
    cells = {"Name": ["Imelda Vixcan (LAC)", "Ada Pym IP", "Una Odell"], "Role": ["Nominal"] * 3}
    assert list(read_lists({"IOM": pd.DataFrame(cells)}, as_of=AS_OF).row) == [0, 1, 2]
