"""Columns of areas: shown where every cell is an area at large, and else another person's."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.reading.formats.books import fields, only

AT_LARGE = ["Kingsland Estate", "Ridley Road market", "N/A", "Stamford Hill"]
ORDERS = """Exclusion area|Exclusion zone|Exclusion zone / area|No go area|No-go zones
Not to enter|Area excluded|Restricted area|Prohibited area|Injunction area|Order area
Exclusion Zone (see map)|Geographic exclusion"""
NAMES = ["Craig Hollis", "Simone Latouche", "Phuong Tran", "Levi Goldstein"]


def _field(heading: str, cells: list[str]) -> str:
    frame = pd.DataFrame(
        {"Respondent": NAMES, "DOB": [f"0{n}/05/1990" for n in range(1, 5)], heading: cells}
    )
    return fields(only({"ASB injunctions": frame}))[heading]


@pytest.mark.parametrize("heading", [h for line in ORDERS.splitlines() for h in line.split("|")])
def test_an_area_at_large_is_about_no_person(heading: str) -> None:
    assert _field(heading, AT_LARGE) in ("other", "status")


@pytest.mark.parametrize("heading", [h for line in ORDERS.splitlines() for h in line.split("|")])
@pytest.mark.parametrize(
    "cell",
    [
        "12 Ridley Road",
        "Acacia Close",
        "The Willows",
        "E8 4AE",
        "Una Odell",
        "Odell",
        "home of Una Odell",
        "mother's address",
    ],
)
def test_one_cell_that_can_be_a_home_withholds_the_column(heading: str, cell: str) -> None:
    assert _field(heading, [*AT_LARGE[:3], cell]) == "another_person"


@pytest.mark.parametrize(
    "cell",
    [
        *("Hackney", "LB Newham", "E8 and E9", "See map", "Whole borough", "Romford town centre"),
        *(
            "Any park",
            "Tower Hamlets",
            "Ilford High Road",
            "Mile End; Bethnal Green",
            "As per plan",
        ),
    ],
)
def test_what_an_area_at_large_is(cell: str) -> None:
    assert _field("Exclusion area", [cell, *AT_LARGE[1:]]) in ("other", "status")


@pytest.mark.parametrize(
    "heading", ["Dispersal zone", "PSPO area", "Curfew area", "Beat area", "Area"]
)
def test_other_areas_are_no_persons(heading: str) -> None:
    assert _field(heading, AT_LARGE) in ("other", "status")


def test_stores_from_which_somebody_is_banned_are_shown() -> None:
    assert (
        _field("Banned from", ["Boots, Superdrug", "Primark", "Co-op", "TK Maxx"])
        != "another_person"
    )
