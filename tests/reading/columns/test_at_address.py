"""Headings of whoever is at an address, at risk, or refers; the nominal's own stay his."""

from __future__ import annotations

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.core.types import ColumnUse

NOMINALS = [("Leon Peake", "16/05/1988"), ("Rhys Osei", "18/08/1980")]
HOMES = ("Imelda Crane, 27 Vetch Close", "Zoe Crane, 3 Vetch Close")
PHONES = ("07700 900444", "07700 900445")


@pytest.mark.parametrize(
    ("heading", "cells", "is_anothers"),
    [
        *((h, HOMES, True) for h in ("Risk to known adult", "Threat to named person")),
        *((h, PHONES, True) for h in ("Contact at address", "Tel at bail address")),
        *((h, PHONES, True) for h in ("Phone of address", "Phone of contact")),
        ("Address of contact", ("27 Vetch Close", "3 Vetch Close"), True),
        *((h, PHONES, False) for h in ("Contact number", "Home phone", "Phone")),
        ("Contact address", ("27 Vetch Close", "3 Vetch Close"), False),
        ("Risk to known adult", ("High", "Low"), False),
    ],
)
def test_whose_a_column_is(heading: str, cells: tuple[str, str], is_anothers: bool) -> None:
    rows = [(*who, cell) for who, cell in zip(NOMINALS, cells, strict=True)]
    (name, *_, last) = _columns(rows, heading)
    assert name.field == "name"
    assert (last.field == "another_person") is is_anothers


@pytest.mark.parametrize(("relation", "is_anothers"), [("Mother", True), ("Social worker", False)])
def test_a_referrer_who_is_kin_is_another_person(relation: str, is_anothers: bool) -> None:
    rows = [(*who, "Imelda Crane", relation) for who in NOMINALS]
    columns = _columns(rows, "Referrer", "Relationship to YP")
    assert (columns[2].field == "another_person") is is_anothers


def test_how_a_referrer_is_reached_is_never_the_nominal_s() -> None:
    rows = [(*who, "PC Hall", "hall@example.org") for who in NOMINALS]
    columns = _columns(rows, "Referred by", "Referrer email")
    assert columns[3].field == "another_person"


def _columns(rows: list[tuple[str, ...]], *headings: str) -> tuple[ColumnUse, ...]:
    frame = pd.DataFrame(rows, columns=["Name", "DOB", *headings])
    return cm.match({"IOM": frame}).listings.lists[0].columns
