"""Whose row it is by its own note: the names on the list decide; what is in doubt is told."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

import cohortmatch as cm

AS_OF = date(2026, 6, 1)
NOMINALS = [("Leon Peake", "16/05/1988"), ("Tyrone Osei", "18/08/1980"), ("Rhys Garbutt", "")]
CASES = [
    # the row's own name, its note, and what becomes of it
    ("Imelda Crane", "Leon's mum", "left out"),
    ("Imelda Crane", "His mother", "left out"),
    ("Imelda Crane", "Complained about Leon", "left out"),
    ("Imelda Crane", "Complained about Zephyr", "told"),
    ("Imelda Crane", "Keyworker for Zephyr", "told"),
    ("Imelda Crane", "Ex of Leon", "told"),
    ("Imelda Crane", "Assaulted by Leon", "told"),
    ("Imelda Crane", "Victim of stabbing but still active nominal", "told"),
    ("Leon Crane", "Leon's mum", "kept"),
    ("Ty Crane", "Tyrone's mum", "told"),
    ("Imelda Crane", "Lives with Leon's mum", "kept"),
    ("Imelda Crane", "Brother of Leon was seen with her", "kept"),
]


@pytest.mark.parametrize(("name", "note", "becomes"), CASES)
def test_the_names_on_the_list_decide_whose_row_it_is(name: str, note: str, becomes: str) -> None:
    rows = [(*each, "In custody") for each in NOMINALS]
    kept, told = _read([*rows, (name, "17/05/1965", note)], "Comments")
    assert (kept, told) == {
        "left out": (False, False),
        "told": (True, True),
        "kept": (True, False),
    }[becomes]


def test_a_heading_that_asks_for_somebody_else_decides_nothing() -> None:
    rows = [(*each, "High") for each in NOMINALS]
    kept, _ = _read([*rows, ("Imelda Crane", "17/05/1965", "His mother")], "Risk to")
    assert kept


def _read(rows: list[tuple[str, ...]], heading: str) -> tuple[bool, bool]:
    """Whether the last row is matched, and whether it is told as in doubt."""
    frame = pd.DataFrame(rows, columns=["Name", "DOB", heading])
    listings = cm.match({"IOM": frame}, plan=cm.Plan(as_of=AS_OF)).listings
    last = len(rows) - 1
    found = [each for each in listings.noticed if each.code == "role-in-doubt"]
    return last in list(listings.row), any(last in each.rows for each in found)
